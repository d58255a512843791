"""The lines of a global proposal: what may still be asked, asking for many at once, taking it back."""

import datetime

import numpy as np
import pytest
import time_machine
from django.utils import timezone

from applications.models import Profile
from applications.tests.factories import ProfileFactory
from matching.models import Proposal, RunPair
from matching.services import alternatives, answers, proposals, results, runs, seats, sending
from matching.tests.factories import (
    ExclusionFactory,
    ProposalFactory,
    RunFactory,
    RunPairFactory,
    RunPricesFactory,
)
from matching.tests.reading import fresh, letters, letters_left, transitions
from mentoring.mail.models import Email
from mentoring.models import Event, NotAllowed
from mentoring.tests.factories import CoordinatorFactory

pytestmark = pytest.mark.django_db
State = Proposal.State
Obstacle = seats.Obstacle


@pytest.fixture
def run(awa):
    return RunFactory(done=True, created_by=awa)


@pytest.fixture
def line(run):
    return RunPairFactory(run=run)


def again(pair):
    """The line as the database has it now, read afresh with everything about it."""
    return RunPair.objects.get(pk=pair.pk)


def paused(profile):
    until = timezone.localdate() + datetime.timedelta(days=9)
    Profile.objects.filter(pk=profile.pk).update(state="paused", paused_until=until)


def withdrawn(profile):
    type(profile.application).objects.filter(pk=profile.application_id).update(state="withdrawn")


def seats_taken(pair):
    for _seat in range(pair.mentor.capacity):
        ProposalFactory(mentor=pair.mentor, asked_mentor=True)


# What happened since the calculation: (the obstacle when the question is asked, what the line says of it).
SINCE = {
    "mentor paused": (lambda pair: paused(pair.mentor), Obstacle.MENTOR_GONE, "Ce mentor n’est plus"),
    "mentor left": (lambda pair: withdrawn(pair.mentor), Obstacle.MENTOR_GONE, "Ce mentor n’est plus"),
    "mentee paused": (lambda pair: paused(pair.mentee), Obstacle.MENTEE_GONE, "Cette personne n’est plus"),
    "paired": (
        lambda pair: ProposalFactory(mentee=pair.mentee, accepted=True),
        Obstacle.PAIRED,
        "a déjà un binôme",
    ),
    "asked": (
        lambda pair: ProposalFactory(mentee=pair.mentee, asked_mentor=True),
        Obstacle.ASKED,
        "vient de recevoir une autre proposition",
    ),
    "pinned elsewhere": (
        lambda pair: ProposalFactory(mentee=pair.mentee, draft=True),
        Obstacle.PREPARED,
        "Un autre binôme est épinglé",
    ),
    "full": (seats_taken, Obstacle.FULL, "n’a plus de place"),
    "excluded": (
        lambda pair: ExclusionFactory(mentor=pair.mentor, mentee=pair.mentee),
        Obstacle.EXCLUDED,
        "Paire exclue depuis ce calcul",
    ),
}
# What is no obstacle, however close it comes to one.
HARMLESS = {
    "nothing": lambda pair: None,
    "a pair that ended": lambda pair: ProposalFactory(
        mentee=pair.mentee, accepted=True, ended_at=timezone.now()
    ),
    "a question declined": lambda pair: ProposalFactory(mentee=pair.mentee, state=State.DECLINED),
    "an interest of someone else": lambda pair: ProposalFactory(mentee=pair.mentee, interest=True),
    "their own pin": lambda pair: ProposalFactory(mentor=pair.mentor, mentee=pair.mentee, draft=True),
    "one of two seats": lambda pair: ProposalFactory(mentor=pair.mentor, accepted=True),
    "an exclusion that is over": lambda pair: ExclusionFactory(
        mentor=pair.mentor, mentee=pair.mentee, until=timezone.localdate()
    ),
    "an exclusion lifted": lambda pair: ExclusionFactory(
        mentor=pair.mentor, mentee=pair.mentee, lifted_at=timezone.now()
    ),
}


def at_the_seats(pair):
    """The code of what stands in the way when the question is asked, or None."""
    own = Proposal.objects.open().filter(mentor=pair.mentor, mentee=pair.mentee).first()
    people = Profile.objects.select_related("application")
    found = seats.obstacle(people.get(pk=pair.mentor_id), people.get(pk=pair.mentee_id), ignoring=own)
    return found and found[0]


@pytest.mark.parametrize("happened", SINCE)
def test_a_line_says_what_stands_in_its_way(line, happened):
    act, obstacle, words = SINCE[happened]
    act(line)
    assert words in sending.obstacles([line])[line.pk]
    assert at_the_seats(line) == obstacle


@pytest.mark.parametrize("happened", HARMLESS)
def test_what_is_harmless_stands_in_nobodys_way(line, happened):
    HARMLESS[happened](line)
    assert sending.obstacles([line]) == {}
    assert at_the_seats(line) is None


