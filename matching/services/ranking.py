"""Who suits whom: the coordination's board and shortlists, computed when they are asked for."""

import dataclasses
import unicodedata
from collections import Counter, defaultdict
from functools import cached_property

import numpy as np
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.models import Profile
from applications.options import Kind
from matching.core import explain as core_explain
from matching.core import pool as encoding
from matching.core import ranking as core
from matching.core import rules, scoring, sentences
from matching.core.pairs import Grid
from matching.core.settings import points
from matching.models import Proposal

from . import explaining, pool, settings

TOP = 5
MOST_SHOWN = 30
BLOCKED_BESIDE_THE_TOP = 3
# A block of pairs takes some forty arrays; beyond this many pairs the board stops looking at all of them.
PAIRS_IN_A_BLOCK, MOST_PAIRS = 50_000, 1_000_000


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
class Shortlist:
    """The best for one person: `top` (those who may be asked, then the blocked ones that would stand among
    them), the others above the floor, those below it, the other blocked ones. Counts say how many there are
    beyond what is shown."""

    top: list
    others: list
    below: list
    blocked: list
    others_count: int
    below_count: int
    blocked_count: int
    most_common_block: str

    @property
    def has_allowed(self):
        return any(not one.is_blocked for one in self.top)


@dataclasses.dataclass(frozen=True)
class Row:
    """A person in the board's left list. `best` is in points, None when nobody is possible or it is unknown;
    `count` is how many candidates reach the floor."""

    profile: Profile
    days: int
    best: int | None
    count: int | None
    interests: int
    places: int | None
    is_asked: bool
    is_pinned: bool


