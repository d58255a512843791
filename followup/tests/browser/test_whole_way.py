"""Two strangers come in, are validated, paired, and meet; and every e-mail on the way."""

import datetime
import re
from html import unescape

from django.db.models import F

from applications.models import Profile
from applications.options import Kind
from followup.models import MentoringSession
from mentoring.management.commands.lint_copy import APOSTROPHE, mended
from mentoring.models import Programme

from .conftest import PHONE
from .coordinating import open_file, validate
from .site import link_of, links_of, text_of
from .test_applying import SEND, begin
from .writing import answer_steps, press, title_of

MENTOR = {"first_name": "Maëlys", "last_name": "Kervadec", "phone": "+33655512301"}
MENTEE = {"first_name": "Théodore", "last_name": "Vasquin", "phone": "+33655512302"}
ADDRESSES = {"mentor": "maelys.kervadec@exemple.org", "mentee": "theodore.vasquin@exemple.org"}
# A sign that wants a narrow no-break space before it and has none, or another.
UNSPACED = re.compile(r"[^\u202f\s:;!?»][;:!?](?=\s|$)|[^\u202f]»", re.MULTILINE)
LEFT_OVER = re.compile(r"\{\{|\{%|%\(|\bNone\b|\bTrue\b|\bFalse\b|<[A-Za-z/]")
TAG = re.compile(r"<(style|title).*?</\1>|<[^>]+>", re.DOTALL)
URL = re.compile(r"https?://\S+")
HREF = re.compile(r'href="([^"]+)"')


def apply(person, kind, vous):
    begin(person, kind, ADDRESSES[kind])
    answer_steps(person.page, kind, vous=vous)
    press(person.page, SEND[kind])
    person.page.wait_for_url(re.compile(r"/recue/"))


def compare_path():
    """Where Awa compares the two."""
    ids = [Profile.objects.get(person__email=ADDRESSES[kind]).public_id for kind in ("mentor", "mentee")]
    return "/pilotage/mise-en-relation/paire/{}/{}/".format(*ids)


def let_the_session_pass():
    earlier = datetime.timedelta(days=60)
    rows = MentoringSession.objects.filter(mentorship__mentor__person__email=ADDRESSES["mentor"])
    rows.update(
        state="to_confirm",
        starts_at=F("starts_at") - earlier,
        ends_at=F("ends_at") - earlier,
    )
    # Whatever common slot was chosen, it now ended yesterday.
    session = rows.get()
    late = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=1) - session.ends_at
    rows.update(starts_at=F("starts_at") + late, ends_at=F("ends_at") + late)


def test_two_strangers_become_a_pair(someone, demo):
    mentor, mentee = someone(), someone(viewport=PHONE)
    apply(mentor, Kind.MENTOR, MENTOR)
    apply(mentee, Kind.MENTEE, MENTEE)
    awa = someone().enter("awa").page
    for name in ("Maëlys Kervadec", "Théodore Vasquin"):
        open_file(awa, name)
        validate(awa)
    welcomes = {side: demo.wait_for_mail(ADDRESSES[side], "application_approved") for side in ADDRESSES}
    assert welcomes["mentor"]["Subject"].strip() == "Bienvenue parmi les mentors"
    mentee.page.goto(link_of(welcomes["mentee"], "/espace/"))
    assert "Nous cherchons votre mentor." in mentee.page.inner_text("main")

    awa.goto(demo.ask(compare_path))
    awa.get_by_role("link", name="Proposer ce binôme").click()
    press(awa, "Proposer ce binôme")
    awa.get_by_text("C’est noté").wait_for()
    mentor.page.goto(link_of(demo.wait_for_mail(ADDRESSES["mentor"], "proposal_to_mentor"), "/propositions/"))
    press(mentor.page, "Oui, je suis d’accord")
    mentee.page.goto(link_of(demo.wait_for_mail(ADDRESSES["mentee"], "proposal_to_mentee"), "/propositions/"))
    press(mentee.page, "Oui, je suis d’accord")
    mentee.page.get_by_role("heading", name="Maëlys et Théodore").wait_for()
    mentor.page.goto(link_of(demo.wait_for_mail(ADDRESSES["mentor"], "pair_started"), "/binomes/"))

    coming = mentor.page.get_by_role("region", name="Prochaine séance")
    coming.get_by_role("link", name=re.compile(r", \d+ h")).first.click()
    press(mentor.page, "Planifier")
    mentee.page.goto(link_of(demo.wait_for_mail(ADDRESSES["mentee"], "session_planned"), "/seances/"))
    assert title_of(mentee.page).startswith("La séance du ")
    demo.ask(let_the_session_pass)
    demo.run("followup.tasks.session_tick")
    for side, person in (("mentor", mentor), ("mentee", mentee)):
        asked = demo.wait_for_mail(ADDRESSES[side], "session_feedback")
        person.page.goto(links_of(asked, "utilite=5")[0])
        press(person.page, "Envoyer mon retour")
        person.page.get_by_role("heading", name="Merci pour votre retour.").wait_for()

    read_everything(demo, {"mentor": mentor, "mentee": mentee})


