"""Every page someone may open, and every form with mistakes in it: nothing for axe, nothing too wide.

The admin's pages are Django's own. The addresses, and who may open them, are the guards'.
"""

import pytest
from allauth.account.models import EmailAddress
from django.db import transaction

from applications.models import Application
from applications.options import Kind
from applications.questionnaire.steps import LAST, STEPS
from applications.tests.drafting import drafted
from followup.demo.world import World
from followup.tests.guards import world as worlds
from followup.tests.guards.addresses import names
from followup.tests.guards.places import places
from followup.tests.guards.test_access import PACKAGES_TABLE, expected
from matching.tests.factories import RunFactory
from mentoring.models import User
from mentoring.tests.factories import UserFactory

from .conftest import DOMAIN, Person
from .looking import AGAIN, faults_of, has_questions, send_empty

# Files, a letter alone on its page, part of a page, and another name of the page where one signs in.
NO_PAGE = {
    "robots",
    "sitemap",
    "session_ics",
    "data_export",
    "calendar_feed",
    "workshop_ics",
    "certificate_pdf",
    "email_html",
    "account_request_login_code",
    "run_state",
}
# Whoever comes first looks at a page; a pair's page has two sides, and those of Discord are others signed in.
TWO_SIDED = {"pair", "discord_guide", "discord_workshop"}
READERS = ("visitor", "applicant", "mentor", "coordinator", "superuser")
# Forms that refuse to be sent empty, and those where nothing needs an answer.
# fmt: off
REFUSING = {
    "account", "account_email", "account_login", "account_login_password", "account_set_password",
    "agreement_heard", "alert_handle", "alert_write", "application_reply", "application_step",
    "catalogue_add", "catalogue_row", "charter_settings", "charter_sign", "check_in", "contact", "decide",
    "data_deletion", "discord_help", "email_text",
    "help_workshop", "help_workshop_change", "help_workshop_open", "help_write",
    "feedback_by_link", "global_proposal", "interest_decline",
    "matching_mode", "matching_restore", "matching_settings", "merge_accounts",
    "mfa_activate_totp", "pair_ask", "pair_by_hand", "pair_channel", "pair_desk_end", "pair_desk_note",
    "pair_desk_pause", "pair_desk_write", "person_write",
    "pair_end", "pair_exclude", "pair_extend",
    "news", "news_campaign", "pair_goal", "pair_goals", "pair_pause", "pair_review", "profile",
    "profile_step", "programme_settings",
    "proposal_cancel", "proposal_decline",
    "queue_excerpt", "queue_note", "session_feedback", "session_log", "session_move", "session_plan",
    "reason", "skill_merge", "suggestion_dismiss", "team",
}
EASY = {
    "all_applications", "application_review", "application_withdraw", "closing_reviews", "confirm",
    "discord_guide", "help_request", "help_workshop_remove",
    "mail_preferences", "mail_settings", "mfa_add_webauthn", "mfa_generate_recovery_codes",
    "pair_desk", "pair_desk_channel", "pair_propose", "pairs", "people", "person_merge", "person_pair",
    "profile_leave", "queue", "queue_item", "session", "session_cancel", "session_notes",
    "skill_suggestions", "suggestion_interest",
}
# fmt: on
BESIDE_A_FILE = {"queue_note", "queue_excerpt", "decide"}
DECISIONS = ("valider", "preciser", "refuser")
DEMO = (
    ("awa", "/pilotage/"),
    ("awa", "/pilotage/binomes/?etat=tous&tri=utilite"),
    ("awa", "/pilotage/candidatures/toutes/?tri=-nom"),
    ("awa", "/pilotage/personnes/?etat=en-binome&tri=campus"),
    ("awa", "/pilotage/candidatures/?vue=attente"),
    ("awa", "/pilotage/candidatures/?vue=decidees"),
    ("awa", "/pilotage/mise-en-relation/?cote=mentors"),
    ("awa", f"/pilotage/mise-en-relation/ensemble/{World(None).reference('ENS', 'wednesday')}/"),
    ("nadia", "/espace/"),
    ("yanis", "/espace/"),
    ("yanis", "/binomes/"),
    ("pierre", "/espace/"),
    ("margaux", "/espace/"),
)


def readers_of(name):
    """The roles for whom this page is looked at."""
    roles = [role for role in READERS if name not in PACKAGES_TABLE or role in ("visitor", "superuser")]
    first = [role for role in roles if expected(name, "get", role) == "o"][:1]
    return [*first, "mentee"] if name in TWO_SIDED else first


