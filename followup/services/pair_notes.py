"""What coordinators tell one another about a pair. The two may ask to read it: « Restez factuel »."""

from django.db import transaction
from django.utils.translation import gettext as _

from applications.services.notes import is_removable
from followup.models import PairNote
from mentoring.audit import record
from mentoring.models import NotAllowed


@transaction.atomic
def add(mentorship, *, by, text):
    """Write a note. Raises NotAllowed for an empty one, or one over `PairNote.LONGEST`."""
    text = text.strip()
    if not text:
        raise NotAllowed(_("Écrivez votre note."))
    if len(text) > PairNote.LONGEST:
        raise NotAllowed(_("Une note compte {n} caractères au maximum.").format(n=PairNote.LONGEST))
    note = PairNote.objects.create(mentorship=mentorship, author=by, text=text)
    record(mentorship, "add_note", by=by)
    return note


@transaction.atomic
def remove(note, *, by):
    """Delete one's own note, within the hour. A note already gone is no matter."""
    if not is_removable(note, by):
        raise NotAllowed(_("Une note se supprime par la personne qui l’a écrite, dans l’heure."))
    if PairNote.objects.filter(pk=note.pk).delete()[0]:
        record(note.mentorship, "remove_note", by=by)


def listed(mentorship, by):
    """[{"note", "author", "is_removable"}], the oldest first: one query."""
    return [
        {"note": note, "author": note.author or _("Compte supprimé"), "is_removable": is_removable(note, by)}
        for note in mentorship.notes.select_related("author")
    ]
