"""Skills that turn out to be one, and the words people wrote where the list had nothing."""

import re
from collections import Counter
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from applications import extensions
from applications.models import Application, IgnoredWord, Profile, ProfileSkill, Skill
from applications.options import Kind
from mentoring.audit import record
from mentoring.models import NotAllowed, Programme
from mentoring.moves import lock
from mentoring.searching import fold

from . import lists

MERGE = "merge_skill"
BETWEEN = re.compile(r"[,;\n]+|\s+et\s+")


@dataclass(frozen=True)
class Suggestion:
    """A skill the list lacks: `word` as it was first written, `key` as it is compared, how many wrote it."""

    key: str
    word: str
    count: int


@transaction.atomic
def merge(skill, into, *, by):
    """`skill` becomes `into`, for good: profiles keep the higher level, its names become synonyms, answers
    that name it are read as the other's. Returns how many profiles had it.

    Raises NotAllowed unless they are two, and `into` is proposed.
    """
    Programme.held()
    skill, into = lock(skill), lock(into)
    lists.refuse_merged(skill)
    if skill == into or not into.is_active:
        raise NotAllowed(_("Choisissez une autre compétence de la liste."))
    profiles = list(having(skill).select_for_update(of=("self",), no_key=True).order_by("pk"))
    move_rows(skill, into)
    synonyms = into.synonyms
    into.synonyms = joined(into, [*synonyms, skill.label, *skill.synonyms])
    into.save(update_fields=["synonyms"])
    Skill.objects.filter(merged_into=skill).update(merged_into=into)
    skill.merged_into, skill.is_active = into, False
    skill.save(update_fields=["merged_into", "is_active"])
    for profile in profiles:
        extensions.written(profile)
    record(skill, MERGE, by=by, into=into.label, profiles=len(profiles))
    if into.synonyms != synonyms:
        said = {"before": {"synonyms": synonyms}, "after": {"synonyms": into.synonyms}}
        record(into, lists.LISTS["competences"].save, by=by, **said)
    return len(profiles)


def having(skill):
    return Profile.objects.filter(pk__in=ProfileSkill.objects.filter(skill=skill).values("profile"))


def move_rows(skill, into):
    """Who has both keeps the higher level, and the priority."""
    rows = list(ProfileSkill.objects.filter(skill=skill))
    both = ProfileSkill.objects.filter(skill=into, profile__in=[row.profile_id for row in rows])
    theirs = {row.profile_id: row for row in both}
    for row in rows:
        other = theirs.get(row.profile_id)
        if other is None:
            row.skill = into
            row.save(update_fields=["skill"])
        else:
            other.level = max(other.level, row.level)
            other.is_priority = other.is_priority or row.is_priority
            other.save(update_fields=["level", "is_priority"])
            row.delete()


def joined(skill, words):
    """These synonyms, each once, without the skill's own name."""
    found = {}
    for word in words:
        found.setdefault(fold(word), word)
    found.pop(fold(skill.label), None)
    return list(found.values())


def suggestions():
    """What mentors wrote under « Il manque une compétence ? » and the list lacks, most written first."""
    known, words, counts = known_words(), {}, Counter()
    for text in written():
        said = {fold(word): word for word in reversed(split(text))}
        for key in said.keys() - known:
            words.setdefault(key, said[key])
        counts.update(said.keys() - known)
    found = [Suggestion(key, words[key], number) for key, number in counts.items()]
    return sorted(found, key=lambda one: (-one.count, one.key))


def written():
    """The texts themselves, of requests that still count, oldest first."""
    live = Application.objects.sent().live().filter(kind=Kind.MENTOR, answers__offre__has_key="skills_other")
    rows = live.exclude(answers__offre__skills_other="").order_by("submitted_at", "pk")
    return rows.values_list("answers__offre__skills_other", flat=True)


def split(text):
    """« Rust, Elixir et Go » names three."""
    return [" ".join(word.split()).strip(" .") for word in BETWEEN.split(text) if word.strip(" .")]


def known_words():
    rows = Skill.objects.values_list("label", "synonyms")
    listed = {fold(word) for label, synonyms in rows for word in (label, *synonyms)}
    return listed | set(IgnoredWord.objects.values_list("word", flat=True))


@transaction.atomic
def attach(key, skill, *, by):
    """The suggested word is another name of `skill`. Raises NotAllowed when it is no suggestion any more, or
    the skill is not proposed."""
    Programme.held()
    suggestion = pending(key)
    current = lock(skill)
    if not current.is_active:
        raise NotAllowed(_("Cette compétence n’est plus proposée : choisissez-en une autre."))
    synonyms = current.synonyms
    current.synonyms = joined(current, [*synonyms, suggestion.word])
    current.save(update_fields=["synonyms"])
    said = {"before": {"synonyms": synonyms}, "after": {"synonyms": current.synonyms}}
    record(current, lists.LISTS["competences"].save, by=by, **said)
    return suggestion


@transaction.atomic
def ignore(key, *, by):
    """The suggested word is not listed, and suggested no more. Raises NotAllowed when it is none already."""
    Programme.held()
    suggestion = pending(key)
    row = IgnoredWord.objects.create(word=suggestion.key)
    record(row, "ignore_skill", by=by, word=suggestion.word)
    return suggestion


def pending(key):
    found = next((one for one in suggestions() if one.key == key), None)
    if found is None:
        raise NotAllowed(_("Cette suggestion a déjà été traitée."))
    return found
