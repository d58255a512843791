"""Every pair's score, a block of mentees at a time, in single precision: for looking at millions of pairs.

A block is two products of matrices and a few passes over it. Scores agree with `scoring` to TOLERANCE; what
must be exact is asked of `scoring`, for the pairs that matter.
"""

import copy

import numpy as np

from . import layout

FORBIDDEN = np.float32(-1)
# How far single precision may be from the exact score, in a score of 0 to 1.
TOLERANCE = 3e-6
# A block and its spare room stay in a processor's second cache.
PAIRS_IN_A_BLOCK, WIDEST = 1 << 18, 1 << 12


class Stream:
    """The scores of every pair of two encoded pools, whose people are free to be paired (`rules.is_free`)."""

    def __init__(self, mentees, mentors, settings, excluded=frozenset()):
        self.shape = (len(mentees), len(mentors))
        pools = (mentees, mentors)
        self._linear = layout.linear(*pools, settings)
        self._met, self._most_met = layout.met(*pools, settings)
        self._slots = layout.slots(*pools)
        self._of_slot = np.float32(0.2 * settings.weights["availability"])
        self._is_slot_needed = layout.blocks(settings, "no_slot")
        self._are_two_needed = layout.blocks(settings, "one_slot")
        self._channels = layout.channels(*pools, settings)
        self._slope, self._base = layout.blanks(*pools, settings)
        self._place = layout.place(*pools)
        self._meets = self._place.table.any(1)[self._place.ours]
        self._struck = layout.struck(*pools, settings, excluded)

    def part(self, rows, columns):
        """The same stream over these rows and columns only (indices, each once, ascending)."""
        other = copy.copy(self)
        other.shape = (len(rows), len(columns))
        for name in ("_linear", "_met", "_slots", "_channels", "_slope", "_base", "_place"):
            setattr(other, name, getattr(self, name).part(rows, columns))
        other._meets = self._meets[rows]
        places = [np.full(size, -1) for size in self.shape]
        for place, kept in zip(places, (rows, columns), strict=True):
            place[kept] = np.arange(len(kept))
        struck = np.array([place[side] for place, side in zip(places, self._struck, strict=True)])
        other._struck = struck[:, (struck >= 0).all(0)]
        return other

    def blocks(self):
        """Yield (rows, columns, scores): two slices, and (k, l) float32 between 0 and 1, negative where the
        pair is forbidden. The array is used again for the next block."""
        if not min(self.shape):
            return
        width = min(self.shape[1], WIDEST)
        size = min(self.shape[0], max(1, PAIRS_IN_A_BLOCK // width))
        room = [np.empty(size * width, np.float32) for _ in range(2)]
        for rows in slices(self.shape[0], size):
            for columns in slices(self.shape[1], width):
                shape = (rows.stop - rows.start, columns.stop - columns.start)
                scores, other = (part[: shape[0] * shape[1]].reshape(shape) for part in room)
                self._fill(rows, columns, scores, other)
                yield rows, columns, scores

    def _fill(self, rows, columns, scores, other):
        self._linear.block(rows, columns, out=scores)
        scores += np.minimum(self._met.block(rows, columns, out=other), self._most_met, out=other)
        self._slots.block(rows, columns, out=other)
        is_barred = other < 0 if self._is_slot_needed else np.zeros(other.shape, bool)
        if self._are_two_needed:
            is_barred |= other == 0.5
        np.minimum(other, 2.5, out=other)
        other *= self._of_slot
        scores += other
        scores += self._channels.block(rows, columns, out=other)
        scores *= self._slope.block(rows, columns, out=other)
        scores += self._base.block(rows, columns, out=other)
        near = np.flatnonzero(self._meets[rows])
        if len(near):
            found = scores[near]
            scores[near] = found + self._place.some(rows.start + near, columns) * (1 - found)
        np.putmask(scores, is_barred, FORBIDDEN)
        self._strike(rows, columns, scores)

    def _strike(self, rows, columns, scores):
        part = slice(*np.searchsorted(self._struck[0], [rows.start, rows.stop]))
        ours, theirs = self._struck[0][part] - rows.start, self._struck[1][part] - columns.start
        is_here = (theirs >= 0) & (theirs < scores.shape[1])
        scores[ours[is_here], theirs[is_here]] = FORBIDDEN


def slices(length, size):
    return [slice(start, min(start + size, length)) for start in range(0, length, size)]
