"""What people do, at the hours they do it: seeded chances, through the services the pages call."""

import datetime
import heapq
import itertools
import random
from collections import Counter

from followup.simulation import coordination, reactions
from mentoring.mail.models import Email
from mentoring.models import NotAllowed, User

# How a pair goes: it meets, it fades after some sessions, it never begins, it is not happy together.
MANNERS = {"steady": 70, "fading": 14, "idle": 6, "unhappy": 10}
DAY = datetime.timedelta(days=1)


class Life:
    """`pairs` is how many pairs the coordination forms; `now` the simulated moment."""

    def __init__(self, now, *, pairs, seed):
        self.now, self.pairs_wanted = now, pairs
        self.chance = random.Random(seed)  # noqa: S311  a fate, not a secret
        self.agenda, self.order = [], itertools.count()
        self.done, self.refused = Counter(), Counter()
        self.manners = {}
        self.team = list(User.objects.coordinators())

    # What is to be done ------------------------------------------------------------------------------

    def later(self, days, act, *arguments):
        """Do `act(self, *arguments)` in so many days (any number), at a waking hour."""
        at = (self.now + days * DAY).replace(
            hour=self.chance.randint(8, 20), minute=self.chance.randint(0, 59)
        )
        heapq.heappush(self.agenda, (max(at, self.now), next(self.order), act, arguments))

    def act(self, now):
        """Everything whose hour has come. A refusal in a sentence is part of life; anything else is a bug."""
        self.now = now
        coordination.work(self)
        while self.agenda and self.agenda[0][0] <= now:
            _at, _order, act, arguments = heapq.heappop(self.agenda)
            try:
                act(self, *arguments)
            except NotAllowed:
                self.refused[act.__name__] += 1
            else:
                self.done[act.__name__] += 1

    def read(self, deliveries):
        """People read their mail; some of them do something of it."""
        known = [delivery for delivery in deliveries if delivery.kind in reactions.TO]
        emails = Email.objects.select_related("recipient").in_bulk(
            [delivery.public_id for delivery in known], field_name="public_id"
        )
        for delivery in known:
            email = emails[delivery.public_id]
            reactions.TO[delivery.kind](self, email.reference, email.recipient)

    # Chances -----------------------------------------------------------------------------------------

    def happens(self, percent):
        return self.chance.random() * 100 < percent

    def one_of(self, shares):
        """One key of {key: share}."""
        return self.chance.choices(list(shares), list(shares.values()))[0]

    def manner(self, reference):
        return self.manners.setdefault(reference, self.one_of(MANNERS))

    def is_awake(self, pair):
        """Does this pair still do something by itself? A fading one stops after two sessions."""
        manner = self.manner(pair.reference)
        if manner == "fading":
            return pair.mentoring_sessions.held().count() < 2
        return manner != "idle"
