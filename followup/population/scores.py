"""What matching thinks of many pairs at once, as the pages would."""

import dataclasses

from applications.models import Profile
from applications.options import Kind
from matching.core import rules, scoring
from matching.core.explain import explain
from matching.core.pairs import Grid
from matching.core.settings import OFF
from matching.services import explaining, pool
from matching.services import settings as settings_of_matching

# True today, not on the day the two were asked.
OF_TODAY = dict.fromkeys(("full", "paused"), OFF)


class Scores:
    """The scores of today's settings."""

    def __init__(self):
        self.version, self.settings = settings_of_matching.current()
        self.labels = explaining.Labels()
        self.lenient = dataclasses.replace(self.settings, severities={**self.settings.severities, **OF_TODAY})

    def facts(self, kind, keys):
        """{primary key: facts} of these profiles of one side."""
        read = pool.mentors if kind == Kind.MENTOR else pool.mentees
        side = read(Profile.objects.filter(pk__in=keys))
        return {row.pk: facts for row, facts in zip(side.profiles, side.facts, strict=True)}

    def block(self, mentees, mentors):
        """Of two lists of facts: scores in millionths and whether no rule forbids the pair, (n, m) arrays."""
        pairs = Grid(*pool.encoded(mentees, mentors))
        block = scoring.evaluate(pairs, self.lenient)
        found = rules.masks(pairs, block)
        return block.q, rules.allowed(found, self.lenient)

    def reasons(self, mentee, mentor):
        """What a Proposal keeps of why these two."""
        found = explain(mentee, mentor, self.settings)
        return explaining.Explained(found, self.labels, self.version).snapshot()["reasons"]
