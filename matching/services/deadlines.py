"""How long a proposal waits: its date, the two reminders, the extensions, its expiry."""

import datetime
import zoneinfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from matching.models import MatchingSettings, Proposal
from matching.options import Closed
from mentoring.audit import record
from mentoring.mail.models import Email
from mentoring.mail.rules import is_quiet
from mentoring.models import NotAllowed
from mentoring.moves import move
from mentoring.rounds import each

from . import letters, seats

State = Proposal.State
REMINDER_AFTER = datetime.timedelta(days=3)
EXTENSION = datetime.timedelta(days=3)
MOST_EXTENSIONS = 2
MOST_REMINDERS_BY_HAND = 1


def deadline_for(person, now=None):
    """23:59 where `person` lives, as many calendar days after today as the settings give to answer."""
    zone = zoneinfo.ZoneInfo(person.timezone)
    today = timezone.localdate(now, zone)
    day = today + datetime.timedelta(days=MatchingSettings.current().proposal_days)
    return datetime.datetime.combine(day, datetime.time(23, 59), zone)


def asked(proposal):
    """The profile whose answer the proposal waits for."""
    return proposal.mentor if proposal.state == State.AWAITING_MENTOR else proposal.mentee


def remind(proposal, *, by=None):
    """Write once more to whoever has not answered. A coordinator may once; `by=None` is the clock, once too.

    Raises NotAllowed when that reminder was already sent.
    """
    with transaction.atomic():
        seats.hold(proposal, *Proposal.AWAITING)
        if by is None and is_reminded(proposal):
            raise NotAllowed(_("Le rappel automatique est déjà parti."))
        if by is not None:
            if proposal.reminders_by_hand >= MOST_REMINDERS_BY_HAND:
                raise NotAllowed(_("Cette personne a déjà été relancée."))
            proposal.reminders_by_hand += 1
            proposal.save(update_fields=["reminders_by_hand"])
        letters.reminder(proposal, "clock" if by is None else "hand")
        record(proposal, "remind", by=by)
        return proposal


def is_reminded(proposal):
    return Email.objects.filter(key=letters.reminder_key(proposal, "clock")).exists()


def due_for_reminder(now):
    """Asked three days ago or more, still time to answer. Whether the clock told them, the key knows."""
    return (
        Proposal.objects.awaiting()
        .filter(state_changed_at__lte=now - REMINDER_AFTER, answer_by__gt=now)
        .select_related("mentor__person", "mentee__person")
        .order_by("pk")
    )


def remind_due(now=None):
    """The clock's reminders. Returns how many were written; run twice, the second writes none.

    Those asleep or resting are left for a later hour, so that « Plus que 2 jours » is true when it is read.
    """
    now = now or timezone.now()
    due = [
        proposal for proposal in due_for_reminder(now) if not is_quiet(now, asked(proposal).person.timezone)
    ]
    keys = {letters.reminder_key(proposal, "clock"): proposal for proposal in due}
    told = set(Email.objects.filter(key__in=keys).values_list("key", flat=True))
    return each([keys[key] for key in keys if key not in told], remind)


def expire_due(now=None):
    """The clock's expiries. Returns how many."""
    now = now or timezone.now()
    late = Proposal.objects.awaiting().filter(answer_by__lt=now).order_by("pk")
    return each(late, lambda proposal: expire(proposal, now=now))


def extend(proposal, *, by):
    """Three more days to answer, twice at most."""
    with transaction.atomic():
        seats.hold(proposal, *Proposal.AWAITING)
        if proposal.extensions >= MOST_EXTENSIONS:
            raise NotAllowed(_("Cette proposition a déjà été prolongée deux fois."))
        # A date in days keeps 23:59 on the clock even when the hour changes in between.
        zone = zoneinfo.ZoneInfo(asked(proposal).person.timezone)
        proposal.answer_by = proposal.answer_by.astimezone(zone) + EXTENSION
        proposal.extensions += 1
        proposal.save(update_fields=["answer_by", "extensions"])
        record(proposal, "extend", by=by, until=proposal.answer_by.isoformat())
        return proposal


def expire(proposal, *, by=None, now=None):
    """The date passed without an answer. Raises NotAllowed while there is time left."""
    with transaction.atomic():
        seats.hold(proposal, *Proposal.AWAITING)
        if proposal.answer_by >= (now or timezone.now()):
            raise NotAllowed(_("La date de réponse n’est pas passée."))
        was = proposal.state
        reason = Closed.MENTOR_SILENT if was == State.AWAITING_MENTOR else Closed.MENTEE_SILENT
        move(
            proposal,
            "expire",
            State.EXPIRED,
            by=by,
            reason=reason,
            close_reason=reason,
            state_changed_at=timezone.now(),
        )
        letters.expired(proposal, was)
        return proposal
