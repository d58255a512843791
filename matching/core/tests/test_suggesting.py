"""Lists that serve everyone: dealt together, or composed by prices."""

import numpy as np
import pytest

from matching.core import suggesting


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
