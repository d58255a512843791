"""The prices suggestions are composed by: from the last global proposal over everyone."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matching.core import suggesting
from matching.models import Run, RunPrices

# How many people a list holds.
SIZE = 10
# Runs that looked at everyone.
EVERYONE = {"campus": None, "formation": None, "domain": None, "state": Run.State.DONE}


@dataclass(frozen=True)
class Prices:
    """`keys` and `values` (n,): mentees' profiles, ascending, and their prices; `guests` (k, 2): mentors'
    profiles and the mentees whom their lists make room for."""

    run: Run
    keys: np.ndarray
    values: np.ndarray
    guests: np.ndarray

    @cached_property
    def median(self):
        return int(np.median(self.values)) if len(self.values) else 0

    def of(self, keys):
        """(n,) the prices of these profiles; the median for who arrived since."""
        if not len(self.keys):
            return np.zeros(len(keys), np.int64)
        place = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[place] == keys, self.values[place], self.median)

    def first_for(self, mentor):
        """Keys of whom the run chose for this mentor, then of the guests of their list: 1 query."""
        chosen = self.run.pairs.filter(mentor=mentor).order_by("pk").values_list("mentee", flat=True)
        return [*chosen, *self.guests[self.guests[:, 0] == mentor.pk, 1].tolist()]

    @cached_property
    def firsts(self):
        """{mentor's key: keys as `first_for`} of every mentor who has some: 1 query."""
        found = defaultdict(list)
        chosen = self.run.pairs.order_by("pk").values_list("mentor", "mentee")
        for mentor, mentee in [*chosen, *self.guests.tolist()]:
            found[mentor].append(mentee)
        return found


def latest():
    """The Prices in use, None before any proposal over everyone: 1 query."""
    found = (
        RunPrices.objects.filter(**{f"run__{name}": value for name, value in EVERYONE.items()})
        .select_related("run")
        .defer("mentees", "mentors", "run__figures")
        .order_by("-run__created_at", "-run_id")
        .first()
    )
    if found is None:
        return None
    prices = numbers(found.listing)
    prices = prices[np.argsort(prices[:, 0])]
    return Prices(found.run, prices[:, 0], prices[:, 1], numbers(found.guests))


def numbers(blob):
    """(n, 2) whole numbers, as a run keeps them."""
    return np.frombuffer(bytes(blob), dtype="<i8").reshape(-1, 2)


def lists_of(plan, keys):
    """What RunPrices keeps so that each list is made alone: {"listing", "guests"}, bytes. `keys` gives
    profiles' keys by public id."""
    found = suggesting.compose(plan, SIZE)
    mentees, mentors = (
        [keys[ref] for ref in side.refs] for side in (plan.problem.mentees, plan.problem.mentors)
    )
    return {
        "listing": as_bytes(zip(mentees, found.prices.tolist(), strict=True)),
        "guests": as_bytes((mentors[column], mentees[row]) for row, column in found.guests),
    }


def as_bytes(pairs):
    """The inverse of `numbers`."""
    return np.array(list(pairs), dtype="<i8").reshape(-1, 2).tobytes()
