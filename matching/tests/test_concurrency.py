"""Seats and questions under twenty hands at once, on a real PostgreSQL."""

import functools
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections, transaction

from applications.models import Profile
from applications.tests.factories import ProfileFactory
from matching.models import MatchingSettings, Proposal, RunPair
from matching.services import answers, closing, interests, modes, proposals, seats, sending, settings
from matching.tests.factories import ProposalFactory, RunFactory, RunPairFactory
from matching.tests.reading import fresh
from mentoring.mail.models import Email
from mentoring.models import Event, NotAllowed, Programme
from mentoring.moves import lock
from mentoring.tests.factories import CoordinatorFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
HANDS = 20


def at_once(*acts):
    """Run every act in a thread of its own, all starting together. Returns what each gave or raised."""
    start = threading.Barrier(len(acts))

    def run(act):
        try:
            start.wait(timeout=30)
            return act()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def outcomes(results):
    """(done, politely refused, anything else)."""
    refused = [one for one in results if isinstance(one, NotAllowed)]
    broken = [one for one in results if isinstance(one, Exception) and not isinstance(one, NotAllowed)]
    return len(results) - len(refused) - len(broken), len(refused), broken


@pytest.fixture
def busy_mentor():
    """A mentor of three places, two of them taken: one seat left."""
    mentor = ProfileFactory(mentor=True, capacity=3)
    ProposalFactory(mentor=mentor, accepted=True)
    ProposalFactory(mentor=mentor)
    return mentor


def proposing(mentor, mentees, awa):
    return [lambda mentee=mentee: proposals.propose(mentor, mentee, by=awa) for mentee in mentees]


def test_the_last_seat_is_given_once(awa, busy_mentor):
    mentees = ProfileFactory.create_batch(HANDS)
    assert outcomes(at_once(*proposing(busy_mentor, mentees, awa))) == (1, HANDS - 1, [])
    assert Proposal.objects.taking_a_seat().filter(mentor=busy_mentor).count() == 3
    assert Email.objects.count() == 1


def test_without_the_lock_it_would_be_given_many_times(awa, busy_mentor, monkeypatch):
    """The negative control: it proves that the test above can fail."""
    together, arrived = threading.Barrier(HANDS), threading.local()

    def look_without_locking(mentor_id, mentee_id):
        if not getattr(arrived, "is_in", False):
            arrived.is_in = True
            together.wait(timeout=30)
        profiles = Profile.objects.select_related("person", "application")
        return profiles.get(pk=mentor_id), profiles.get(pk=mentee_id)

    monkeypatch.setattr(seats, "hold_profiles", look_without_locking)
    mentees = ProfileFactory.create_batch(HANDS)
    at_once(*proposing(busy_mentor, mentees, awa))
    assert Proposal.objects.taking_a_seat().filter(mentor=busy_mentor).count() > 3


def test_twenty_mentors_for_one_person_make_one_question(awa):
    mentee = ProfileFactory()
    mentors = ProfileFactory.create_batch(HANDS, mentor=True)
    acts = [lambda mentor=mentor: proposals.propose(mentor, mentee, by=awa) for mentor in mentors]
    assert outcomes(at_once(*acts)) == (1, HANDS - 1, [])
    assert Proposal.objects.awaiting().get().mentee == mentee


def test_twenty_interests_in_one_person_make_one_question():
    Programme.objects.update(mode=Programme.Mode.MENTOR_CHOICE)
    mentee = ProfileFactory()
    mentors = ProfileFactory.create_batch(HANDS, mentor=True)
    acts = [lambda one=one: interests.express(one, mentee, by=one.person) for one in mentors]
    assert outcomes(at_once(*acts)) == (1, HANDS - 1, [])
    assert Email.objects.get().recipient == mentee.person


def test_the_same_click_twenty_times_is_one_proposal(awa, mentor, mentee):
    results = at_once(*proposing(mentor, [mentee] * HANDS, awa))
    assert outcomes(results) == (1, HANDS - 1, [])
    assert Proposal.objects.count() == Email.objects.count() == 1


def test_twenty_yeses_of_one_person_are_one_pair():
    proposal = ProposalFactory()
    acts = [lambda: answers.mentee_accept(fresh(proposal), by=proposal.mentee.person)] * HANDS
    assert outcomes(at_once(*acts)) == (1, HANDS - 1, [])
    assert Proposal.objects.pairs().get() == proposal


