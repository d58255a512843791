"""The queue at full speed: single keys, files ticked together, and what stays possible without them."""

import re
import time

import pytest
from playwright.sync_api import expect

from applications.models import Application
from mentoring.models import User
from mentoring.tests.factories import CoordinatorFactory

from .casting import HOST, to_read
from .conftest import PHONE
from .coordinating import QUEUE, read, state_of
from .writing import title_of

LIMIT = 60
QUESTION = "Quels soirs de la semaine pouvez-vous garder libres ?"
# Each way to decide, and what it makes of the file.
TEN = "vvivavrvvv"
STATES = {"v": "approved", "i": "info_requested", "a": "on_hold", "r": "rejected"}


def full_loads(page):
    """The addresses of the pages loaded whole from now on."""
    found = []
    page.on("request", lambda one: found.append(one.url) if one.is_navigation_request() else None)
    return found


def decide(page, key):
    """By keyboard alone, from the heading of a file to that of the next."""
    keys, name = page.keyboard, read(page)
    is_text_due = key == "v" and page.locator("[data-key=v]").get_attribute("href")
    keys.press(key)
    if is_text_due:
        expect(page.get_by_label("J’ai relu le texte présenté sans nom")).to_be_focused()
        keys.press("Space")
        keys.press("Enter")
    elif key == "i":
        expect(page.get_by_label("Votre question")).to_be_focused()
        keys.type(QUESTION)
        keys.press("Tab")
        keys.press("Enter")
    elif key in "ar":
        expect(page.get_by_role("group", name="Motif").get_by_role("radio").first).to_be_focused()
        keys.press("Space")
        keys.press("Enter")
    if key == "r":
        expect(page.get_by_text("Voici l’e-mail que la personne recevra.")).to_be_visible()
        keys.press("r")
    expect(page.locator("#fiche")).not_to_have_text(name)
    expect(page.locator("#fiche")).to_be_focused()
    return name


def colleague():
    """Julien, who works at the same hours as Awa."""
    return CoordinatorFactory(first_name="Julien", last_name="Trégastel", email=f"julien.t@{HOST}").email


def without_keys():
    return CoordinatorFactory(is_shortcut_user=False, email=f"sans.touches@{HOST}").email


def test_ten_are_decided_by_keyboard(at_work, patient):
    page = at_work(path="")
    loads, start = full_loads(page), time.monotonic()
    page.goto(QUEUE)
    decided = [(decide(page, key), key) for key in TEN]
    spent = time.monotonic() - start
    print(f"\nten decisions by keyboard: {spent:.1f} s, {len(loads)} full page load")  # noqa: T201  its figure
    assert [patient.ask(state_of, name) for name, _key in decided] == [STATES[key] for key in TEN]
    assert len(loads) == 1
    assert spent < LIMIT
    # The list has not moved: who was decided stays where they were, and says what they became.
    rows = page.locator("[data-row]")
    for place in (0, 1):
        expect(rows.nth(place)).to_contain_text(decided[place][0])
        expect(rows.nth(place)).to_contain_text("Validée")
    assert page.title().startswith(read(page))
    page.keyboard.press("u")
    expect(page.locator("#fiche")).to_have_text(decided[-1][0])
    expect(page.get_by_text("La décision est annulée. Aucun e-mail n’est parti.").first).to_be_visible()
    assert patient.ask(state_of, decided[-1][0]) == "submitted"
    page.go_back()
    expect(page.locator("#fiche")).not_to_have_text(decided[-1][0])
    assert len(loads) == 1


def test_going_through_the_list(at_work, patient):
    page = at_work()
    keys, heading, first = page.keyboard, page.locator("#fiche"), read(page)
    keys.press("j")
    expect(heading).not_to_have_text(first)
    expect(heading).to_be_focused()
    keys.press("ArrowUp")
    expect(heading).to_have_text(first)
    # In the list the keys move from row to row, and Enter opens.
    page.locator("[data-row] a").first.focus()
    keys.press("j")
    second = page.locator("[data-row] a").nth(1)
    expect(second).to_be_focused()
    expect(heading).to_have_text(first)
    keys.press("Enter")
    expect(heading).to_have_text(second.locator(".bn-personne__nom").inner_text())
    keys.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    keys.type("v")
    keys.press("Escape")
    keys.press("n")
    expect(page.get_by_label("Ajouter une note")).to_be_focused()
    keys.press("Escape")
    keys.press("m")
    expect(page.get_by_role("button", name="Ne plus la suivre")).to_be_focused()
    keys.press("m")
    expect(page.get_by_role("button", name="Me l’attribuer")).to_be_focused()
    keys.press("i")
    expect(page.get_by_label("Votre question")).to_be_focused()
    keys.type("Bonjour")
    keys.press("Escape")
    expect(page.get_by_label("Votre question")).to_have_value("Bonjour")
    keys.press("Escape")
    expect(page.get_by_role("link", name="Demander une précision")).to_be_visible()
    keys.press("?")
    expect(page.get_by_role("dialog", name="Raccourcis à une touche")).to_be_visible()
    keys.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    name = read(page)
    keys.press("s")
    expect(heading).not_to_have_text(name)
    assert patient.ask(state_of, name) == "submitted"


