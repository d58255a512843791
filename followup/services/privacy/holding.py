"""One line of the register: rows of one model that are about a person, what their file says of them and what
becomes of them when the account is erased."""

import functools
import operator
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from django.db.models import ForeignKey, Q

from applications.models import Profile
from mentoring.models import User


class Fate(Enum):
    """What the erasure of an account does to the rows. BLANKED and KEPT ones are counted by the figures."""

    DELETED = "deleted"
    BLANKED = "blanked"
    KEPT = "kept"
    APART = "apart"  # `erasure` has a function of its own for them


@dataclass(frozen=True)
class Holding:
    """`owner` are the lookups that lead from a row to the person.

    With a `title` the rows, those of `only(person)` where it is given, are a chapter of the export: every
    column but those of `hidden` ({name: why}), or no other than those of `shown`. `why` says why the rest, or
    everything, is left out. `blanks` is what BLANKED rows are given.
    """

    model: type
    owner: tuple[str, ...]
    fate: Fate
    title: str = ""
    why: str = ""
    hidden: dict[str, str] = field(default_factory=dict)
    shown: tuple[str, ...] = ()
    only: Callable[[User], Q] | None = None
    blanks: dict = field(default_factory=dict)

    def rows(self, person):
        """All there is about this person, in or out of the export."""
        owned = functools.reduce(operator.or_, (Q(**{lookup: person.pk}) for lookup in self.owner))
        return self.model._default_manager.filter(owned).order_by("pk")

    def exported(self, person):
        rows = self.rows(person)
        return rows.filter(self.only(person)) if self.only else rows

    def columns(self):
        """The columns of this chapter. Keys, and who else is in it, are nobody's file."""
        fields = [one for one in self.model._meta.concrete_fields if not one.primary_key and not names(one)]
        if self.shown:
            return [one for one in fields if one.name in self.shown]
        return [one for one in fields if one.name not in self.hidden]


def names(column):
    """Does this column say who somebody is?"""
    return isinstance(column, ForeignKey) and column.related_model in (User, Profile)
