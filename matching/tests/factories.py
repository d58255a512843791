import datetime

import factory
from django.utils import timezone

from applications.tests.factories import ProfileFactory
from matching.models import Exclusion, LeftOut, MatchingSettings, Proposal, Run, RunPair, RunPrices
from mentoring.references import new_reference
from mentoring.tests.factories import CoordinatorFactory


def in_days(days):
    """This time of day then, whatever the clocks do meanwhile."""
    return timezone.localtime() + datetime.timedelta(days=days)


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


class RunFactory(factory.django.DjangoModelFactory):
    """A global proposal that waits to be computed; `done=True` has its result, without a line yet."""

    class Meta:
        model = Run

    class Params:
        running = factory.Trait(
            state=Run.State.RUNNING,
            phase=Run.Phase.PAIRS,
            beat_at=factory.LazyFunction(timezone.now),
            attempts=1,
        )
        failed = factory.Trait(
            state=Run.State.FAILED,
            error="Le calcul s’est interrompu trois fois.",
            finished_at=factory.LazyFunction(timezone.now),
        )
        done = factory.Trait(
            state=Run.State.DONE,
            read_at=factory.LazyFunction(timezone.now),
            finished_at=factory.LazyFunction(timezone.now),
            input_hash="0" * 64,
            engine="numpy, or-tools",
            level=10**8,
            figures={
                **dict.fromkeys(("mentees", "mentors", "places", "first_choices", "swap_count"), 0),
                "swaps": [],
                "fairness": {
                    name: [] for name in ("campus", "formation", "blanks", "waiting", "availability")
                },
            },
        )

    created_by = factory.SubFactory(CoordinatorFactory)
    version = factory.LazyFunction(MatchingSettings.current)
    floor = 50
    gamma = 2.0
    reference = factory.LazyFunction(
        lambda: new_reference("ENS", lambda ref: Run.objects.filter(reference=ref).exists())
    )


class RunPairFactory(factory.django.DjangoModelFactory):
    """A line of 80 points, nothing to look at first."""

    class Meta:
        model = RunPair

    run = factory.SubFactory(RunFactory, done=True)
    mentor = factory.SubFactory(ProfileFactory, mentor=True)
    mentee = factory.SubFactory(ProfileFactory)
    score = 800_000
    choice_of_mentee = 1
    choice_of_mentor = 1


class LeftOutFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LeftOut

    run = factory.SubFactory(RunFactory, done=True)
    mentee = factory.SubFactory(ProfileFactory)
    code = "no_place"


class RunPricesFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RunPrices

    run = factory.SubFactory(RunFactory, done=True)
    mentees = b""
    mentors = b""