def test_a_yes_and_a_cancellation_do_not_both_happen(awa):
    for _time in range(5):
        proposal = ProposalFactory()
        done, refused, broken = outcomes(
            at_once(
                lambda it=proposal: answers.mentee_accept(fresh(it), by=it.mentee.person),
                lambda it=proposal: closing.cancel(fresh(it), by=awa, reason="changed"),
            )
        )
        assert (done, refused, broken) == (1, 1, [])


def test_departures_and_answers_wait_for_each_other_without_a_deadlock(awa):
    """Those who leave hold their own row and want proposals; answers hold mentor, mentee, proposal."""

    def depart(profile):
        with transaction.atomic():
            closing.leave(lock(profile), by=profile.person)

    mentors = ProfileFactory.create_batch(3, mentor=True, capacity=3)
    mentees = ProfileFactory.create_batch(6)
    asked = [ProposalFactory(mentor=mentors[i % 3], mentee=mentee) for i, mentee in enumerate(mentees)]
    others = [
        ProposalFactory(mentor=mentors[(i + 1) % 3], mentee=mentee, interest=True)
        for i, mentee in enumerate(mentees)
    ]
    results = at_once(
        *[lambda it=it: answers.mentee_accept(fresh(it), by=it.mentee.person) for it in asked],
        *[lambda it=it: interests.withdraw(fresh(it), by=it.mentor.person) for it in others],
        *[lambda it=it: depart(it) for it in (*mentors[:2], *mentees[:3])],
    )
    assert outcomes(results)[2] == []
    for mentor in mentors:
        assert Proposal.objects.taking_a_seat().filter(mentor=mentor).count() <= mentor.capacity


def test_an_interest_meets_one_mode_or_the_other(awa):
    """Interests said while the mode is switched: each person is asked, by the mentor or by the switch."""
    mentors, mentees = ProfileFactory.create_batch(8, mentor=True), ProfileFactory.create_batch(8)
    acts = [
        lambda mentor=mentor, mentee=mentee: interests.express(mentor, mentee, by=mentor.person)
        for mentor, mentee in zip(mentors, mentees, strict=True)
    ]
    done, refused, broken = outcomes(
        at_once(*acts, lambda: modes.switch("mentor_choice", seen="mixed", by=awa))
    )
    assert (done, refused, broken) == (9, 0, [])
    assert Proposal.objects.filter(state=Proposal.State.AWAITING_MENTEE).count() == 8
    assert Email.objects.filter(kind="proposal_to_mentee").count() == 8


def test_a_switch_meets_answers_on_the_same_people(awa):
    """The switch locks many rows; whoever approves or declines the same interests waits, or is told."""
    waiting = [ProposalFactory(interest=True) for _number in range(8)]
    acts = [lambda one=one: interests.approve(one, by=awa) for one in waiting[:4]]
    acts += [lambda one=one: interests.decline(one, by=awa, reason="needs") for one in waiting[4:]]
    results = at_once(*acts, lambda: modes.switch("mentor_choice", seen="mixed", by=awa))
    assert outcomes(results)[2] == []
    assert not Proposal.objects.filter(state=Proposal.State.INTEREST).exists()


def test_two_switches_are_one(awa):
    done, refused, broken = outcomes(
        at_once(*[lambda: modes.switch("coordinator", seen="mixed", by=awa)] * HANDS)
    )
    assert (done, refused, broken) == (HANDS, 0, [])
    assert Event.objects.filter(transition="switch_mode").count() == 1


def test_two_saves_of_the_same_settings_are_one_version(awa):
    seen = MatchingSettings.current().pk
    act = functools.partial(settings.save_version, by=awa, reason="Essai", seen=seen, floor=60)
    assert outcomes(at_once(*[act] * 8)) == (8, 0, [])
    assert MatchingSettings.objects.count() == 2


# The lines of global proposals -------------------------------------------------------------------------


