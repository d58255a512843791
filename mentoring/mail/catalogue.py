"""What kinds of e-mail exist. Each app declares its own in `mails.py` and registers it when it loads.

A kind has a subject here and a body in `templates/emails/<key>.txt`; the frame around it is the same for all.
"""

from collections.abc import Callable
from dataclasses import dataclass

from .models import Email

T, D, R, S, N = (category.value for category in Email.Category)


def always(email):
    return True


@dataclass(frozen=True)
class Kind:
    """One row of the catalogue.

    `subject` is a lazy French string with `{placeholders}` filled from the context.
    `is_still_relevant(email)` is asked again just before sending. `rank` orders reminders when a cap
    leaves room for one (1 first).
    `switch` names the field of `Preference` that turns it off ("" for what cannot be switched off; a reminder
    without one does not wait for the end of a mute either).
    `is_secret` masks codes and signed links in the journal.
    A reminder that could not leave for `keeps_days` is thrown away (0: it waits as long as it takes).
    `is_never_displaced` is for the eve of a meeting: it leaves on its day, whatever else left that day.
    """

    key: str
    category: str
    subject: str
    is_still_relevant: Callable[[Email], bool] = always
    rank: int = 0
    switch: str = ""
    is_secret: bool = False
    is_never_displaced: bool = False
    keeps_days: int = 14


_kinds: dict[str, Kind] = {}


def register(kind):
    if _kinds.setdefault(kind.key, kind) != kind:
        raise ValueError(f"two kinds of e-mail are called {kind.key}")


def get(key):
    """The kind registered under `key`. Raises KeyError for an unknown one."""
    return _kinds[key]


def all_kinds():
    return sorted(_kinds.values(), key=lambda kind: kind.key)


def never_displaced():
    """The keys of the reminders that take their day's place before all others."""
    return [kind.key for kind in all_kinds() if kind.is_never_displaced]
