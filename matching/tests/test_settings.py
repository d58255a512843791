"""Versions of the settings: added, compared, never changed; what today's people would feel of another one."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from applications.tests.factories import ProfileFactory
from matching.core import settings as core
from matching.models import MatchingSettings, Proposal
from matching.services import deadlines, explaining, previewing, seats, settings
from matching.tests.factories import ProposalFactory
from mentoring.models import Event, NotAllowed
from mentoring.tests.factories import CoordinatorFactory

pytestmark = pytest.mark.django_db


def first():
    return MatchingSettings.objects.earliest()


def save(by, reason="Essai", **values):
    return settings.save_version(by=by, reason=reason, **values)


def test_what_is_not_given_stays(awa):
    save(awa, floor=55, severities={"one_slot": "block"})
    row = save(awa, weights={"skills": 30})
    assert (row.floor, row.severities, row.weights) == (55, {"one_slot": "block"}, {"skills": 30})
    assert (first().floor, first().weights) == (50, {})


def test_the_core_reads_a_whole_version(awa):
    save(awa, gamma=3.0, very_good_from=85, waiting_bonus=4, interest_bonus=10, continuity_bonus=1)
    _row, read = settings.current()
    assert (read.gamma, read.waiting_bonus, read.interest_bonus, read.continuity_bonus) == (3.0, 4, 10, 1)
    assert read.bands == {"very_good": 85, "good": 65, "to_discuss": 50}


def test_bands_follow_the_version(awa, mentor, mentee):
    explained = explaining.pair(mentor, mentee)
    assert explained.band == "Très bonne adéquation"
    save(awa, very_good_from=100)
    assert explaining.pair(mentor, mentee).band == "Bonne adéquation"


@pytest.mark.parametrize(
    ("points", "name"),
    [(80, "very_good"), (79.4, "good"), (65, "good"), (50, "to_discuss"), (49, "weak"), (0, "weak")],
)
def test_a_band_starts_at_its_points(points, name):
    assert core.Settings().band(int(points * 10_000)) == name


def test_bands_go_down():
    with pytest.raises(ValueError):
        core.Settings(bands={"very_good": 60, "good": 65, "to_discuss": 50})


def test_days_and_interests_are_those_of_the_version(awa, mentor):
    assert seats.most_interests(mentor) == 3
    before = deadlines.deadline_for(mentor.person)
    save(awa, proposal_days=7, max_interests=1)
    assert seats.most_interests(mentor) == 1
    assert (deadlines.deadline_for(mentor.person) - before).days == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"very_good_from": 65},
        {"to_discuss_from": 70},
        {"very_good_from": 101},
        {"floor": 101},
        {"gamma": 0.5},
        {"gamma": 4.5},
        {"proposal_days": 0},
        {"max_interests": 0},
    ],
)
def test_a_row_keeps_to_its_ranges(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        MatchingSettings.objects.create(**wrong)


def test_differences_in_words(awa):
    before = first()
    row = save(awa, weights={"domains": 30}, severities={"one_slot": "block"}, gamma=2.5, floor=55)
    assert [(one.label, one.before, one.after) for one in settings.changes(before, row)] == [
        ("Poids «\u202fDomaines d’accompagnement\u202f»", "25", "30"),
        ("Règle «\u202fun seul créneau commun\u202f»", "avertit", "bloque"),
        ("Seuil pour proposer", "50", "55"),
        ("Équité", "2", "2,5"),
    ]


def test_who_changed_what_is_written_down(awa):
    row = save(awa, "Plus de poids aux créneaux", weights={"availability": 20})
    event = Event.objects.get(reference="matching_settings")
    assert (event.actor, event.transition, event.reason) == (awa, "save_settings", row.reason)
    assert event.payload == {
        "version": row.pk,
        "before": {"weights.availability": 15},
        "after": {"weights.availability": 20},
    }


def test_a_second_click_adds_nothing(awa):
    seen = first().pk
    row = save(awa, floor=60, seen=seen)
    assert save(awa, floor=60, seen=seen) == row
    assert (MatchingSettings.objects.count(), Event.objects.count()) == (2, 1)


def test_a_colleague_was_faster(awa):
    seen, julien = first().pk, CoordinatorFactory(first_name="Julien", last_name="Morel")
    save(julien, floor=60)
    with pytest.raises(NotAllowed, match=r"Julien Morel a enregistré d’autres réglages à \d+.h(.\d\d)?\."):
        save(awa, floor=55, seen=seen)
    with pytest.raises(NotAllowed, match="Vous avez enregistré d’autres réglages dans un autre onglet"):
        save(julien, floor=55, seen=seen)
    assert MatchingSettings.current().floor == 60


def test_an_older_version_comes_back_as_a_new_one(awa):
    save(awa, floor=60, weights={"term": 0})
    row = save(awa, "Retour", **settings.values_of(first()))
    assert MatchingSettings.objects.count() == 3
    assert settings.changes(first(), row) == []


def test_a_draft_writes_nothing():
    row = settings.draft(first(), {"floor": 60})
    assert (row.floor, row.pk) == (60, None)
    assert MatchingSettings.objects.count() == 1


def test_every_rule_is_a_fact_or_a_choice():
    assert sorted((*settings.ALWAYS_BLOCKING, *settings.ADJUSTABLE)) == sorted(core.SEVERITIES)
    assert set(settings.CRITERIA) == set(core.CRITERIA)


# What would change ------------------------------------------------------------------------------------


def test_two_proposals_side_by_side():
    before = [("m1", "a", 800_000), ("m2", "b", 600_000)]
    after = [("m1", "b", 700_000), ("m3", "a", 520_000), ("m2", "c", 604_999)]
    found = previewing.compare(before, after, waiting=4)
    assert found.before == previewing.Figures(pairs=2, mean=70, fifth=60, left_out=2)
    assert found.after == previewing.Figures(pairs=3, mean=61, fifth=52, left_out=1)
    assert found.moved == [("m1", "a", "b"), ("m2", "b", "c"), ("m3", None, "a")]


def test_nobody_to_propose():
    found = previewing.compare([], [], waiting=2)
    assert found.before == found.after == previewing.Figures(pairs=0, mean=None, fifth=None, left_out=2)


def test_the_fifth_percentile_is_someones_score():
    pairs = [(f"m{n:02}", "a", n * 10_000) for n in range(1, 42)]
    assert previewing.figures(pairs, waiting=41).fifth == 3


def test_a_preview_solves_twice_and_writes_nothing():
    ProfileFactory(mentor=True, term="long")
    near, far = ProfileFactory(term="long"), ProfileFactory(term="short")
    ProposalFactory(mentor__capacity=1)  # asked, paired or pinned already, and no place left
    ProposalFactory(mentor__capacity=1, accepted=True)
    ProposalFactory(mentor__capacity=1, draft=True)
    draft = settings.draft(first(), {"severities": {"opposite_terms": "block"}})
    found = previewing.preview(first(), draft)
    assert (found.before.pairs, found.before.left_out) == (2, 0)
    assert (found.after.pairs, found.after.left_out) == (1, 1)
    [(mentee, _before, after)] = [row for row in found.moved if row[0] == far]
    assert (mentee, after) == (far, None)
    assert near not in [row[0] for row in found.moved]
    assert found.moved_count == 1
    assert MatchingSettings.objects.count() == 1
    assert not Proposal.objects.exclude(state__in=["awaiting_mentee", "accepted", "draft"]).exists()


def test_nobody_waits_in_a_preview():
    found = previewing.preview(first(), settings.draft(first(), {"floor": 60}))
    assert (found.before.pairs, found.after.mean, found.moved) == (0, None, [])


def test_too_many_people_for_one_page(monkeypatch, mentor, mentee):
    monkeypatch.setattr(previewing, "MOST_PAIRS", 0)
    assert previewing.preview(first(), settings.draft(first(), {"floor": 60})) is None


def test_facts_stay_facts_when_a_version_says_otherwise(awa, mentee):
    paused = ProfileFactory(mentor=True, state="paused", paused_until=timezone.localdate())
    save(awa, severities={"paused": "off", "full": "off"})
    with pytest.raises(seats.Blocked):
        seats.check(paused, mentee)
