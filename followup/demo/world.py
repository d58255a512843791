"""What all builders share: the day it is, seeded draws, the rows built so far in the order they are saved."""

import datetime
import random
import zoneinfo
from collections import defaultdict

from django.conf import settings

from mentoring.models import Event
from mentoring.references import ALPHABET, LENGTH

SEED = "avancez à deux"
PARIS = zoneinfo.ZoneInfo(settings.TIME_ZONE)


def drawer(*words):
    """A random source of its own for each subject: one more draw somewhere moves nothing elsewhere."""
    return random.Random(":".join([SEED, *map(str, words)]))  # noqa: S311 - told stories, no secret


class World:
    """The people, by their number in the tables, and everything that will be saved."""

    def __init__(self, today):
        self.today = today
        self.people = {}
        self.rows = {}
        self.applications = {}
        self.profiles = {}
        self.mentorships = {}
        self.built = defaultdict(list)
        self.events = []
        self.letters = []
        self.taken = set()

    def day(self, number):
        """`number` days after today; before it when negative."""
        return self.today + datetime.timedelta(days=number)

    def at(self, number, time="10:00", zone=PARIS):
        """That day at « 10:00 »."""
        return datetime.datetime.combine(self.day(number), datetime.time.fromisoformat(time), zone)

    def moment(self, number, *words):
        """That day, at some minute between 8:05 and 19:55 which depends on `words`."""
        minutes = drawer("moment", number, *words).randrange(8 * 60 + 5, 19 * 60 + 55)
        return self.at(number, f"{minutes // 60:02}:{minutes % 60:02}")

    def days_ago(self, moment):
        return (self.today - moment.astimezone(PARIS).date()).days

    def keep(self, thing):
        """Save this later, with the others of its kind. Returns it."""
        self.built[type(thing)].append(thing)
        return thing

    def of(self, model):
        return self.built[model]

    def reference(self, prefix, *words):
        """« MTR-7K4P », the same for the same words."""
        draw = drawer("reference", prefix, *words)
        while True:
            found = f"{prefix}-" + "".join(draw.choice(ALPHABET) for _ in range(LENGTH))
            if found not in self.taken:
                self.taken.add(found)
                return found

    def public_id(self, *words):
        return f"{drawer('public', *words).getrandbits(64):016x}"

    def event(self, thing, transition, at, *, by=None, from_state="", to_state="", reason="", **payload):
        """What happened to `thing`, written with the rest; goals and exclusions, whose reference holds a
        key, are named when they are saved."""
        event = Event(
            actor=by,
            transition=transition,
            from_state=from_state,
            to_state=to_state,
            reason=reason,
            payload=payload,
            at=at,
        )
        self.events.append((thing, event))
        return event
