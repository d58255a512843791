"""What matching thinks of many pairs at once, as the pages would."""

import dataclasses

from applications.models import Profile
from applications.options import Kind
from matching.core import rules, scoring
from matching.core.explain import explain
from matching.core.pairs import Grid
from matching.core.pool import encoded
from matching.core.settings import OFF
from matching.services import explaining, pool
from matching.services import settings as settings_of_matching

# Profiles read at once.
READ = 2_000
# True today, not on the day the two were asked.
OF_TODAY = dict.fromkeys(("full", "paused"), OFF)


class Scores:
    """The scores of today's settings; `facts` are what matching knows of people, by their profile's key."""

    def __init__(self):
        self.version, self.settings = settings_of_matching.current()
        self.labels, self.facts = explaining.Labels(), {}
        self.lenient = dataclasses.replace(self.settings, severities={**self.settings.severities, **OF_TODAY})

    def read(self, members):
        """Remember the facts of these people."""
        for kind, side in ((Kind.MENTOR, pool.mentors), (Kind.MENTEE, pool.mentees)):
            keys = [member.profile for member in members if member.kind == kind]
            for start in range(0, len(keys), READ):
                found = side(Profile.objects.filter(pk__in=keys[start : start + READ]))
                for row, facts in zip(found.profiles, found.facts, strict=True):
                    self.facts[row.pk] = facts

    def block(self, mentees, mentors):
        """Scores in millionths of these Members, and whether no rule forbids the pair: two (n, m) arrays."""
        pairs = Grid(*encoded(*([self.facts[one.profile] for one in side] for side in (mentees, mentors))))
        block = scoring.evaluate(pairs, self.lenient)
        found = rules.masks(pairs, block)
        return block.q, rules.allowed(found, self.lenient)

    def reasons(self, mentee, mentor):
        """What a Proposal keeps of why these two Members."""
        found = explain(self.facts[mentee.profile], self.facts[mentor.profile], self.settings)
        return explaining.Explained(found, self.labels, self.version).snapshot()["reasons"]