def test_lines_cost_as_many_queries_for_thirty_as_for_one(run, django_assert_num_queries):
    for number in (1, 29):
        for pair in RunPairFactory.create_batch(number, run=run):
            ProposalFactory(mentor=pair.mentor, mentee=pair.mentee, draft=True)
        pairs = list(run.pairs.select_related("mentor__person", "mentee__person", "proposal"))
        with django_assert_num_queries(5):
            assert len(results.lines(run, pairs)) == len(pairs)


@pytest.mark.parametrize(
    ("fields", "is_ticked"),
    [
        ({"score": 650_000}, True),
        ({"score": 644_999}, False),
        ({"score": 900_000, "warnings": ["one_slot"]}, False),
    ],
)
def test_a_line_starts_ticked_when_it_is_good_and_nothing_is_to_be_looked_at(run, fields, is_ticked):
    assert run.version.good_from == 65
    pair = RunPairFactory(run=run, **fields)
    assert sending.is_ticked(pair, run.version) is is_ticked


def test_sending_asks_and_refuses_apart(awa, run):
    good, gone, other = RunPairFactory.create_batch(3, run=run)
    paused(gone.mentor)
    sent = sending.send([good, gone, other], by=awa)
    assert (sent.asked, sent.refused) == ([good, other], [(gone, "Ce mentor n’est plus disponible.")])
    good, gone = again(good), again(gone)
    assert good.proposal.state == State.AWAITING_MENTOR
    assert letters(good.proposal) == [("proposal_to_mentor", good.mentor.person_id)]
    assert (gone.sent_at, gone.proposal) == (None, None)
    assert Email.objects.count() == Proposal.objects.count() == 2


def test_an_interest_is_answered_by_asking_the_person_first(awa, line):
    interest = ProposalFactory(mentor=line.mentor, mentee=line.mentee, interest=True)
    sending.send([line], by=awa)
    assert again(line).proposal == interest
    assert letters(interest) == [("proposal_to_mentee", line.mentee.person_id)]


def test_a_line_is_sent_once(awa, line):
    assert sending.send([line], by=awa).asked == [line]
    assert sending.send([line], by=awa).refused == [(line, "Ce binôme a déjà été proposé.")]
    assert Email.objects.count() == 1


def test_a_removed_line_is_not_sent(awa, line):
    runs.remove(line, by=awa)
    assert sending.send([line], by=awa).refused == [(line, "Ce binôme a été retiré de la liste.")]
    assert not Proposal.objects.exists()


def test_two_lines_for_the_last_place_make_one_question(awa, run):
    mentor = ProfileFactory(mentor=True, capacity=1)
    first, second = RunPairFactory.create_batch(2, run=run, mentor=mentor)
    sent = sending.send([first, second], by=awa)
    assert sent.asked == [first]
    assert "la seule place" in sent.refused[0][1]


def test_what_the_rules_forbid_by_now_is_refused_in_a_sentence(awa, line):
    Profile.objects.filter(pk=line.mentee_id).update(slots=1 << 26)
    [(_line, sentence)] = sending.send([line], by=awa).refused
    assert "créneau" in sentence


def test_an_envelope_at_a_time(awa, run, monkeypatch):
    monkeypatch.setattr(sending, "MOST_AT_ONCE", 2)
    sent = sending.send(RunPairFactory.create_batch(3, run=run), by=awa)
    assert (len(sent.asked), sent.refused) == (2, [])


def test_a_sending_is_taken_back_whole(awa, run):
    pairs = RunPairFactory.create_batch(2, run=run)
    sending.send(pairs, by=awa)
    assert sending.undoable(run, by=awa) == pairs
    assert sending.take_back(run, by=awa) == (2, [])
    assert not Proposal.objects.exists()
    assert not Email.objects.filter(state="scheduled").exists()
    assert {(pair.sent_at, pair.proposal) for pair in run.pairs.all()} == {(None, None)}
    assert sending.take_back(run, by=awa) == (0, [])
    assert sending.send(pairs, by=awa).asked == pairs


@pytest.mark.parametrize("when", ["before the calculation", "since"])
def test_a_pin_outlives_a_sending_taken_back(awa, run, when):
    pair = RunPairFactory(run=run, is_pinned=when != "since")
    draft = proposals.stage(pair.mentor, pair.mentee, by=awa)
    sending.send([pair], by=awa)
    assert again(pair).proposal == draft
    assert sending.take_back(run, by=awa) == (1, [])
    assert fresh(draft).state == State.DRAFT
    assert transitions(draft) == ["stage", "send", "undo"]


def test_an_interest_taken_back_is_an_interest_again(awa, run, line):
    interest = ProposalFactory(mentor=line.mentor, mentee=line.mentee, interest=True)
    sending.send([line], by=awa)
    assert sending.take_back(run, by=awa) == (1, [])
    assert fresh(interest).state == State.INTEREST
    assert letters(interest) == []