class Board:
    """Everyone who takes part, read once: 17 queries whatever the pool."""

    def __init__(self):
        self.version, self.settings = settings.current()
        self.mentors, self.mentees = pool.mentors(), pool.mentees()
        self.excluded = pool.exclusions()
        self.open = list(Proposal.objects.open())
        self.labels = explaining.Labels()
        self.places = {
            row.pk: facts.seats_left
            for row, facts in zip(self.mentors.profiles, self.mentors.facts, strict=True)
        }
        self.between = {(one.mentor_id, one.mentee_id): one for one in self.open}
        self.asked = {one.mentee_id for one in self.open if one.state in Proposal.AWAITING}
        self.open_of = defaultdict(list)
        for one in self.open:
            self.open_of[one.mentor_id].append(one)
            self.open_of[one.mentee_id].append(one)
        self.today = timezone.localdate()

    @cached_property
    def waiting(self):
        """Mentees open to matching who have no mentor."""
        return self.chosen(self.mentees, lambda facts: facts.is_available and not facts.has_pair)

    @cached_property
    def free(self):
        """Mentors open to matching who have a place left."""
        return self.chosen(self.mentors, lambda facts: facts.is_available and facts.seats_left > 0)

    def chosen(self, side, is_in):
        kept = [(row, facts) for row, facts in zip(side.profiles, side.facts, strict=True) if is_in(facts)]
        return pool.Side([row for row, _facts in kept], [facts for _row, facts in kept])

    @cached_property
    def summary(self):
        """(best of each waiting mentee, count, best of each free mentor, count) in points; None when the pool
        is too large to look at every pair for one page."""
        ours, theirs = self.waiting.facts, self.free.facts
        if not ours or not theirs:
            return [-1] * len(ours), [0] * len(ours), [-1] * len(theirs), [0] * len(theirs)
        if len(ours) * len(theirs) > MOST_PAIRS:
            return None
        vocabulary = encoding.Vocabulary(ours, theirs)
        mentors = encoding.encode(theirs, vocabulary)
        rows = max(1, PAIRS_IN_A_BLOCK // len(theirs))
        best, count = [], []
        best_back, count_back = np.full(len(theirs), -1), np.zeros(len(theirs), int)
        for start in range(0, len(ours), rows):
            mentees = encoding.encode(ours[start : start + rows], vocabulary)
            pairs = Grid(mentees, mentors)
            block = scoring.evaluate(pairs, self.settings)
            found = rules.masks(pairs, block, self.excluded)
            scores = np.where(rules.allowed(found, self.settings), points(block.q), -1)
            reached = scores >= self.settings.floor
            best += scores.max(1).tolist()
            count += reached.sum(1).tolist()
            best_back = np.maximum(best_back, scores.max(0))
            count_back += reached.sum(0)
        return best, count, best_back.tolist(), count_back.tolist()

    def figures(self):
        """{"waiting", "places", "mean"}: the header. `mean` is of the best score each waiting mentee could
        have today, None when nobody could."""
        best = [score for score in self.summary[0] if score >= 0] if self.summary else []
        return {
            "waiting": len(self.waiting.profiles),
            "places": sum(facts.seats_left for facts in self.free.facts),
            "mean": round(sum(best) / len(best)) if best else None,
        }

    @cached_property
    def standing(self):
        """{profile's pk: (best, count)} of everyone in the two lists; empty when the pool is too large."""
        if self.summary is None:
            return {}
        best, count, best_back, count_back = self.summary
        keys = [row.pk for row in (*self.waiting.profiles, *self.free.profiles)]
        return dict(zip(keys, zip((*best, *best_back), (*count, *count_back), strict=True), strict=True))

    def rows(self, kind):
        """The left list: who waits longest first, then who has fewest candidates, then whose training ends
        soonest. Those already asked need nothing and come last."""
        side = self.waiting if kind == Kind.MENTEE else self.free
        return sorted((self.row(profile) for profile in side.profiles), key=priority)

    def row(self, profile):
        mine = self.open_of[profile.pk]
        best, count = self.standing.get(profile.pk, (None, None))
        return Row(
            profile=profile,
            days=waited(profile, self.today),
            best=best if best is not None and best >= 0 else None,
            count=count,
            interests=sum(one.state == Proposal.State.INTEREST for one in mine),
            places=self.places.get(profile.pk),
            is_asked=profile.pk in self.asked,
            is_pinned=any(one.state == Proposal.State.DRAFT for one in mine),
        )

    @cached_property
    def by_ref(self):
        return {row.public_id: row for row in (*self.mentors.profiles, *self.mentees.profiles)}

    def profile_of(self, facts):
        return self.by_ref[facts.ref]

    def facts_of(self, profile, *, as_open=True):
        """The facts of anyone; with `as_open`, someone not validated yet or paused is read as if they were
        available, so that a coordinator sees whom they could be paired with."""
        side = self.mentors if profile.kind == Kind.MENTOR else self.mentees
        known = {facts.ref: facts for facts in side.facts}
        if profile.public_id not in known:
            read = pool.mentors if profile.kind == Kind.MENTOR else pool.mentees
            [known[profile.public_id]] = read(Profile.objects.filter(pk=profile.pk)).facts
        facts = known[profile.public_id]
        return dataclasses.replace(facts, is_available=True, is_approved=True) if as_open else facts

    def candidates_for(self, profile, *, shown=TOP):
        """The Shortlist of one person; at most MOST_SHOWN of each group."""
        is_mentee = profile.kind == Kind.MENTEE
        # For a mentee every mentor, the full ones struck out; for a mentor only people without a mentor.
        side = self.mentors if is_mentee else self.chosen(self.mentees, lambda facts: not facts.has_pair)
        me = self.facts_of(profile)
        ranked = core.rank(me, side.facts, self.settings, is_mentee=is_mentee, excluded=self.excluded)
        ranked = [one for one in ranked if one.facts.person != me.person]
        floor = self.settings.floor
        allowed = [one for one in ranked if not one.blocking]
        above = [one for one in allowed if points(one.q) >= floor]
        below = [one for one in allowed if points(one.q) < floor]
        blocked = [one for one in ranked if one.blocking]
        top = above[:shown]
        least = top[-1].q if len(top) == shown else floor * 10_000
        beside = [one for one in blocked if one.q >= least][:BLOCKED_BESIDE_THE_TOP]
        rest = [one for one in blocked if one not in beside]

        def rows(some):
            return [self.candidate(profile, me, one.facts) for one in some]

        return Shortlist(
            top=rows([*top, *beside]),
            others=rows(above[shown:MOST_SHOWN]),
            below=rows(below[:MOST_SHOWN]),
            blocked=rows(rest[:MOST_SHOWN]),
            others_count=len(above[shown:]),
            below_count=len(below),
            blocked_count=len(rest),
            most_common_block=most_common(blocked),
        )

    def found(self, profile, query, most):
        """« Chercher une personne »: the other side by name, whatever the score or the rules."""
        words = fold(query).split()
        if not words:
            return []
        side = self.mentors if profile.kind == Kind.MENTEE else self.mentees
        me = self.facts_of(profile)
        named = [
            facts
            for row, facts in zip(side.profiles, side.facts, strict=True)
            if all(word in fold(str(row.person)) for word in words) and facts.person != me.person
        ]
        return [self.candidate(profile, me, facts) for facts in named[:most]]

    def candidate(self, profile, me, facts):
        is_mentee = profile.kind == Kind.MENTEE
        other = self.profile_of(facts)
        mentor, mentee = (other, profile) if is_mentee else (profile, other)
        pair = (me, facts) if is_mentee else (facts, me)
        proposal = self.between.get((mentor.pk, mentee.pk))
        return Candidate(
            profile=other,
            explained=explaining.Explained(
                core_explain.explain(*pair, self.settings, self.excluded), self.labels, self.version
            ),
            days=waited(other, self.today),
            places=self.places.get(mentor.pk) if is_mentee else None,
            proposal=proposal,
            is_asked_elsewhere=mentee.pk in self.asked
            and not (proposal and proposal.state in Proposal.AWAITING),
        )


def most_common(blocked):
    """« aucun créneau commun (25) »: the rule that removes most, "" when none does."""
    counts = Counter(rule for one in blocked for rule in one.blocking)
    if not counts:
        return ""
    [(rule, number)] = counts.most_common(1)
    return f"{sentences.rule(rule, translate=_)} ({number})"


def priority(row):
    return (
        row.is_asked,
        -row.days,
        row.count if row.count is not None else 0,
        row.profile.training_end.toordinal() if row.profile.training_end else float("inf"),
        row.profile.pk,
    )


def fold(text):
    """Lower case without accents, so that « lea » finds Léa."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in plain if not unicodedata.combining(character))


def waited(profile, today):
    """Days since the profile opened to matching."""
    return max(0, (today - timezone.localdate(profile.opened_at)).days) if profile.opened_at else 0
