import datetime

import pytest
from django.utils import timezone

from matching.models import Exclusion, Proposal
from matching.services import exclusions
from matching.tests.factories import ExclusionFactory, ProposalFactory
from matching.tests.reading import fresh, letters, transitions
from mentoring.mail.models import Email
from mentoring.models import NotAllowed

pytestmark = pytest.mark.django_db
State = Proposal.State


def today(plus=0):
    return timezone.localdate() + datetime.timedelta(days=plus)


def test_a_coordinator_excludes_a_pair_until_it_is_lifted(awa, mentor, mentee):
    exclusion = exclusions.exclude(mentor, mentee, by=awa, note="Ils travaillent ensemble.")
    assert (exclusion.reason, exclusion.until, exclusion.created_by) == ("by_hand", None, awa)
    assert Exclusion.objects.in_force(today(4000)).get() == exclusion
    exclusions.lift(exclusion, by=awa)
    exclusions.lift(exclusion, by=awa)
    assert not Exclusion.objects.in_force(today()).exists()
    assert transitions(exclusion) == ["exclude", "lift"]
    assert exclusions.exclude(mentor, mentee, by=awa).pk != exclusion.pk


def test_excluding_twice_is_one_exclusion(awa, mentor, mentee):
    exclusions.exclude(mentor, mentee, by=awa)
    exclusions.exclude(mentor, mentee, by=awa, note="Encore.")
    assert Exclusion.objects.get().note == "Encore."


@pytest.mark.parametrize("state", [State.INTEREST, State.DRAFT, State.AWAITING_MENTOR, State.AWAITING_MENTEE])
def test_excluding_closes_what_is_open(awa, state):
    proposal = ProposalFactory(state=state)
    exclusions.exclude(proposal.mentor, proposal.mentee, by=awa)
    assert (fresh(proposal).state, fresh(proposal).close_reason) == (State.CANCELLED, "excluded")


def test_not_for_me_lasts_ninety_days_and_can_be_taken_back(mentor, mentee):
    exclusion = exclusions.not_for_me(mentor, mentee, by=mentor.person, detail="topics")
    assert (exclusion.reason, exclusion.detail, exclusion.until) == ("not_for_me", "topics", today(90))
    exclusions.lift(exclusion, by=mentor.person)
    assert not Exclusion.objects.in_force(today()).exists()


def test_not_for_me_ends_the_interest_without_a_letter(mentor, mentee):
    proposal = ProposalFactory(mentor=mentor, mentee=mentee, interest=True)
    exclusions.not_for_me(mentor, mentee, by=mentor.person, detail="times")
    assert fresh(proposal).state == State.CANCELLED
    assert letters(proposal) == []


def test_not_for_me_does_not_answer_a_question(mentor, mentee):
    proposal = ProposalFactory(mentor=mentor, mentee=mentee, asked_mentor=True)
    with pytest.raises(NotAllowed, match="répondez-y"):
        exclusions.not_for_me(mentor, mentee, by=mentor.person, detail="times")
    assert fresh(proposal).state == State.AWAITING_MENTOR
    assert not Exclusion.objects.exists()


def test_never_again_has_no_end(awa, mentor, mentee):
    assert exclusions.never_again(mentor, mentee, by=awa).until is None


def test_an_exclusion_over_in_time_is_no_longer_in_force():
    exclusion = ExclusionFactory(until=today())
    assert not Exclusion.objects.in_force(today()).exists()
    assert Exclusion.objects.in_force(today(-1)).get() == exclusion


def test_excluding_writes_to_nobody_who_was_not_asked(awa, mentor, mentee):
    exclusions.exclude(mentor, mentee, by=awa)
    assert not Email.objects.exists()
