"""How a proposal ends without a yes, what a yes closes around it, and what the end of a pair frees."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from matching.models import Proposal
from matching.options import Closed
from mentoring.audit import record
from mentoring.moves import move

from . import letters, seats

State = Proposal.State


def cancel(proposal, *, by, reason, text=""):
    """Close a proposal nobody concluded, and tell whoever had been asked."""
    with transaction.atomic():
        seats.hold(proposal, *Proposal.OPEN)
        close(proposal, "cancel", by=by, reason=reason, text=text)
        return proposal


def close(proposal, transition, *, by, reason, text="", without=None, is_unread=False):
    """Cancel one row the caller's locks already cover. `without` is a person not to write to; `is_unread`:
    the question was taken back before anyone read it."""
    was = proposal.state
    move(
        proposal,
        transition,
        State.CANCELLED,
        by=by,
        reason=reason,
        close_reason=reason,
        close_text=text,
        state_changed_at=timezone.now(),
    )
    letters.closed(proposal, was, without=without, is_unread=is_unread)


def close_others(proposal, mentor, mentee):
    """After a yes: the mentee's other proposals end, and the mentor's that no place is left for."""
    others = Proposal.objects.open().exclude(pk=proposal.pk).order_by("pk")
    for other in others.filter(mentee=mentee):
        close(other, "cancel", by=None, reason=Closed.MENTEE_PAIRED)
    of_mentor = others.filter(mentor=mentor)
    over = Proposal.objects.taking_a_seat().filter(mentor=mentor).count() - mentor.capacity
    for asked in of_mentor.awaiting().order_by("-state_changed_at", "-pk")[: max(0, over)]:
        close(asked, "cancel", by=None, reason=Closed.MENTOR_FULL)
    if over >= 0:
        for waiting in of_mentor.filter(state__in=[State.INTEREST, State.DRAFT]):
            close(waiting, "cancel", by=None, reason=Closed.MENTOR_FULL)


def end_pair(proposal, *, by, reason=""):
    """The pair is over: the mentor's seat and the mentee are free again. A second call changes nothing."""
    with transaction.atomic():
        seats.hold(proposal, State.ACCEPTED)
        if proposal.ended_at is None:
            proposal.ended_at = timezone.now()
            proposal.save(update_fields=["ended_at"])
            record(proposal, "end_pair", by=by, reason=reason)
        return proposal


def leave(profile, *, by, reason=""):
    """A profile left the programme: everything open about it closes. The leaver gets no letter about it.

    No other profile is locked here: the caller holds this one, perhaps a mentee, and mentors come first.
    """
    with transaction.atomic():
        about = Proposal.objects.open().filter(Q(mentor=profile) | Q(mentee=profile))
        for proposal in about.order_by("pk"):
            close(proposal, "cancel", by=by, reason=Closed.DEPARTED, without=profile.person)
