"""What forcing a pair takes away from a global proposal: « Pourquoi pas celui-ci ? »"""

from dataclasses import dataclass

import numpy as np

from matching.core import worth
from matching.core.settings import UNIT
from matching.models import Run, RunPair, RunPrices

from . import composing, settings


@dataclass(frozen=True)
class Cost:
    """The whole loses at least `points`; `leaves_out`: at least one more person has no mentor, besides."""

    points: int
    leaves_out: bool


class Costs:
    """The prices of a run, read once: 1 query."""

    def __init__(self, run):
        self.run = run
        self.settings = settings.as_core(run.version)
        prices = RunPrices.objects.filter(run=run).first()
        self.mentees, self.mentors = (
            dict(composing.numbers(part).tolist())
            for part in ((prices.mentees, prices.mentors) if prices else (b"", b""))
        )

    def of(self, mentee, mentor, q, *, is_interested, days):
        """The Cost of a pair of profiles' keys with a score of `q` millionths; None when one of the two took
        no part (no place left, pinned, paused…)."""
        if mentee not in self.mentees or mentor not in self.mentors:
            return None
        value = int(worth.fair(q, self.run.gamma))
        if is_interested and self.run.is_interest_counted:
            value += int(worth.for_interest(np.int64(value), self.settings))
        if self.run.is_waiting_counted:
            value += int(worth.for_waiting(days, self.settings))
        loss = max(0, self.mentees[mentee] + self.mentors[mentor] - value - self.run.level)
        leaves_out = loss > self.run.level // 2
        return Cost(round(max(0, loss - leaves_out * self.run.level) * 100 / UNIT), leaves_out)


@dataclass(frozen=True)
class Place:
    """A pair in the last global proposal over everyone: chosen by it, or what it would have cost."""

    run: Run
    is_chosen: bool
    cost: Cost | None


def in_last_proposal(mentor, mentee, q, *, is_interested, days):
    """The Place of two profiles, None before any proposal or when it says nothing of them: 3 queries."""
    run = Run.objects.filter(**composing.EVERYONE).select_related("version").first()
    if run is None:
        return None
    is_chosen = RunPair.objects.filter(run=run, mentor=mentor, mentee=mentee).exists()
    cost = Costs(run).of(mentee.pk, mentor.pk, q, is_interested=is_interested, days=days)
    return Place(run, is_chosen, cost) if is_chosen or cost else None
