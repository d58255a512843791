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


def forget_looks(before):
    """Delete the looks older than that. Returns how many."""
    return AccessLog.objects.filter(at__lte=before).delete()[0]


def saw(reader, person, page):
    """Remember that `reader` opened `page` of `person`; looking at one's own file leaves no trace."""
    if reader.pk != person.pk:
        AccessLog.objects.create(reader=reader, person=person, page=page)
