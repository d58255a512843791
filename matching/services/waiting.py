"""Who waits for someone: the board's left list and its header figures."""

import dataclasses
from collections import defaultdict
from functools import cached_property

from django.db.models import Exists, F, OuterRef, Q
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
    """Mentees open to matching who have no mentor, and mentors open to matching who have a place left."""

    def __init__(self, board):
        self.board = board

    @cached_property
    def mentees(self):
        """{profile's key: (is asked, opened on, end of training)}, in order: 1 query."""
        asked = Exists(Proposal.objects.awaiting().filter(mentee=OuterRef("pk")))
        rows = in_order(waiting().annotate(is_asked=asked), "is_asked").values_list(
            "pk", "is_asked", "opened_on", "training_end"
        )
        return {key: facts for key, *facts in rows}

    @cached_property
    def mentors(self):
        """As `mentees`: 2 queries."""
        return {key: (False, *dates) for key, (_places, *dates) in self._free.items()}

    @cached_property
    def places(self):
        return sum(places for places, *_dates in self._free.values())

    @cached_property
    def _free(self):
        taken = pool.seats_taken()
        rows = in_order(offering()).values_list("pk", "capacity", "opened_on", "training_end")
        return {
            key: (capacity - taken[key], *dates) for key, capacity, *dates in rows if capacity > taken[key]
        }

    @cached_property
    def chances(self):
        """{profile's key: (best in points, -1 for none; candidates)} of everyone in the two lists; None when
        the pool is too large to look at every pair for one page."""
        if len(self.mentees) * len(self.mentors) > ranking.MOST_PAIRS:
            return None
        crowds = features.mentees(waiting()), features.mentors(offering())
        pools = features.pools(self.board.catalogue, *crowds)
        found = {}
        for crowd, side in zip(
            crowds, core.chances(*pools, self.board.settings, pool.exclusions()), strict=True
        ):
            best = [points(q) if q >= 0 else -1 for q in side.best.tolist()]
            found |= zip(crowd.keys.tolist(), zip(best, side.reached.tolist(), strict=True), strict=True)
        return found

    def figures(self):
        """{"waiting", "places", "mean"}: the header. `mean` is of the best score each waiting mentee could
        have today; that of the last proposal's pairs when the pool is too large; None when nobody could."""
        return {"waiting": len(self.mentees), "places": self.places, "mean": self.mean()}

    def mean(self):
        if self.chances is None:
            run = Run.objects.filter(**EVERYONE).first()
            return points(run.mean) if run and run.mean is not None else None
        best = [self.chances[key][0] for key in self.mentees if self.chances[key][0] >= 0]
        return round(sum(best) / len(best)) if best else None

    def keys(self, kind):
        """The left list: who waits longest first, then who has fewest candidates (when that is known), then
        whose training ends soonest. Those already asked need nothing and come last."""
        people = self.mentees if kind == Kind.MENTEE else self.mentors
        if not self.chances:
            return list(people)
        # The database's order settles what this one leaves equal.
        return sorted(people, key=lambda key: (people[key][0], people[key][1], self.chances[key][1]))

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


def in_order(profiles, *first):
    """By waiting, then by end of training; days, not minutes, are what people wait."""
    dated = profiles.annotate(opened_on=TruncDate("opened_at"))
    return dated.order_by(*first, "opened_on", F("training_end").asc(nulls_last=True), "pk")
