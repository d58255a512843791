"""What a global proposal means: each one's choice, who would rather swap, who is left out and why.

One more pass over the blocks; single precision is enough to count, and a pair counts as better only beyond
it.
"""

from dataclasses import dataclass

import numpy as np

from . import criteria, lists, rules, scoring
from .pairs import Grid
from .settings import OFF, UNIT, lowest
from .stream import TOLERANCE

MOST_SWAPS = 50
PAIRS_AT_ONCE = 50_000
NO_PLACE, NO_MENTOR, BELOW_FLOOR, SEATS_SHORT = "no_place", "no_mentor", "below_floor", "seats_short"


@dataclass(frozen=True)
class Reading:
    """`choices` (k, 2): which choice, from 1, each pair of the plan is for its mentee and for its mentor,
    among the people they could be paired with. `possible` and `reached` (rows of the problem,): how many
    mentors with a place are allowed, and how many of them reach the floor; `best` the best score, -1 for
    none. `swap_count` pairs would rather be together than as proposed; `swaps` the first of them as (row,
    column, gain)."""

    choices: np.ndarray
    possible: np.ndarray
    reached: np.ndarray
    best: np.ndarray
    swap_count: int
    swaps: list


def read(plan):
    """The Reading of a Plan."""
    problem = plan.problem
    floor = np.float32(lowest(problem.settings.floor) / UNIT - TOLERANCE)
    rows, columns = plan.chosen()
    score = (plan.q / UNIT).astype(np.float32)
    current, worst = standing(problem, rows, columns, score, floor)
    possible, reached = (np.zeros(problem.shape[0], np.int64) for _ in range(2))
    best = np.full(problem.shape[0], np.float32(-1))
    above, beside = np.zeros(len(rows), np.int64), np.zeros(len(rows), np.int64)
    swap_count, swaps = 0, []
    for ours, theirs, scores in problem.stream.blocks():
        possible[ours] += np.count_nonzero(scores >= 0, axis=1)
        reached[ours] += np.count_nonzero(scores >= floor, axis=1)
        best[ours] = np.maximum(best[ours], scores.max(1))
        place = np.flatnonzero((rows >= ours.start) & (rows < ours.stop))
        lines = scores[rows[place] - ours.start]
        above[place] += np.count_nonzero(lines > score[place, None] + TOLERANCE, axis=1)
        place = np.flatnonzero((columns >= theirs.start) & (columns < theirs.stop))
        lines = scores[:, columns[place] - theirs.start]
        beside[place] += np.count_nonzero(lines > score[None, place] + TOLERANCE, axis=0)
        mask = scores > current[ours, None] + TOLERANCE
        mask &= scores > worst[theirs] + TOLERANCE
        found = lists.where(mask, scores, ours, theirs)
        swap_count += len(found[0])
        swaps = largest(swaps, *found, current, worst)
    return Reading(
        np.column_stack([above, beside]) + 1,
        possible,
        reached,
        np.where(best < 0, -1, np.rint(best * UNIT)).astype(np.int64),
        swap_count,
        [(row, column) for _gain, row, column in swaps],
    )


def standing(problem, rows, columns, score, floor):
    """What each mentee has, and the least each mentor has: the floor for who has nobody or a place left."""
    current, worst = (np.full(size, floor, np.float32) for size in problem.shape)
    current[rows] = score
    least = np.full(problem.shape[1], np.inf, np.float32)
    np.minimum.at(least, columns, score)
    is_full = np.bincount(columns, minlength=problem.shape[1]) >= problem.seats
    worst[is_full] = least[is_full]
    return current, worst


def largest(swaps, rows, columns, scores, current, worst):
    """The MOST_SWAPS swaps both would gain most from, with some more looked at."""
    gains = 2 * scores - current[rows] - worst[columns]
    order = np.argsort(-gains, kind="stable")[:MOST_SWAPS]
    more = zip(gains[order].tolist(), rows[order].tolist(), columns[order].tolist(), strict=True)
    return sorted([*swaps, *more], key=lambda one: (-one[0], *one[1:]))[:MOST_SWAPS]


