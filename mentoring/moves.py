"""The one way a state changes: lock the row, check the map, save, write the event."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.audit import record
from mentoring.models import Event, NotAllowed


def lock(thing):
    """`thing` as the database has it now, its row locked until the transaction ends.

    Keys to it stay free (`no_key`): whoever writes a row that only points at it does not wait, nor closes a
    circle with what the holder waits for.
    """
    return type(thing).objects.select_for_update(of=("self",), no_key=True).get(pk=thing.pk)


def no_longer(thing):
    """The NotAllowed that says what the state of a thing, just read, has become."""
    text = _("Cette action n’est plus possible : l’état est maintenant « {state} ».")
    return NotAllowed(text.format(state=thing.get_state_display()))


def move(thing, transition, to_state, *, by, reason="", payload=None, **changes):
    """Bring `thing` to `to_state`, with `changes` to its fields, in one transaction, and log it.

    `thing` has a `state`, a `reference` and a class attribute SUCCESSORS: {state: {next states}}. What the
    caller holds is brought up to date from the locked row, so a stale object cannot overwrite a colleague's
    change. Returns the event. Raises NotAllowed, with a French sentence, when the map forbids the move.
    """
    with transaction.atomic():
        current = lock(thing)
        if to_state not in thing.SUCCESSORS.get(current.state, ()):
            raise no_longer(current)
        thing.refresh_from_db()
        thing.state = to_state
        for name, value in changes.items():
            setattr(thing, name, value)
        thing.save(update_fields=["state", *changes])
        return record(
            thing,
            transition,
            by=by,
            from_state=current.state,
            to_state=to_state,
            reason=reason,
            **(payload or {}),
        )


def snapshot(thing, names):
    """The values of these fields now, as JSON keeps them: what an event remembers so that `undo` can restore.

    Dates and times are ISO strings, a foreign key is its primary key.
    """
    values = {name: getattr(thing, thing._meta.get_field(name).attname) for name in names}
    return {
        name: value.isoformat() if isinstance(value, datetime.date) else value
        for name, value in values.items()
    }


def undo(thing, event, *, by, **changes):
    """Bring `thing` back to what stood before `event`: its state and every field in `payload["before"]`.

    The way back is not in SUCCESSORS: it exists only for the last move, so it is checked against the event
    instead of the map. `changes` win over what is restored (a version never goes down). Returns the event of
    the undoing, whose payload names the one undone. Raises NotAllowed when the state moved on since.
    """
    with transaction.atomic():
        current = lock(thing)
        last = Event.objects.last_move(thing.reference)
        if last != event or current.state != event.to_state:
            raise no_longer(current)
        thing.refresh_from_db()
        thing.state = event.from_state
        restored = event.payload["before"]
        for name, value in restored.items():
            field = thing._meta.get_field(name)
            setattr(thing, field.attname, field.to_python(value))
        for name, value in changes.items():
            setattr(thing, name, value)
        thing.save(update_fields={"state", *restored, *changes})
        return record(
            thing, "undo", by=by, from_state=event.to_state, to_state=event.from_state, undone=event.pk
        )
