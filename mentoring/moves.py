"""The one way a state changes: lock the row, check the map, save, write the event."""

from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.audit import record
from mentoring.models import NotAllowed


def lock(thing):
    """`thing` as the database has it now, its row locked until the transaction ends."""
    return type(thing).objects.select_for_update(of=("self",)).get(pk=thing.pk)


def move(thing, transition, to_state, *, by, reason="", payload=None, **changes):
    """Bring `thing` to `to_state`, with `changes` to its fields, in one transaction, and log it.

    `thing` has a `state`, a `reference` and a class attribute SUCCESSORS: {state: {next states}}. What the
    caller holds is brought up to date from the locked row, so a stale object cannot overwrite a colleague's
    change. Returns the event. Raises NotAllowed, with a French sentence, when the map forbids the move.
    """
    with transaction.atomic():
        current = lock(thing)
        if to_state not in thing.SUCCESSORS.get(current.state, ()):
            raise NotAllowed(
                _("Cette action n’est plus possible : l’état est maintenant « {state} ».").format(
                    state=current.get_state_display()
                )
            )
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
