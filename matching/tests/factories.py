import datetime

import factory
from django.utils import timezone

from applications.tests.factories import ProfileFactory
from matching.models import Exclusion, Proposal
from mentoring.references import new_reference


def in_days(days):
    return timezone.now() + datetime.timedelta(days=days)


class ProposalFactory(factory.django.DjangoModelFactory):
    """A proposal that waits for the mentee, the mentor having agreed; say `state` for another moment."""

    class Meta:
        model = Proposal

    class Params:
        interest = factory.Trait(
            state=Proposal.State.INTEREST, is_interest=True, answer_by=None, mentor_accepted_at=None
        )
        draft = factory.Trait(state=Proposal.State.DRAFT, answer_by=None, mentor_accepted_at=None)
        asked_mentor = factory.Trait(state=Proposal.State.AWAITING_MENTOR, mentor_accepted_at=None)
        accepted = factory.Trait(
            state=Proposal.State.ACCEPTED, mentee_accepted_at=factory.LazyFunction(timezone.now)
        )

    mentor = factory.SubFactory(ProfileFactory, mentor=True)
    mentee = factory.SubFactory(ProfileFactory)
    state = Proposal.State.AWAITING_MENTEE
    reference = factory.LazyFunction(
        lambda: new_reference("PRO", lambda ref: Proposal.objects.filter(reference=ref).exists())
    )
    answer_by = factory.LazyFunction(lambda: in_days(5))
    mentor_accepted_at = factory.LazyFunction(timezone.now)


class ExclusionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Exclusion

    mentor = factory.SubFactory(ProfileFactory, mentor=True)
    mentee = factory.SubFactory(ProfileFactory)
    reason = Exclusion.Reason.BY_HAND
