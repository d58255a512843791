"""The cases of `bench_matching`, without a database. Each answers {"seconds", …}, a run of its own work
only."""

import time
from itertools import cycle

import numpy as np

from matching.core import pool, reading
from matching.core.assignment import assign
from matching.core.crowd import crowd
from matching.core.explain import explain
from matching.core.proposal import solve
from matching.core.ranking import standing
from matching.core.settings import Settings

SEED = 20261126
SHOWN = 10


def pools(n_mentees, n_mentors):
    sides = crowd(SEED, n_mentees, n_mentors)
    vocabulary = pool.Vocabulary(*sides)
    return [pool.encode(side, vocabulary) for side in sides]


def size_of(*sides):
    """The arrays of encoded people, in MB."""
    tables = [
        table for side in sides for kind in (side.sets, side.labels, side.numbers) for table in kind.values()
    ]
    return sum(table.nbytes for table in tables) >> 20


def proposal(n_mentees, n_mentors, most_rounds=None):
    """One global proposal from encoded pools."""
    mentees, mentors = pools(n_mentees, n_mentors)

    def run():
        started = time.perf_counter()
        plan = solve(mentees, mentors, Settings(), most_rounds=most_rounds)
        seconds = time.perf_counter() - started
        share = plan.gap / max(1, plan.total)
        return {
            "seconds": seconds,
            "placed": len(plan.pairs),
            "gap": f"{100 * share:.4f} %",
            "rounds": plan.figures["rounds"],
            "arcs": plan.figures["arcs"],
            "people": f"{size_of(mentees, mentors)} MB",
        }

    return run


def reading_of(n_mentees, n_mentors):
    """What is told beside the pairs: choices, swaps, who is left out and why."""
    mentees, mentors = pools(n_mentees, n_mentors)
    plan = solve(mentees, mentors, Settings())

    def run():
        started = time.perf_counter()
        found = reading.read(plan)
        left = reading.left_out(plan, found)
        seconds = time.perf_counter() - started
        return {"seconds": seconds, "left_out": len(left), "swaps": found.swap_count}

    return run


def ranking(n_mentees, n_mentors):
    """One mentor's ranking of every mentee, with the reasons of the ten first. A page reads those ten from
    the database: here their facts are at hand."""
    sides = crowd(SEED, n_mentees, n_mentors)
    vocabulary = pool.Vocabulary(*sides)
    everyone = pool.encode(sides[0], vocabulary)
    mentors = cycle(sides[1])

    def run():
        mentor = next(mentors)
        me = pool.encode([mentor], vocabulary)
        started = time.perf_counter()
        found = standing(me, everyone, Settings(), is_mentee=False)
        best = found.best(found.is_allowed, SHOWN)
        for row in best:
            explain(sides[0][row], mentor, Settings())
        return {"seconds": time.perf_counter() - started, "shown": len(best)}

    return run


def table(n, m):
    """(scores, capacity) of a random table, one place a mentor."""
    return np.random.default_rng(SEED).random((n, m)), np.ones(m, int)


def dense(n, m):
    scores, capacity = table(n, m)

    def run():
        started = time.perf_counter()
        pairs = assign(scores, capacity)
        return {"seconds": time.perf_counter() - started, "total": total(scores, pairs)}

    return run


def total(scores, pairs):
    return round(float(sum(scores[row, column] for row, column in pairs)), 6)


def scipy(n, m):
    """SciPy's dense solver, the oracle of the tests."""
    from scipy.optimize import linear_sum_assignment

    scores, _capacity = table(n, m)

    def run():
        started = time.perf_counter()
        rows, columns = linear_sum_assignment(scores, maximize=True)
        seconds = time.perf_counter() - started
        return {"seconds": seconds, "total": total(scores, zip(rows, columns, strict=True))}

    return run


def oracle(tables):
    """(number, total) against SciPy over random tables of many shapes: ties, hubs, scarce, sparse."""
    from scipy.optimize import linear_sum_assignment

    def run():
        random, agreed = np.random.default_rng(SEED), 0
        started = time.perf_counter()
        for number in range(tables):
            n, m = random.integers(1, 30, 2)
            scores = random.random((n, m))
            if number % 4 == 1:
                scores = np.round(scores, 1)
            elif number % 4 == 2:
                scores = scores**4 + (random.random(m) < 0.2)
            elif number % 4 == 3:
                scores = np.where(random.random((n, m)) < 0.15, scores, -np.inf)
            capacity = random.integers(0, 3, m)
            pairs = assign(scores, capacity)
            wide = np.repeat(scores, capacity, axis=1)
            allowed = np.isfinite(wide)
            bonus = 2.0 * (n + 1)
            taken = linear_sum_assignment(np.where(allowed, wide + bonus, 0.0), maximize=True)
            is_pair = allowed[taken]
            best = float(wide[taken][is_pair].sum())
            ours = float(sum(scores[pair] for pair in pairs))
            agreed += len(pairs) == int(is_pair.sum()) and abs(ours - best) < 1e-9 * max(1, best)
        return {"seconds": time.perf_counter() - started, "agreed": f"{agreed} / {tables}"}

    return run
