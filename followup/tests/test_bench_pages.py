"""Measuring pages asks real ones, keeps nothing, and fails aloud over a bar."""

import dataclasses
import gc

import pytest
from django.core.management import CommandError, call_command

from applications.models import Application
from applications.tests.factories import ProfileFactory
from followup.management.commands import bench_pages
from matching.models import Features
from mentoring.models import AccessLog

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _demo(settings):
    settings.ALLOW_DEMO = True
    yield
    gc.unfreeze()


@pytest.fixture
def programme_at_work(awa):
    for _person in range(3):
        ProfileFactory(closed=True)
    for _person in range(3):
        ProfileFactory()
        ProfileFactory(mentor=True)


@pytest.fixture
def _patient(monkeypatch):
    """Bars are for the machine that measures, not for the one that tests."""
    monkeypatch.setattr(
        bench_pages, "CASES", [dataclasses.replace(case, bar=60_000) for case in bench_pages.CASES]
    )


@pytest.mark.usefixtures("programme_at_work", "_patient")
def test_the_pages_are_measured_and_nothing_is_kept(capsys):
    states = sorted(Application.objects.values_list("state", flat=True))
    call_command("bench_pages", rows=1, long=1)
    told = capsys.readouterr().out
    for case in bench_pages.CASES:
        assert case.words in told
    assert "1 suggestion pages" in told
    assert not AccessLog.objects.exists()
    assert not Features.objects.exists()
    assert sorted(Application.objects.values_list("state", flat=True)) == states


@pytest.mark.usefixtures("programme_at_work", "_patient")
def test_a_decision_made_for_good_stands():
    call_command("bench_pages", rows=1, only="decision", for_good=True)
    assert Application.objects.filter(state="submitted").count() == 0


@pytest.mark.usefixtures("programme_at_work")
def test_a_missed_bar_is_an_error_that_names_the_page(monkeypatch):
    monkeypatch.setattr(
        bench_pages, "CASES", [bench_pages.Case("/pilotage/", bench_pages.bench.todo_pages, 0.001)]
    )
    with pytest.raises(CommandError, match="Over its bar: /pilotage/"):
        call_command("bench_pages", rows=1)


@pytest.mark.usefixtures("awa")
def test_a_programme_of_nobody_is_not_measured():
    with pytest.raises(CommandError, match="load a population"):
        call_command("bench_pages", rows=2)


def test_it_is_refused_where_real_people_are(settings):
    settings.ALLOW_DEMO = False
    with pytest.raises(CommandError):
        call_command("bench_pages")
