"""The two logs every floor writes: what happened, and who looked at whose file."""

import datetime
import hashlib

from django.utils import timezone

from mentoring.models import AccessLog, Event

# The same act of the same person meanwhile is a button pressed twice.
PRESSED_TWICE = datetime.timedelta(minutes=1)


def record(thing, transition, *, by, from_state="", to_state="", reason="", **payload):
    """Write the event of something that happened to `thing` (any object with a `reference`).

    `by` is the person who did it, None for the clock. Call it inside the transaction of the change.
    """
    return Event.objects.create(
        actor=by,
        reference=thing.reference,
        transition=transition,
        from_state=from_state,
        to_state=to_state,
        reason=reason,
        payload=payload,
    )


def is_pressed_twice(thing, transition, *, by, **payload):
    """Did this person do the very same to `thing` a moment ago? Ask it with the row of `thing` locked."""
    done = Event.objects.about(thing.reference).filter(transition=transition, actor=by, payload=payload)
    return done.filter(at__gt=timezone.now() - PRESSED_TWICE).exists()


def fingerprint(text):
    """What an event remembers of words that are not for it to keep."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def forget_looks(before):
    """Delete the looks older than that. Returns how many."""
    return AccessLog.objects.filter(at__lte=before).delete()[0]


def saw_all(reader, people, page):
    """The same of everybody whose words stand on one page."""
    seen = sorted({person.pk for person in people} - {reader.pk})
    AccessLog.objects.bulk_create(AccessLog(reader=reader, person_id=pk, page=page) for pk in seen)


def saw(reader, person, page):
    """Remember that `reader` opened `page` of `person`; looking at one's own file leaves no trace."""
    if reader.pk != person.pk:
        AccessLog.objects.create(reader=reader, person=person, page=page)
