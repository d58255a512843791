"""The global proposal against SciPy's dense optimum, its certificate, and what may never change it."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from matching.core import proposal, rules, scoring, worth
from matching.core.pairs import Grid
from matching.core.proposal import History, solve
from matching.core.settings import UNIT, Settings, lowest

from .people import crowd, encoded

DEFAULTS = Settings()
seeds = st.integers(0, 2**32 - 1)
some = settings(max_examples=12, deadline=None)


def worths(ours, theirs, how, history):
    """(n, m) what each pair is worth in millionths; -1 where it may not be made."""
    grid = Grid(ours, theirs)
    block = scoring.evaluate(grid, how)
    allowed = rules.allowed(rules.masks(grid, block, history.excluded), how)
    allowed &= block.q >= lowest(how.floor)
    values = worth.fair(block.q, how.gamma)
    rows = {ref: row for row, ref in enumerate(ours.refs)}
    columns = {ref: column for column, ref in enumerate(theirs.refs)}
    bonus = np.zeros(values.shape, np.int64)
    for one, other in history.interests:
        place = rows[one], columns[other]
        bonus[place] += worth.for_interest(values[place], how)
    for one, other in history.yesterday:
        bonus[rows[one], columns[other]] += worth.for_continuity(how)
    waiting = worth.for_waiting([history.waited.get(ref, 0) for ref in ours.refs], how)
    return np.where(allowed, values + bonus + waiting[:, None], -1)


def dense_optimum(ours, theirs, how, history):
    """(number, total) by SciPy over the whole table, one column a seat, number first."""
    table, seats = worths(ours, theirs, how, history), theirs.numbers["seats"].copy()
    for one, other in history.locked:
        table[ours.refs.index(one)] = -1
        seats[theirs.refs.index(other)] -= 1
    wide = np.repeat(table, np.maximum(0, seats), axis=1).astype(float)
    bonus = 1 + (len(ours) + 1) * max(1, wide.max(initial=0))
    taken = linear_sum_assignment(np.where(wide >= 0, wide + bonus, 0), maximize=True)
    values = wide[taken]
    return int((values >= 0).sum()), int(values[values >= 0].sum())


def proven(plan, ours, theirs, how, history):
    """The certificate, verified against the whole table: prices cover every pair and add up to the total."""
    table = worths(ours, theirs, how, history)[np.ix_(plan.problem.rows, plan.problem.columns)]
    rows, columns = np.nonzero(table >= 0)
    assert (plan.duals.reduced_cost(rows, columns, table[rows, columns]) >= 0).all()
    assert min(plan.duals.mentees.min(initial=0), plan.duals.mentors.min(initial=0)) >= 0
    seats = theirs.numbers["seats"].copy()
    for _one, other in history.locked:
        seats[theirs.refs.index(other)] -= 1
    assert plan.duals.bound(seats[plan.problem.columns]) == len(plan.pairs) * plan.duals.level + plan.total
    assert plan.gap == 0


def checked(plan, theirs, history):
    used = np.bincount(plan.pairs[:, 1], minlength=len(theirs))
    for _one, other in history.locked:
        used[theirs.refs.index(other)] += 1
    assert (used <= np.maximum(theirs.numbers["seats"], 0)).all()
    assert len(set(plan.pairs[:, 0].tolist())) == len(plan.pairs)


def a_history(seed, mentees, mentors):
    random = np.random.default_rng(seed)

    def some(number):
        return {
            (mentees[random.integers(len(mentees))].ref, mentors[random.integers(len(mentors))].ref)
            for _ in range(number)
        }

    open_mentors = [one.ref for one in mentors if one.seats_left]
    return History(
        excluded=frozenset(some(20)),
        locked=tuple((mentees[number].ref, open_mentors[number]) for number in range(3)),
        interests=frozenset(some(15)),
        yesterday=frozenset(some(15)),
        waited={one.ref: int(random.integers(0, 200)) for one in mentees},
    )


@pytest.mark.parametrize("lists", [(1, 1), (12, 16)])
@pytest.mark.parametrize("seed", range(12))
def test_as_good_as_the_dense_optimum_with_a_proof(monkeypatch, seed, lists):
    """Even from lists of one: pricing finds what they miss."""
    monkeypatch.setattr(proposal, "LISTS", lists)
    n, m = [(40, 25), (90, 30), (30, 60)][seed % 3]
    people = crowd(seed, n, m, twins=seed % 4)
    how = Settings(floor=(0, 50, 60)[seed % 3], gamma=(1, 2, 2.5, 4)[seed % 4])
    ours, theirs = encoded(*people)
    history = a_history(seed, *people)
    plan = solve(ours, theirs, how, history)
    checked(plan, theirs, history)
    proven(plan, ours, theirs, how, history)
    assert (len(plan.pairs), plan.total) == dense_optimum(ours, theirs, how, history)


def test_hundreds_of_people_who_often_answer_alike():
    people = crowd(77, 260, 140, twins=40)
    ours, theirs = encoded(*people)
    history = History()
    plan = solve(ours, theirs, DEFAULTS, history)
    proven(plan, ours, theirs, DEFAULTS, history)
    assert (len(plan.pairs), plan.total) == dense_optimum(ours, theirs, DEFAULTS, history)


def named(plan, ours, theirs):
    return {(ours.refs[row], theirs.refs[column]) for row, column in plan.pairs.tolist()}


def solved(people, how=DEFAULTS, history=None):
    ours, theirs = encoded(*people)
    return named(solve(ours, theirs, how, history), ours, theirs)


@pytest.mark.thorough
@some
@given(seeds)
def test_the_order_of_people_changes_nothing(seed):
    mentees, mentors = crowd(seed, 60, 40, twins=5)
    expected = solved((mentees, mentors))
    random = np.random.default_rng(seed)
    shuffled = [[side[place] for place in random.permutation(len(side))] for side in (mentees, mentors)]
    assert solved(shuffled) == expected


@pytest.mark.thorough
@some
@given(seeds)
def test_doubling_every_weight_changes_nothing(seed):
    people = crowd(seed, 60, 40)
    doubled = Settings(weights={name: 2 * weight for name, weight in DEFAULTS.weights.items()})
    assert solved(people, doubled) == solved(people)


@pytest.mark.thorough
@some
@given(seeds)
def test_a_seat_more_never_places_fewer(seed):
    mentees, mentors = crowd(seed, 60, 25)
    before = len(solved((mentees, mentors)))
    for number in range(0, len(mentors), 6):
        more = list(mentors)
        more[number] = dataclasses.replace(more[number], seats_left=more[number].seats_left + 1)
        assert len(solved((mentees, more))) >= before


@pytest.mark.thorough
@some
@given(seeds)
def test_forbidding_a_pair_never_improves(seed):
    ours, theirs = encoded(*crowd(seed, 50, 30))
    plan = solve(ours, theirs, DEFAULTS)
    for pair in sorted(named(plan, ours, theirs))[::5]:
        without = solve(ours, theirs, DEFAULTS, History(excluded=frozenset({pair})))
        assert (len(without.pairs), without.total) <= (len(plan.pairs), plan.total)


@pytest.mark.thorough
@some
@given(seeds)
def test_the_same_run_twice_changes_nothing(seed):
    """Yesterday's pairs weigh a little more, so they all stay when nothing else changed."""
    people = crowd(seed, 60, 40, twins=6)
    first = solved(people)
    assert solved(people, history=History(yesterday=frozenset(first))) == first


