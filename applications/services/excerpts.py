"""The text a mentor reads without a name: what the person wrote, read and if need be reworded by the team."""

import re
import unicodedata
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.models import Application, Campus, Profile
from applications.services.conflicts import refuse_stale
from applications.services.submission import excerpt_of
from mentoring.audit import record
from mentoring.models import NotAllowed
from mentoring.moves import lock

SHORTEST_PART = 3
EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(
    r"(?<![\w+])(?:(?:\+|00)\d{1,3}[\s.\-]*(?:\(0\)[\s.\-]*)?\d(?:[\s.\-]*\d){6,11}|0[1-9](?:[\s.\-]*\d{2}){4})(?!\d)"
)


@dataclass(frozen=True)
class Clue:
    """Words of a text that may tell who wrote it: `text[start:end]`; `kind` is "name", "email", "phone" or
    "campus"."""

    word: str
    start: int
    end: int
    kind: str


def first_excerpt(application):
    """The text as the person wrote it: goals and challenges. "" for a mentor."""
    if "objectifs" not in application.answers:
        return ""
    return excerpt_of(application.kind, application.answers)


@transaction.atomic
def edit(application, *, by, text, version):
    """Reword the text shown without a name; whoever writes it has read it. Returns the application.

    The answers keep the original. An open profile shows the new text at once. Raises NotAllowed for a
    mentor's file or an empty text, Conflict when a colleague changed the file meanwhile.
    """
    current = lock(application)
    refuse_stale(current, by, version)
    refuse_other(current)
    text = text.strip()
    if not text:
        raise NotAllowed(_("Gardez quelques mots : c’est ce que les mentors liront."))
    now = timezone.now()
    if text != current.excerpt:
        current.version += 1
        record(current, "edit_excerpt", by=by)
    current.excerpt, current.excerpt_reviewed_at = text, now
    current.save(update_fields=["excerpt", "excerpt_reviewed_at", "version"])
    Profile.objects.filter(application=current).update(
        excerpt=text, excerpt_reviewed_at=now, is_text_to_review=False
    )
    application.refresh_from_db()
    return application


@transaction.atomic
def mark_read(application, *, by):
    """« J’ai relu le texte présenté sans nom », without changing a word. A second time changes nothing."""
    current = lock(application)
    refuse_other(current)
    if current.excerpt_reviewed_at is None:
        current.excerpt_reviewed_at = timezone.now()
        current.save(update_fields=["excerpt_reviewed_at"])
        Profile.objects.filter(application=current).update(excerpt_reviewed_at=current.excerpt_reviewed_at)
        record(current, "read_excerpt", by=by)
    application.excerpt_reviewed_at = current.excerpt_reviewed_at
    return application


def refuse_other(application):
    if application.is_mentor or application.state == Application.State.DRAFT:
        raise NotAllowed(_("Seule une demande de mentorat envoyée a un texte présenté sans nom."))


def warnings(text, application, campuses=None):
    """[Clue] in order: the person's own names, e-mail addresses, phone numbers, campus names.

    Case and accents do not matter; a name inside another word is not one. Positions are those of `text`.
    `campuses` are those of `campus_names()`, for whoever asks about many texts.
    """
    folded, places = fold(text)
    found = [
        (match.start(), match.end(), kind)
        for kind, pattern in patterns(application, campus_names() if campuses is None else campuses)
        for match in pattern.finditer(folded)
    ]
    kept, reached = [], 0
    for start, end, kind in sorted(found, key=lambda span: (span[0], -span[1])):
        if start >= reached:
            first, after = places[start], places[end - 1] + 1
            kept.append(Clue(text[first:after], first, after, kind))
            reached = end
    return kept


def campus_names():
    """« À distance » is how people work, not a place that tells who they are."""
    return set(Campus.objects.exclude(code="distance").values_list("label", flat=True))


def patterns(application, campuses):
    yield "email", EMAIL
    yield "phone", PHONE
    names = own_names(application.person)
    if names:
        yield "name", any_of(names)
    if campuses:
        yield "campus", any_of(campuses)


def own_names(person):
    """First and last name, whole and in parts: « Anne-Sophie » is found as « Sophie » too."""
    whole = {person.first_name.strip(), person.last_name.strip()}
    parts = {part for name in whole for part in re.split(r"[\s\-]+", name) if len(part) >= SHORTEST_PART}
    return {name for name in whole | parts if name}


def any_of(words):
    """Any of these words, between word bounds, the longest first; a space may be a hyphen."""
    alternatives = [
        r"[\s\-]+".join(re.escape(part) for part in re.split(r"[\s\-]+", fold(word)[0]))
        for word in sorted(words, key=len, reverse=True)
    ]
    return re.compile(r"(?<!\w)(?:" + "|".join(alternatives) + r")(?!\w)")


def fold(text):
    """(folded, places): lower case without accents, and where each folded character stands in `text`."""
    folded, places = [], []
    for place, character in enumerate(text):
        for piece in unicodedata.normalize("NFD", character).lower():
            if not unicodedata.combining(piece):
                folded.append("'" if piece == "’" else piece)
                places.append(place)
    return "".join(folded), places
