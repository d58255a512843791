"""`assign` against SciPy's dense solver and against brute force, family by family, and what it refuses."""

import itertools
import subprocess
import sys

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from matching.core.assignment import assign

TABLES = 250


def uniform(random, n, m):
    return random.random((n, m))


def ties(random, n, m):
    return random.integers(0, 3, (n, m)) / 2


def hubs(random, n, m):
    """A few mentors suit everyone, the others nearly nobody."""
    return random.random((n, m)) ** 4 + (random.random(m) < 0.2)


def sparse(random, n, m):
    return np.where(random.random((n, m)) < 0.15, random.random((n, m)), -np.inf)


def negative(random, n, m):
    return random.normal(size=(n, m)) * 10


def uneven(random, n, m):
    """Scales far apart, blanks as NaN."""
    values = random.random((n, m)) * 10.0 ** random.integers(-3, 3, (n, m))
    return np.where(random.random((n, m)) < 0.3, np.nan, values)


FAMILIES = [uniform, ties, hubs, sparse, negative, uneven]


def table(family, random):
    """(scores, capacity, locked): zero seats, empty sides and locked pairs included."""
    n, m = random.integers(0, 9, 2)
    scores = family(random, n, m)
    capacity = random.integers(0, 4, m)
    seats = capacity.copy()
    locked = []
    for row in random.permutation(n)[: random.integers(0, 3)]:
        free = np.flatnonzero(seats)
        if len(free):
            column = random.choice(free)
            seats[column] -= 1
            locked.append((int(row), int(column)))
    return scores, capacity, locked


def oracle(scores, capacity, locked):
    """(number, total) of the free pairs by SciPy: one column a seat, and a bonus that puts number first."""
    seats = capacity.copy()
    for _row, column in locked:
        seats[column] -= 1
    rows = [row for row in range(len(scores)) if row not in dict(locked)]
    wide = np.repeat(scores[rows], seats, axis=1)
    allowed = np.isfinite(wide)
    known = np.where(allowed, wide, 0)
    bonus = 1 + 2 * (len(scores) + 1) * np.abs(known).max(initial=0)
    taken = linear_sum_assignment(np.where(allowed, known + bonus, 0), maximize=True)
    return allowed[taken].sum(), known[taken][allowed[taken]].sum()


def brute_force(scores, capacity):
    """(number, total) by trying everything: each mentee with nobody or with any mentor."""
    best = (0, 0.0)
    for choice in itertools.product(range(-1, scores.shape[1]), repeat=len(scores)):
        kept = [(row, column) for row, column in enumerate(choice) if column >= 0]
        used = np.bincount([column for _row, column in kept], minlength=scores.shape[1])
        values = [scores[pair] for pair in kept]
        if (used <= capacity).all() and np.isfinite(values).all():
            best = max(best, (len(kept), sum(values)))
    return best


def checked(pairs, scores, capacity, locked):
    """The pairs beside the locked ones, once every promise about them is verified."""
    assert pairs == sorted(set(pairs))
    assert set(locked) <= set(pairs)
    assert len({row for row, _column in pairs}) == len(pairs)
    used = np.bincount([column for _row, column in pairs], minlength=len(capacity))
    assert (used <= capacity).all()
    free = [pair for pair in pairs if pair not in locked]
    assert all(np.isfinite(scores[pair]) for pair in free)
    return free


@pytest.mark.parametrize("family", FAMILIES)
def test_as_many_then_as_good_as_scipy(family):
    random = np.random.default_rng(FAMILIES.index(family))
    for _ in range(TABLES):
        scores, capacity, locked = table(family, random)
        free = checked(assign(scores, capacity, locked), scores, capacity, locked)
        number, total = oracle(scores, capacity, locked)
        assert len(free) == number
        assert sum(scores[pair] for pair in free) == pytest.approx(total, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("family", FAMILIES)
def test_as_many_then_as_good_as_brute_force(family):
    random = np.random.default_rng(100 + FAMILIES.index(family))
    for _ in range(20):
        scores, capacity = family(random, 4, 3), random.integers(0, 3, 3)
        pairs = assign(scores, capacity)
        number, total = brute_force(scores, capacity)
        assert len(pairs) == number
        assert sum(scores[pair] for pair in pairs) == pytest.approx(total, rel=1e-9, abs=1e-9)


def test_hundreds_of_people_as_scipy():
    random = np.random.default_rng(7)
    scores, capacity = np.round(random.random((300, 160)), 2), random.integers(0, 3, 160)
    scores[random.random(scores.shape) < 0.5] = -np.inf
    pairs = checked(assign(scores, capacity), scores, capacity, [])
    assert (len(pairs), pytest.approx(sum(scores[pair] for pair in pairs))) == oracle(scores, capacity, [])


def test_number_comes_before_total():
    assert assign([[1.0, 0.01], [0.9, -np.inf]], [1, 1]) == [(0, 1), (1, 0)]


def test_a_locked_pair_is_kept_even_where_it_is_forbidden_or_costly():
    assert assign([[-np.inf, 1.0], [1.0, 0.9]], [1, 1], [(0, 0)]) == [(0, 0), (1, 1)]


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0)])
def test_an_empty_side(shape):
    assert assign(np.zeros(shape), np.ones(shape[1], int)) == []


@pytest.mark.parametrize(
    ("scores", "capacity", "locked", "words"),
    [
        ([1.0, 2.0], [1, 1], [], "table"),
        ([[[1.0]]], [1], [], "table"),
        ([[1.0, np.inf]], [1, 1], [], r"\+inf"),
        ([[1.0, 2.0]], [1], [], "one number"),
        ([[1.0, 2.0]], [[1, 1]], [], "one number"),
        ([[1.0, 2.0]], [1, -1], [], "negative"),
        ([[1.0, 2.0]], [1, 0.5], [], "whole"),
        ([[1.0, 2.0]], [1, 1], [(0, 0), (0, 1)], "twice"),
        ([[1.0], [2.0]], [1], [(0, 0), (1, 0)], "more pairs"),
        ([[1.0]], [1], [(1, 0)], "not in the table"),
        ([[1.0]], [1], [(0, -1)], "not in the table"),
    ],
)
def test_bad_input_is_refused(scores, capacity, locked, words):
    with pytest.raises(ValueError, match=words):
        assign(scores, capacity, locked)


def test_the_core_loads_neither_django_nor_scipy():
    script = (
        "import sys, pkgutil, importlib, matching.core as core\n"
        "for one in pkgutil.iter_modules(core.__path__):\n"
        "    if one.name != 'tests': importlib.import_module(f'matching.core.{one.name}')\n"
        "print([name for name in ('django', 'scipy') if name in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
