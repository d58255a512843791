"""« Télécharger mes données »: asked for by a person, or by the team they asked; prepared by the clock, the
person's alone for seven days."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from followup.models import DataExport
from mentoring.audit import record
from mentoring.models import NotAllowed, User
from mentoring.moves import lock, move
from mentoring.rounds import each

from . import files, letters

State = DataExport.State
# How many one beat of the clock prepares: the others wait for the next minute.
AT_ONCE = 20


@transaction.atomic
def ask(person, *, by):
    """Have the person's file prepared; asking again meanwhile is asking once. Returns the export.

    `by` is the person, or the coordinator they asked: the file goes to the person either way. Raises
    NotAllowed for a closed account, which nobody could open to take it.
    """
    current = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if not current.is_active:
        raise NotAllowed(_("Ce compte est fermé : la personne ne pourrait pas ouvrir le fichier."))
    if found := DataExport.objects.of(person).to_prepare().first():
        return found
    export = DataExport.objects.create(person=person, is_asked_by_team=by != person)
    record(export, "ask_export", by=by, to_state=State.ASKED)
    return export


def prepare_due():
    """Prepare what was asked for. Returns how many; the clock calls it."""
    return each(DataExport.objects.to_prepare().select_related("person")[:AT_ONCE], prepare)


@transaction.atomic
def prepare(export):
    """Write the archive and say where it is. The one before goes: nobody needs two."""
    now = timezone.now()
    if lock(export).state != State.ASKED:
        return False
    DataExport.objects.of(export.person).filter(state=State.READY).delete()
    move(
        export,
        "prepare",
        State.READY,
        by=None,
        ready_at=now,
        expires_at=now + DataExport.LIFE,
        content=files.archive(export.person, now),
    )
    letters.data_export_ready(export)
    return True


def page(person, now):
    """{"waiting", "ready"}: the export under way and the one to download, each or None."""
    mine = DataExport.objects.of(person).defer("content")
    return {"waiting": mine.to_prepare().first(), "ready": mine.available(now).first()}


def forget_old(now):
    """Delete the archives whose week is over. Returns how many."""
    return DataExport.objects.filter(expires_at__lte=now).delete()[0]
