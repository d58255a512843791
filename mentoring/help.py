"""Asking the team for something, and what the team makes of it."""

from django.db import transaction
from django.utils import timezone

from mentoring.audit import record
from mentoring.models import Event, HelpRequest
from mentoring.moves import lock, move, no_longer
from mentoring.references import new_reference


def ask(kind, *, person=None, email="", subject="", message="", about="", **details):
    """File a request; an open one of the same person, kind and matter is completed instead of doubled.

    `about` is a pair's reference. Someone without an account gives an `email`. `details` are what the
    form of this kind asks besides: the columns of a request for help with Discord.
    """
    with transaction.atomic():
        if person is not None:
            twin = HelpRequest.objects.open().filter(person=person, kind=kind, about=about).first()
            if twin and message in twin.message:
                return twin
        return HelpRequest.objects.create(
            reference=new_reference("AID", lambda ref: HelpRequest.objects.filter(reference=ref).exists()),
            kind=kind,
            person=person,
            email=email or person.email,
            subject=subject,
            message=message,
            about=about,
            **details,
        )


def take(request, *, by):
    """« M'en occuper ». Twice is once."""
    with transaction.atomic():
        current = lock(request)
        if not current.is_open:
            raise no_longer(current)
        if current.owner_id != by.pk:
            request.owner = by
            request.save(update_fields=["owner"])
            record(request, "take", by=by, before=current.owner_id, after=by.pk)


def plan(request, *, by, note="", meets_at=None):
    """Somebody will help: at that time, or when the note says; whoever plans it follows it, if nobody does.

    A planned one may be given another time or another note. Returns the event, None when nothing changes.
    """
    with transaction.atomic():
        current = lock(request)
        if current.state == HelpRequest.State.PLANNED:
            meets_at = meets_at or current.meets_at
            if meets_at == current.meets_at and note in ("", current.note):
                return None
        before, after = (moment and moment.isoformat() for moment in (current.meets_at, meets_at))
        changes = {
            "note": note or current.note,
            "meets_at": meets_at,
            "owner_id": current.owner_id or by.pk,
        }
        return move(
            request,
            "plan",
            HelpRequest.State.PLANNED,
            by=by,
            reason=note,
            payload={"before": before, "after": after},
            **changes,
        )


def close(request, *, by, note=""):
    changes = {"note": note or request.note, "closed_at": timezone.now()}
    move(request, "close", HelpRequest.State.DONE, by=by, reason=note, **changes)


def cancel(request, *, by, note=""):
    changes = {"note": note or request.note, "closed_at": timezone.now()}
    move(request, "cancel", HelpRequest.State.CANCELLED, by=by, reason=note, **changes)


@transaction.atomic
def forget_closed(before):
    """Delete the requests closed before that, and what was written beside their moves. Returns how many."""
    old = HelpRequest.objects.filter(closed_at__lte=before).exclude(pk__in=HelpRequest.objects.open())
    Event.objects.filter(reference__in=old.values("reference")).update(reason="", payload={})
    return old.delete()[0]


def reopen(request, *, by, note=""):
    move(request, "reopen", HelpRequest.State.NEW, by=by, reason=note, closed_at=None, meets_at=None)
