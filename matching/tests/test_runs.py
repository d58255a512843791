"""A global proposal from asking to result: what is read, kept, computed again, and survives a dead worker."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from applications.models import Campus
from applications.tests.factories import ProfileFactory
from matching.models import LeftOut, Proposal, Run, RunPair
from matching.services import alternatives, costs, features, plans, runs, settings
from matching.tests.factories import ExclusionFactory, ProposalFactory, in_days
from mentoring.models import Event, NotAllowed

State = Run.State
pytestmark = pytest.mark.django_db
CHOICES = {"floor": 50, "gamma": 2.0}


def a_run(by, **choices):
    return runs.ask(by=by, **(CHOICES | choices))


def computed(by, **choices):
    run = a_run(by, **choices)
    assert runs.compute_due() == 1
    run.refresh_from_db()
    assert run.state == State.DONE, run.error
    return run


def people(mentors, mentees):
    return (
        [ProfileFactory(mentor=True, capacity=1) for _ in range(mentors)],
        [ProfileFactory() for _ in range(mentees)],
    )


def test_a_run_pairs_whoever_may_be_and_says_why_not_the_others(awa):
    people(2, 3)
    run = computed(awa)
    assert (run.pair_count, run.left_out_count) == (2, 1)
    assert run.pairs.count() == 2
    assert {pair.choice_of_mentee for pair in run.pairs.all()} == {1}
    [left] = run.left_out.all()
    assert left.code == "seats_short"
    assert run.gap == 0
    assert len(run.input_hash) == 64
    assert run.mean == round(sum(pair.score for pair in run.pairs.all()) / 2)
    assert [event.transition for event in Event.objects.about(run.reference)] == [
        "finish_run",
        "start_run",
        "ask_run",
    ]


def test_nobody_at_all_is_a_result_too(awa):
    run = computed(awa)
    assert (run.pair_count, run.left_out_count, run.mean) == (0, 0, None)


def test_who_takes_part(awa):
    """Not those asked or paired, nor those who prefer the team to look, nor the paused; a pin is kept."""
    (mentor, other), (free, asked, paired, opted_out, pinned) = people(2, 5)
    mentor.capacity = 3
    mentor.save()
    ProposalFactory(mentee=asked, mentor=ProfileFactory(mentor=True, capacity=1), asked_mentor=True)
    ProposalFactory(mentee=paired, mentor=ProfileFactory(mentor=True, capacity=1), accepted=True)
    type(opted_out).objects.filter(pk=opted_out.pk).update(is_opted_out=True)
    ProfileFactory(state="paused", paused_until=timezone.localdate() + datetime.timedelta(days=9))
    draft = ProposalFactory(mentee=pinned, mentor=other, draft=True, score=700_000)
    run = computed(awa)
    lines = {(pair.mentor, pair.mentee, pair.is_pinned) for pair in run.pairs.all()}
    assert lines == {(mentor, free, False), (other, draft.mentee, True)}
    assert run.left_out_count == 0


def test_an_interest_weighs_and_may_be_left_aside(awa):
    mentors, [mentee] = people(2, 1)
    for mentor in mentors:
        proposal = ProposalFactory(mentor=mentor, mentee=mentee, interest=True)
        [line] = computed(awa).pairs.all()
        assert (line.mentor, line.is_interest) == (mentor, True)
        proposal.delete()
        Run.objects.all().delete()
    ProposalFactory(mentor=mentors[0], mentee=mentee, interest=True)
    [line] = computed(awa, is_interest_counted=False).pairs.all()
    assert not line.is_interest


def test_who_has_waited_longer_is_served_first(awa):
    _mentors, mentees = people(1, 2)
    for patient in mentees:
        type(patient).objects.filter(pk__in=[one.pk for one in mentees]).update(opened_at=timezone.now())
        type(patient).objects.filter(pk=patient.pk).update(opened_at=in_days(-80))
        [line] = computed(awa).pairs.all()
        assert (line.mentee, line.days) == (patient, 80)
        Run.objects.all().delete()


def test_a_scope_narrows_who_is_looked_at(awa):
    people(2, 1)
    lille = ProfileFactory(campus=Campus.objects.get(code="lille"))
    run = computed(awa, campus=lille.campus)
    assert [pair.mentee for pair in run.pairs.all()] == [lille]


def test_an_excluded_pair_is_not_proposed_and_the_floor_holds(awa):
    [mentor], [mentee] = people(1, 1)
    assert computed(awa, floor=100).pair_count == 0
    assert LeftOut.objects.get().code == "below_floor"
    ExclusionFactory(mentor=mentor, mentee=mentee)
    Run.objects.all().delete()
    run = computed(awa)
    assert run.pair_count == 0
    assert (run.left_out.get().code, run.left_out.get().rule) == ("no_mentor", "excluded")


def test_a_removed_pair_is_done_without_and_a_pin_is_kept(awa):
    people(2, 2)
    first = computed(awa)
    pair, other = first.pairs.all()
    runs.remove(pair, by=awa)
    runs.remove(pair, by=awa)
    second = runs.recompute(first, by=awa)
    runs.compute_due()
    assert second.removed == [[pair.mentor.public_id, pair.mentee.public_id]]
    assert second.parent == first
    assert (pair.mentor, pair.mentee) not in {(one.mentor, one.mentee) for one in second.pairs.all()}
    third = runs.recompute(second, by=awa)
    assert third.removed == second.removed
    runs.restore(pair, by=awa)
    pair.refresh_from_db()
    assert pair.removed_at is None


def test_what_was_proposed_yesterday_stays(awa):
    people(3, 3)
    first = {(one.mentor_id, one.mentee_id) for one in computed(awa).pairs.all()}
    second = computed(awa)
    assert {(one.mentor_id, one.mentee_id) for one in second.pairs.all()} == first
    assert all(one.is_kept for one in second.pairs.all())


def test_the_same_people_leave_the_same_mark(awa):
    people(2, 2)
    first, second = (plans.fingerprint(solved()) for _ in range(2))
    assert first == second
    ProfileFactory()
    assert plans.fingerprint(solved()) != first


def solved():
    from matching.core.proposal import solve

    inputs = plans.read()
    return solve(inputs.mentees, inputs.mentors, settings.current()[1], inputs.history)


def test_a_second_click_asks_for_nothing_more(awa):
    assert a_run(awa) == a_run(awa)
    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.create(
            reference="ENS-AAAA", created_by=awa, version=settings.current()[0], floor=50, gamma=2
        )


def test_a_dead_workers_run_is_taken_again_three_times_at_most(awa):
    run = a_run(awa)
    now = timezone.now()
    for attempt in (1, 2, 3):
        taken = runs.claim(now)
        assert (taken, taken.attempts) == (run, attempt)
        assert runs.claim(now) is None
        now += runs.SILENT + datetime.timedelta(seconds=1)
    assert runs.claim(now) is None
    run.refresh_from_db()
    assert (run.state, run.error) == (State.FAILED, "Le calcul s’est interrompu trois fois.")


def test_a_worker_that_lost_its_run_writes_nothing(awa):
    people(1, 1)
    run = a_run(awa)
    late = runs.claim()
    Run.objects.filter(pk=run.pk).update(attempts=2)
    runs.compute(late)
    run.refresh_from_db()
    assert run.state == State.RUNNING
    assert not RunPair.objects.exists()


def test_a_calculation_that_fails_says_so(awa, monkeypatch, caplog):
    run = a_run(awa)
    monkeypatch.setattr(runs, "solve", lambda *a, **k: 1 / 0)
    runs.compute_due()
    run.refresh_from_db()
    assert run.state == State.FAILED
    assert run.error.startswith("Le calcul s’est interrompu.")
    assert "ZeroDivisionError" in caplog.text


def test_groups_are_told_with_their_labels(awa):
    people(2, 3)
    groups = computed(awa).figures["fairness"]
    assert set(groups) == {"campus", "formation", "blanks", "waiting", "availability"}
    assert [(one["size"], round(one["placed"], 2)) for one in groups["campus"]] == [(3, 0.67)]


def test_an_alternative_says_what_it_costs_and_whose_seat_it_takes(awa):
    people(2, 2)
    run = computed(awa)
    pair, other = run.pairs.select_related("run__version", "mentee__person")
    [found] = alternatives.alternatives(pair)
    assert found.candidate.profile == other.mentor
    assert found.seat_of == [other.mentee]
    assert found.cost == costs.Cost(points=0, leaves_out=False)


def test_a_sent_line_is_not_removed(awa):
    people(1, 1)
    [pair] = computed(awa).pairs.all()
    RunPair.objects.filter(pk=pair.pk).update(sent_at=timezone.now())
    with pytest.raises(NotAllowed):
        runs.remove(pair, by=awa)


@pytest.mark.parametrize(
    "wrong",
    [{"gamma": 0.5}, {"gamma": 4.5}, {"floor": 101}, {"state": State.DONE}],
)
def test_the_database_refuses_what_is_impossible(awa, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.create(
            reference="ENS-AAAA", created_by=awa, version=settings.current()[0], **(CHOICES | wrong)
        )


def test_a_person_stands_once_in_a_run(awa):
    [mentor], [mentee] = people(1, 1)
    run = computed(awa)
    with pytest.raises(IntegrityError), transaction.atomic():
        RunPair.objects.create(run=run, mentor=mentor, mentee=mentee, score=1)
    LeftOut.objects.create(run=run, mentee=mentee, code="no_place")
    with pytest.raises(IntegrityError), transaction.atomic():
        LeftOut.objects.create(run=run, mentee=mentee, code="no_place")


def test_reading_takes_as_many_queries_for_thirty_as_for_one(awa, django_assert_num_queries):
    people(1, 1)
    features.write_missing()
    with django_assert_num_queries(9):
        plans.read()
    people(30, 30)
    ProposalFactory(interest=True)
    features.write_missing()
    with django_assert_num_queries(9):
        plans.read()


def test_proposals_stay_drafts_until_someone_sends_them(awa):
    people(2, 2)
    computed(awa)
    assert not Proposal.objects.exists()


def test_a_pair_has_its_place_in_the_last_proposal(awa):
    mentors, mentees = people(2, 2)
    assert costs.in_last_proposal(mentors[0], mentees[0], 900_000, is_interested=False, days=0) is None
    run = computed(awa)
    pair, other = run.pairs.all()
    chosen = costs.in_last_proposal(pair.mentor, pair.mentee, pair.score, is_interested=False, days=0)
    assert (chosen.run, chosen.is_chosen) == (run, True)
    crossed = costs.in_last_proposal(pair.mentor, other.mentee, pair.score, is_interested=False, days=0)
    assert (crossed.is_chosen, crossed.cost) == (False, costs.Cost(0, False))
    worse = costs.in_last_proposal(pair.mentor, other.mentee, 500_000, is_interested=False, days=0)
    assert worse.cost.points > 0
    stranger = ProfileFactory()
    assert costs.in_last_proposal(pair.mentor, stranger, 900_000, is_interested=False, days=0) is None


def test_forcing_a_pair_may_leave_someone_out(awa):
    """Two people ask for the only place of one mentor; a third has a mentor whom nobody else understands."""
    [asked_for], _two = people(1, 2)
    third = ProfileFactory(languages=["es", "fr"])
    ProfileFactory(mentor=True, capacity=1, languages=["es"])
    run = computed(awa)
    assert (run.pair_count, run.left_out_count) == (2, 1)
    place = costs.in_last_proposal(asked_for, third, 900_000, is_interested=False, days=0)
    assert place.cost.leaves_out


def test_calculations_are_forgotten_after_half_a_year(awa):
    people(1, 1)
    old, new = computed(awa), computed(awa)
    Run.objects.filter(pk=old.pk).update(created_at=timezone.now() - datetime.timedelta(days=181))
    assert runs.forget_old() == 1
    assert runs.forget_old() == 0
    assert list(Run.objects.all()) == [new]
    assert RunPair.objects.filter(run=new).count() == 1
