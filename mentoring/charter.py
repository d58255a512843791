"""The charter's version: publishing another one, and what changed with the one in force."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.audit import record
from mentoring.models import Event, NotAllowed, Programme

PUBLISH = "publish_charter"


@transaction.atomic
def publish(version, changes, *, by):
    """Put a version in force today. `changes` says in a few lines what is new: whoever signed another version
    reads it. Raises NotAllowed for a version that was in force before."""
    programme = Programme.held()
    known = {event.payload["version"] for event in published()} | {programme.charter_version}
    if version in known:
        raise NotAllowed(_("Cette version de la charte existe déjà. Donnez un autre numéro."))
    programme.charter_version, programme.charter_published_on = version, timezone.localdate()
    programme.save(update_fields=["charter_version", "charter_published_on"])
    record(programme, PUBLISH, by=by, version=version, changes=changes)
    return programme


def published():
    return Event.objects.about(Programme.reference).filter(transition=PUBLISH)


def changes_of(version):
    """What is new in a version, line by line; nothing for one that was not published here."""
    event = published().filter(payload__version=version).first()
    lines = event.payload["changes"].splitlines() if event else []
    return [line.strip() for line in lines if line.strip()]
