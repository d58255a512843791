"""What must hold whoever the people are."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.core import rules, scoring
from matching.core.explain import explain
from matching.core.pairs import Grid
from matching.core.pool import Vocabulary, encode
from matching.core.ranking import rank
from matching.core.settings import CRITERIA, UNIT, WEIGHTS, Settings

from .people import mentees, mentors

pytestmark = pytest.mark.thorough
DEFAULTS = Settings()
pools = st.tuples(st.lists(mentees, min_size=1, max_size=5), st.lists(mentors, min_size=1, max_size=5))


def table(ours, theirs, how=DEFAULTS):
    vocabulary = Vocabulary(ours, theirs)
    return scoring.score(encode(ours, vocabulary), encode(theirs, vocabulary), how)


@settings(max_examples=150, deadline=None)
@given(pools)
def test_block_and_pair_agree_and_lines_add_up(pool):
    ours, theirs = pool
    scores = table(ours, theirs)
    for row, mentee in enumerate(ours):
        for column, mentor in enumerate(theirs):
            explanation = explain(mentee, mentor, DEFAULTS)
            assert explanation.q == scores[row, column]
            assert sum(line.micro for line in explanation.lines) == explanation.q
            assert sum(line.shown for line in explanation.lines) == explanation.points
            assert 0 <= explanation.q <= UNIT


@settings(max_examples=60, deadline=None)
@given(pools, st.randoms())
def test_the_order_of_people_changes_nothing(pool, random):
    ours, theirs = pool
    rows, columns = list(range(len(ours))), list(range(len(theirs)))
    random.shuffle(rows)
    random.shuffle(columns)
    shuffled = table([ours[row] for row in rows], [theirs[column] for column in columns])
    assert np.array_equal(shuffled, table(ours, theirs)[np.ix_(rows, columns)])


@settings(max_examples=60, deadline=None)
@given(pools)
def test_doubling_all_weights_changes_nothing(pool):
    doubled = Settings(weights={name: 2 * weight for name, weight in WEIGHTS.items()})
    assert np.array_equal(table(*pool), table(*pool, how=doubled))


@settings(max_examples=100, deadline=None)
@given(mentees, mentors)
def test_a_blank_place_is_worth_no_less_than_a_far_one(mentee, mentor):
    far = dataclasses.replace(mentee, city="Brest", department="29", region="Bretagne")
    blank = dataclasses.replace(mentee, city="", department="", region="")
    assert explain(blank, mentor, DEFAULTS).q >= explain(far, mentor, DEFAULTS).q


@settings(max_examples=60, deadline=None)
@given(mentees, mentors)
def test_identical_people_are_treated_identically(mentee, mentor):
    twin = dataclasses.replace(mentor, ref="twin")
    scores = table([mentee], [mentor, twin])
    assert scores[0, 0] == scores[0, 1]


@settings(max_examples=60, deadline=None)
@given(mentees, mentors)
def test_a_criterion_that_does_not_apply_gives_its_weight_to_the_others(mentee, mentor):
    without = dataclasses.replace(mentee, skills={})
    lines = {line.criterion: line for line in explain(without, mentor, DEFAULTS).lines}
    assert (lines["skills"].state, lines["skills"].micro, lines["skills"].maximum) == ("not_applicable", 0, 0)
    assert sum(lines[name].maximum for name in CRITERIA) == 100


@settings(max_examples=60, deadline=None)
@given(mentees, st.lists(mentors, min_size=1, max_size=6))
def test_ranking_puts_the_blocked_last_and_loses_nobody(mentee, others):
    ranked = rank(mentee, others, DEFAULTS, is_mentee=True)
    assert sorted(one.facts.ref for one in ranked) == sorted(mentor.ref for mentor in others)
    is_blocked = [bool(one.blocking) for one in ranked]
    assert is_blocked == sorted(is_blocked)
    free = [one.q for one in ranked if not one.blocking]
    assert free == sorted(free, reverse=True)
    for one in ranked:
        found = explain(mentee, one.facts, DEFAULTS)
        assert (found.q, found.blocking, found.warnings) == (one.q, one.blocking, one.warnings)


@settings(max_examples=40, deadline=None)
@given(pools)
def test_allowed_is_the_absence_of_a_blocking_rule(pool):
    ours, theirs = pool
    vocabulary = Vocabulary(ours, theirs)
    encoded = encode(ours, vocabulary), encode(theirs, vocabulary)
    found = rules.masks(Grid(*encoded), scoring.evaluate(Grid(*encoded), DEFAULTS))
    mask = rules.allowed(found, DEFAULTS)
    for row in range(len(ours)):
        for column in range(len(theirs)):
            assert mask[row, column] == (not rules.strikes(found, DEFAULTS, row, column)[0])
