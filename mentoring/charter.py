"""The charter: the words of each version, a draft of the next one, and publishing it."""

from difflib import SequenceMatcher

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mentoring.audit import record
from mentoring.changes import Change, Entry, Told, label_of, mark, refuse_stale
from mentoring.models import CharterText, Event, NotAllowed, Programme

TRANSITIONS = SAVE, DISCARD, PUBLISH = ("save_charter", "discard_charter", "publish_charter")
DRAFT = ""
READ_AGAIN = gettext_lazy("Relisez le texte et l’historique avant de continuer.")
TOLD = {
    SAVE: Told(
        gettext_lazy("{name} a enregistré le brouillon {when}."),
        gettext_lazy("Vous avez enregistré le brouillon dans un autre onglet, {when}."),
        READ_AGAIN,
    ),
    DISCARD: Told(
        gettext_lazy("{name} a supprimé le brouillon {when}."),
        gettext_lazy("Vous avez supprimé le brouillon dans un autre onglet, {when}."),
        READ_AGAIN,
    ),
    PUBLISH: Told(
        gettext_lazy("{name} a publié la charte {when}."),
        gettext_lazy("Vous avez publié la charte dans un autre onglet, {when}."),
        READ_AGAIN,
    ),
}
# Of a long text the history tells this many passages, each on one line; its event keeps all of it.
MOST_PASSAGES, LONGEST_PASSAGE = 4, 160


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


def seen():
    """What says whether the draft was saved, thrown away or published since."""
    return mark(Programme, *TRANSITIONS)


def refuse_changed(seen, by):
    refuse_stale(Programme, *TRANSITIONS, by=by, seen=seen, told=TOLD)


def starting_words(programme, row):
    """What the next version starts from: the draft, or the text in force."""
    if row is None:
        return {"text": text_of(programme.charter_version), "changes": ""}
    return {"text": row.text, "changes": row.changes}


@transaction.atomic
def save_draft(text, changes, *, by, seen):
    """Keep the words of the next version, for the whole team; nobody else reads them. Returns the draft.
    Raises NotAllowed, naming them, when a colleague saved, discarded or published it since `seen`."""
    programme = Programme.held()
    row, words = draft(), {"text": text, "changes": changes}
    before = starting_words(programme, row)
    if row and words == before:
        return row
    refuse_changed(seen, by)
    changed = [name for name in words if words[name] != before[name]]
    kept = words | {"author": by, "written_at": timezone.now()}
    row, _is_new = CharterText.objects.update_or_create(version=DRAFT, defaults=kept)
    was, now = ({name: found[name] for name in changed} for found in (before, words))
    record(programme, SAVE, by=by, before=was, after=now)
    return row


@transaction.atomic
def discard_draft(*, by, seen):
    """Raises NotAllowed when there is none, or when a colleague changed it since `seen`."""
    programme = Programme.held()
    row = draft()
    if row is None:
        raise NotAllowed(_("Il n’y a pas de brouillon."))
    refuse_changed(seen, by)
    record(programme, DISCARD, by=by, before={"text": row.text, "changes": row.changes})
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
def publish_draft(*, by, seen):
    """The draft becomes the version in force. Returns the programme. Raises NotAllowed when it cannot be, or
    when a colleague changed it since `seen`."""
    programme = Programme.held()
    row = draft()
    if row:
        refuse_changed(seen, by)
    refuse_publication(programme, row)
    if not CharterText.objects.filter(version=programme.charter_version).exists():
        standing(programme).save()
    version = next_version(programme)
    programme = publish(version, row.changes, by=by)
    row.version, row.published_on = version, programme.charter_published_on
    row.save(update_fields=["version", "published_on"])
    return programme


# What was done of it ---------------------------------------------------------------------------------


def journal():
    """What was saved, discarded and published, newest first."""
    return Event.objects.about(Programme.reference).filter(transition__in=TRANSITIONS)


def entries(events):
    return [Entry(event, sentence_of(event), changes_in(event)) for event in events]


def sentence_of(event):
    if event.transition == PUBLISH:
        return _("Version {version} publiée").format(version=event.payload["version"])
    return _("Brouillon supprimé") if event.transition == DISCARD else _("Brouillon enregistré")


def changes_in(event):
    """The passages a saved draft changed, as Changes."""
    before, after = event.payload.get("before", {}), event.payload.get("after", {})
    return [change for name in after for change in passages(name, before[name], after[name])]


def passages(name, before, after):
    was, now = (text.splitlines() for text in (before, after))
    found = [
        Change(label_of(CharterText, name), on_one_line(was[start:end]), on_one_line(now[first:last]))
        for kind, start, end, first, last in SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
        if kind != "equal"
    ]
    left = len(found) - MOST_PASSAGES
    if left <= 0:
        return found
    others = ngettext("{n} autre passage", "{n} autres passages", left).format(n=left)
    return [*found[:MOST_PASSAGES], Change(label_of(CharterText, name), "…", others)]


def on_one_line(lines):
    text = " ".join(line.strip() for line in lines if line.strip())
    return Truncator(text).chars(LONGEST_PASSAGE) or _("rien")
