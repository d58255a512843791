"""The coordinator's Monday, from « À traiter » to its last line: by keyboard alone, by touch on a phone, and
without scripts."""

import re
from collections import Counter

import pytest
from playwright.sync_api import expect

from followup.services import todo
from mentoring.mail.models import Email

from .conftest import PHONE
from .coordinating import read, state_of

PATH = "/pilotage/"
# What she does with each file to read, in turn; the last way for all that follow.
TURNS = ["valider", "preciser", "attente", "refuser", "valider"]
QUESTION = "Quels soirs de la semaine pouvez-vous garder libres ?"
# Lines that say what to keep an eye on, and are not worked through in a morning.
WATCHED = {"waiting_mentees", "idle_mentors", "amber_pairs"}


class Mouse:
    """Presses what one sees; the finger of a phone and the keyboard do the same in their own way."""

    def __init__(self, page):
        self.page = page

    def press(self, thing):
        thing.click()

    def write(self, field, text):
        field.fill(text)


class Finger(Mouse):
    def press(self, thing):
        thing.tap()


class Keys(Mouse):
    """Tab until it is reached, then Enter, or Space where something is ticked."""

    def reach(self, thing):
        thing.wait_for()
        for _press in range(300):
            if thing.evaluate("one => one === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"not reached by Tab: {thing}")

    def press(self, thing):
        self.reach(thing)
        is_ticked = thing.evaluate("one => ['radio', 'checkbox'].includes(one.type)")
        self.page.keyboard.press("Space" if is_ticked else "Enter")

    def write(self, field, text):
        self.reach(field)
        self.page.keyboard.type(text)


WAYS = {
    "clavier": (Keys, {}),
    "doigt": (Finger, {"viewport": PHONE, "touch": True}),
    "sans scripts": (Mouse, {"scripts": False}),
}


@pytest.fixture(params=WAYS)
def awa(request, someone, instances):
    """(hands, page, site): a demo of its own, where a decision waits ten minutes."""
    hands, ways = WAYS[request.param]
    site = instances(undo_minutes=10, has_worker=False)
    page = someone(site=site, **ways).enter("awa").page
    return hands(page), page, site


def open_line(hands, page, code, site):
    """Follow the button of a line of « À traiter »."""
    page.goto(PATH)
    line = next(one for one in site.ask(todo.lines) if one.code == code)
    hands.press(page.get_by_role("link", name=line.sentence))
    page.wait_for_url(lambda url: url.endswith(line.url) or line.url.partition("#")[0] in url)


def decide(hands, page, action):
    """From the heading of a file to that of the next, or to the end of the list."""
    name, panel = read(page), page.locator("#decision")
    if (way_in := page.get_by_role("link", name="Décider")).count() and way_in.is_visible():
        hands.press(way_in)
        page.locator(".bn-file--panneau").wait_for()
    if action == "valider":
        button = panel.get_by_role("button", name=re.compile("^Valider"))
        if not button.count():
            hands.press(panel.get_by_role("link", name=re.compile("^Valider")))
            hands.press(page.get_by_label("J’ai relu le texte présenté sans nom"))
        hands.press(button)
    elif action == "preciser":
        hands.press(panel.get_by_role("link", name="Demander une précision"))
        hands.write(
            page.get_by_label("Votre question"), "Quels soirs de la semaine pouvez-vous garder libres ?"
        )
        hands.press(panel.get_by_role("button", name="Envoyer la question"))
    elif action == "attente":
        hands.press(panel.get_by_role("link", name=re.compile("Mettre en attente|Prolonger l’attente")))
        hands.press(page.get_by_role("group", name="Motif").get_by_role("radio").first)
        hands.press(panel.get_by_role("button", name=re.compile("Mettre en attente|Prolonger l’attente")))
    else:
        hands.press(panel.get_by_role("link", name=re.compile("^Refuser")))
        hands.press(page.get_by_role("group", name="Motif").get_by_role("radio").first)
        hands.press(panel.get_by_role("button", name="Relire avant de refuser"))
        hands.press(page.locator("main").get_by_role("button", name=re.compile("^Refuser")))
    expect(page.locator("#fiche").or_(page.locator(".bn-vide")).first).not_to_have_text(name)
    return name


def enter(hands, page):
    """On a phone the list is a page of its own."""
    if not page.locator("#fiche").is_visible():
        hands.press(page.locator("[data-row] a").first)
        page.locator("#fiche").wait_for()


def read_on(hands, page):
    """Every file of the view that is open. Returns [(name, action)]."""
    done = []
    enter(hands, page)
    while page.locator("#fiche").count():
        action = TURNS[min(len(done), len(TURNS) - 1)]
        done.append((decide(hands, page, action), action))
    return done


LETTERS = {
    "valider": "application_approved",
    "preciser": "application_info_requested",
    "attente": "application_on_hold",
    "refuser": "application_rejected",
}
# An answer read and a file on hold, both validated; two interests proposed, one declined; the letter that had
# failed. Who goes on waiting was told already.
REST_OF_LETTERS = {
    "application_approved": 2,
    "proposal_to_mentee": 2,
    "interest_declined": 1,
    "application_received": 1,
}
STATES = {"valider": "approved", "preciser": "info_requested", "attente": "on_hold", "refuser": "rejected"}


def number_of(code):
    return sum(line.count for line in todo.lines() if line.code == code)


def letters():
    """What is to leave, by kind."""
    return Counter(Email.objects.filter(state="scheduled").values_list("kind", flat=True))


def arrange(hands, page):
    """An interest is proposed; where another was proposed to the same person, it is declined."""
    ways = page.locator("main").get_by_role("link", name=re.compile("^Proposer à la personne"))
    if ways.count():
        hands.press(ways.first)
        hands.press(page.get_by_role("button", name="Proposer à la personne"))
    else:
        hands.press(page.get_by_role("link", name=re.compile("^Décliner")).first)
        hands.press(page.get_by_role("radio").first)
        hands.press(page.get_by_role("button", name="Décliner"))


def answer(hands, page):
    hands.press(page.locator("main tbody a").first)
    hands.write(page.get_by_label("Note"), "Rappelée ce matin, tout est en place.")
    hands.press(page.get_by_role("button", name="Résoudre"))


def call(hands, page):
    hands.press(page.locator("main").get_by_role("link", name=re.compile("^Traité")).first)
    hands.write(page.get_by_label("Ce qui a été fait"), "Appelée ce matin, la date est fixée.")
    hands.press(page.get_by_role("button", name="Marquer comme traitée"))


def first(words):
    """Press the first button that begins so."""

    def act(hands, page):
        hands.press(page.locator("main").get_by_role("button", name=re.compile(f"^{words}")).first)

    return act


REST = {
    "interests": arrange,
    "expiring": first("Prolonger"),
    "help_requests": answer,
    "red_pairs": call,
    "reviews": first("Relu"),
    "failed_mail": first("Renvoyer"),
}


def test_the_whole_monday(awa):
    hands, page, site = awa
    announced = site.ask(letters)
    open_line(hands, page, "applications", site)
    done = read_on(hands, page)
    assert len(done) == 18
    expect(page.get_by_text("Tout est lu.")).to_be_visible()
    hands.press(page.get_by_role("link", name="Précisions reçues (1)"))
    page.wait_for_url("**vue=precisions**")
    assert len(read_on(hands, page)) == 1
    assert [site.ask(state_of, name) for name, _action in done] == [STATES[action] for _name, action in done]
    open_line(hands, page, "revisits", site)
    enter(hands, page)
    decide(hands, page, "attente")
    decide(hands, page, "valider")
    for code, act in REST.items():
        for _one in range(site.ask(number_of, code)):
            open_line(hands, page, code, site)
            act(hands, page)
            expect(page.locator(".bn-message").first).to_be_visible()
        assert site.ask(number_of, code) == 0
    assert {line.code for line in site.ask(todo.lines)} <= WATCHED
    page.goto(PATH)
    assert page.locator(".bn-traiter__ligne").count() == len(site.ask(todo.lines))
    written = Counter(LETTERS[action] for _name, action in done) + Counter(REST_OF_LETTERS)
    assert site.ask(letters) - announced == written
