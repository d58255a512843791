"""Every address asked once by every kind of person; the guards read the answers."""

import contextlib
import re
from dataclasses import dataclass, field
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from .addresses import names
from .admin_places import admin_places
from .places import places, readings
from .table import few, is_read
from .world import World

METHODS = ("get", "post")
# Pages drawn by the packages' own templates, which ask for variables they may not have.
PACKAGES = ("account_", "mfa_", "socialaccount_", "usersessions_", "admin:")
WRITE = re.compile(r'\s*(?!SELECT|SAVEPOINT|RELEASE|ROLLBACK)(\w+)[^"]*"?(\w*)', re.IGNORECASE)
SYMBOLS = {200: "o", 403: "x", 404: "-", 405: "m"}


@dataclass
class Answer:
    """`person` is who stood for `role`; `words` the secrets shown; `writes` {(verb, table)}."""

    name: str
    role: str
    person: str
    method: str
    url: str
    status: int
    headers: dict
    words: set
    writes: set

    @property
    def location(self):
        return self.headers.get("Location", "")

    @property
    def symbol(self):
        """o 200, x 403, - 404, m 405, s led to sign in and back, but to what only a button reaches; r led
        elsewhere, else the status."""
        if self.status == 302:
            back = f"?next={quote(self.url)}" if is_read(self.name) else ""
            return "s" if self.location == f"/connexion/{back}" else "r"
        return SYMBOLS.get(self.status, str(self.status))

    def __str__(self):
        return f"{self.role} {self.method.upper()} {self.name} {self.status}"


@dataclass
class Answers:
    """`rows` of every address by role; `readings` of what else people read of each other, by name."""

    world: World
    rows: list = field(default_factory=list)
    readings: list = field(default_factory=list)

    @property
    def all(self):
        return self.rows + self.readings


def ask(world, place, role, method, data=None, **options):
    """One answer; `role` may be a name of the world too."""
    person, writes = place.person(role), set()

    def watch(execute, sql, params, many, context):
        if found := WRITE.match(sql):
            writes.add((found[1].upper(), found[2]))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch), patient(place.name):
        answer = world.ask(person, method, place.url, data, **options)
    shown = f"{answer.content.decode(errors='replace')} {answer.headers} {answer.cookies}"
    headers, words = dict(answer.headers), world.words_in(shown)
    return Answer(place.name, role, person, method, place.url, answer.status_code, headers, words, writes)


@contextlib.contextmanager
def patient(name):
    """Let the packages' templates ask for what they do not have."""
    with pytest.MonkeyPatch.context() as patch:
        if name.startswith(PACKAGES):
            patch.setattr(settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"], "fail", False)
        yield


def ask_everything(world):
    found = Answers(world)
    for place in places(world, names()).values():
        for method in METHODS:
            data = place.data if method == "post" else None
            for role in few(place.name, method):
                found.rows.append(ask(world, place, role, method, data))
    for place in admin_places(world):
        for role in ("visitor", "coordinator", *(["superuser"] if place.is_row else [])):
            found.rows.append(ask(world, place, role, "get"))
    found.readings = [ask(world, place, person, "get") for person, place in readings(world)]
    return found
