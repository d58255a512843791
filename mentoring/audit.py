"""The two logs every floor writes: what happened, and who looked at whose file."""

from mentoring.models import AccessLog, Event


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


def saw(reader, person, page):
    """Remember that `reader` opened `page` of `person`; looking at one's own file leaves no trace."""
    if reader.pk != person.pk:
        AccessLog.objects.create(reader=reader, person=person, page=page)
