"""One test a constraint: a CHECK passes on NULL, a partial unique index on the wrong condition."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from applications.tests.factories import ProfileFactory
from matching.models import Exclusion, Proposal
from matching.tests.factories import ExclusionFactory, ProposalFactory

pytestmark = pytest.mark.django_db
State = Proposal.State


def refuses(make, **fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make(**fields)
    return True


@pytest.mark.parametrize("state", Proposal.OPEN)
def test_one_open_proposal_per_pair(state):
    first = ProposalFactory(draft=True)
    people = {"mentor": first.mentor, "mentee": first.mentee}
    assert refuses(ProposalFactory, state=state, **people)
    Proposal.objects.update(state=State.CANCELLED)
    assert ProposalFactory(state=state, **people).pk


@pytest.mark.parametrize("state", Proposal.AWAITING)
def test_one_question_at_a_time_per_mentee(state):
    first = ProposalFactory()
    assert refuses(ProposalFactory, mentee=first.mentee, state=state)
    assert ProposalFactory(mentee=first.mentee, interest=True).pk
    assert ProposalFactory(mentor=first.mentor, state=state).pk


def test_one_pair_per_mentee():
    first = ProposalFactory(accepted=True)
    assert refuses(ProposalFactory, mentee=first.mentee, accepted=True)
    Proposal.objects.update(ended_at=timezone.now())
    assert ProposalFactory(mentee=first.mentee, accepted=True).pk


@pytest.mark.parametrize("state", Proposal.AWAITING)
def test_a_question_has_a_deadline(state):
    assert refuses(ProposalFactory, state=state, answer_by=None)


@pytest.mark.parametrize("missing", ["mentor_accepted_at", "mentee_accepted_at"])
def test_a_pair_has_two_yeses(missing):
    assert refuses(ProposalFactory, accepted=True, **{missing: None})


def test_only_a_pair_ends():
    assert refuses(ProposalFactory, ended_at=timezone.now())


def test_a_proposal_has_two_profiles():
    profile = ProfileFactory()
    assert refuses(ProposalFactory, mentor=profile, mentee=profile)
    assert refuses(ExclusionFactory, mentor=profile, mentee=profile)


def test_an_exclusion_of_one_reason_is_in_force_once():
    first = ExclusionFactory()
    people = {"mentor": first.mentor, "mentee": first.mentee}
    assert refuses(ExclusionFactory, **people)
    assert ExclusionFactory(reason=Exclusion.Reason.NOT_FOR_ME, **people).pk
    Exclusion.objects.filter(pk=first.pk).update(lifted_at=timezone.now())
    assert ExclusionFactory(**people).pk


def test_every_constraint_speaks():
    for model in (Proposal, Exclusion):
        for constraint in model._meta.constraints:
            assert str(constraint.violation_error_message).endswith(".")
