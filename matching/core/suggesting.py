"""Which mentees stand on which mentors' lists, so that nobody possible is on none and nobody on everyone's.

Raw lists leave some people on nobody's and put others on everyone's. `deal` composes the lists of a small
pool together. `compose` finds, from the prices of a global proposal, those by which each list of any pool can
be made alone (`composed`): a person much in demand is dear.
"""

import hashlib
import math
from dataclasses import dataclass

import numpy as np

from . import lists, worth
from .settings import UNIT, lowest
from .stream import TOLERANCE, Stream

FAIR_SHARES = 1.5
# How many times prices are raised for those on too many lists.
ROUNDS = 3
# Mentees whose scores are looked at together when room is made for them.
ROWS_AT_ONCE = 200
# Below this, single precision does not say who stands last on a list.
CLOSE = 10 * TOLERANCE


def deal(scores, size):
    """One list of row numbers for each column of `scores` (n mentees, m mentors; negative: not possible).

    Each mentor keeps their best partner, nobody stands on more than FAIR_SHARES times a fair share of lists
    where that can be, and those nobody's list holds are given room.
    """
    order = np.argsort(-scores, axis=0, kind="stable")
    possible = (scores >= 0).sum(0)
    wanted = np.minimum(possible, size)
    quota = max(1, math.ceil(FAIR_SHARES * wanted.sum() / max(1, len(scores))))
    found = [order[:1, column].tolist() if possible[column] else [] for column in range(scores.shape[1])]
    used = np.zeros(len(scores), int)
    for chosen in found:
        used[chosen] += 1
    place = np.ones(scores.shape[1], int)
    is_dealing = True
    while is_dealing:
        is_dealing = False
        for column, chosen in enumerate(found):
            while place[column] < possible[column] and len(chosen) < size:
                row = order[place[column], column]
                place[column] += 1
                if used[row] < quota:
                    chosen.append(int(row))
                    used[row] += 1
                    is_dealing = True
                    break
    for row in np.flatnonzero((used == 0) & (scores.max(1, initial=-1) >= 0)):
        make_room(found, used, scores[row], int(row), size)
    return found


def make_room(found, used, mine, row, size):
    """Put someone nobody's list holds on that of their best mentor who can spare a line."""
    for column in np.argsort(-mine, kind="stable"):
        if mine[column] < 0:
            return
        chosen = found[column]
        if len(chosen) < size:
            chosen.append(row)
        else:
            spare = next((i for i in range(len(chosen) - 1, 0, -1) if used[chosen[i]] > 1), None)
            if spare is None:
                continue
            used[chosen[spare]] -= 1
            chosen[spare] = row
        used[row] += 1
        return


def composed(q, possible, prices, gamma, size, refs, first=()):
    """Rows of one mentor's list of at most `size`: those of `first` who are possible, then the others by what
    they are worth less their price.

    `q` (n,) are scores and `prices` (n,) those of the mentees, in millionths, levels included; `possible`
    (n,) booleans. Ties are cut by a hash of `refs`.
    """
    kept = [row for row in dict.fromkeys(first) if possible[row]][:size]
    rest = possible.copy()
    rest[kept] = False
    rows = np.flatnonzero(rest)
    margins, room = worth.fair(q[rows], gamma) - prices[rows], size - len(kept)
    if room < len(rows):
        place = np.flatnonzero(margins >= np.partition(margins, len(rows) - room - 1)[len(rows) - room - 1])
        rows, margins = rows[place], margins[place]
    worths = dict(zip(rows.tolist(), margins.tolist(), strict=True))
    return kept + sorted(worths, key=lambda row: (-worths[row], neutral(refs[row])))[:room]


def neutral(ref):
    """An order of people that says nothing of them."""
    return hashlib.blake2b(ref.encode(), digest_size=8).digest()


@dataclass(frozen=True)
class Lists:
    """What makes the lists of a proposal's mentors alone: `prices` (n,) of the mentees of its problem in
    millionths, levels included, and `guests` [(row, column)], who has a line of their own on a list whatever
    the prices."""

    prices: np.ndarray
    guests: list


def compose(plan, size):
    """The Lists of a plan: its prices, raised for those who would be on too many lists. Nobody possible is on
    none as long as there are lines enough: whoever would be takes a line someone had elsewhere too."""
    prices = plan.duals.mentees.copy()
    if not min(plan.problem.shape):
        return Lists(prices, [])
    for _round in range(ROUNDS):
        best = tops(plan, prices, size)
        added = rise(best, len(prices), size)
        if not added.any():
            break
        prices += added
    return Lists(prices, guests(plan, *by_prices(plan, prices, size), size))


