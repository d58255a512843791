"""The reasons a decision is given, in the team's words: the originals, and what was changed of them.

Originals are in `options` and `wordings`; a row exists only for what differs. A reason nobody offers any more
is still shown where it was given.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from applications.models import Application, ReasonWording
from applications.options import HoldReason, Kind, RejectReason
from applications.services import wordings
from mentoring import changes
from mentoring.audit import record
from mentoring.models import NotAllowed, Programme

SAVE = "save_reason"


@dataclass(frozen=True)
class List:
    """`original(application, code)` is the message of a reason; the `pinned` ones are always offered."""

    slug: str
    title: Callable
    choices: type
    original: Callable
    pinned: tuple


LISTS = {
    one.slug: one
    for one in (
        List(
            "attente",
            lambda: _("Mettre en attente"),
            HoldReason,
            wordings.hold_message,
            (HoldReason.NO_ANSWER, HoldReason.OTHER),
        ),
        List(
            "refus",
            lambda: _("Refuser"),
            RejectReason,
            wordings.reject_message,
            (RejectReason.OTHER,),
        ),
    )
}


@dataclass(frozen=True)
class Reason:
    """As it stands; `mentee_message` is None where one message speaks to both sides."""

    list: List
    code: str
    label: str
    message: str
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
    def values(self):
        found = {"label": self.label, "message": self.message, "is_active": self.is_active}
        if self.mentee_message is not None:
            found["mentee_message"] = self.mentee_message
        return found


def original(one, code):
    mentor, mentee = (one.original(Application(kind=kind), code) for kind in (Kind.MENTOR, Kind.MENTEE))
    label = str(one.choices(code).label)
    return Reason(one, code, label, mentor, None if mentor == mentee else mentee, True, False)


def reasons(one):
    """Every Reason of a list, in order: 1 query."""
    rows = {row.code: row for row in ReasonWording.objects.filter(list=one.slug)}
    return [changed(original(one, code), rows.get(code)) for code in one.choices.values]


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
        row.message or first.message,
        None if first.mentee_message is None else row.mentee_message or first.mentee_message,
        row.is_active,
        bool(row.label or row.message or row.mentee_message),
    )


def message(slug, application, code):
    """What the person reads when the coordinator writes nothing else: 1 query."""
    return said_to(application, reason(LISTS[slug], code))


def messages(slug, application):
    """{code: message} of a list: 1 query."""
    return {one.code: said_to(application, one) for one in reasons(LISTS[slug])}


def said_to(application, one):
    is_apart = one.mentee_message is not None and not application.is_mentor
    return one.mentee_message if is_apart else one.message


def offered(slug):
    """[(code, label)] of what a form proposes: 1 query."""
    return [(one.code, one.label) for one in reasons(LISTS[slug]) if one.is_active]


def labels():
    """{code: label} of every reason ever given, offered or not: 1 query."""
    known = dict(HoldReason.choices) | dict(RejectReason.choices)
    rows = ReasonWording.objects.exclude(label="").values_list("code", "label")
    return {code: str(label) for code, label in known.items()} | dict(rows)


def label(slug, code):
    return reason(LISTS[slug], code).label if code else ""


@transaction.atomic
def change(one, values, *, by, seen):
    """Other words for a Reason, or no longer offered. Returns the event, None when nothing differs. Raises
    NotAllowed when a colleague saved it since `seen`, or it must be offered."""
    Programme.held()
    current = reason(one.list, one.code)
    before = current.values
    names = [name for name in before if values[name] != before[name]]
    if not names:
        return None
    changes.refuse_stale(current, SAVE, by=by, seen=seen)
    if current.is_pinned and not values["is_active"]:
        raise NotAllowed(_("Ce motif reste proposé : l’application en a besoin."))
    write(current, values)
    was, now = ({name: found[name] for name in names} for found in (before, values))
    return record(current, SAVE, by=by, before=was, after=now)


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


def restore(one, *, by, seen):
    """The original words again; offered or not, as it is."""
    first = original(one.list, one.code).values
    return change(one, first | {"is_active": one.is_active}, by=by, seen=seen)
