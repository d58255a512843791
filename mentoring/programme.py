"""The programme's own settings: read by every page, changed on one."""

from django.db import transaction

from mentoring import changes
from mentoring.models import Programme

SAVE = "save_programme"
FIELDS = (
    *("name", "contact_email", "signature"),
    *("sla_days", "wait_sentence", "proof_threshold"),
    *("is_mentor_side_open", "is_mentee_side_open", "closed_message"),
    *("discord_invite_url", "emergency_text", "minimum_age"),
)


@transaction.atomic
def save(values, *, by, seen):
    """Change these settings. Returns the event, None when nothing differs. Raises NotAllowed when a colleague
    saved others since `seen` (`changes.mark`)."""
    return changes.save(Programme.held(), SAVE, values, by=by, seen=seen)


@transaction.atomic
def step_back(*, by, seen):
    """« Revenir à la version précédente ». Raises NotAllowed when there is none, or when a colleague saved
    another since `seen`."""
    held, before = Programme.held(), changes.previous(Programme, SAVE)
    kept = {name: value for name, value in before.items() if name in FIELDS}
    return changes.save(held, SAVE, kept, by=by, seen=seen)


def values(programme):
    return {name: getattr(programme, name) for name in FIELDS}


def seen():
    return changes.mark(Programme, SAVE)


def history():
    """The events of what was saved, newest first."""
    return changes.history(Programme, [SAVE])
