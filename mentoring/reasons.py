"""The reasons people choose from, in the team's words: the originals, and what was changed of them.

Each floor registers its lists when it loads. Originals stay in the code; a row exists only for what differs.
A reason nobody offers any more is still shown where it was given.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from mentoring import changes, names
from mentoring.audit import record
from mentoring.models import NotAllowed, Programme, ReasonWording

SAVE = "save_reason"


@dataclass(frozen=True)
class List:
    """Closed `choices`, each given somewhere. `hint` says who chooses and who reads, `meanings` what the
    application makes of some, by code. The `pinned` ones are always offered; those `written` by the
    application itself never are. `messages(code)` is what it writes to a mentor and to a mentee, where a
    reason comes with a letter. `spoken` is what some are called, by code, to whoever chooses for others.
    """

    slug: str
    title: str
    hint: str
    position: int
    choices: type
    pinned: tuple
    written: tuple = ()
    meanings: dict = field(default_factory=dict)
    messages: Callable | None = None
    spoken: dict = field(default_factory=dict)


LISTS: dict[str, List] = {}


def register(one):
    """Keep this list among those the team rewords. Raises ValueError when nothing in it is always offered, or
    another has its slug."""
    if not set(one.pinned) - set(one.written):
        raise ValueError(f"nothing of {one.slug} is always offered")
    if LISTS.setdefault(one.slug, one) is not one:
        raise ValueError(f"two lists for {one.slug}")
    return one


def lists():
    """Every list, in order."""
    return sorted(LISTS.values(), key=lambda one: one.position)


@dataclass(frozen=True)
class Reason:
    """As it stands; `message` is None where nobody is written to, `mentee_message` where one message speaks
    to both sides."""

    list: List
    code: str
    label: str
    message: str | None
    mentee_message: str | None
    is_active: bool
    is_changed: bool

    @property
    def reference(self):
        """What events about it are filed under."""
        return f"reason:{self.list.slug}:{self.code}"

    @property
    def is_pinned(self):
        return self.code in self.list.pinned

    @property
    def is_written(self):
        """Does the application alone give it?"""
        return self.code in self.list.written

    @property
    def is_offered(self):
        return self.is_active and not self.is_written

    @property
    def meaning(self):
        return self.list.meanings.get(self.code, "")

    @property
    def values(self):
        words = {"label": self.label, "message": self.message, "mentee_message": self.mentee_message}
        said = {name: text for name, text in words.items() if text is not None}
        return said | {"is_active": self.is_active}


def original(one, code):
    mentor, mentee = one.messages(code) if one.messages else (None, None)
    label = str(one.choices(code).label)
    return Reason(one, code, label, mentor, None if mentor == mentee else mentee, True, False)


def original_label(slug, code):
    """In the words of the code, "" for a reason no list has any more: no query."""
    choices = dict(LISTS[slug].choices.choices) if slug in LISTS else {}
    return str(choices.get(code, ""))


def reasons(one):
    """Every Reason of a list, in order: 1 query."""
    return every([one])[one.slug]


def every(some):
    """{slug: its Reasons, in order} of these lists: 1 query."""
    rows = ReasonWording.objects.filter(list__in=[one.slug for one in some])
    found = {(row.list, row.code): row for row in rows}
    return {
        one.slug: [changed(original(one, code), found.get((one.slug, code))) for code in one.choices.values]
        for one in some
    }


def reason(one, code):
    return changed(original(one, code), ReasonWording.objects.filter(list=one.slug, code=code).first())


def changed(first, row):
    """An original in the words of its row, if it has one."""
    if row is None:
        return first
    return Reason(
        first.list,
        first.code,
        row.label or first.label,
        None if first.message is None else row.message or first.message,
        None if first.mentee_message is None else row.mentee_message or first.mentee_message,
        row.is_active,
        bool(row.label or row.message or row.mentee_message),
    )


def message(one, code, *, is_mentor):
    """What the person reads when the coordinator writes nothing else: 1 query."""
    return said_to(reason(one, code), is_mentor)


def messages(one, *, is_mentor):
    """{code: message} of a list: 1 query."""
    return {found.code: said_to(found, is_mentor) for found in reasons(one)}


def said_to(found, is_mentor):
    is_apart = found.mentee_message is not None and not is_mentor
    return found.mentee_message if is_apart else found.message


def offered(one):
    """[(code, label)] of what a form proposes: 1 query."""
    return [(found.code, found.label) for found in reasons(one) if found.is_offered]


def labels():
    """{(slug of its list, code): label} of every reason ever given, offered or not: 1 query."""
    known = {(one.slug, code): str(label) for one in LISTS.values() for code, label in one.choices.choices}
    rows = ReasonWording.objects.exclude(label="").values_list("list", "code", "label")
    return known | {(slug, code): label for slug, code, label in rows}


def label(one, code):
    return reason(one, code).label if code else ""


@transaction.atomic
def change(one, values, *, by, seen):
    """Other words for a Reason, or no longer offered. Returns the event, None when nothing differs. Raises
    NotAllowed when a colleague saved it since `seen`, or it must be offered; Taken for a label of another."""
    Programme.held()
    current = reason(one.list, one.code)
    before = current.values
    differing = [name for name in before if values[name] != before[name]]
    if not differing:
        return None
    changes.refuse_stale(current, SAVE, by=by, seen=seen)
    if current.is_pinned and not values["is_active"]:
        raise NotAllowed(_("Ce motif reste proposé : l’application en a besoin."))
    if "label" in differing:
        refuse_taken(current, values["label"])
    write(current, values)
    was, now = ({name: found[name] for name in differing} for found in (before, values))
    return record(current, SAVE, by=by, before=was, after=now)


def refuse_taken(current, label):
    """In one list no two are called the same, nor as another is by origin: its words may come back."""
    others = [one for one in reasons(current.list) if one.code != current.code]
    names.refuse_taken(label, [one.label for one in others], _("« {label} » existe déjà dans cette liste."))
    first = [str(current.list.choices(one.code).label) for one in others]
    first += [str(text) for code, text in current.list.spoken.items() if code != current.code]
    sentence = _("« {label} » est le libellé d’origine d’un autre motif de cette liste.")
    names.refuse_taken(label, first, sentence)


def write(current, values):
    """Keep what differs from the original, and nothing else."""
    first = original(current.list, current.code).values
    kept = {name: "" if value == first[name] else value for name, value in values.items()}
    kept["is_active"] = values["is_active"]
    key = {"list": current.list.slug, "code": current.code}
    if values == first:
        ReasonWording.objects.filter(**key).delete()
    else:
        ReasonWording.objects.update_or_create(**key, defaults=kept)


def step_back(one, *, by, seen):
    """« Revenir à la version précédente ». Raises NotAllowed when there is none, or when a colleague saved
    another since `seen`."""
    before = changes.previous(one, SAVE)
    kept = {name: before.get(name, value) for name, value in one.values.items()}
    return change(one, kept, by=by, seen=seen)


def restore(one, *, by, seen):
    """The original words again; offered or not, as it is."""
    first = original(one.list, one.code).values
    return change(one, first | {"is_active": one.is_active}, by=by, seen=seen)
