"""Lists that serve everyone: dealt together, or composed by prices."""

import numpy as np
import pytest

from matching.core import ranking, suggesting
from matching.core.proposal import solve
from matching.core.settings import Settings
from matching.core.tests.people import crowd, encoded


def pools(seed):
    random = np.random.default_rng(seed)
    shape = random.integers(1, 40), random.integers(1, 30)
    return np.where(random.random(shape) < 0.8, random.integers(500_000, 1_000_000, shape), -1)


@pytest.mark.parametrize("seed", range(40))
def test_dealt_lists_serve_everyone(seed):
    scores, size = pools(seed), 5
    lists = suggesting.deal(scores, size)
    counts = np.bincount([row for chosen in lists for row in chosen], minlength=len(scores))
    for column, chosen in enumerate(lists):
        assert len(chosen) == len(set(chosen)) <= size
        assert all(scores[row, column] >= 0 for row in chosen)
        if (scores[:, column] >= 0).any():
            assert scores[chosen[0], column] == scores[:, column].max()
    total = np.minimum((scores >= 0).sum(0), size).sum()
    hub = (scores.argmax(0)[:, None] == np.arange(len(scores))).sum(0) if scores.size else 0
    assert (counts <= np.maximum(np.ceil(1.5 * total / len(scores)), np.maximum(1, hub))).all()
    if total >= len(scores) * 2:
        assert (counts[(scores >= 0).any(1)] > 0).all()


def test_an_empty_table_deals_nothing():
    assert suggesting.deal(np.empty((0, 3), int), 5) == [[], [], []]
    assert suggesting.deal(np.full((2, 1), -1), 5) == [[]]


SIZE = 10


def composed(plan):
    """Yield (column, rows of the list, who is possible) of each mentor, made alone, as a page does."""
    problem, lists = plan.problem, suggesting.compose(plan, SIZE)
    first = [[] for _column in range(problem.shape[1])]
    for row, column in (*zip(*plan.chosen(), strict=True), *lists.guests):
        first[column].append(row)
    for column in range(problem.shape[1]):
        mentor = problem.mentors.take([column])
        found = ranking.standing(mentor, problem.mentees, problem.settings, is_mentee=False)
        possible = found.is_allowed & ranking.is_reached(found.q, problem.settings)
        prices, refs = lists.prices, problem.mentees.refs
        rows = suggesting.composed(found.q, possible, prices, 2.0, SIZE, refs, first[column])
        yield column, rows, possible


@pytest.mark.thorough
@pytest.mark.parametrize("shape", [(120, 60), (240, 40), (60, 60), (3, 1), (1, 3)])
@pytest.mark.parametrize("seed", range(3))
def test_lists_composed_by_prices_serve_everyone(shape, seed):
    plan = solve(*encoded(*crowd(seed, *shape)), Settings())
    used, wanted = np.zeros(plan.problem.shape[0], int), np.zeros(plan.problem.shape[0], bool)
    partners = set(zip(*(side.tolist() for side in plan.chosen()), strict=True))
    for column, rows, possible in composed(plan):
        assert len(rows) == len(set(rows)) == min(SIZE, possible.sum())
        assert possible[rows].all()
        assert {row for row, mentor in partners if mentor == column} <= set(rows)
        used[rows] += 1
        wanted |= possible
    assert (used[wanted] > 0).all()


@pytest.mark.parametrize("shape", [(600, 600), (1200, 600)])
def test_nobody_is_on_everyones_list(shape):
    plan = solve(*encoded(*crowd(1, *shape)), Settings())
    scores = ranking.table(plan.problem.mentees, plan.problem.mentors, Settings())
    best = np.argsort(-scores, axis=0)[:SIZE]
    raw = np.bincount(best.ravel(), minlength=shape[0])
    lists, _is_sure = suggesting.by_prices(plan, suggesting.compose(plan, SIZE).prices, SIZE)
    used = np.bincount([row for rows in lists for row in rows], minlength=shape[0])
    assert used.max() < raw.max() / 3
    assert (used[: len(scores)] == 0).mean() < (raw[: len(scores)] == 0).mean() / 2


def test_nobody_is_nobodys_guest():
    assert suggesting.compose(solve(*encoded([], []), Settings()), SIZE).guests == []
