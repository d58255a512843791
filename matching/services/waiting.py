"""Who waits for someone: the board's left list and its header figures."""

import dataclasses
from collections import defaultdict
from functools import cached_property

import numpy as np
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import TruncDate

from applications.models import Profile
from applications.options import Kind
from matching.core import ranking as core
from matching.core.settings import points
from matching.models import Proposal, Run

from . import features, pool, ranking
from .composing import EVERYONE


@dataclasses.dataclass(frozen=True)
class Row:
    """A person in the board's left list. `best` is in points, None when nobody is possible or it is unknown;
    `count` is how many candidates reach the floor, None when it is unknown."""

    profile: Profile
    days: int
    best: int | None
    count: int | None
    interests: int
    places: int | None
    is_asked: bool
    is_pinned: bool


class Waiting:
    """One side of the board: mentees open to matching who have no mentor, or mentors open to matching who
    have a place left."""

    def __init__(self, board, kind):
        self.board, self.kind = board, kind
        self.is_mentee_side = kind == Kind.MENTEE

    @property
    def profiles(self):
        """Everyone open to matching, in order, those of mentors who have no place left included."""
        if not self.is_mentee_side:
            return in_order(offering().annotate(is_asked=Value(False)))
        asked = Exists(Proposal.objects.awaiting().filter(mentee=OuterRef("pk")))
        return in_order(waiting().annotate(is_asked=asked))

    @cached_property
    def people(self):
        """{profile's key: places left} in order: 1 query, 2 for mentors."""
        if self.is_mentee_side:
            return dict.fromkeys(self.profiles.values_list("pk", flat=True), 0)
        taken = pool.seats_taken()
        rows = self.profiles.values_list("pk", "capacity")
        return {key: capacity - taken[key] for key, capacity in rows if capacity > taken[key]}

    @property
    def others(self):
        """The Crowd of the other side."""
        return self.board.mentors if self.is_mentee_side else self.board.mentees

    @cached_property
    def number_of_others(self):
        """How many people of the other side could be proposed."""
        return int(np.count_nonzero(self.others.places))

    @cached_property
    def chances(self):
        """{profile's key: (best in points, -1 for none; candidates)} of everyone; None when the pool is too
        large to look at every pair for one page."""
        if len(self.people) * self.number_of_others > ranking.MOST_PAIRS:
            return None
        crowds = self.board.mentees, self.board.mentors
        pools = features.pools(self.board.catalogue, *crowds)
        sides = core.chances(*pools, self.board.settings, pool.exclusions())
        found = {}
        for crowd, side in zip(crowds, sides, strict=True):
            best = [points(q) if q >= 0 else -1 for q in side.best.tolist()]
            found |= zip(crowd.keys.tolist(), zip(best, side.reached.tolist(), strict=True), strict=True)
        return found

    def figures(self):
        """{"waiting", "places", "mean"}: the header. `mean` is of the best score each waiting mentee could
        have today; that of the last proposal's pairs when the pool is too large; None when nobody could."""
        waiting, places = len(self.people), int(self.others.places.sum())
        if not self.is_mentee_side:
            waiting, places = self.number_of_others, sum(self.people.values())
        return {"waiting": waiting, "places": places, "mean": self.mean()}

    def mean(self):
        if self.chances is None:
            run = Run.objects.filter(**EVERYONE).first()
            return points(run.mean) if run and run.mean is not None else None
        mentees = self.board.mentees
        open_ones = mentees.keys[mentees.today.is_open].tolist()
        best = [self.chances[key][0] for key in open_ones if self.chances[key][0] >= 0]
        return round(sum(best) / len(best)) if best else None

    def keys(self):
        """The left list: who waits longest first, then who has fewest candidates (when that is known), then
        whose training ends soonest. Those already asked need nothing and come last."""
        if not self.chances:
            return list(self.people)
        # The database's order settles what this one leaves equal.
        waited = {key: facts for key, *facts in self.profiles.values_list("pk", "is_asked", "opened_on")}
        return sorted(self.people, key=lambda key: (*waited[key], self.chances[key][1]))

    def rows(self, keys):
        """[Row] of these profiles, in this order: 4 queries."""
        profiles = {row.pk: row for row in pool.read(Profile.objects.filter(pk__in=keys))}
        taken = pool.seats_taken(Profile.objects.filter(pk__in=keys))
        open_of = defaultdict(list)
        between = Q(mentor__in=keys) | Q(mentee__in=keys)
        for one in Proposal.objects.open().filter(between):
            open_of[one.mentor_id].append(one)
            open_of[one.mentee_id].append(one)
        return [self.row(profiles[key], taken, open_of[key]) for key in keys]

    def row(self, profile, taken, mine):
        best, count = (self.chances or {}).get(profile.pk, (None, None))
        is_mentor = profile.kind == Kind.MENTOR
        return Row(
            profile=profile,
            days=ranking.waited(profile, self.board.today),
            best=best if best is not None and best >= 0 else None,
            count=count,
            interests=sum(one.state == Proposal.State.INTEREST for one in mine),
            places=max(0, profile.capacity - taken[profile.pk]) if is_mentor else None,
            is_asked=not is_mentor and any(one.state in Proposal.AWAITING for one in mine),
            is_pinned=any(one.state == Proposal.State.DRAFT for one in mine),
        )


def waiting():
    """Profiles of the mentees who wait."""
    return pool.without_a_mentor(Profile.objects.open_to_matching().filter(kind=Kind.MENTEE))


def offering():
    """Profiles of the mentors open to matching, places apart."""
    return Profile.objects.open_to_matching().filter(kind=Kind.MENTOR)


def in_order(profiles):
    """By waiting, then by end of training; days, not minutes, are what people wait."""
    dated = profiles.annotate(opened_on=TruncDate("opened_at"))
    return dated.order_by("is_asked", "opened_on", F("training_end").asc(nulls_last=True), "pk")