@pytest.mark.thorough
@some
@given(seeds)
def test_locked_pairs_stay_whatever_else_changes(seed):
    """A pair pinned is made in any later calculation, and its people are in no other."""
    mentees, mentors = crowd(seed, 40, 25)
    pairs = sorted(solved((mentees, mentors)))[:4]
    kept = solved((mentees, mentors), Settings(gamma=1, floor=70), History(locked=tuple(pairs)))
    assert not {mentee for mentee, _mentor in pairs} & {mentee for mentee, _mentor in kept}
    seats = {one.ref: one.seats_left for one in mentors}
    made = [mentor for _mentee, mentor in (*pairs, *kept)]
    assert all(made.count(ref) <= seats[ref] for ref in set(made))


@pytest.mark.thorough
@some
@given(seeds)
def test_identical_people_are_treated_identically(seed):
    """Who answered alike has the same scores with everyone and the same price: none envies another's
    mentor."""
    mentees, mentors = crowd(seed, 40, 25, twins=5)
    ours, theirs = encoded(mentees, mentors)
    plan = solve(ours, theirs, DEFAULTS)
    twins = [row for row, ref in enumerate(ours.refs) if ref.startswith("te")]
    q = scoring.score(ours, theirs, DEFAULTS)[twins]
    assert (q == q[0]).all()
    places = {row: place for place, row in enumerate(plan.problem.rows.tolist())}
    prices = {int(plan.duals.mentees[places[row]]) for row in twins if row in places}
    assert len(prices) <= 1


def test_a_locked_pair_leaves_the_problem_even_against_a_rule():
    mentees, mentors = crowd(3, 30, 20)
    mentors[0] = dataclasses.replace(mentors[0], seats_left=1)
    locked = (mentees[0].ref, mentors[0].ref)
    history = History(locked=(locked,), excluded=frozenset({locked}))
    pairs = solved((mentees, mentors), history=history)
    assert not {mentees[0].ref, mentors[0].ref} & {ref for pair in pairs for ref in pair}


