"""What all builders share: the day it is, seeded draws, the people met so far, and the marks of time."""

import datetime
import random
import zoneinfo

from django.conf import settings
from django.db.models import Max

from mentoring.mail.models import Email
from mentoring.models import Event
from mentoring.references import ALPHABET, LENGTH

SEED = "avancez à deux"
PARIS = zoneinfo.ZoneInfo(settings.TIME_ZONE)


def drawer(*words):
    """A random source of its own for each subject: one more draw somewhere moves nothing elsewhere."""
    return random.Random(":".join([SEED, *map(str, words)]))  # noqa: S311 - told stories, no secret


class World:
    """The people by their number in the tables, the team by its login, and what they have become."""

    def __init__(self, today):
        self.today = today
        self.people = {}
        self.rows = {}
        self.applications = {}
        self.profiles = {}
        self.mentorships = {}
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

    def reference(self, prefix, *words):
        """« MTR-7K4P », the same for the same words."""
        draw = drawer("reference", prefix, *words)
        while True:
            found = f"{prefix}-" + "".join(draw.choice(ALPHABET) for _ in range(LENGTH))
            if found not in self.taken:
                self.taken.add(found)
                return found

    def id_of(self, profile):
        """« M02 » of a profile."""
        return next(id for id, found in self.profiles.items() if found.pk == profile.pk)

    def public_id(self, *words):
        return f"{drawer('public', *words).getrandbits(64):016x}"


def happened(thing, transition, at, *, by=None, from_state="", to_state="", reason="", **payload):
    """The event of something that was done to `thing` at that time."""
    return Event.objects.create(
        actor=by,
        reference=thing.reference,
        transition=transition,
        from_state=from_state,
        to_state=to_state,
        reason=reason,
        payload=payload,
        at=at,
    )


def dated(thing, transition, at):
    """Have what a service did to `thing` happen at that time."""
    Event.objects.filter(reference=thing.reference, transition=transition).update(at=at)


def told(at, write, *args):
    """Write a message by the service that writes it, and have it leave at that time."""
    newest = Email.objects.aggregate(newest=Max("pk"))["newest"] or 0
    write(*args)
    Email.objects.filter(pk__gt=newest).update(
        state=Email.State.SENT, created_at=at, next_attempt_at=at, sent_at=at, attempts=1
    )