@dataclass(frozen=True)
class LeftOut:
    """Why someone has no mentor. `code`: NO_PLACE nobody has a place; NO_MENTOR every mentor who has one is
    barred, most of them (`count`) by `rule`; BELOW_FLOOR the best is `best`, too low; SEATS_SHORT others need
    the places more. `slot` is the band (0 to 27) that would open most of the mentors with a place left if the
    person were free then, `opened` how many; None when none would."""

    row: int
    code: str
    rule: str = ""
    count: int = 0
    best: int = -1
    slot: int | None = None
    opened: int = 0


def left_out(plan, reading):
    """A LeftOut for each mentee of the problem without a mentor, in order of rows of the problem."""
    problem = plan.problem
    rows, columns = plan.chosen()
    is_out = np.ones(problem.shape[0], bool)
    is_out[rows] = False
    out = np.flatnonzero(is_out)
    free = np.flatnonzero(np.bincount(columns, minlength=problem.shape[1]) < problem.seats)
    barred = out[reading.possible[out] == 0]
    rule_of = dict(zip(barred.tolist(), strictest(problem, barred), strict=True)) if problem.shape[1] else {}
    slot_of = dict(zip(out.tolist(), opening(problem, out, free), strict=True))
    found = []
    for row in out.tolist():
        slot, opened = slot_of[row]
        best = int(reading.best[row])
        if not problem.shape[1]:
            found.append(LeftOut(row, NO_PLACE))
        elif row in rule_of:
            rule, count = rule_of[row]
            found.append(LeftOut(row, NO_MENTOR, rule, count, best, slot, opened))
        else:
            code = SEATS_SHORT if reading.reached[row] else BELOW_FLOOR
            found.append(LeftOut(row, code, best=best, slot=slot, opened=opened))
    return found


def strictest(problem, rows):
    """For each of these rows, (rule, count): the rule that bars most mentors."""
    answers = []
    for part, _pairs, masks in looked_at(problem, rows, np.arange(problem.shape[1])):
        names = [name for name in masks if problem.settings.severities.get(name, OFF) == rules.BLOCK]
        counts = np.array([masks[name].sum(1) for name in names])
        for place in range(len(part)):
            most = int(counts[:, place].argmax())
            answers.append((names[most], int(counts[most, place])))
    return answers


def opening(problem, rows, columns):
    """For each of these rows, (slot, count): the band that would open most of these mentors."""
    if not len(columns) or problem.settings.severities.get("no_slot", OFF) != rules.BLOCK:
        return [(None, 0)] * len(rows)
    answers = []
    zones = {label: zone for zone, label in problem.mentees.vocabulary.codes["timezone"].items()}
    bands = {}
    for part, pairs, masks in looked_at(problem, rows, columns):
        others = {name: mask for name, mask in masks.items() if name != "no_slot"}
        would_open = masks["no_slot"] & rules.allowed(others, problem.settings)
        for place in range(len(part)):
            label = int(pairs.mentees.labels["timezone"][place])
            if label not in bands:
                bands[label] = criteria.free_bands(pairs.mentors, zones[label])
            counts = bands[label][would_open[place]].sum(0)
            slot = int(counts.argmax())
            answers.append((slot, int(counts[slot])) if counts[slot] else (None, 0))
    return answers


def looked_at(problem, rows, columns):
    """Yield (rows, pairs, masks) of the exact rules over these rows and columns, a part at a time."""
    mentors = problem.mentors.take(columns)
    size = max(1, PAIRS_AT_ONCE // max(1, len(columns)))
    for start in range(0, len(rows), size):
        part = rows[start : start + size]
        pairs = Grid(problem.mentees.take(part), mentors)
        block = scoring.evaluate(pairs, problem.settings)
        yield part, pairs, rules.masks(pairs, block, problem.history.excluded)
