"""Prices that prove a choice of pairs is the best: the dual of the assignment, and what it says of a pair.

A mentee's price u and a place's price v are millionths; a placed mentee counts `level` more than any total,
so that number comes before total. For every allowed pair u + v is at least level + value, with equality for
the chosen ones; u is 0 for who is left out, v is 0 where a place is left. By duality no choice is worth more
than the sum of prices (Kuhn 1955; Munkres 1957).
"""

from dataclasses import dataclass

import numpy as np

from .settings import UNIT

# More than any pair is worth, bonuses included.
MOST_WORTH = 2 * UNIT


@dataclass(frozen=True)
class Duals:
    """`mentees` (n,) and `mentors` (m,) int64 prices; `level` the worth of placing one more person."""

    mentees: np.ndarray
    mentors: np.ndarray
    level: int

    def reduced_cost(self, rows, columns, values):
        """What forcing each pair takes away from the whole, at least: millionths, whole levels for people it
        leaves out."""
        return self.mentees[rows] + self.mentors[columns] - values - self.level

    def bound(self, seats):
        """What no choice of pairs can exceed, levels included."""
        return int(self.mentees.sum() + self.mentors @ seats)


def duals(rows, columns, values, chosen, seats, n_rows):
    """The Duals of an optimal choice (`chosen`, indices of the arcs) with the lowest prices of places.

    Raises ArithmeticError when the choice is not optimal over these arcs.
    """
    level = (n_rows + 1) * MOST_WORTH
    if not len(rows):
        return Duals(np.zeros(n_rows, np.int64), np.zeros(len(seats), np.int64), level)
    worth = values + level
    placed = np.full(n_rows, -1)
    placed[rows[chosen]] = chosen
    is_placed = placed[rows] >= 0
    partner = np.where(placed >= 0, columns[placed], 0)
    prices = np.zeros(len(seats), np.int64)
    np.maximum.at(prices, columns[~is_placed], worth[~is_placed])
    # A placed mentee would move wherever that is worth more: places cost at least the difference.
    moves = np.flatnonzero(is_placed)
    froms, tos = partner[rows[moves]], columns[moves]
    gains = worth[moves] - worth[placed[rows[moves]]]
    changed = np.ones(len(seats), bool)
    for _round in range(n_rows + len(seats) + 1):
        active = changed[froms]
        before = prices.copy()
        np.maximum.at(prices, tos[active], prices[froms[active]] + gains[active])
        changed = prices > before
        if not changed.any():
            break
    else:
        raise ArithmeticError("the prices do not settle: the choice is not the best")
    mentees = np.where(placed >= 0, worth[placed] - prices[partner], 0)
    used = np.bincount(columns[chosen], minlength=len(seats))
    if (mentees < 0).any() or prices[used < seats].any():
        raise ArithmeticError("the choice is not the best over these pairs")
    return Duals(mentees, prices, level)
