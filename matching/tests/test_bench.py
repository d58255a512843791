"""The benchmark measures what it says: each case answers its figures, nothing is kept in the database."""

import io
import json

import pytest
from django.core.management import call_command

from applications.tests.factories import ProfileFactory
from matching.bench import cases, database, peers
from matching.management.commands import bench_matching
from matching.models import Run

pytestmark = pytest.mark.thorough


@pytest.mark.parametrize(
    ("prepare", "arguments", "name"),
    [
        (cases.oracle, (40,), "agreed"),
        (cases.proposal, (40, 30), "placed"),
        (cases.reading_of, (40, 30), "left_out"),
        (cases.ranking, (40, 30), "shown"),
        (cases.dense, (20, 20), "total"),
        (cases.scipy, (20, 20), "total"),
    ],
)
def test_a_case_answers_its_figures(prepare, arguments, name):
    found = bench_matching.measured(prepare, arguments, 2)
    assert 0 < found["median"] <= found["worst"]
    assert name in found["figures"]
    assert bench_matching.line("words", "bar", found).startswith("words")


def test_every_table_agrees_with_the_oracle():
    assert cases.oracle(200)()["agreed"] == "200 / 200"


def test_the_two_dense_solvers_find_the_same_total():
    assert cases.dense(30, 30)()["total"] == cases.scipy(30, 30)()["total"]


def test_a_case_answers_the_command_in_json():
    out = io.StringIO()
    call_command("bench_matching", case="dense-500", stdout=out)
    assert set(json.loads(out.getvalue())) == {"median", "worst", "peak", "figures"}


def test_a_peer_that_is_not_installed_says_so():
    assert peers.main("nobody-installs-this", "10") == {"absent": True}


@pytest.mark.django_db
def test_the_database_is_read_and_left_as_it_was():
    ProfileFactory(mentor=True)
    ProfileFactory()
    found = database.round_trip()()
    assert (found["mentees"], found["mentors"], found["pairs"]) == (1, 1, 1)
    assert not Run.objects.exists()