SEEN = [(name, role) for name in names() if name not in NO_PAGE for role in readers_of(name)]


@pytest.fixture(scope="module")
def site(instances):
    return instances(has_worker=False)


@pytest.fixture(scope="module")
def world(site):
    """(the guards' world, its places by name), among the people of the demo."""
    return site.ask(build)


@transaction.atomic
def build():
    for model in (User, EmailAddress):  # the two worlds have an Awa each
        model.objects.filter(email=f"awa@{DOMAIN}").update(email=f"autre.awa@{DOMAIN}")
    world = worlds.build()
    Application.objects.filter(person=world.people["mentor"]).update(charter_version="0")
    # The last step opens when the others are complete; another person makes their mistakes.
    for name in ("ready", "mistaken"):
        person = UserFactory(first_name="Armelle", email=f"{name}@exemple.org")
        world.cookies[name] = worlds.signed_in(person)
        for kind in Kind:
            drafted(kind, person)
    return world, places(world, names())


@pytest.fixture(scope="module")
def people(site, chromium):
    """One browser for each person, made when it is first needed."""
    found = {}

    def person(name, cookie=None):
        if name not in found:
            found[name] = Person(chromium, site, viewport={"width": 1280, "height": 800})
            if cookie:
                found[name].context.add_cookies([{"name": "sessionid", "value": cookie, "url": site.base}])
        found[name].faults.clear()
        return found[name]

    yield person
    for one in found.values():
        one.context.close()


@pytest.fixture
def visit(world, people):
    """Open a place as whoever stands for a role there."""

    def visit(name, role, path=None):
        place = world[1][name]
        person = people(place.person(role), world[0].cookies.get(place.person(role)))
        # Beside a file the queue is looked at once, whole; then with the one row that is found.
        narrowed = "?q=zzapplicantlast" if name in BESIDE_A_FILE else ""
        answer = person.page.goto((path or place.url) + narrowed)
        assert answer.status == 200
        # Whoever is turned away reads the page where one signs in, which has nothing wrong either.
        assert role == "visitor" or "/connexion/" in place.url or "/connexion/" not in person.page.url
        return person

    return visit


def look(person, *, refuses):
    """Nothing is wrong with the page, nor with the same page once its form has been sent empty."""
    page = person.page
    assert faults_of(page) + person.faults == []
    if refuses:
        send_empty(page)
        assert page.title().startswith("Erreur")
        assert faults_of(page, AGAIN) + person.faults == []


@pytest.mark.parametrize(("name", "role"), SEEN)
def test_a_page(visit, name, role):
    person = visit(name, role)
    assert not has_questions(person.page) or name in REFUSING | EASY
    look(person, refuses=name in REFUSING)


@pytest.mark.parametrize(("kind", "slug"), [(kind, step.slug) for kind in STEPS for step in STEPS[kind]])
def test_a_step(visit, kind, slug):
    side = {Kind.MENTOR: "mentor", Kind.MENTEE: "mentore"}[kind]
    role = "ready" if slug == LAST else "mistaken"
    look(visit("application_step", role, f"/candidature/{side}/{slug}/"), refuses=True)


@pytest.mark.parametrize("action", DECISIONS)
def test_a_decision(visit, world, action):
    path = world[1]["decide"].url.replace("/attente/", f"/{action}/")
    look(visit("decide", "coordinator", path), refuses=True)


@pytest.mark.parametrize("action", ["valider", "attente", "refuser", "attribuer"])
def test_a_batch(visit, world, action):
    path = world[1]["queue_batch"].url.replace("/attente/", f"/{action}/")
    path += f"?candidature={world[0].things['file'].reference}"
    look(visit("queue_batch", "coordinator", path), refuses=action in ("attente", "refuser"))


def test_what_would_be_sent(visit, world):
    line = world[0].things["line"]
    look(
        visit("run", "coordinator", f"{world[1]['run_propose'].url}?mentee={line.mentee.public_id}"),
        refuses=False,
    )


def test_a_calculation_under_way(visit, world, site):
    running = site.ask(RunFactory, running=True)
    path = world[1]["run"].url.replace(world[1]["run"].args[0], running.reference)
    look(visit("run", "coordinator", path), refuses=False)


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(("name", "path"), DEMO)
def test_a_page_of_the_demo(people, site, name, path):
    address = f"autre.awa@{DOMAIN}" if name == "awa" else f"{name}@{DOMAIN}"
    person = people(address, site.cookie_of(address)["value"])
    assert person.page.goto(path).status == 200
    look(person, refuses=False)
