"""What tests read back: what a proposal wrote to people and to the log."""

from django.utils import timezone

from matching.models import Proposal
from mentoring.mail.models import Email
from mentoring.models import Event


def letters(proposal):
    """[(kind, recipient's pk)] still to leave, in order of writing."""
    return list(
        Email.objects.filter(reference=proposal.reference, state="scheduled")
        .order_by("pk")
        .values_list("kind", "recipient")
    )


def transitions(thing):
    return list(
        Event.objects.filter(reference=thing.reference).order_by("pk").values_list("transition", flat=True)
    )


def fresh(proposal):
    return Proposal.objects.get(pk=proposal.pk)


def letters_left(**fields):
    """Pretend the outbox was drained: everything scheduled has been sent."""
    Email.objects.filter(state="scheduled", **fields).update(state="sent", sent_at=timezone.now())
