"""The three modes from an interest, or a coordinator's choice, to an end; and the way from one to another."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from applications.models import Profile
from applications.tests.factories import ProfileFactory
from matching.models import Proposal
from matching.services import answers, browsing, closing, deadlines, interests, modes, pending, proposals
from matching.tests.factories import ExclusionFactory, ProposalFactory
from matching.tests.reading import fresh, in_mode, letters, letters_left
from mentoring.mail.drain import drain
from mentoring.mail.models import Email
from mentoring.models import Event, NotAllowed, Programme
from mentoring.tests.factories import CoordinatorFactory

pytestmark = pytest.mark.django_db
State = Proposal.State
ALL = ["mentor_choice", "coordinator", "mixed"]
# A Tuesday at ten, when letters leave.
MORNING = datetime.datetime(2026, 3, 10, 9, 0, tzinfo=datetime.UTC)


def after(days, hours=0):
    return time_machine.travel(MORNING + datetime.timedelta(days=days, hours=hours), tick=False)


def asked_in(mode, awa, mentor, mentee):
    """The mentee is asked as this mode asks: by the mentor, by the team, or by one after the other."""
    in_mode(mode)
    if mode == "coordinator":
        proposal = proposals.propose(mentor, mentee, by=awa)
        answers.mentor_accept(proposal, by=mentor.person)
    else:
        proposal = interests.express(mentor, mentee, by=mentor.person)
        if mode == "mixed":
            interests.approve(proposal, by=awa)
    return fresh(proposal)


@pytest.fixture
def asked(request, awa, mentor, mentee):
    with after(0):
        return asked_in(request.param, awa, mentor, mentee)


def interested(mentor=None, mentee=None, points=70, **fields):
    return ProposalFactory(
        mentor=mentor or ProfileFactory(mentor=True),
        mentee=mentee or ProfileFactory(),
        interest=True,
        score=points * 10_000,
        **fields,
    )


def mode():
    return Programme.current().mode


# From the first word to the last ----------------------------------------------------------------------


@pytest.mark.parametrize("asked", ALL, indirect=True)
def test_a_yes_makes_the_pair(asked):
    with after(0):
        assert (asked.state, letters(asked)) == (
            State.AWAITING_MENTEE,
            [("proposal_to_mentee", asked.mentee.person_id)],
        )
    with after(0, 1):
        assert drain(now=timezone.now) == 1
        answers.mentee_accept(asked, by=asked.mentee.person)
    done = fresh(asked)
    assert done.state == State.ACCEPTED
    assert done.mentor_accepted_at <= done.mentee_accepted_at


@pytest.mark.parametrize("asked", ALL, indirect=True)
def test_a_no_is_told_to_the_mentor_neutrally(asked):
    with after(1):
        letters_left()
        answers.mentee_decline(asked, by=asked.mentee.person, reason="times")
    assert fresh(asked).state == State.DECLINED
    assert letters(asked) == [("proposal_not_concluded", asked.mentor.person_id)]


@pytest.mark.parametrize("asked", ALL, indirect=True)
def test_silence_is_reminded_once_then_expires(asked):
    with after(0, 1):
        drain(now=timezone.now)
    with after(3, 1):
        assert (deadlines.remind_due(), deadlines.remind_due()) == (1, 0)
        assert letters(asked) == [("proposal_reminder", asked.mentee.person_id)]
    with after(5):
        assert deadlines.expire_due() == 0
    with after(6):
        assert (deadlines.expire_due(), deadlines.expire_due()) == (1, 0)
    assert (fresh(asked).state, fresh(asked).close_reason) == (State.EXPIRED, "mentee_silent")
    assert letters(asked) == [
        ("proposal_expired", asked.mentee.person_id),
        ("proposal_not_concluded", asked.mentor.person_id),
    ]


@pytest.mark.parametrize("asked", ALL, indirect=True)
def test_the_team_may_cancel_in_every_mode(awa, asked):
    with after(1):
        letters_left()
        closing.cancel(asked, by=awa, reason="changed")
    assert fresh(asked).state == State.CANCELLED
    assert ("proposal_cancelled", asked.mentee.person_id) in letters(asked)


@pytest.mark.parametrize("name", ALL)
def test_a_pair_by_hand_asks_the_mentor_first_in_every_mode(name, awa, mentor, mentee):
    in_mode(name)
    with after(0):
        proposal = proposals.propose(mentor, mentee, by=awa)
        assert letters(proposal) == [("proposal_to_mentor", mentor.person_id)]
    with after(3, 1):
        letters_left()
        assert deadlines.remind_due() == 1
    with after(6):
        assert deadlines.expire_due() == 1
    assert fresh(proposal).close_reason == "mentor_silent"
    assert mentee.person_id not in Email.objects.values_list("recipient", flat=True)


# Before a switch: what it would do ---------------------------------------------------------------------


def test_where_the_team_composes_interests_are_kept(mentor, mentee):
    proposal = interested(mentor, mentee)
    found = modes.consequences("coordinator")
    assert found.kept == [proposal]
    assert (found.asked, found.losing, found.gaining) == ([], 1, 0)


def test_mentors_gain_their_page_back(mentor):
    ProfileFactory(mentor=True, state="closed")
    in_mode("coordinator")
    assert modes.consequences("mixed").gaining == 1
    assert modes.consequences("mentor_choice").gaining == 1
    in_mode("mixed")
    found = modes.consequences("mentor_choice")
    assert (found.gaining, found.losing) == (0, 0)


def test_of_several_in_one_person_the_best_is_asked(mentee):
    second, first = interested(mentee=mentee, points=60), interested(mentee=mentee, points=80)
    found = modes.consequences("mentor_choice")
    assert [fate.proposal for fate in found.asked] == [first]
    assert [fate.proposal for fate in found.behind] == [second]
    assert found.stuck == []


def test_when_the_best_cannot_be_the_next_is_asked(mentee):
    first, second = interested(mentee=mentee, points=80), interested(mentee=mentee, points=60)
    ExclusionFactory(mentor=first.mentor, mentee=mentee)
    found = modes.consequences("mentor_choice")
    assert [fate.proposal for fate in found.asked] == [second]
    [stuck] = found.stuck
    assert (stuck.proposal, stuck.obstacle) == (first, "Bloqué\u202f: paire exclue.")


def test_a_mentor_asks_for_no_more_people_than_places():
    mentor = ProfileFactory(mentor=True, capacity=1)
    best, other = interested(mentor, points=80), interested(mentor, points=60)
    found = modes.consequences("mentor_choice")
    assert [fate.proposal for fate in found.asked] == [best]
    [stuck] = found.stuck
    assert (stuck.proposal, "la seule place" in stuck.obstacle) == (other, True)


def test_nobody_is_asked_who_already_is_or_prefers_the_team(mentee):
    ProposalFactory(mentee=mentee)
    behind = interested(mentee=mentee)
    stuck = interested(mentee=ProfileFactory(is_opted_out=True))
    found = modes.consequences("mentor_choice")
    assert [fate.proposal for fate in found.behind] == [behind]
    assert [fate.proposal for fate in found.stuck] == [stuck]
    assert (found.asked, found.under_way) == ([], 1)


# The switch -------------------------------------------------------------------------------------------


def test_interests_become_questions(awa, mentor, mentee):
    proposal = interested(mentor, mentee)
    with after(0):
        found = modes.switch("mentor_choice", seen="mixed", by=awa)
    assert mode() == "mentor_choice"
    assert [fate.proposal for fate in found.asked] == [proposal]
    asked = fresh(proposal)
    assert (asked.state, asked.mentor_accepted_at is not None) == (State.AWAITING_MENTEE, True)
    assert letters(proposal) == [("proposal_to_mentee", mentee.person_id)]
    assert Email.objects.count() == 1  # nothing to mentors
    event = Event.objects.get(reference="programme")
    assert (event.actor, event.transition) == (awa, "switch_mode")
    assert (event.from_state, event.to_state) == ("mixed", "mentor_choice")
    assert event.payload == {"asked": [proposal.reference]}


def test_on_a_saturday_night_the_questions_wait_for_monday(awa, mentor, mentee):
    interested(mentor, mentee)
    with time_machine.travel("2026-03-14T21:00:00+00:00", tick=False):
        modes.switch("mentor_choice", seen="mixed", by=awa)
    with time_machine.travel("2026-03-15T10:00:00+00:00", tick=False):
        assert drain(now=timezone.now) == 0
    with time_machine.travel("2026-03-16T08:00:00+00:00", tick=False):
        assert drain(now=timezone.now) == 1


def test_who_stays_behind_is_looked_at_by_the_team(awa, mentee):
    first, second = interested(mentee=mentee, points=80), interested(mentee=mentee, points=60)
    modes.switch("mentor_choice", seen="mixed", by=awa)
    assert (fresh(first).state, fresh(second).state) == (State.AWAITING_MENTEE, State.INTEREST)
    groups = pending.overview()
    pending.complete(groups)
    [row] = groups[0].rows
    assert (row.proposal, row.is_person_asked) == (second, True)
    answers.mentee_decline(first, by=mentee.person, reason="times")
    interests.approve(second, by=awa)
    assert fresh(second).state == State.AWAITING_MENTEE


def test_what_a_switch_sent_is_undone_one_by_one(awa, mentor, mentee):
    proposal = interested(mentor, mentee)
    modes.switch("mentor_choice", seen="mixed", by=awa)
    proposals.undo(fresh(proposal), by=awa)
    assert (fresh(proposal).state, letters(proposal)) == (State.INTEREST, [])


def test_a_pin_stays_a_pin(awa, mentor, mentee):
    pinned = ProposalFactory(mentor=mentor, mentee=mentee, draft=True, is_interest=True)
    modes.switch("mentor_choice", seen="mixed", by=awa)
    assert fresh(pinned).state == State.DRAFT


def test_where_the_team_composes_the_page_closes_and_the_interest_stays(awa, mentor, mentee):
    proposal = interested(mentor, mentee)
    asked = ProposalFactory()
    modes.switch("coordinator", seen="mixed", by=awa)
    assert fresh(proposal).state == State.INTEREST
    assert fresh(asked).state == State.AWAITING_MENTEE
    assert not Email.objects.exists()
    assert browsing.situation_of(mentor) == browsing.Situation.COORDINATOR
    with pytest.raises(NotAllowed, match="l’équipe compose"):
        interests.express(mentor, ProfileFactory(), by=mentor.person)
    assert browsing.sheet(mentor, mentee)["interest"] == proposal
    interests.withdraw(fresh(proposal), by=mentor.person)
    assert fresh(proposal).state == State.CANCELLED


def test_an_interest_kept_is_still_approved_or_declined(awa, mentor, mentee):
    kept, other = interested(mentor, mentee), interested()
    modes.switch("coordinator", seen="mixed", by=awa)
    interests.approve(kept, by=awa)
    interests.decline(other, by=awa, reason="needs")
    assert (fresh(kept).state, fresh(other).state) == (State.AWAITING_MENTEE, State.DECLINED)
    assert "suggestions" not in Email.objects.get(kind="interest_declined").text


def test_no_suggestions_are_counted_where_the_team_composes(awa, mentor, mentee):
    browsing.remember_all()
    assert browsing.known_count(mentor.person) == 1
    modes.switch("coordinator", seen="mixed", by=awa)
    assert browsing.known_count(mentor.person) is None
    assert browsing.remember_all() == 0


def test_a_second_click_changes_nothing(awa, mentor, mentee):
    interested(mentor, mentee)
    modes.switch("mentor_choice", seen="mixed", by=awa)
    assert modes.switch("mentor_choice", seen="mixed", by=awa) is None
    assert Event.objects.filter(reference="programme").count() == Email.objects.count() == 1


def test_a_colleague_was_faster(awa):
    julien = CoordinatorFactory(first_name="Julien", last_name="Morel")
    modes.switch("coordinator", seen="mixed", by=julien)
    with pytest.raises(NotAllowed, match=r"Julien Morel a choisi .*coordination.» à \d+.h(.\d\d)?\."):
        modes.switch("mentor_choice", seen="mixed", by=awa)
    with pytest.raises(NotAllowed, match="Vous avez choisi .* dans un autre onglet"):
        modes.switch("mentor_choice", seen="mixed", by=julien)
    assert mode() == "coordinator"
    in_mode("mixed")
    with pytest.raises(NotAllowed, match="est passé à « Mixte »"):
        modes.switch("mentor_choice", seen="coordinator", by=awa)


def test_someone_left_between_the_page_and_the_click(awa, mentor, mentee):
    proposal = interested(mentor, mentee)
    assert modes.consequences("mentor_choice").asked
    Profile.objects.filter(pk=mentee.pk).update(state="paused", paused_until=timezone.localdate())
    found = modes.switch("mentor_choice", seen="mixed", by=awa)
    assert [fate.proposal for fate in found.stuck] == [proposal]
    assert fresh(proposal).state == State.INTEREST
