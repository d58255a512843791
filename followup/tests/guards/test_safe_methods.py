"""Looking changes nothing, and what changes something was meant: no write on GET, no POST without token."""

import itertools

import pytest
from django.test import Client

from mentoring.mail import links

from .addresses import names
from .admin_places import admin_places
from .asking import ask
from .places import places
from .table import expected, roles

# One process asks every address once and for all (`make test` runs with `--dist loadgroup`).
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("guards"), pytest.mark.anywhere]
# What a look may leave behind: its session, what limits and counts keep for a while, the trace of the look.
TRACES = {
    *((verb, "django_session") for verb in ("INSERT", "UPDATE", "DELETE")),
    *((verb, "cache_table") for verb in ("INSERT", "UPDATE", "DELETE")),
    ("INSERT", "mentoring_accesslog"),
}
REFUSED = ("options", "trace", "put", "patch", "delete")


def changes(rows):
    return {f"{row} {row.url}": sorted(row.writes - TRACES) for row in rows if row.writes - TRACES}


def test_a_look_changes_nothing(answers):
    assert changes(row for row in answers.all if row.method == "get") == {}


def test_the_writes_of_a_post_are_seen(answers):
    """The check above can fail."""
    written = {(row.name, write) for row in answers.rows if row.method == "post" for write in row.writes}
    assert written >= {
        ("pair_goals", ("INSERT", "followup_goal")),
        ("profile_leave", ("UPDATE", "applications_profile")),
        ("queue_note", ("INSERT", "applications_internalnote")),
    }


@pytest.mark.thorough
def test_asking_for_the_headers_alone_changes_nothing(world):
    """Who may, and who may not, is what a GET tells: one person is enough for each answer it has."""
    rows = [
        ask(world, place, role, "head")
        for place in places(world, names()).values()
        for role in {expected(place.name, "get", role): role for role in roles(place.name)}.values()
    ]
    assert changes(rows) == {}
    assert {row.status for row in rows} <= {200, 302, 401, 403, 404, 405}


def test_no_other_method_is_understood(world):
    """Refused before anyone is known: two people are enough."""
    wrong = [
        f"{method} {place.url} {answer.status_code}"
        for place in [*places(world, names()).values(), *admin_places(world)]
        for method in REFUSED
        for person in (("visitor", "superuser") if method == "trace" else ("superuser",))
        if (answer := world.ask(person, method, place.url)).status_code != 405
    ]
    assert wrong == []


def test_no_post_without_its_token(world):
    """The token is looked at before the person and before the view: people take turns at the addresses."""
    strict, wrong = Client(enforce_csrf_checks=True), []
    everywhere = [*places(world, names()).values(), *admin_places(world)]
    asked = [place for place in everywhere if not place.name.endswith(("_add", "_history", "_delete"))]
    for place, person in zip(asked, itertools.cycle(("visitor", "mentor", "coordinator"))):
        answer = world.ask(person, "post", place.url, place.data, browser=strict)
        if answer.status_code != 403 or "403_csrf.html" not in [one.name for one in answer.templates]:
            wrong.append(f"{person} {place.url} {answer.status_code}")
    assert wrong == []


def test_the_one_click_of_a_mail_program_is_the_one_exception(world):
    strict = Client(enforce_csrf_checks=True)
    page = f"/courriels/{links.preferences_token(world.people['mentee'])}/"
    assert world.ask("visitor", "post", page, {"muted_until": ""}, browser=strict).status_code == 403
    answer = world.ask("visitor", "post", f"{page}?un-clic=R", {}, browser=strict)
    assert answer.status_code == 200
    for wanted in ("T", "autre", "%00"):
        answer = world.ask("visitor", "post", f"{page}?un-clic={wanted}", {}, browser=strict)
        assert answer.status_code in (400, 403)
