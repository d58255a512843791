"""The stream of blocks against the exact scores and rules, over crowds and over whatever hypothesis finds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.core import lists, rules, scoring, stream
from matching.core.pairs import Grid, Listed
from matching.core.settings import BLOCK, CRITERIA, OFF, SEVERITIES, WARN, Settings
from matching.core.stream import TOLERANCE, Stream

from .people import crowd, encoded, mentees, mentors

DEFAULTS = Settings()


def free(pool, how):
    return pool.take(np.flatnonzero(rules.is_free(pool, how)))


def whole(ours, theirs, how, excluded=frozenset()):
    table = np.full((len(ours), len(theirs)), np.nan, np.float32)
    for rows, columns, scores in Stream(ours, theirs, how, excluded).blocks():
        table[rows, columns] = scores
    return table


def agrees(ours, theirs, how, excluded=frozenset()):
    """The stream forbids exactly what the rules block, and scores the rest as `scoring` does."""
    ours, theirs = free(ours, how), free(theirs, how)
    found, grid = whole(ours, theirs, how, excluded), Grid(ours, theirs)
    block = scoring.evaluate(grid, how)
    allowed = rules.allowed(rules.masks(grid, block, excluded), how)
    assert ((found >= 0) == allowed).all()
    assert np.abs(found - block.q / 1e6)[allowed].max(initial=0) <= TOLERANCE
    return found


@pytest.mark.parametrize("seed", range(4))
def test_a_crowd_scores_as_it_does_pair_by_pair(seed):
    ours, theirs = encoded(*crowd(seed, 120, 90))
    excluded = frozenset({("e1", "m1"), ("e2", "m2"), ("e3", "nobody")})
    agrees(ours, theirs, DEFAULTS, excluded)


severities = st.fixed_dictionaries({rule: st.sampled_from([BLOCK, WARN, OFF]) for rule in SEVERITIES})
weights = st.fixed_dictionaries({name: st.integers(0, 30) for name in CRITERIA}).filter(
    lambda some: sum(some.values())
)


@pytest.mark.thorough
@settings(max_examples=60, deadline=None)
@given(st.lists(mentees, max_size=6), st.lists(mentors, max_size=6), weights, severities)
def test_any_people_weights_and_severities(ours, theirs, some_weights, some_severities):
    agrees(*encoded(ours, theirs), Settings(weights=some_weights, severities=some_severities))


def test_blocks_of_any_size_say_the_same(monkeypatch):
    ours, theirs = (free(pool, DEFAULTS) for pool in encoded(*crowd(5, 60, 50)))
    expected = whole(ours, theirs, DEFAULTS)
    monkeypatch.setattr(stream, "WIDEST", 7)
    monkeypatch.setattr(stream, "PAIRS_IN_A_BLOCK", 40)
    assert np.allclose(whole(ours, theirs, DEFAULTS), expected, atol=TOLERANCE)


def test_a_list_of_pairs_scores_as_the_table():
    ours, theirs = encoded(*crowd(6, 40, 30))
    rows, columns = np.divmod(np.random.default_rng(6).permutation(1200)[:500], 30)
    grid, listed = Grid(ours, theirs), Listed(ours, theirs, rows, columns)
    table, some = scoring.evaluate(grid, DEFAULTS), scoring.evaluate(listed, DEFAULTS)
    assert (some.q == table.q[rows, columns]).all()
    excluded = {("e1", "m1"), ("e5", "m7")}
    masks, few = rules.masks(grid, table, excluded), rules.masks(listed, some, excluded)
    assert all((few[rule] == masks[rule][rows, columns]).all() for rule in SEVERITIES)


@pytest.mark.parametrize(("width", "size"), [(4096, 1 << 18), (11, 60)])
def test_lists_hold_the_best_of_both_sides(monkeypatch, width, size):
    monkeypatch.setattr(stream, "WIDEST", width)
    monkeypatch.setattr(stream, "PAIRS_IN_A_BLOCK", size)
    ours, theirs = (free(pool, DEFAULTS) for pool in encoded(*crowd(8, 70, 40, twins=6)))
    table = whole(ours, theirs, DEFAULTS)
    pairs = lists.two_sided(Stream(ours, theirs, DEFAULTS), (3, 4), 0.5)
    found = set(zip(pairs[0].tolist(), pairs[1].tolist(), strict=True))
    for axis, size in ((0, 3), (1, 4)):
        lines = table if axis == 0 else table.T
        for number, line in enumerate(lines):
            best = np.sort(line[line >= 0.5])[::-1][:size]
            mine = [other if axis == 0 else one for one, other in found if (one, other)[axis] == number]
            assert np.allclose(np.sort(line[mine])[::-1][: len(best)], best, atol=1e-6)
    assert len(found) <= 3 * len(ours) + 4 * len(theirs)


def test_a_part_of_a_stream_scores_as_the_whole():
    ours, theirs = (free(pool, DEFAULTS) for pool in encoded(*crowd(11, 80, 60)))
    excluded = frozenset({(ours.refs[3], theirs.refs[5]), (ours.refs[4], theirs.refs[6])})
    stream_of_all = Stream(ours, theirs, DEFAULTS, excluded)
    table = whole(ours, theirs, DEFAULTS, excluded)
    rows, columns = np.arange(1, len(ours), 3), np.arange(0, len(theirs), 2)
    part = stream_of_all.part(rows, columns)
    found = np.full(part.shape, np.nan, np.float32)
    for some_rows, some_columns, scores in part.blocks():
        found[some_rows, some_columns] = scores
    expected = table[np.ix_(rows, columns)]
    assert ((found >= 0) == (expected >= 0)).all()
    assert np.abs(found - expected)[expected >= 0].max() <= TOLERANCE
