"""The global proposal: as many people placed as possible, then the best total, with its proof.

The table of all pairs is never held. The best partners of everyone on both sides go into a flow; its prices
are held against every pair, block by block; pairs that would improve it are added until none does. The result
is then the optimum of the whole table, and the prices are its certificate.
"""

import hashlib
import time
from dataclasses import dataclass, field

import numpy as np

from . import lists, rules, scoring, worth
from .assignment import flow
from .duals import Duals, duals
from .pairs import Listed
from .settings import UNIT, lowest
from .stream import PAIRS_IN_A_BLOCK, TOLERANCE, Stream

LISTS = (16, 24)
PAIRS_AT_ONCE = 16_384
# Of the pairs that would improve a choice, how many of a mentee's are added in one round.
MOST_ADDED = 8
# How many pairs that single precision cannot tell from even are scored exactly beside those that improve.
MOST_UNSURE = 200_000
EPSILON = float(np.finfo(np.float32).eps)


@dataclass(frozen=True)
class History:
    """What a calculation takes into account beyond answers; pairs are (mentee ref, mentor ref).

    `excluded` are never made. `locked` are made whatever the rules say, each takes a seat. `interests` a
    mentor expressed. `yesterday` were proposed last time and not confirmed. `waited` maps a mentee's ref to
    days.
    """

    excluded: frozenset = frozenset()
    locked: tuple = ()
    interests: frozenset = frozenset()
    yesterday: frozenset = frozenset()
    waited: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """A global proposal. Rows and columns are those of the pools it was asked for.

    `pairs` (k, 2) sorted, without the locked ones; `q` (k,) their scores; `values` (k,) what each is worth,
    bonuses included. `duals` are those of the people who took part, in the order of `problem.rows` and
    `problem.columns`. `gap` is how far the total may be from the best, in millionths: 0 is proven. `figures`
    has seconds, rounds and sizes.
    """

    pairs: np.ndarray
    q: np.ndarray
    values: np.ndarray
    duals: Duals
    gap: int
    figures: dict
    problem: "Problem" = field(repr=False)

    @property
    def total(self):
        return int(self.values.sum())

    def chosen(self):
        """(k,), (k,): the pairs as rows and columns of `problem`."""
        places = [np.full(size, -1) for size in self.problem.sizes]
        for place, ours in zip(places, (self.problem.rows, self.problem.columns), strict=True):
            place[ours] = np.arange(len(ours))
        return places[0][self.pairs[:, 0]], places[1][self.pairs[:, 1]]


def solve(mentees, mentors, settings, history=None, *, most_rounds=None, told=None):
    """The Plan for two encoded pools.

    Ends at gap 0, or after `most_rounds` rounds of pricing with the gap that is left. `told(phase)` is called
    as the work goes on: "scores", "pairs", then "proof" once a round.
    """
    started, history = time.perf_counter(), history or History()
    problem = Problem(mentees, mentors, settings, history)
    told = told or (lambda phase: None)
    told("scores")
    arcs = problem.first_arcs()
    rounds, settled = 0, None
    while True:
        told("pairs")
        chosen = flow(arcs.rows, arcs.columns, arcs.values, problem.seats, problem.shape[0])
        prices = duals(arcs.rows, arcs.columns, arcs.values, chosen, problem.seats, problem.shape[0])
        told("proof")
        rounds += 1
        found = problem.price(prices, arcs, settled)
        if not len(found.arcs.rows) or rounds == most_rounds:
            break
        arcs = arcs.with_more(found.arcs)
        settled = prices if found.is_all else None
    order = np.lexsort((arcs.columns[chosen], problem.rows[arcs.rows[chosen]]))
    chosen = chosen[order]
    pairs = np.column_stack([problem.rows[arcs.rows[chosen]], problem.columns[arcs.columns[chosen]]])
    return Plan(
        pairs,
        arcs.q[chosen],
        arcs.values[chosen],
        prices,
        found.gap if len(found.arcs.rows) else 0,
        {"seconds": time.perf_counter() - started, "rounds": rounds, "arcs": len(arcs.rows)},
        problem,
    )


@dataclass(frozen=True)
class Arcs:
    """Pairs the flow may choose from, sorted by row then column: scores and worth in millionths."""

    rows: np.ndarray
    columns: np.ndarray
    q: np.ndarray
    values: np.ndarray

    def with_more(self, other):
        rows, columns = np.r_[self.rows, other.rows], np.r_[self.columns, other.columns]
        order = np.lexsort((columns, rows))
        q, values = np.r_[self.q, other.q], np.r_[self.values, other.values]
        return Arcs(rows[order], columns[order], q[order], values[order])

    def take(self, kept):
        return Arcs(self.rows[kept], self.columns[kept], self.q[kept], self.values[kept])


