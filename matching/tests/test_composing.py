"""Suggestions composed by the prices of the last proposal over everyone, and what keeps those fresh."""

import datetime

import numpy as np
import pytest
from django.db.models import F
from django.utils import timezone

from applications.models import Campus
from applications.tests.factories import ProfileFactory
from matching import tasks
from matching.models import Run, RunPair, RunPrices
from matching.services import browsing, composing, features, ranking, runs, suggestions
from matching.tests.factories import ExclusionFactory, ProposalFactory

pytestmark = pytest.mark.django_db
SIZE = 2


@pytest.fixture
def short_lists(monkeypatch):
    """Lists of two people, so that a few make a crowd."""
    monkeypatch.setattr(composing, "SIZE", SIZE)


def crowd():
    """(mentors of one place, mentees): two mentees everybody suits, four others."""
    mentors = [ProfileFactory(mentor=True, capacity=1) for _number in range(3)]
    liked = [ProfileFactory() for _number in range(2)]
    others = [ProfileFactory(term="short", domains=["technical", "network"]) for _number in range(4)]
    return mentors, liked + others


def computed():
    run = runs.ask_for_prices()
    runs.compute_due()
    run.refresh_from_db()
    assert run.state == Run.State.DONE, run.error
    return run


def listed(mentor):
    return [one.mentee for one in suggestions.suggestions_for(mentor, size=SIZE)]


def test_nobody_is_left_out_and_partners_stand_on_lists(short_lists):
    mentors, mentees = crowd()
    raw = {row for mentor in mentors for row in listed_raw(mentor)}
    assert len(raw) < len(mentees)
    run = computed()
    lists = {mentor: listed(mentor) for mentor in mentors}
    assert {mentee for rows in lists.values() for mentee in rows} == set(mentees)
    for pair in run.pairs.select_related("mentor", "mentee"):
        assert pair.mentee in lists[pair.mentor]
    for mentor, rows in lists.items():
        points = [one.explained.points for one in suggestions.suggestions_for(mentor, size=SIZE)]
        assert points == sorted(points, reverse=True)
        assert len(rows) == SIZE


def listed_raw(mentor):
    board = ranking.Board()
    standing = board.standing_of(mentor)
    return standing.best(standing.above, SIZE)


def test_who_is_taken_or_excluded_is_on_no_list_whatever_the_prices(short_lists):
    mentors, mentees = crowd()
    computed()
    first, second = listed(mentors[0])
    ProposalFactory(mentee=first, mentor=ProfileFactory(mentor=True))
    ExclusionFactory(mentor=mentors[0], mentee=second)
    assert not {first, second} & set(listed(mentors[0]))
    only_network = suggestions.suggestions_for(mentors[0], suggestions.Filters(domain="network"), size=9)
    assert {one.mentee for one in only_network} <= set(mentees[2:])


def test_who_arrives_later_has_the_median_price(mentor, mentee):
    run = computed()
    prices = composing.latest()
    assert prices.run == run
    assert prices.of(np.array([mentee.pk, 10**9])).tolist() == [prices.values[0], prices.median]
    late = ProfileFactory()
    assert {one.mentee for one in suggestions.suggestions_for(mentor)} == {mentee, late}


def test_only_a_proposal_over_everyone_makes_prices(awa, mentor, mentee):
    runs.ask(by=awa, floor=50, gamma=2.0, campus=Campus.objects.get(code="montreuil"))
    runs.compute_due()
    assert RunPrices.objects.count() == 1
    assert composing.latest() is None


def test_prices_are_asked_for_once_a_day_while_somebody_waits():
    assert tasks.refresh_prices() is None
    ProfileFactory()
    run = runs.ask_for_prices()
    assert (run.created_by, run.floor, run.gamma) == (None, 50, 2.0)
    assert tasks.refresh_prices() == run.reference  # still under way
    runs.compute_due()
    assert tasks.refresh_prices() is None
    Run.objects.update(created_at=timezone.now() - datetime.timedelta(days=1))
    assert tasks.refresh_prices() != run.reference


def a_day_goes_by():
    Run.objects.update(created_at=F("created_at") - datetime.timedelta(days=1))


def test_other_nights_calculations_go_unless_someone_used_them(awa, mentor, mentee):
    assert runs.forget_unused() == 0
    unused = computed()
    assert runs.forget_unused() == 0  # the only prices there are
    a_day_goes_by()
    used = computed()
    runs.remove(used.pairs.get(), by=awa)
    a_day_goes_by()
    asked = runs.ask(by=awa, floor=50, gamma=2.0)
    runs.compute_due()
    a_day_goes_by()
    last = computed()
    assert runs.forget_unused() == 1
    assert set(Run.objects.all()) == {used, asked, last}
    assert composing.latest().run == last
    assert not RunPair.objects.filter(run=unused.pk).exists()


def test_the_menu_counts_what_lists_hold(short_lists, mentor):
    ProfileFactory.create_batch(3)
    ProposalFactory(mentee=ProfileFactory(), accepted=True)
    browsing.forget_all()
    assert tasks.count_suggestions() == 1 + 1
    dealt = suggestions.counts()
    computed()
    assert suggestions.counts() == dealt
    assert dealt[mentor.person_id] == 3
    assert not RunPair.objects.filter(mentee__proposals_as_mentee__state="accepted").exists()
    assert features.write_missing() == 0
