"""What forbids a pair, and what to look at before proposing it. Each rule is a mask over a block of pairs."""

import numpy as np

from . import criteria
from .settings import BLOCK, OFF, WARN

FEW_ANSWERS = 4


def masks(pairs, block, excluded=frozenset()):
    """{rule: booleans of the pairs' shape}, True where the rule strikes.

    `block` is the pairs' Block; `excluded` holds (mentee ref, mentor ref) of pairs not to propose.
    """
    mentees, mentors = pairs.mentees, pairs.mentors
    slots, gave_slots = criteria.common_slots(pairs), criteria.answered("availability", pairs)
    answered = sum(block.answered[name].astype(int) for name in block.answered)
    applicable = sum(block.applies[name].astype(int) for name in block.applies)
    shares = {
        name: pairs.product(mentees.sets[name], mentors.sets[name]) > 0 for name in ("languages", "types")
    }
    years = criteria.sides(pairs, "numbers", "cohort_year")
    same_cohort = (
        criteria.same(pairs, "formation")
        & criteria.same(pairs, "campus")
        & (years[0] == years[1])
        & (years[0] > 0)
    )
    return {
        "same_person": criteria.same(pairs, "person"),
        "full": either(pairs, mentees.numbers["is_full"], mentors.numbers["is_full"]),
        "paused": either(pairs, ~mentees.numbers["is_open"], ~mentors.numbers["is_open"]),
        "not_approved": either(pairs, ~mentees.numbers["is_approved"], ~mentors.numbers["is_approved"]),
        "excluded": listed(pairs, excluded),
        "supervises": supervised(pairs),
        "same_cohort": same_cohort & pairs.theirs(mentors.numbers["is_learner"]),
        "no_language": ~shares["languages"],
        "no_channel": ~criteria.talks(pairs),
        "no_type": ~shares["types"],
        "no_slot": gave_slots & (slots == 0),
        "opposite_terms": block.answered["term"] & (block.similarity["term"] == 0),
        "one_slot": gave_slots & (slots == 1),
        "overloaded": np.broadcast_to(pairs.ours(mentees.numbers["is_overloaded"]), pairs.shape),
        "avoid": np.broadcast_to(pairs.ours(mentees.numbers["has_avoid"]), pairs.shape),
        "few_answers": are_few(answered, applicable),
    }


def allowed(found, settings):
    """Booleans of the pairs' shape: no rule of severity block strikes."""
    blocking = [mask for rule, mask in found.items() if settings.severities.get(rule, OFF) == BLOCK]
    return ~np.logical_or.reduce(blocking)


def are_few(answered, applicable):
    """ "Four or fewer of eight" are answered: as many blanks when a criterion does not apply."""
    return answered <= FEW_ANSWERS - (8 - applicable)


def is_free(pool, settings):
    """(n,) whether no rule about the person alone blocks every pair they could be in."""
    struck = {
        "full": pool.numbers["is_full"],
        "paused": ~pool.numbers["is_open"],
        "not_approved": ~pool.numbers["is_approved"],
        "overloaded": pool.numbers["is_overloaded"],
        "avoid": pool.numbers["has_avoid"],
    }
    blocking = [mask for rule, mask in struck.items() if settings.severities.get(rule, OFF) == BLOCK]
    return ~np.logical_or.reduce([np.zeros(len(pool), bool), *blocking])


def strikes(found, settings, *place):
    """([blocking rules], [warning rules]) of one pair, in the order of `masks`; `place` is its index or
    indices in the masks."""
    hit = [rule for rule, mask in found.items() if mask[place]]
    severity = settings.severities
    return (
        [rule for rule in hit if severity.get(rule, OFF) == BLOCK],
        [rule for rule in hit if severity.get(rule, OFF) == WARN],
    )


def either(pairs, ours, theirs):
    return pairs.ours(ours) | pairs.theirs(theirs)


def listed(pairs, excluded):
    """Which of the pairs are excluded by name."""
    ours, theirs = excluded_indices(pairs.mentees, pairs.mentors, excluded)
    return pairs.among(ours, theirs)


def supervised(pairs):
    """The mentor supervises this learner's cohort. An unknown year of end is struck on the safe side."""
    return pairs.among(*supervised_indices(pairs.mentees, pairs.mentors))


def excluded_indices(mentees, mentors, excluded):
    """(rows, columns) of the excluded pairs both of whose people are here."""
    if not excluded:
        return np.empty((2, 0), np.int64)
    wanted = [set(side) for side in zip(*excluded, strict=True)]
    rows, columns = (
        {ref: place for place, ref in enumerate(pool.refs) if ref in refs}
        for pool, refs in zip((mentees, mentors), wanted, strict=True)
    )
    known = [(rows[one], columns[other]) for one, other in excluded if one in rows and other in columns]
    return np.array(known, np.int64).reshape(-1, 2).T


def supervised_indices(mentees, mentors):
    """(rows, columns) of the mentees each mentor supervises."""
    training, campus, year = (
        mentees.labels["formation"],
        mentees.labels["campus"],
        mentees.numbers["cohort_year"],
    )
    columns, cohort_training, cohort_campus, cohort_year = mentors.supervised.T
    places = [np.empty((2, 0), np.int64)]
    if len(mentees) < len(columns):
        for row in range(len(mentees)):
            is_theirs = (cohort_training == training[row]) & (cohort_campus == campus[row])
            found = columns[is_theirs & ((cohort_year == year[row]) | (year[row] == 0))]
            places.append(np.array([np.full(len(found), row), found]))
    else:
        for column, *cohort in mentors.supervised.tolist():
            is_there = (training == cohort[0]) & (campus == cohort[1])
            rows = np.flatnonzero(is_there & ((year == cohort[2]) | (year == 0)))
            places.append(np.array([rows, np.full(len(rows), column)]))
    return np.concatenate(places, axis=1)
