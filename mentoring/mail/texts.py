"""The words in force of each kind of e-mail: its own, or the last that the coordination wrote."""

from django.db import transaction
from django.db.models import Max
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring import changes
from mentoring.audit import record
from mentoring.models import NotAllowed, Programme

from . import wordings
from .models import EmailText

TRANSITIONS = WRITE, RESTORE = ("write_text", "restore_text")
WRITTEN = changes.Told(
    gettext_lazy("{name} a changé ce texte {when}."),
    gettext_lazy("Vous avez changé ce texte dans un autre onglet, {when}."),
    gettext_lazy("Relisez-le sous « Versions » avant d’enregistrer le vôtre."),
)

# Before an older one is put back.
PUT_BACK = changes.Told(
    WRITTEN.colleague,
    WRITTEN.oneself,
    gettext_lazy("Relisez-le sous « Versions » avant d’en rétablir un autre."),
)


def written(kind, values, words=None):
    """(subject, body) of a message of this kind; `values` is what its template is rendered with. `words` are
    tried in place of those in force. The kind's own words while nobody wrote others."""
    wording = wordings.of(kind.key, values)
    words = words or (wording and not wording.fixed and words_in_force(wording.code))
    if not words:
        subject = str(kind.subject).format(**{**values, "programme": values["programme"].name})
        return subject, render_to_string(f"emails/{kind.key}.txt", values)
    said = wordings.values_of(wording, values)
    return tuple(wordings.fill(text, said) for text in words)


def words_in_force(code):
    """(subject, body) the coordination wrote, or None where the original stands."""
    row = EmailText.objects.filter(code=code).first()
    return None if row is None or row.is_original else (row.subject, row.body)


def current(wording):
    """(newest version or None, subject, body): the words in force, variables between braces."""
    row = EmailText.objects.filter(code=wording.code).select_related("author").first()
    words = wordings.original(wording) if row is None or row.is_original else (row.subject, row.body)
    return row, *words


def newest_versions():
    """{code: newest version} of what was ever written."""
    newest = EmailText.objects.order_by().values("code").annotate(newest=Max("pk")).values("newest")
    return {row.code: row for row in EmailText.objects.filter(pk__in=newest).select_related("author")}


def seen(wording):
    """What says whether other words were put in force since."""
    return changes.mark(wording, *TRANSITIONS)


def history(wording):
    return EmailText.objects.filter(code=wording.code).select_related("author")


@transaction.atomic
def save(wording, subject, body, *, by, seen=None):
    """Put these words in force; those of the original are the way back to it. Returns the version in force,
    the one before when nothing changes.

    `seen` is the mark of what the person read: raises NotAllowed, naming them, when a colleague wrote another
    one meanwhile.
    """
    Programme.held()
    row, *before = current(wording)
    if [subject, body] == before:
        return row
    if seen is not None:
        refuse_changed(wording, WRITTEN, by=by, seen=seen)
    is_original = (subject, body) == wordings.original(wording)
    return add(wording, "" if is_original else subject, "" if is_original else body, by=by)


@transaction.atomic
def restore(wording, number, *, by, seen):
    """Put an older version in force again; 0 is the original. Raises NotAllowed when it already is, or when a
    colleague, who is named, put another one in force since `seen`."""
    Programme.held()
    row, *now = current(wording)
    older = history(wording).filter(pk=number).first()
    if number and older is None:
        raise NotAllowed(_("Cette version n’existe pas."))
    subject, body = (older.subject, older.body) if older else ("", "")
    if list(wordings.original(wording) if not body else (subject, body)) == now:
        raise NotAllowed(_("Ce texte est déjà celui qui part."))
    refuse_changed(wording, PUT_BACK, by=by, seen=seen)
    return add(wording, subject, body, by=by)


def refuse_changed(wording, words, *, by, seen):
    told = dict.fromkeys(TRANSITIONS, words)
    changes.refuse_stale(wording, *TRANSITIONS, by=by, seen=seen, told=told)


def add(wording, subject, body, *, by):
    _row, *before = current(wording)
    row = EmailText.objects.create(code=wording.code, subject=subject, body=body, author=by)
    _row, *after = current(wording)
    record(
        wording,
        WRITE if body else RESTORE,
        by=by,
        before=dict(zip(("subject", "body"), before, strict=True)),
        after=dict(zip(("subject", "body"), after, strict=True)),
    )
    return row
