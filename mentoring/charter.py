"""The charter: the words of each version, a draft of the next one, and publishing it."""

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.audit import record
from mentoring.models import CharterText, Event, NotAllowed, Programme

PUBLISH = "publish_charter"
DRAFT = ""


@transaction.atomic
def publish(version, changes, *, by):
    """Put a version in force today. `changes` says in a few lines what is new: whoever signed another version
    reads it. Raises NotAllowed for a version that was in force before."""
    programme = Programme.held()
    if version in known_versions(programme):
        raise NotAllowed(_("Cette version de la charte existe déjà. Donnez un autre numéro."))
    before = programme.charter_version
    programme.charter_version, programme.charter_published_on = version, timezone.localdate()
    programme.save(update_fields=["charter_version", "charter_published_on"])
    record(programme, PUBLISH, by=by, version=version, changes=changes, before={"version": before})
    return programme


def published():
    return Event.objects.about(Programme.reference).filter(transition=PUBLISH)


def known_versions(programme):
    told = {event.payload["version"] for event in published()}
    return {*told, *CharterText.objects.values_list("version", flat=True), programme.charter_version}


def next_version(programme):
    """The number after the greatest one used so far."""
    numbers = [int(version) for version in known_versions(programme) if version.isdecimal()]
    return str(max(numbers, default=0) + 1)


def changes_of(version):
    """What is new in a version, line by line; nothing for one that was not published here."""
    event = published().filter(payload__version=version).first()
    lines = event.payload["changes"].splitlines() if event else []
    return [line.strip() for line in lines if line.strip()]


# The words -------------------------------------------------------------------------------------------


def original():
    """The words the programme began with."""
    return render_to_string("public/charter.txt").strip()


def text_of(version):
    row = CharterText.objects.filter(version=version).first() if version else None
    return row.text if row else original()


def history():
    """The published versions, the newest first. The one in force is always among them."""
    programme = Programme.current()
    rows = list(CharterText.objects.exclude(version=DRAFT).select_related("author"))
    if programme.charter_version not in {row.version for row in rows}:
        rows.append(standing(programme))
    return sorted(rows, key=lambda row: (row.published_on, len(row.version), row.version), reverse=True)


def standing(programme):
    """The version in force as a row, unsaved: for one that has the original words."""
    return CharterText(
        version=programme.charter_version,
        text=original(),
        published_on=programme.charter_published_on,
    )


def draft():
    return CharterText.objects.filter(version=DRAFT).select_related("author").first()


@transaction.atomic
def save_draft(text, changes, *, by):
    """Keep the words of the next version, for the whole team. Nobody else reads them."""
    Programme.held()
    words = {"text": text, "changes": changes, "author": by, "written_at": timezone.now()}
    return CharterText.objects.update_or_create(version=DRAFT, defaults=words)[0]


@transaction.atomic
def discard_draft(*, by):
    """Raises NotAllowed when there is none."""
    programme = Programme.held()
    row = draft()
    if row is None:
        raise NotAllowed(_("Il n’y a pas de brouillon."))
    record(programme, "discard_charter", by=by, before={"text": row.text, "changes": row.changes})
    row.delete()


def refuse_publication(programme, row):
    """Raises NotAllowed, with what to do, for a draft that says nothing new or does not say what is."""
    if row is None:
        raise NotAllowed(_("Il n’y a pas de brouillon à publier."))
    if row.text == text_of(programme.charter_version):
        raise NotAllowed(_("Ce brouillon dit la même chose que la charte en vigueur."))
    if not row.changes:
        raise NotAllowed(_("Écrivez d’abord ce qui change : c’est ce que lisent les signataires."))


@transaction.atomic
def publish_draft(*, by):
    """The draft becomes the version in force. Returns the programme."""
    programme = Programme.held()
    row = draft()
    refuse_publication(programme, row)
    if not CharterText.objects.filter(version=programme.charter_version).exists():
        standing(programme).save()
    version = next_version(programme)
    programme = publish(version, row.changes, by=by)
    row.version, row.published_on = version, programme.charter_published_on
    row.save(update_fields=["version", "published_on"])
    return programme