def test_the_keys_are_switched_off(at_work, patient):
    page = at_work(patient.ask(without_keys))
    name = read(page)
    for key in "jvx?":
        page.keyboard.press(key)
    assert page.get_by_role("dialog").count() == 0
    assert page.get_by_role("checkbox", checked=True).count() == 0
    assert page.locator("kbd").count() == 0
    assert read(page) == name
    assert patient.ask(state_of, name) == "submitted"


def test_a_colleague_is_faster(at_work, patient):
    reference = patient.ask(to_read, "Armelle", "Plouzévédé")
    path = f"{QUEUE}{reference}/"
    mine, other = at_work(path=path), at_work(patient.ask(colleague), path)
    other.keyboard.press("v")
    expect(other.get_by_role("status").filter(has_text="Armelle validée").first).to_be_visible()
    mine.keyboard.press("v")
    told = re.compile(r"Julien a validé cette candidature à \d\d:\d\d")
    expect(mine.get_by_text(told).first).to_be_visible()
    assert mine.evaluate("document.activeElement.matches('[data-error-summary]')")
    assert mine.title().startswith("Erreur")
    expect(mine.get_by_role("link", name=re.compile("^À lire"))).to_have_attribute("aria-current", "page")
    assert patient.ask(state_of, "Armelle Plouzévédé") == "approved"


def test_several_are_validated_by_keyboard(at_work, patient):
    names = ("Brendan", "Corentin", "Donatien")
    for name in names:
        patient.ask(to_read, name, "Landivisiau")
    page = at_work(path=f"{QUEUE}?q=Landivisiau")
    keys, heading = page.keyboard, page.locator("#fiche")
    keys.press("x")
    keys.press("j")
    expect(heading).to_have_text("Corentin Landivisiau")
    keys.press("j")
    expect(heading).to_have_text("Donatien Landivisiau")
    keys.press("Shift+X")
    expect(page.get_by_text("3 sélectionnées")).to_be_visible()
    expect(page.get_by_role("searchbox")).not_to_be_visible()
    page.locator("#lot").get_by_role("button", name="Valider").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Valider 3 candidatures"))
    page.get_by_role("button", name="Valider 3 candidatures").click()
    expect(page.get_by_text("3 candidatures validées.").first).to_be_visible()
    assert [patient.ask(state_of_first, name) for name in names] == ["approved"] * 3
    page.keyboard.press("u")
    expect(page.get_by_text("3 décisions sont annulées. Aucun e-mail n’est parti.").first).to_be_visible()
    assert [patient.ask(state_of_first, name) for name in names] == ["submitted"] * 3


def state_of_first(name):
    return Application.objects.get(person=User.objects.get(first_name=name, email__endswith=HOST)).state


@pytest.mark.parametrize("scripts", [True, False])
def test_several_are_put_aside_on_a_phone(at_work, patient, scripts):
    last = f"Guimiliau{scripts}"
    for name in ("Enora", "Fanch"):
        patient.ask(to_read, name, last)
    page = at_work(path=f"{QUEUE}?q={last}", viewport=PHONE, touch=True, scripts=scripts)
    bar = page.locator("#lot")
    expect(bar).not_to_be_visible()
    for box in page.locator(".bn-file__case").all():
        box.tap()
    expect(bar).to_be_visible()
    bar.get_by_role("button", name="Mettre en attente").tap()
    page.get_by_role("button", name="Mettre 2 candidatures en attente").tap()
    expect(page.locator("[data-error-summary]")).to_contain_text("Choisissez un motif")
    assert page.title().startswith("Erreur")
    page.get_by_label("Autre").check()
    page.get_by_role("button", name="Mettre 2 candidatures en attente").tap()
    expect(page.get_by_text("2 candidatures mises en attente.").first).to_be_visible()
    page.get_by_role("button", name="Annuler la dernière décision").tap()
    expect(page.get_by_text("2 décisions sont annulées. Aucun e-mail n’est parti.").first).to_be_visible()
    assert title_of(page) == "Candidatures à valider"