def test_the_floor_is_what_the_page_shows():
    """A pair of 49.6 points is shown as 50: it is not below the floor of 50."""
    ours, theirs = encoded(*crowd(4, 60, 40))
    plan = solve(ours, theirs, Settings(floor=50))
    assert plan.q.min() >= 495_000


def twins(seats):
    """Two mentees who answered alike, and mentors with one seat who answered alike and suit them."""
    easy = {
        "slots": (1 << 28) - 1,
        "languages": frozenset({"fr"}),
        "types": frozenset({"technical"}),
        "channels": frozenset({"meet"}),
        "campus": "",
    }
    mentees, mentors = crowd(9, 2, 2, twins=2)
    return (
        [dataclasses.replace(one, **easy) for one in mentees],
        [dataclasses.replace(one, seats_left=1, **easy) for one in mentors[:seats]],
    )


def test_waiting_decides_who_is_served_not_who_suits_whom():
    mentees, [mentor] = twins(1)
    for patient in mentees:
        pairs = solved((mentees, [mentor]), history=History(waited={patient.ref: 60}))
        assert pairs == {(patient.ref, mentor.ref)}


def test_interest_and_yesterday_settle_what_is_otherwise_equal():
    mentees, mentors = twins(2)
    for mentor in mentors:
        wish = frozenset({(mentees[0].ref, mentor.ref)})
        assert wish <= solved((mentees, mentors), history=History(interests=wish))
        assert wish <= solved((mentees, mentors), history=History(yesterday=wish))


def test_equity_lifts_the_worst_served():
    people = crowd(12, 120, 60)
    ours, theirs = encoded(*people)
    total, fair = (solve(ours, theirs, Settings(gamma=gamma)) for gamma in (1, 4))
    assert fair.q.min() >= total.q.min()
    assert fair.q.sum() <= total.q.sum()


def test_stopping_early_says_how_far_the_best_may_be(monkeypatch):
    monkeypatch.setattr(proposal, "LISTS", (1, 1))
    ours, theirs = encoded(*crowd(2, 90, 60))
    best = solve(ours, theirs, Settings(floor=0))
    early = solve(ours, theirs, Settings(floor=0), most_rounds=1)
    level = early.duals.level
    assert early.gap > 0
    assert len(early.pairs) * level + early.total + early.gap >= len(best.pairs) * level + best.total


def test_people_who_all_answer_alike_are_paired_at_once():
    """Ties are cut elsewhere for each of them, so that they do not all ask for the same few."""
    [mentee, _other], [mentor] = twins(1)
    mentees = [dataclasses.replace(mentee, ref=f"e{n}", person=f"e{n}") for n in range(300)]
    mentors = [dataclasses.replace(mentor, ref=f"m{n}", person=f"m{n}") for n in range(200)]
    plan = solve(*encoded(mentees, mentors), DEFAULTS)
    assert len(plan.pairs) == 200
    assert plan.figures["rounds"] <= 2


@pytest.mark.parametrize(("n", "m"), [(0, 0), (0, 5), (5, 0)])
def test_an_empty_side_proposes_nobody(n, m):
    ours, theirs = encoded(*crowd(1, n, m))
    plan = solve(ours, theirs, DEFAULTS)
    assert plan.pairs.shape == (0, 2)
    assert (plan.gap, plan.total) == (0, 0)


def test_prices_say_what_forcing_a_pair_costs():
    """The reduced cost never overstates: solving again with the pair locked loses at least that much."""
    ours, theirs = encoded(*crowd(21, 50, 30))
    how = Settings(floor=0)
    plan = solve(ours, theirs, how)
    table = worths(ours, theirs, how, History())[np.ix_(plan.problem.rows, plan.problem.columns)]
    rows, columns = np.nonzero(table >= 0)
    random = np.random.default_rng(21)
    for place in random.choice(len(rows), 12, replace=False):
        row, column = rows[place], columns[place]
        cost = plan.duals.reduced_cost(row, column, table[row, column])
        pair = (ours.refs[plan.problem.rows[row]], theirs.refs[plan.problem.columns[column]])
        forced = solve(ours, theirs, how, History(locked=(pair,)))
        level = plan.duals.level
        whole = len(plan.pairs) * level + plan.total
        kept = (len(forced.pairs) + 1) * level + forced.total + table[row, column]
        assert whole - kept >= cost


def test_scores_are_whole_millionths():
    ours, theirs = encoded(*crowd(5, 40, 30))
    plan = solve(ours, theirs, DEFAULTS)
    q = scoring.score(ours, theirs, DEFAULTS)
    assert (plan.q == q[plan.pairs[:, 0], plan.pairs[:, 1]]).all()
    assert plan.q.max(initial=0) <= UNIT
