"""What is said of a global proposal, against plain loops over the whole table."""

import dataclasses

import numpy as np
import pytest

from matching.core import fairness, reading, rules, scoring
from matching.core.pairs import Grid
from matching.core.proposal import solve
from matching.core.settings import Settings, lowest
from matching.core.week import common

from .people import crowd, encoded


def a_plan(seed, how, **changes):
    mentees, mentors = crowd(seed, 70, 35)
    mentors = [dataclasses.replace(one, **changes) for one in mentors]
    ours, theirs = encoded(mentees, mentors)
    plan = solve(ours, theirs, how)
    problem = plan.problem
    grid = Grid(problem.mentees, problem.mentors)
    block = scoring.evaluate(grid, how)
    allowed = rules.allowed(rules.masks(grid, block), how)
    return plan, np.where(allowed, block.q, -1), (mentees, mentors)


@pytest.mark.parametrize("seed", range(4))
def test_choices_counts_and_swaps_are_those_of_the_whole_table(seed):
    how = Settings(floor=45)
    plan, table, _people = a_plan(seed, how)
    found = reading.read(plan)
    floor = lowest(how.floor)
    assert (found.possible == (table >= 0).sum(1)).all()
    assert (found.reached == (table >= floor).sum(1)).all()
    assert np.abs(found.best - table.max(1)).max() <= 3
    rows, columns = plan.chosen()
    q = table[rows, columns]
    of_mentee = [(table[row] > mine + 3).sum() + 1 for row, mine in zip(rows, q, strict=True)]
    of_mentor = [(table[:, column] > mine + 3).sum() + 1 for column, mine in zip(columns, q, strict=True)]
    assert found.choices.tolist() == [list(pair) for pair in zip(of_mentee, of_mentor, strict=True)]
    has = dict(zip(rows.tolist(), q.tolist(), strict=True))
    swaps = set()
    for row, column in zip(*np.nonzero(table >= floor), strict=True):
        mates = q[columns == column]
        least = mates.min() if len(mates) >= plan.problem.seats[column] else floor
        if table[row, column] > has.get(int(row), floor) + 3 and table[row, column] > least + 3:
            swaps.add((int(row), int(column)))
    assert found.swap_count == len(swaps)
    assert set(found.swaps) <= swaps
    assert len(found.swaps) == min(len(swaps), reading.MOST_SWAPS)


@pytest.mark.parametrize("seed", range(3))
def test_everyone_left_out_is_told_why(seed):
    how = Settings(floor=80)
    plan, table, _people = a_plan(seed, how)
    found = reading.left_out(plan, reading.read(plan))
    placed = set(plan.chosen()[0].tolist())
    assert [one.row for one in found] == [row for row in range(len(table)) if row not in placed]
    for one in found:
        line = table[one.row]
        expected = (
            reading.NO_MENTOR
            if line.max() < 0
            else reading.SEATS_SHORT
            if line.max() >= lowest(how.floor)
            else reading.BELOW_FLOOR
        )
        assert one.code == expected
    assert {one.code for one in found} >= {reading.BELOW_FLOOR, reading.SEATS_SHORT}


def test_nobody_has_a_place():
    plan, _table, _people = a_plan(1, Settings(), seats_left=0)
    found = reading.left_out(plan, reading.read(plan))
    assert {one.code for one in found} == {reading.NO_PLACE}
    assert len(found) == plan.problem.shape[0]


def test_the_slot_that_would_open_most_mentors_does():
    """Whoever is left for want of a slot is told which one, and giving it opens as many mentors as said."""
    how = Settings(floor=0)
    mentees, mentors = crowd(4, 30, 25)
    mentees = [dataclasses.replace(one, slots=1, timezone="Europe/Paris") for one in mentees]
    mentors = [dataclasses.replace(one, slots=one.slots & ~1, timezone="Europe/Paris") for one in mentors]
    ours, theirs = encoded(mentees, mentors)
    plan = solve(ours, theirs, how)
    told = [one for one in reading.left_out(plan, reading.read(plan)) if one.slot is not None]
    assert told
    for one in told[:8]:
        row = int(plan.problem.rows[one.row])
        assert (one.code, one.rule) == (reading.NO_MENTOR, "no_slot") or one.code == reading.SEATS_SHORT
        free = dataclasses.replace(mentees[row], slots=mentees[row].slots | 1 << one.slot)
        assert common(free.slots, "Europe/Paris", 1 << one.slot, "Europe/Paris")
        less, more = (
            solved_row(person, mentors, plan.problem.mentors.refs, how) for person in (mentees[row], free)
        )
        assert more - less == one.opened


def solved_row(person, mentors, refs, how):
    """How many of the mentors with a place may be paired with one person."""
    ours, theirs = encoded([person], [one for one in mentors if one.ref in refs])
    grid = Grid(ours, theirs)
    return int(rules.allowed(rules.masks(grid, scoring.evaluate(grid, how)), how).sum())


def test_groups_are_held_against_the_rest():
    labels = ["Lille"] * 10 + ["Lyon"] * 10 + ["Brest"] * 2
    q = [750_000] * 10 + [500_000] * 5 + [-1] * 5 + [900_000, -1]
    lille, lyon, brest = (
        {one.label: one for one in fairness.groups(labels, q)}[name] for name in ("Lille", "Lyon", "Brest")
    )
    assert (lille.placed, lille.mean, lille.placed_flag, lille.mean_flag) == (1.0, 750_000, 1, 1)
    assert (lyon.placed, lyon.mean, lyon.placed_flag, lyon.mean_flag) == (0.5, 500_000, -1, -1)
    assert (brest.size, brest.placed_flag, brest.mean_flag) == (2, 0, 0)


def test_a_group_nobody_of_which_is_placed_has_no_mean():
    [alone, others] = fairness.groups(["a"] * 6 + ["b"] * 6, [-1] * 6 + [600_000] * 6)
    assert (alone.mean, alone.mean_flag, alone.placed_flag) == (None, 0, -1)
    assert others.placed_flag == 0