@dataclass(frozen=True)
class Found:
    """`arcs` that would improve the choice, how far the best may be from it (`gap`, millionths), and whether
    they are all there are."""

    arcs: Arcs
    gap: int
    is_all: bool


class Problem:
    """Who takes part, in an order that says nothing of where they stood, and what their pairs are worth."""

    def __init__(self, mentees, mentors, settings, history):
        self.settings, self.history = settings, history
        self.sizes = (len(mentees), len(mentors))
        places = [{ref: place for place, ref in enumerate(pool.refs)} for pool in (mentees, mentors)]
        seats = mentors.numbers["seats"].copy()
        is_free = rules.is_free(mentees, settings)
        for mentee, mentor in history.locked:
            is_free[places[0].get(mentee, [])] = False
            if mentor in places[1]:
                seats[places[1][mentor]] -= 1
        self.rows = shuffled(mentees.refs, np.flatnonzero(is_free))
        self.columns = shuffled(mentors.refs, np.flatnonzero(rules.is_free(mentors, settings) & (seats > 0)))
        self.seats = seats[self.columns]
        self.shape = (len(self.rows), len(self.columns))
        self.mentees, self.mentors = mentees.take(self.rows), mentors.take(self.columns)
        self.stream = Stream(self.mentees, self.mentors, settings, history.excluded)
        self.waiting = worth.for_waiting([history.waited.get(ref, 0) for ref in self.mentees.refs], settings)
        self.interests, self.yesterday = (
            self.keys(pairs) for pairs in (history.interests, history.yesterday)
        )
        self.barred = self.keys(history.excluded)

    def keys(self, pairs):
        """Sorted numbers (row × width + column) of the pairs whose two people take part."""
        rows = {ref: row for row, ref in enumerate(self.mentees.refs)}
        columns = {ref: column for column, ref in enumerate(self.mentors.refs)}
        found = [
            rows[one] * self.shape[1] + columns[other]
            for one, other in pairs
            if one in rows and other in columns
        ]
        return np.array(sorted(found), np.int64)

    def first_arcs(self):
        """Two-sided lists, and the pairs that carry a bonus of their own."""
        if not min(self.shape):
            empty = np.array([], np.int64)
            return Arcs(empty, empty, empty, empty)
        rows, columns = lists.two_sided(self.stream, LISTS, lowest(self.settings.floor) / UNIT - TOLERANCE)
        keys = np.union1d(self.number(rows, columns), np.r_[self.interests, self.yesterday])
        return self.arcs(keys // self.shape[1], keys % self.shape[1])

    def arcs(self, rows, columns):
        """Those of the pairs that are allowed and reach the floor, scored exactly."""
        q, is_allowed = np.zeros(len(rows), np.int64), np.zeros(len(rows), bool)
        for start in range(0, len(rows), PAIRS_AT_ONCE):
            part = slice(start, start + PAIRS_AT_ONCE)
            q[part], is_allowed[part] = self.exact(rows[part], columns[part])
        kept = is_allowed & (q >= lowest(self.settings.floor))
        rows, columns, q = rows[kept], columns[kept], q[kept]
        return Arcs(rows, columns, q, self.values(rows, columns, q))

    def exact(self, rows, columns):
        pairs = Listed(self.mentees, self.mentors, rows, columns)
        block = scoring.evaluate(pairs, self.settings)
        found = rules.masks(pairs, block)
        found["excluded"] = np.isin(self.number(rows, columns), self.barred)
        return block.q, rules.allowed(found, self.settings)

    def values(self, rows, columns, q):
        """What pairs are worth, bonuses included."""
        values, keys = worth.fair(q, self.settings.gamma), self.number(rows, columns)
        values = values + np.isin(keys, self.interests) * worth.for_interest(values, self.settings)
        values = values + np.isin(keys, self.yesterday) * worth.for_continuity(self.settings)
        return values + self.waiting[rows]

    def price(self, prices, arcs, settled=None):
        """Hold every pair against the prices: what was Found.

        `settled` are prices under which no pair but `arcs` improved the choice: only pairs one of whose
        prices went down since are looked at. Single precision settles all pairs but the few it cannot tell
        from even, which are scored exactly.
        """
        bars = self.thresholds(prices)
        floor = lowest(self.settings.floor) / UNIT
        sure, unsure, gap, is_all = [], [], np.zeros(self.shape[0]), True
        room = np.empty(PAIRS_IN_A_BLOCK, np.float32)
        for stream, rows_of, columns_of in self.parts(prices, settled):
            for rows, columns, scores in stream.blocks():
                rows, columns = rows_of[rows], columns_of[columns]
                margin = worth.fair_block(
                    scores, self.settings.gamma, room[: scores.size].reshape(scores.shape)
                )
                margin -= bars.mentors[columns]
                margin -= bars.mentees[rows, None]
                mask = margin > -bars.tolerance
                mask &= scores >= np.float32(floor - TOLERANCE)
                our, their = np.divmod(np.flatnonzero(mask), mask.shape[1])
                excess, score = margin[our, their], scores[our, their]
                our, their = rows[our], columns[their]
                np.maximum.at(gap, our, bars.in_millionths(excess, prices.level))
                is_sure = (excess > bars.tolerance) & (score >= np.float32(floor + TOLERANCE))
                kept = lists.best_of_rows(our[is_sure], their[is_sure], excess[is_sure], MOST_ADDED)
                is_all &= len(kept) == np.count_nonzero(is_sure)
                sure.append(self.number(our[is_sure][kept], their[is_sure][kept]))
                unsure.append(self.number(our[~is_sure], their[~is_sure]))
        keys, others = (np.concatenate(part or [np.array([], np.int64)]) for part in (sure, unsure))
        known = self.number(arcs.rows, arcs.columns)
        others = others[~np.isin(others, known)]
        if not len(keys) or len(others) <= MOST_UNSURE:
            keys = np.union1d(keys, others)
        else:
            is_all = False
        keys = keys[~np.isin(keys, known)]
        better = self.arcs(keys // max(1, self.shape[1]), keys % max(1, self.shape[1]))
        cost = prices.reduced_cost(better.rows, better.columns, better.values)
        return Found(better.take(cost < 0), int(np.ceil(gap.sum())), is_all)

    def parts(self, prices, settled):
        """[(stream, its rows, its columns)] of the pairs to look at."""
        everyone = [np.arange(size) for size in self.shape]
        if settled is None:
            return [(self.stream, *everyone)]
        rows = np.flatnonzero(prices.mentees < settled.mentees)
        columns = np.flatnonzero(prices.mentors < settled.mentors)
        if 2 * (len(rows) / self.shape[0] + len(columns) / self.shape[1]) > 1:
            return [(self.stream, *everyone)]
        parts = [(rows, everyone[1]), (everyone[0], columns)]
        return [(self.stream.part(*part), *part) for part in parts if min(map(len, part))]

    def number(self, rows, columns):
        """Pairs as single numbers."""
        return rows * self.shape[1] + columns

    def thresholds(self, prices):
        """The Bars that f of a score must pass for a pair to improve the choice."""
        level = prices.level
        ours, theirs = (np.rint(part / level) for part in (prices.mentees, prices.mentors))
        low = [
            (prices.mentees - ours * level - self.waiting) / UNIT,
            (prices.mentors - theirs * level) / UNIT,
        ]
        high = 4 + 2 * sum(np.abs(part).max(initial=0) for part in low)
        return Bars(
            (low[0] + high * ours).astype(np.float32),
            (low[1] + high * (theirs - 1)).astype(np.float32),
            high,
            np.float32(max(1.0, self.settings.gamma) * TOLERANCE + 8 * EPSILON * high),
        )


@dataclass(frozen=True)
class Bars:
    """Prices for single precision: a level of theirs becomes `high`, just above all the rest. A pair improves
    the choice when f of its score passes the sum of its two bars; within `tolerance` it may."""

    mentees: np.ndarray
    mentors: np.ndarray
    high: float
    tolerance: np.float32

    def in_millionths(self, excess, level):
        """How much a pair may improve the choice, at most, `level` for each person it may place besides."""
        levels = np.rint(excess / self.high)
        return levels * level + (excess - levels * self.high + self.tolerance) * UNIT


def shuffled(refs, places):
    """`places` in the order of a hash of their refs: ties are settled by it, never by the order of rows."""

    def tie(place):
        return hashlib.blake2b(refs[place].encode(), digest_size=8).digest()

    return np.array(sorted(places.tolist(), key=tie), dtype=np.int64)
