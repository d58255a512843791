"""Who suits one person: the coordination's shortlists, computed when they are asked for.

Everyone is ranked as arrays; only the few people a page shows are read and explained.
"""

import dataclasses
from collections import defaultdict
from functools import cached_property

import numpy as np
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.models import Profile
from applications.options import Kind
from matching.core import ranking as core
from matching.core import sentences
from matching.core.explain import explain_all
from matching.core.pool import encode
from matching.models import Proposal
from mentoring.searching import fold

from . import explaining, features, pool, settings

TOP = 5
MOST_SHOWN = 30
BLOCKED_BESIDE_THE_TOP = 3
# Beyond this many pairs, no page looks at all of them.
MOST_PAIRS = 1_000_000


@dataclasses.dataclass
class Candidate:
    """Someone of the other side, as a row of a shortlist. `proposal` is what is open between the two."""

    profile: Profile
    explained: explaining.Explained
    days: int
    places: int | None
    proposal: Proposal | None
    is_asked_elsewhere: bool

    @property
    def is_blocked(self):
        return not self.explained.is_allowed

    @property
    def is_interested(self):
        return bool(self.proposal and self.proposal.is_interest)

    @property
    def is_pinned(self):
        return bool(self.proposal and self.proposal.state == Proposal.State.DRAFT)

    @property
    def is_asked(self):
        return bool(self.proposal and self.proposal.state in Proposal.AWAITING)

    @property
    def can_be_asked(self):
        return not (self.is_blocked or self.is_asked_elsewhere or self.is_asked)

    @cached_property
    def reasons(self):
        return self.explained.reasons()

    @cached_property
    def cautions(self):
        """A question open elsewhere, rules that warn, then what carries the pair least; the blocks say
        enough of who is blocked."""
        found = [_("A déjà une proposition en cours")] if self.is_asked_elsewhere else []
        found += self.explained.warnings()
        return found if self.is_blocked else found + self.explained.weak_points(number=1)


@dataclasses.dataclass(frozen=True)
class Standing:
    """The other side for one person: `keys` (n,) of profiles, the core's ranking of them, and booleans (n,).
    Above or below the floor, they are allowed. `excluded` pairs are the person's."""

    me: object
    excluded: set
    keys: np.ndarray
    found: core.Standing
    above: np.ndarray
    below: np.ndarray
    blocked: np.ndarray

    def best(self, among, most):
        """Keys of the best profiles among some."""
        return self.keys[self.found.best(among, most)].tolist()


class Shortlist:
    """The best for one person: `top` (those who may be asked, then the blocked ones that would stand among
    them), the others above the floor, those below it, the other blocked ones, at most MOST_SHOWN of each.
    Counts say how many there are beyond what is shown. Each group is read when it is asked for."""

    def __init__(self, board, profile, standing, shown):
        self._board, self._profile, self._standing = board, profile, standing
        above = standing.found.best(standing.above, MOST_SHOWN)
        self._shown, self._others = above[:shown], above[shown:]
        least = board.settings.floor * 10_000
        if len(self._shown) == shown:
            least = int(standing.found.q[self._shown[-1]])
        high = standing.blocked & (standing.found.q >= least)
        self._beside = standing.found.best(high, BLOCKED_BESIDE_THE_TOP)
        self.others_count = max(0, int(standing.above.sum()) - shown)
        self.below_count = int(standing.below.sum())
        self.blocked_count = int(standing.blocked.sum()) - len(self._beside)

    @cached_property
    def top(self):
        return self._candidates([*self._shown, *self._beside])

    @cached_property
    def others(self):
        return self._candidates(self._others)

    @cached_property
    def below(self):
        return self._candidates(self._standing.found.best(self._standing.below, MOST_SHOWN))

    @cached_property
    def blocked(self):
        rest = self._standing.blocked.copy()
        rest[self._beside] = False
        return self._candidates(self._standing.found.best(rest, MOST_SHOWN))

    @property
    def has_allowed(self):
        return len(self._shown) > 0

    @property
    def most_common_block(self):
        """« aucun créneau commun (25) »: the rule that removes most, "" when none does."""
        rules = [rule for rule, how in self._board.settings.severities.items() if how == "block"]
        masks = self._standing.found.found
        counts = {rule: int((masks[rule] & self._standing.blocked).sum()) for rule in rules}
        rule = max(counts, key=counts.get, default=None)
        return f"{sentences.rule(rule, translate=_)} ({counts[rule]})" if rule and counts[rule] else ""

    def _candidates(self, rows):
        keys = self._standing.keys[np.asarray(rows, np.int64)].tolist()
        return self._board.candidates(self._profile, self._standing.me, keys, self._standing.excluded)