def test_a_question_taken_back_elsewhere_frees_its_line(awa, run, line):
    sending.send([line], by=awa)
    proposals.undo(again(line).proposal, by=awa)
    assert (again(line).sent_at, again(line).proposal) == (None, None)
    assert sending.undoable(run, by=awa) == []
    assert sending.send([line], by=awa).asked == [line]


def test_nothing_is_taken_back_after_ten_minutes(awa, run, line):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sending.send([line], by=awa)
        clock.shift(datetime.timedelta(minutes=9, seconds=59))
        assert sending.undoable(run, by=awa) == [line]
        clock.shift(datetime.timedelta(seconds=1))
        assert sending.take_back(run, by=awa) == (0, [])
    assert again(line).proposal.state == State.AWAITING_MENTOR


def test_nor_what_a_colleague_sent(awa, run, line):
    sending.send([line], by=CoordinatorFactory())
    assert sending.take_back(run, by=awa) == (0, [])


def test_nor_once_somebody_answered(awa, run, line):
    sending.send([line], by=awa)
    proposal = again(line).proposal
    answers.mentor_accept(proposal, by=line.mentor.person)
    number, refused = sending.take_back(run, by=awa)
    assert (number, [pair for pair, _sentence in refused]) == (0, [line])
    assert "trop tard" in refused[0][1]
    assert fresh(proposal).state == State.AWAITING_MENTEE


def test_nor_once_the_letter_left(awa, run, line):
    sending.send([line], by=awa)
    letters_left()
    number, refused = sending.take_back(run, by=awa)
    assert (number, [pair for pair, _sentence in refused]) == (0, [line])
    assert again(line).sent_at is not None


def test_profiles_changed_since_are_counted_once_each(awa, run, line):
    assert sending.changed_since(run) == 0
    for _time in range(2):
        Event.objects.create(actor=awa, reference=line.mentee.reference, transition="update")
    Event.objects.create(actor=awa, reference="PRO-2345", transition="send")
    before = run.read_at - datetime.timedelta(seconds=1)
    Event.objects.create(actor=awa, reference=line.mentor.reference, transition="update", at=before)
    assert sending.changed_since(run) == 1


# Another mentor in the place of the line's -------------------------------------------------------------


def test_another_mentor_is_pinned_and_the_line_removed(awa, line):
    other = ProfileFactory(mentor=True)
    draft = alternatives.replace(line, other, by=awa)
    assert (draft.state, draft.mentor, draft.mentee) == (State.DRAFT, other, line.mentee)
    assert again(line).removed_at is not None
    assert "Un autre binôme est épinglé" in sending.obstacles([line])[line.pk]


def test_a_replacement_that_may_not_be_changes_nothing(awa, line):
    excluded = ExclusionFactory(mentee=line.mentee).mentor
    interested = ProposalFactory(mentee=line.mentee, interest=True).mentor
    for mentor, words in ((excluded, "exclue"), (interested, "a manifesté son intérêt")):
        with pytest.raises(NotAllowed, match=words):
            alternatives.replace(line, mentor, by=awa)
        assert again(line).removed_at is None
    assert not Proposal.objects.filter(state=State.DRAFT).exists()


def test_whose_place_another_choice_takes(awa, run, line):
    """Of a mentor's two places, one asked for since is nobody's to take; the other is."""
    mentor = ProfileFactory(mentor=True, capacity=2)
    asked, other = RunPairFactory.create_batch(2, run=run, mentor=mentor)
    RunPricesFactory(
        run=run,
        mentees=np.array([[line.mentee_id, 0]], "<i8").tobytes(),
        mentors=np.array([[mentor.pk, 0]], "<i8").tobytes(),
    )

    def taken():
        found = alternatives.alternatives(again(line))
        return next(one.seat_of for one in found if one.candidate.profile == mentor)

    assert taken() == [asked.mentee, other.mentee]
    sending.send([asked], by=awa)
    assert taken() == [other.mentee]


def test_a_sent_or_pinned_line_is_not_replaced(awa, run, line):
    pinned = RunPairFactory(run=run)
    proposals.stage(pinned.mentor, pinned.mentee, by=awa)
    sending.send([line], by=awa)
    for pair, words in ((line, "déjà été proposé"), (pinned, "retirez d’abord l’épingle")):
        with pytest.raises(NotAllowed, match=words):
            alternatives.replace(pair, ProfileFactory(mentor=True), by=awa)
        with pytest.raises(NotAllowed, match=words):
            runs.remove(pair, by=awa)


def test_a_pair_removed_then_pinned_by_hand_is_kept_by_the_next_calculation(awa):
    ProfileFactory(mentor=True, capacity=1), ProfileFactory()
    run = runs.ask(by=awa, floor=50, gamma=2.0)
    runs.compute_due()
    [pair] = run.pairs.all()
    runs.remove(pair, by=awa)
    proposals.stage(pair.mentor, pair.mentee, by=awa)
    after = runs.recompute(run, by=awa)
    runs.compute_due()
    [kept] = after.pairs.all()
    assert (kept.mentor, kept.mentee, kept.is_pinned) == (pair.mentor, pair.mentee, True)