def read_everything(site, people):
    """All the messages: which there are, how they are written, and what they keep to themselves."""
    common = ["application_received", "application_approved", "pair_started", "session_planned"]
    team = site.ask(lambda: Programme.current().contact_email)
    for side, person in people.items():
        other = {"mentor": "mentee", "mentee": "mentor"}[side]
        messages = site.mails_to(ADDRESSES[side])
        kinds = [message["X-Binome-Kind"] for message in messages]
        assert sorted(kinds[1:]) == sorted([*common, f"proposal_to_{side}", "session_feedback"])
        assert kinds[0] in ("login_code", "account_notice")
        for number, message in enumerate(messages):
            is_paired = number >= kinds.index("pair_started")
            check_words(message)
            check_privacy(message, other, {ADDRESSES[side], team}, is_paired)
            check_links(message, site.base, person.context.request)


def html_of(message):
    """The sign-in code's message of a new account has a text only."""
    body = message.get_body(("html",))
    return body.get_content() if body else ""


def bodies(message):
    """The subject, and the words of both alternatives, without addresses of pages."""
    text, shown = URL.sub("", text_of(message)), unescape(TAG.sub("\n", html_of(message)))
    return [str(message["Subject"]).strip(), text, shown]


def check_words(message):
    for words in bodies(message):
        kind = message["X-Binome-Kind"]
        assert mended(words) == words, kind
        assert not APOSTROPHE.search(words), kind
        assert not UNSPACED.findall(words), (kind, UNSPACED.findall(words))
        assert not LEFT_OVER.findall(words), (kind, LEFT_OVER.findall(words))
    assert len(bodies(message)[0]) <= 60


def check_privacy(message, other, known, is_paired):
    facts = {"mentor": MENTOR, "mentee": MENTEE}[other]
    for words in [*bodies(message), text_of(message), message.as_string()]:
        digits = re.sub(r"[\s.\u00a0\u202f-]", "", words)
        assert not [one["phone"] for one in (MENTOR, MENTEE) if one["phone"][3:] in digits]
        assert facts["last_name"] not in words
        assert set(re.findall(r"[\w.+-]+@[\w-]+\.\w[\w.]*\w", words)) - known <= own_headers(message)
        if other == "mentee" and not is_paired:
            assert facts["first_name"] not in words


def own_headers(message):
    """What a header holds with an « @ »: the sender, the identifier of the message."""
    return {str(message["From"]), str(message["Message-ID"]).strip("<>")}


def check_links(message, base, request):
    links = [link.rstrip(".,") for link in URL.findall(text_of(message))]
    links += HREF.findall(html_of(message))
    for link in set(links):
        link = unescape(link)
        assert link.startswith(base), link
        assert request.get(link).status == 200, link