def sent_at_once(sendings):
    """(asked, refused) lines of `sendings`, [(coordinator, lines)] sent together; refusals are sentences."""
    results = at_once(*[lambda by=by, pairs=pairs: sending.send(pairs, by=by) for by, pairs in sendings])
    assert outcomes(results)[1:] == (0, [])
    refused = [(pair, sentence) for sent in results for pair, sentence in sent.refused]
    assert all(sentence.endswith((".", "?")) for _pair, sentence in refused)
    return [pair for sent in results for pair in sent.asked], [pair for pair, _sentence in refused]


def nobody_is_asked_twice_nor_over_capacity():
    asked = list(Proposal.objects.awaiting().values_list("mentee", flat=True))
    assert len(asked) == len(set(asked)) == Email.objects.filter(kind="proposal_to_mentor").count()
    for mentor in Profile.objects.filter(kind="mentor"):
        assert Proposal.objects.taking_a_seat().filter(mentor=mentor).count() <= mentor.capacity
    return True


def test_two_proposals_that_overlap_are_sent_at_once():
    """Four mentors of two places; each run pairs the same eight people otherwise, in another order."""
    mentors, mentees = ProfileFactory.create_batch(4, mentor=True), ProfileFactory.create_batch(8)
    for _time in range(3):
        sendings = []
        for shift in (0, 1):
            run = RunFactory(done=True)
            pairs = [
                RunPairFactory(run=run, mentor=mentors[(number + shift) % 4], mentee=mentee)
                for number, mentee in enumerate(mentees)
            ]
            sendings.append((run.created_by, pairs[:: 1 - 2 * shift]))
        asked, refused = sent_at_once(sendings)
        assert len(asked) + len(refused) == 16
        assert nobody_is_asked_twice_nor_over_capacity()
        assert len(asked) == Proposal.objects.awaiting().count() > 4
        Proposal.objects.all().delete()
        Email.objects.all().delete()


def test_a_last_place_is_asked_for_by_twenty_proposals(busy_mentor):
    lines = [RunPairFactory(mentor=busy_mentor) for _hand in range(HANDS)]
    asked, refused = sent_at_once([(line.run.created_by, [line]) for line in lines])
    assert (len(asked), len(refused)) == (1, HANDS - 1)
    assert Proposal.objects.taking_a_seat().filter(mentor=busy_mentor).count() == 3


def test_one_line_is_sent_by_twenty_hands(awa):
    line = RunPairFactory()
    asked, refused = sent_at_once([(awa, [line])] * HANDS)
    assert (len(asked), len(refused)) == (1, HANDS - 1)
    assert Proposal.objects.count() == Email.objects.count() == 1


def test_a_line_taken_back_from_two_pages_is_taken_back_once(awa):
    lines = RunPairFactory.create_batch(6)
    sending.send(lines, by=awa)
    asked = list(Proposal.objects.all())
    results = at_once(
        *[lambda run=line.run: sending.take_back(run, by=awa) for line in lines],
        *[lambda one=one: proposals.undo(one, by=awa) for one in asked],
    )
    assert outcomes(results)[2] == []
    assert not Proposal.objects.awaiting().exists()
    assert {line.sent_at for line in RunPair.objects.all()} == {None}


def test_sending_and_taking_back_do_not_wait_for_each_other_for_ever():
    """Taken back while colleagues send the same people from another calculation."""
    mentors, mentees = ProfileFactory.create_batch(3, mentor=True), ProfileFactory.create_batch(6)
    runs_ = [RunFactory(done=True) for _coordinator in range(2)]
    lines = [
        [
            RunPairFactory(run=run, mentor=mentors[(number + shift) % 3], mentee=mentee)
            for number, mentee in enumerate(mentees)
        ]
        for shift, run in enumerate(runs_)
    ]
    sending.send(lines[0], by=runs_[0].created_by)
    other = CoordinatorFactory()
    results = at_once(
        *[lambda: sending.take_back(runs_[0], by=runs_[0].created_by)] * 2,
        lambda: sending.send(lines[1], by=runs_[1].created_by),
        lambda: sending.send(lines[1][::-1], by=other),
    )
    assert outcomes(results)[2] == []
    asked = list(Proposal.objects.awaiting().values_list("mentee", flat=True))
    assert len(asked) == len(set(asked))
    assert not Proposal.objects.filter(state=Proposal.State.DRAFT).exists()
    for mentor in mentors:
        assert Proposal.objects.taking_a_seat().filter(mentor=mentor).count() <= mentor.capacity
