"""A pair rests until a date: reminders stop, then it goes on by itself, or sooner if someone says so."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from followup.models import Mentorship
from followup.services import alerts, pairs, sessions, turn_letters
from mentoring.moves import move
from mentoring.rounds import each

State = Mentorship.State
LONGEST = datetime.timedelta(weeks=8)


def pause(mentorship, *, by, until, reason="", word="", cancelled=()):
    """Rest until `until` (a date). `cancelled` are the public ids of sessions of that time to cancel; the
    others are kept. `reason` is for the team, `word` for the other person.

    Raises Refused for a date that is past or over eight weeks away.
    """
    today = timezone.localdate()
    if until <= today:
        raise sessions.Refused(_("Choisissez une date à venir"))
    if until > today + LONGEST:
        raise sessions.Refused(_("Choisissez une date dans les huit semaines"))
    with transaction.atomic():
        event = move(
            mentorship,
            "pause",
            State.PAUSED,
            by=by,
            reason=reason,
            payload={"until": until.isoformat()},
            paused_until=until,
            extension_months=None,
            extension_asked_by=None,
            state_changed_at=timezone.now(),
        )
        touched = list(planned_before(mentorship, until))
        for mentoring_session in touched:
            if mentoring_session.public_id in cancelled:
                sessions.cancel(mentoring_session, by=by)
        kept = [row for row in touched if row.public_id not in cancelled]
        turn_letters.pair_paused(mentorship, event, by=by, word=word, kept=kept)
        alerts.refresh(mentorship)


def planned_before(mentorship, until=None):
    """The sessions to come before that date (before the latest a pause may end), the first one first."""
    until = until or timezone.localdate() + LONGEST
    now = timezone.now()
    return mentorship.mentoring_sessions.upcoming(now).filter(starts_at__gt=now, starts_at__date__lt=until)


def resume(mentorship, *, by=None):
    """Back at work; `by` None when the clock ends the pause. Both are told."""
    with transaction.atomic():
        pairs.hold(mentorship, State.PAUSED)
        changes = {"paused_until": None, "state_changed_at": timezone.now()}
        event = move(mentorship, "resume", State.ACTIVE, by=by, **changes)
        turn_letters.pair_resumed(mentorship, event)
        alerts.refresh(mentorship)


def resume_due(now=None):
    """End the pauses whose date has come. Returns how many; the clock calls it."""
    due = Mentorship.objects.paused_until(timezone.localdate(now))
    return each(due.with_people().order_by("pk"), resume)
