"""What tests read back: what a proposal wrote to people and to the log, what a page says."""

from django.urls import reverse
from django.utils import timezone

from matching.models import Proposal
from matching.services import tokens
from mentoring.mail.models import Email
from mentoring.models import Event, Programme


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


def in_mode(mode):
    Programme.objects.update(mode=mode)


def of_person(mentor, mentee, name="suggestion"):
    """The address of a page about `mentee` as `mentor` is given it."""
    return reverse(name, args=[tokens.token_for(mentor, mentee)])


def text_of(answer):
    return answer.content.decode()
