"""The events of moves, as the services would have recorded them."""

from mentoring.models import Event


def event(thing, transition, at, *, by=None, before="", to="", reason="", **payload):
    """Of something that was done to `thing`. `by` is the primary key of who did it, None for the clock."""
    return Event(
        actor_id=by,
        reference=thing.reference,
        transition=transition,
        from_state=before,
        to_state=to,
        reason=reason,
        payload=payload,
        at=at,
    )
