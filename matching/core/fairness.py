"""Is a global proposal even-handed? Who is left out, and how good the pairs are, group by group.

A group is flagged below four fifths or above five quarters of the rest, the four-fifths rule of selection
rates (Uniform Guidelines on Employee Selection Procedures, 1978). Small groups are shown, never flagged.
"""

from dataclasses import dataclass

import numpy as np

LEAST, MOST = 0.8, 1.25
SMALL = 5


@dataclass(frozen=True)
class Group:
    """`placed` is the share placed (0 to 1), `mean` the mean score in millionths of those who are, None when
    nobody is. Flags: -1 below LEAST of the rest, 1 above MOST, 0 neither."""

    label: object
    size: int
    placed: float
    mean: float | None
    placed_flag: int
    mean_flag: int


def groups(labels, q):
    """The Groups of people by label, in order of labels. `q` (n,) is each one's score, -1 when left out."""
    labels, q = np.asarray(labels, dtype=object), np.asarray(q)
    found = []
    for label in sorted(set(labels.tolist())):
        mine = labels == label
        (placed, mean), (others_placed, others_mean) = figures(q[mine]), figures(q[~mine])
        is_small = min(mine.sum(), (~mine).sum()) < SMALL
        found.append(
            Group(
                label,
                int(mine.sum()),
                placed,
                mean,
                0 if is_small else flag(placed, others_placed),
                0 if is_small else flag(mean, others_mean),
            )
        )
    return found


def figures(q):
    """(share placed, mean score of the placed or None)."""
    placed = q[q >= 0]
    return (len(placed) / len(q) if len(q) else 0.0), (float(placed.mean()) if len(placed) else None)


def flag(mine, others):
    if mine is None or not others:
        return 0
    return -1 if mine / others < LEAST else 1 if mine / others > MOST else 0
