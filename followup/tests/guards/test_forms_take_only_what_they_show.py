"""A form writes what it shows: posting more than its fields changes nothing more."""

import pytest
from django.apps import apps
from django.db import transaction
from django.urls import resolve

from .addresses import names
from .places import places
from .table import expected
from .world import ROLES

# One process asks every address once and for all (`make test` runs with `--dist loadgroup`).
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("guards"), pytest.mark.anywhere]
FLAGS = ("role", "is_staff", "is_superuser", "is_coordinator", "is_active", "is_opted_out", "is_discord_help")
RELATIONS = ("person", "mentor", "mentee", "user", "author", "assigned_to", "coordinator", "created_by")
OTHERS = ("state", "score", "reference", "public_id", "kind", "capacity", "version", "decided_at")
PROTECTED = {*FLAGS, *RELATIONS, *OTHERS}
# A state each floor knows, which nothing but a decision of its own leads to.
STATES = {"applications": "approved", "matching": "accepted", "followup": "ended", "mentoring": "sent"}
HOUSE = ("mentoring", "mail", "applications", "matching", "followup")


def extra(world, place):
    """What a forger adds to a form, its own fields left alone."""
    people, profiles = world.people, world.profiles
    floor = resolve(place.url).func.__module__.partition(".")[0]
    forged = dict.fromkeys(FLAGS, "on") | {
        **dict.fromkeys(RELATIONS, str(people["stranger"].pk)),
        "mentor": str(profiles["stranger"].pk),
        "mentee": str(profiles["charge"].pk),
        "state": STATES.get(floor, "approved"),
        "score": "100",
        "reference": "MTR-2222",
        "public_id": "0000000000000000",
        "kind": "mentor",
        "capacity": "9",
        "version": "999",
        "decided_at": "2020-01-01",
    }
    return {name: value for name, value in forged.items() if name not in place.data}


def protected():
    """{model: its fields that no form of the site but its own may write}"""
    found = {}
    for label in HOUSE:
        for model in apps.get_app_config(label).get_models():
            fields = [field.name for field in model._meta.concrete_fields if field.name in PROTECTED]
            if fields:
                found[model] = fields
    return found


def told(tables, before):
    """What the protected fields hold: old rows by key; new ones without what is drawn at random."""
    found = {}
    for model, fields in tables.items():
        rows = {row[0]: row[1:] for row in model.objects.values_list("pk", *fields)}
        drawn = [place for place, name in enumerate(fields) if name in ("reference", "public_id")]
        new = [
            tuple(value for place, value in enumerate(row) if place not in drawn)
            for pk, row in rows.items()
            if pk not in before[model]
        ]
        old = {pk: row for pk, row in rows.items() if pk in before[model]}
        found[model.__name__] = (old, sorted(new, key=str))
    return found


def post(world, person, place, data, tables, before):
    """(status, what the protected fields hold afterwards); everything is put back."""
    with transaction.atomic():
        answer = world.post(person, place.url, data)
        after = told(tables, before)
        transaction.set_rollback(True)
    return answer.status_code, after


def writers(world):
    """(person, place) of every address whose POST is heard, by the first role it is heard from."""
    for name, place in places(world, names()).items():
        if name.startswith(("account_", "mfa_", "socialaccount_", "usersessions_", "demo_")):
            continue  # the packages' forms, each over one's own account; tested by them
        role = next((role for role in reversed(ROLES) if expected(name, "post", role) in "or"), None)
        if role:
            yield place.person(role), place


def test_nothing_more_is_written(world):
    tables = protected()
    before = {model: set(model.objects.values_list("pk", flat=True)) for model in tables}
    wrong, changed = [], 0
    start = told(tables, before)
    for person, place in writers(world):
        usual = post(world, person, place, place.data, tables, before)
        forged = post(world, person, place, place.data | extra(world, place), tables, before)
        changed += usual[1] != start
        if usual != forged:
            wrong += [f"{person} {place.url}", *differences(usual, forged)]
    assert wrong == []
    assert changed > 25  # most posts do write something, so that the comparison can fail


def differences(usual, forged):
    if usual[0] != forged[0]:
        yield f"{usual[0]} != {forged[0]}"
    for model, (old, new) in usual[1].items():
        other_old, other_new = forged[1][model]
        yield from (
            f"{model} {pk}: {row} != {other_old.get(pk)}"
            for pk, row in old.items()
            if row != other_old.get(pk)
        )
        if new != other_new:
            yield f"{model} new: {new} != {other_new}"


def test_the_account_form_keeps_roles_apart(world):
    data = {"first_name": "Lina", "last_name": "Petit", "phone": "", "timezone": "Europe/Paris"}
    forged = dict.fromkeys(("is_coordinator", "is_superuser", "is_staff", "is_shortcut_user"), "on")
    with transaction.atomic():
        assert world.post("mentee", "/compte/", data | forged | {"email": "x@y.fr"}).status_code == 302
        person = world.people["mentee"]
        email = person.email
        person.refresh_from_db()
        assert (person.first_name, person.email) == ("Lina", email)
        assert (person.is_coordinator, person.is_superuser, person.is_staff) == (False, False, False)
        transaction.set_rollback(True)
    person.refresh_from_db()
