"""Every address answers everybody as `table.py` says."""

import pytest

from .addresses import admin_names, names
from .asking import PACKAGES
from .table import PACKAGES_TABLE, TABLE, expected

# One process asks every address once and for all (`make test` runs with `--dist loadgroup`).
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("guards"), pytest.mark.anywhere]


def test_every_address_is_classified():
    assert sorted(TABLE | PACKAGES_TABLE) == sorted(names())
    assert all(name.startswith(PACKAGES) == (name in PACKAGES_TABLE) for name in names())


def test_everybody_is_answered_as_the_table_says(answers):
    wrong = [
        f"{row}: {row.symbol} {row.location}, not {expected(row.name, row.method, row.role)}"
        for row in answers.rows
        if not row.name.startswith("admin:") and row.symbol != expected(row.name, row.method, row.role)
    ]
    assert wrong == []


def test_only_the_superuser_enters_the_admin(answers):
    """Others are led to its door, which is everybody's: visitors sign in there, the rest are refused."""
    rows = [row for row in answers.rows if row.name.startswith("admin:")]
    assert {row.name for row in rows} == set(admin_names())
    door = [(row.role, row.symbol) for row in rows if row.name == "admin:login"]
    assert door in ([("visitor", "r"), ("coordinator", "x")], [("coordinator", "x")])
    assert {row.symbol for row in rows if row.role == "superuser"} == {"o"}
    ways_out = ("/admin/login/?next=", "/connexion/?next=")
    wrong = [
        str(row)
        for row in rows
        if row.role != "superuser" and row.status != 403 and not row.location.startswith(ways_out)
        if row.name != "admin:logout"
    ]
    assert wrong == []


def test_an_address_of_somebody_else_looks_like_a_free_one(world):
    """Changing one's address must not tell who has an account."""
    answers = []
    for address in (world.people["mentor"].email, "libre@exemple.org"):
        answer = world.ask("mentee", "post", "/compte/adresse/", {"email": address, "action_add": ""})
        answers.append((answer.status_code, answer["Location"], sorted(answer.cookies)))
    assert answers[0] == answers[1] == (302, "/compte/adresse/confirmer/", ["messages", "sessionid"])
