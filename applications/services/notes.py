"""What coordinators tell one another about a file. The person may ask to read it: « Restez factuel »."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.models import Application, InternalNote
from mentoring.audit import PRESSED_TWICE, record
from mentoring.models import NotAllowed
from mentoring.moves import lock

REMOVABLE_FOR = datetime.timedelta(hours=1)
LONGEST = 2000


@transaction.atomic
def add(application, *, by, text):
    """Write a note; sent twice, it is one note. Raises NotAllowed for an empty one, one over LONGEST, or one
    about a draft."""
    text = text.strip()
    if not text:
        raise NotAllowed(_("Écrivez votre note."))
    if len(text) > LONGEST:
        raise NotAllowed(_("Une note compte {n} caractères au maximum.").format(n=LONGEST))
    if application.state == Application.State.DRAFT:
        raise NotAllowed(_("Un brouillon ne se lit pas : la personne ne l’a pas encore envoyé."))
    lock(application)
    same = InternalNote.objects.filter(application=application, author=by, text=text)
    if note := same.filter(created_at__gt=timezone.now() - PRESSED_TWICE).first():
        return note
    note = InternalNote.objects.create(application=application, author=by, text=text)
    record(application, "add_note", by=by)
    return note


@transaction.atomic
def remove(note, *, by):
    """Delete one's own note, within the hour. A note already gone is no matter."""
    if not is_removable(note, by):
        raise NotAllowed(_("Une note se supprime par la personne qui l’a écrite, dans l’heure."))
    if InternalNote.objects.filter(pk=note.pk).delete()[0]:
        record(note.application, "remove_note", by=by)


def is_removable(note, by):
    return note.author_id == by.pk and timezone.now() - note.created_at < REMOVABLE_FOR
