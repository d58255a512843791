"""The best pairs of a dense table, exactly: a minimum-cost flow over the allowed pairs."""

import numpy as np
from ortools.graph.python import min_cost_flow

# What a cost may be worth at most, so that the solver's own scaling by the number of nodes stays in 64 bits.
LARGEST = 62


def assign(scores, capacity, locked=()) -> list[tuple[int, int]]:
    """Best pairs of a dense table.

    scores: (n_mentees, n_mentors) floats; -inf or NaN forbids the pair.
    capacity: (n_mentors,) ints >= 0.  locked: pairs already decided; kept, each takes a seat.
    Returns sorted (mentee, mentor) pairs: as many as possible, then the largest total.
    Raises ValueError on a bad shape, +inf, a negative capacity, a mentee locked twice,
    or locked pairs beyond a capacity.
    """
    scores, seats, locked = checked(scores, capacity, locked)
    is_free = np.ones(len(scores), bool)
    is_free[[row for row, _column in locked]] = False
    allowed = np.isfinite(scores) & is_free[:, None] & (seats > 0)[None, :]
    rows, columns = np.nonzero(allowed)
    chosen = flow(rows, columns, whole(scores[rows, columns], sum(scores.shape)), seats, len(scores))
    return sorted(locked + list(zip(rows[chosen].tolist(), columns[chosen].tolist(), strict=True)))


def checked(scores, capacity, locked):
    """(table, seats left once `locked` pairs sit, locked pairs), or ValueError."""
    scores = np.asarray(scores, dtype=float)
    if scores.ndim != 2:
        raise ValueError("scores is a table: mentees × mentors")
    if np.isposinf(scores).any():
        raise ValueError("a score cannot be +inf")
    seats = np.array(capacity)
    if seats.shape != (scores.shape[1],):
        raise ValueError("capacity has one number for each mentor")
    if seats.size and not np.issubdtype(seats.dtype, np.integer):
        raise ValueError("capacity holds whole numbers")
    seats = seats.astype(np.int64)
    if (seats < 0).any():
        raise ValueError("a capacity is not negative")
    locked = [(int(row), int(column)) for row, column in locked]
    if any(not (0 <= i < scores.shape[0] and 0 <= j < scores.shape[1]) for i, j in locked):
        raise ValueError("a locked pair is not in the table")
    if len({row for row, _column in locked}) < len(locked):
        raise ValueError("a mentee is locked twice")
    for _row, column in locked:
        seats[column] -= 1
    if (seats < 0).any():
        raise ValueError("more pairs are locked than a mentor has places")
    return scores, seats, locked


def whole(values, nodes):
    """Floats as whole numbers on one scale, a power of two: as fine as 64 bits allow for so many nodes."""
    largest = np.abs(values).max(initial=0)
    if not largest:
        return np.zeros(len(values), np.int64)
    exponent = int(np.frexp(largest)[1])
    bits = LARGEST - int(nodes + 1).bit_length() - 2
    return np.rint(np.ldexp(values, bits - exponent)).astype(np.int64)


def flow(rows, columns, values, seats, n_rows):
    """Which of the arcs (rows[k], columns[k]) to keep: as many as seats allow, then the largest sum of
    `values` (int64). A row is kept once at most, column j at most `seats[j]` times. Returns indices of arcs.
    """
    if not len(rows):
        return np.array([], dtype=np.int64)
    source, sink = n_rows + len(seats), n_rows + len(seats) + 1
    used_rows, used_columns = np.unique(rows), np.unique(columns)
    tails = np.concatenate([rows, np.full(len(used_rows), source), used_columns + n_rows])
    heads = np.concatenate([columns + n_rows, used_rows, np.full(len(used_columns), sink)])
    ones = np.ones(len(rows) + len(used_rows), np.int64)
    capacities = np.concatenate([ones, np.minimum(seats[used_columns], n_rows)])
    costs = np.concatenate([-values, np.zeros(len(used_rows) + len(used_columns), np.int64)])
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(tails, heads, capacities, costs)
    solver.set_nodes_supplies(np.array([source, sink]), np.array([n_rows, -n_rows]))
    status = solver.solve_max_flow_with_min_cost()
    if status != solver.OPTIMAL:
        raise ArithmeticError(f"the solver stopped: {status}")
    return np.flatnonzero(solver.flows(arcs[: len(rows)]))