def rise(best, count, size):
    """(n,) millionths to add to the prices of people on more than FAIR_SHARES fair shares of lists, so that
    they would keep those where they stand best."""
    rows, columns, margins = best
    places = lists.ranks(columns)
    edges = np.full(columns.max(initial=0) + 1, -np.inf)
    edges[columns[places == size]] = margins[places == size]
    is_listed = places < size
    rows, slack = rows[is_listed], margins[is_listed] - edges[columns[is_listed]]
    quota = max(1, math.ceil(FAIR_SHARES * len(rows) / count))
    order = np.lexsort((-slack, rows))
    rows, slack = rows[order], slack[order]
    is_last = (lists.ranks(rows) == quota) & np.isfinite(slack)
    added = np.zeros(count, np.int64)
    added[rows[is_last]] = np.ceil(slack[is_last] * UNIT).astype(np.int64) + 1
    return added


def guests(plan, ranked, is_sure, size):
    """[(row, column)] of who takes a line of a list, for lists by prices."""
    problem = plan.problem
    used = np.zeros(problem.shape[0], int)
    for chosen, sure in zip(ranked, is_sure, strict=True):
        if not sure:
            chosen.pop()
        used[chosen] += 1
    kept = np.maximum(1, np.bincount(plan.chosen()[1], minlength=problem.shape[1])).tolist()
    invited = [[] for _column in ranked]
    missing = np.flatnonzero(used == 0)
    for start in range(0, len(missing), ROWS_AT_ONCE):
        part = missing[start : start + ROWS_AT_ONCE]
        for row, mine in zip(part.tolist(), rows_of(problem, part), strict=True):
            order = np.argsort(-mine, kind="stable")
            for column in order[mine[order] >= 0].tolist():
                if invite(row, ranked[column], invited[column], used, kept[column], size):
                    break
    return [(row, column) for column, rows in enumerate(invited) for row in rows]


def invite(row, ranked, invited, used, kept, size):
    """Give someone a line of a mentor's list: a free one, or the last one beyond the `kept` first whose
    person has another elsewhere; those after it become guests to stay. Returns whether it could be done."""
    if len(ranked) + len(invited) >= size:
        spare = next(
            (place for place in range(len(ranked) - 1, kept - 1, -1) if used[ranked[place]] > 1), None
        )
        if spare is None:
            return False
        used[ranked[spare]] -= 1
        invited += ranked[spare + 1 :]
        del ranked[spare:]
    invited.append(row)
    used[row] += 1
    return True


def rows_of(problem, rows):
    """(k, m) scores of some mentees with every mentor, 0 to 1, negative below the floor or forbidden."""
    floor = lowest(problem.settings.floor) / UNIT
    stream = Stream(problem.mentees.take(rows), problem.mentors, problem.settings, problem.history.excluded)
    scores = np.empty(stream.shape, np.float32)
    for ours, theirs, block in stream.blocks():
        scores[ours, theirs] = block
    scores[scores < floor] = -1
    return scores


def tops(plan, prices, size):
    """(rows, columns, margins) of the `size` + 1 best of each column of a plan's problem by what they are
    worth less their price (in units of 1), column after column, best first."""
    problem = plan.problem
    prices = prices / UNIT
    gamma = problem.settings.gamma
    floor = np.float32(lowest(problem.settings.floor) / UNIT - TOLERANCE)
    edges = np.full((size + 1, problem.shape[1]), -np.inf)
    parts = []
    for rows, columns, scores in problem.stream.blocks():
        missing = 1 - scores.astype(np.float64)
        margins = 1 - (missing * missing if gamma == 2 else np.power(missing, gamma))
        margins -= prices[rows, None]
        margins[scores < floor] = -np.inf
        is_listed = margins > edges[0, columns]
        parts.append(lists.where(is_listed, margins, rows, columns))
        lists.raise_edges(edges, columns, margins, is_listed)
    rows, columns, margins = (np.concatenate(part) for part in zip(*parts, strict=True))
    order = np.lexsort((rows, -margins, columns))
    order = order[lists.ranks(columns[order]) <= size]
    return rows[order], columns[order], margins[order]


def by_prices(plan, prices, size):
    """([rows], [bool]) for each column of a plan's problem: its list, the plan's own pairs first, and whether
    its last line is surely the last."""
    rows, columns, margins = tops(plan, prices, size)
    ends = np.searchsorted(columns, np.arange(plan.problem.shape[1] + 1))
    own = [[] for _column in range(plan.problem.shape[1])]
    for row, column in zip(*(side.tolist() for side in plan.chosen()), strict=True):
        own[column].append(row)
    found, is_sure = [], []
    for column, mine in enumerate(own):
        part = slice(ends[column], ends[column + 1])
        others = ~np.isin(rows[part], mine)
        ranked, worths, room = rows[part][others], margins[part][others], size - len(mine)
        found.append((mine + ranked[: max(0, room)].tolist())[:size])
        is_sure.append(room < 1 or len(ranked) <= room or worths[room - 1] - worths[room] > CLOSE)
    return found, is_sure