def test_what_is_passed_over_stays_in_the_list(at_work, patient):
    for name in ("Yuna", "Ronan", "Tifenn"):
        patient.ask(to_read, name, "Locronan")
    page = at_work(path=f"{QUEUE}?q=Locronan")
    keys, heading, rows = page.keyboard, page.locator("#fiche"), page.locator("[data-row]")
    keys.press("s")
    expect(heading).to_have_text("Ronan Locronan")
    expect(rows.first).to_contain_text("passée")
    keys.press("k")
    expect(heading).to_have_text("Yuna Locronan")
    keys.press("j")
    expect(heading).to_have_text("Ronan Locronan")
    keys.press("j")
    expect(heading).to_have_text("Tifenn Locronan")
    keys.press("s")
    expect(heading).to_have_text("Ronan Locronan")
    keys.press("s")
    expect(heading).to_have_text("Tifenn Locronan")
    expect(page.get_by_text("passée", exact=True)).to_have_count(0)


def test_undoing_leads_to_the_name_of_the_file(at_work, patient):
    for name in ("Nolwenn", "Perig"):
        patient.ask(to_read, name, "Carhaix")
    page = at_work(path=f"{QUEUE}?q=Carhaix&tri=anciennete")
    page.get_by_role("link", name=re.compile("Nolwenn")).first.click()
    expect(page.locator("#fiche")).to_have_text("Nolwenn Carhaix")
    page.keyboard.press("v")
    expect(page.locator("#fiche")).to_have_text("Perig Carhaix")
    page.keyboard.press("v")
    expect(page.locator("#fiche").filter(has_text="Perig")).to_have_count(0)
    page.go_back()
    expect(page.locator("#fiche")).to_have_text("Perig Carhaix")
    page.keyboard.press("u")
    expect(page.get_by_text("La décision est annulée.").first).to_be_visible()
    expect(page.locator("#fiche")).to_be_focused()


def test_typed_words_wait_for_their_file(at_work, patient):
    for name in ("Aziliz", "Briag"):
        patient.ask(to_read, name, "Concarneau")
    page = at_work(path=f"{QUEUE}?q=Concarneau")
    keys, heading = page.keyboard, page.locator("#fiche")
    note, question = page.get_by_label("Ajouter une note"), page.get_by_label("Votre question")
    keys.press("n")
    keys.type("Rappelée")
    keys.press("Escape")
    keys.press("j")
    expect(heading).to_have_text("Briag Concarneau")
    expect(note).to_have_value("")
    keys.press("i")
    expect(question).to_be_focused()
    keys.type("Quels")
    keys.press("Escape")
    keys.press("k")
    expect(heading).to_have_text("Aziliz Concarneau")
    expect(note).to_have_value("Rappelée")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("link", name="Toutes les candidatures").click()
    expect(heading).to_have_text("Aziliz Concarneau")
    page.get_by_role("button", name="Ajouter la note").click()
    expect(page.get_by_text("La note est ajoutée.").first).to_be_visible()
    expect(note).to_have_value("")
    keys.press("Escape")
    keys.press("j")
    expect(heading).to_have_text("Briag Concarneau")
    keys.press("i")
    expect(question).to_have_value("Quels")
    page.get_by_role("button", name="Envoyer la question").click()
    expect(page.locator("[data-error-summary]")).to_be_visible()
    keys.press("Escape")
    expect(question).to_have_count(0)
    assert asked == ["beforeunload"]
    page.get_by_role("link", name="Toutes les candidatures").click()
    page.wait_for_url("**/toutes/")
    assert asked == ["beforeunload"]


def test_undoing_is_offered_as_long_as_it_is_possible(at_work, patient):
    for name in ("Cadou", "Divi"):
        patient.ask(to_read, name, "Quimperle")
    page = at_work(path="")
    page.clock.install()
    page.goto(f"{QUEUE}?q=Quimperle")
    page.keyboard.press("v")
    expect(page.locator(".bn-file__annuler")).to_contain_text("Cadou validée")
    undo = page.get_by_role("button", name="Annuler la dernière décision")
    page.clock.run_for(590_000)
    expect(undo).to_be_visible()
    page.clock.run_for(15_000)
    expect(undo).to_have_count(0)
    expect(page.locator(".bn-file__bas")).to_be_hidden()
