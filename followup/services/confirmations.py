"""One click from an e-mail: a page open without signing in, with one button. A GET changes nothing, and the
button does its one thing once."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.core import signing
from django.urls import reverse

from mentoring import accounts
from mentoring.models import User

SALT = "followup.confirmations"
LIVES = datetime.timedelta(days=60)


@dataclass(frozen=True)
class Confirmation:
    """What a link is for. The words are lazy; `subject` is the string the link was made with.

    `is_open(person, subject)` says whether there still is something to confirm: where there is not, the page
    reads `done`. `act(person, subject)` does it once, in its own transaction: it looks again under a lock,
    and raises NotAllowed with a sentence when it may not. `other(person, subject)` is (label, path) for
    whoever prefers something else.
    """

    title: str
    text: str
    button: str
    done: str
    is_open: Callable[[User, str], bool]
    act: Callable[[User, str], None]
    other: Callable[[User, str], tuple[str, str]] | None = None


@dataclass(frozen=True)
class Link:
    """A link somebody opened: for what, whose, about what."""

    purpose: Confirmation
    person: User
    subject: str

    @property
    def is_open(self):
        return self.purpose.is_open(self.person, self.subject)

    def act(self):
        self.purpose.act(self.person, self.subject)

    @property
    def other(self):
        return self.purpose.other and self.purpose.other(self.person, self.subject)


_purposes: dict[str, Confirmation] = {}


def register(code, confirmation):
    """Give a purpose its code, written in links: never change it. Raises ValueError for one already taken."""
    if _purposes.setdefault(code, confirmation) != confirmation:
        raise ValueError(f"two confirmations are called {code}")


def path(code, person, subject=""):
    """The address of the page for this person, as `confirmation` reads it."""
    token = signing.dumps([code, person.public_id, subject], salt=SALT)
    return reverse("confirm", args=[token])


def read(token):
    """The Link of a token, or None for one that is forged, too old, or of somebody who is gone."""
    try:
        code, person_id, subject = signing.loads(token, salt=SALT, max_age=LIVES)
        purpose = _purposes[code]
    except (signing.BadSignature, ValueError, TypeError, KeyError):
        return None
    person = accounts.behind(person_id)
    return Link(purpose, person, subject) if person else None
