"""What forbids a pair, and what to look at before proposing it. Each rule is a mask over a block of pairs."""

import numpy as np

from . import criteria
from .settings import BLOCK, OFF, WARN

FEW_ANSWERS = 4


def masks(mentees, mentors, block, excluded=frozenset()):
    """{rule: (n, m) booleans}, True where the rule strikes.

    `block` is the pools' Block; `excluded` holds (mentee ref, mentor ref) of pairs not to propose.
    """
    slots = criteria.common_slots(mentees, mentors)
    gave_slots = criteria.both(mentees.sets["slots"].any(1), mentors.sets["slots"].any(1))
    shape = block.q.shape
    answered = sum(block.answered[name].astype(int) for name in block.answered)
    applicable = sum(block.applies[name].astype(int) for name in block.applies)
    shares = {name: mentees.sets[name] @ mentors.sets[name].T > 0 for name in ("languages", "types")}
    talks = (
        criteria.common_live(mentees, mentors)
        | criteria.common_email(mentees, mentors)
        | criteria.discord_to_learn(mentees, mentors)
    )
    same_cohort = (
        criteria.same(mentees, mentors, "formation")
        & criteria.same(mentees, mentors, "campus")
        & criteria.outer(np.equal, mentees, mentors, "cohort_year")
        & (mentees.numbers["cohort_year"][:, None] > 0)
    )
    return {
        "same_person": criteria.same(mentees, mentors, "person"),
        "full": either(mentees.numbers["is_full"], mentors.numbers["is_full"]),
        "paused": either(~mentees.numbers["is_open"], ~mentors.numbers["is_open"]),
        "not_approved": either(~mentees.numbers["is_approved"], ~mentors.numbers["is_approved"]),
        "excluded": listed(mentees, mentors, excluded),
        "supervises": supervised(mentees, mentors),
        "same_cohort": same_cohort & mentors.numbers["is_learner"][None, :],
        "no_language": ~shares["languages"],
        "no_channel": ~talks,
        "no_type": ~shares["types"],
        "no_slot": gave_slots & (slots == 0),
        "opposite_terms": block.answered["term"] & (block.similarity["term"] == 0),
        "one_slot": gave_slots & (slots == 1),
        "overloaded": np.broadcast_to(mentees.numbers["is_overloaded"][:, None], shape),
        "avoid": np.broadcast_to(mentees.numbers["has_avoid"][:, None], shape),
        # "Four or fewer of eight": as many blanks when a criterion does not apply.
        "few_answers": answered <= FEW_ANSWERS - (8 - applicable),
    }


def allowed(found, settings):
    """(n, m) booleans: no rule of severity block strikes."""
    blocking = [mask for rule, mask in found.items() if settings.severities.get(rule, OFF) == BLOCK]
    return ~np.logical_or.reduce(blocking)


def strikes(found, settings, row=0, column=0):
    """([blocking rules], [warning rules]) of one pair of the block, in the order of `masks`."""
    hit = [rule for rule, mask in found.items() if mask[row, column]]
    severity = settings.severities
    return (
        [rule for rule in hit if severity.get(rule, OFF) == BLOCK],
        [rule for rule in hit if severity.get(rule, OFF) == WARN],
    )


def either(ours, theirs):
    return np.asarray(ours)[:, None] | np.asarray(theirs)[None, :]


def listed(mentees, mentors, pairs):
    mask = np.zeros((len(mentees), len(mentors)), bool)
    if pairs:
        rows = {facts.ref: row for row, facts in enumerate(mentees.facts)}
        columns = {facts.ref: column for column, facts in enumerate(mentors.facts)}
        for mentee, mentor in pairs:
            if mentee in rows and mentor in columns:
                mask[rows[mentee], columns[mentor]] = True
    return mask


def supervised(mentees, mentors):
    """The mentor supervises this learner's cohort. An unknown year of end is struck on the safe side."""
    mask = np.zeros((len(mentees), len(mentors)), bool)
    for column, mentor in enumerate(mentors.facts):
        for formation, campus, year in mentor.supervised:
            for row, mentee in enumerate(mentees.facts):
                is_there = (mentee.formation, mentee.campus) == (formation, campus)
                mask[row, column] |= is_there and mentee.cohort_year in (None, year)
    return mask