class Board:
    """What a page's shortlists are made with: today's settings, catalogue and people, each read once."""

    def __init__(self):
        self.version, self.settings = settings.current()
        self.today = timezone.localdate()

    @cached_property
    def labels(self):
        return explaining.Labels()

    @cached_property
    def catalogue(self):
        return features.catalogue()

    @cached_property
    def mentors(self):
        """The Crowd of every mentor, paused or full ones included."""
        return features.mentors(pool.in_programme())

    @cached_property
    def mentees(self):
        """The Crowd of every mentee without a mentor, paused ones included."""
        return features.mentees(pool.without_a_mentor(pool.in_programme()))

    def facts_of(self, profile):
        """The facts of anyone, read as if they were available: a coordinator sees whom someone not validated
        yet or paused could be paired with."""
        return dataclasses.replace(pool.facts_of(profile), is_available=True, is_approved=True)

    def standing_of(self, profile):
        """The Standing of the other side: for a mentee every mentor, the full ones blocked; for a mentor only
        people without a mentor."""
        return self.standing_among(profile, self.mentors if profile.kind == Kind.MENTEE else self.mentees)

    def standing_among(self, profile, crowd):
        """The Standing of a Crowd for someone of the other side."""
        me, is_mentee = self.facts_of(profile), profile.kind == Kind.MENTEE
        [others] = features.pools(self.catalogue, crowd, beside=[me])
        mine = encode([me], others.vocabulary)
        excluded = pool.exclusions(**{profile.kind: profile})
        found = core.standing(mine, others, self.settings, is_mentee=is_mentee, excluded=excluded)
        is_other = others.labels["person"] != mine.labels["person"][0]
        reached = core.is_reached(found.q, self.settings)
        return Standing(
            me,
            excluded,
            crowd.keys,
            found,
            above=is_other & found.is_allowed & reached,
            below=is_other & found.is_allowed & ~reached,
            blocked=is_other & ~found.is_allowed,
        )

    def candidates_for(self, profile, *, shown=TOP):
        """The Shortlist of one person, `shown` of them at the top."""
        return Shortlist(self, profile, self.standing_of(profile), shown)

    def found(self, profile, query, most):
        """« Chercher une personne »: the other side by name, whatever the score or the rules."""
        words = query.replace("\x00", "").split()
        if not words:
            return []
        other = Kind.MENTOR if profile.kind == Kind.MENTEE else Kind.MENTEE
        people = pool.in_programme().filter(kind=other).exclude(person=profile.person_id)
        for word in words:
            people = people.filter(person__plain_name__contains=fold(word))
        keys = people.order_by("person__last_name", "person__first_name", "pk").values_list("pk", flat=True)
        excluded = pool.exclusions(**{profile.kind: profile})
        return self.candidates(profile, self.facts_of(profile), list(keys[:most]), excluded)

    def candidates(self, profile, me, keys, excluded):
        """Candidates for a profile of these facts, in the order of their keys."""
        if not keys:
            return []
        is_mentee = profile.kind == Kind.MENTEE
        side = (pool.mentors if is_mentee else pool.mentees)(Profile.objects.filter(pk__in=keys))
        pairs = [(me, facts) if is_mentee else (facts, me) for facts in side.facts]
        explained = explain_all(pairs, self.settings, excluded)
        mentees = [profile.pk] if is_mentee else keys
        open_of = defaultdict(list)
        for one in Proposal.objects.open().filter(mentee__in=mentees):
            open_of[one.mentee_id].append(one)
        found = {
            row.pk: self.candidate(profile, row, facts, one, open_of)
            for row, facts, one in zip(side.profiles, side.facts, explained, strict=True)
        }
        return [found[key] for key in keys]

    def candidate(self, profile, row, facts, explanation, open_of):
        mentor, mentee = (row, profile) if profile.kind == Kind.MENTEE else (profile, row)
        proposal = next((one for one in open_of[mentee.pk] if one.mentor_id == mentor.pk), None)
        is_asked = any(one.state in Proposal.AWAITING for one in open_of[mentee.pk])
        return Candidate(
            profile=row,
            explained=explaining.Explained(explanation, self.labels, self.version),
            days=waited(row, self.today),
            places=facts.seats_left if row is mentor else None,
            proposal=proposal,
            is_asked_elsewhere=is_asked and not (proposal and proposal.state in Proposal.AWAITING),
        )


def waited(profile, today):
    """Days since the profile opened to matching."""
    return max(0, (today - timezone.localdate(profile.opened_at)).days) if profile.opened_at else 0
