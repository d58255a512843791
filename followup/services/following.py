"""Who of the team follows a pair."""

from django.db import transaction

from followup.services.alerts import handling
from mentoring.audit import record
from mentoring.moves import lock


def follow(mentorship, *, by):
    """« Me l'attribuer »: the pair, and what is open about it that nobody follows. Twice is once."""
    with transaction.atomic():
        if lock(mentorship).coordinator_id != by.pk:
            mentorship.coordinator = by
            mentorship.save(update_fields=["coordinator"])
            record(mentorship, "follow", by=by)
        for alert in mentorship.alerts.live().filter(owner=None).order_by("pk"):
            handling.take(alert, by=by)
