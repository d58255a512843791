"""One person against the other side, best first; the blocked ones stand last with their reasons."""

import hashlib
from dataclasses import dataclass

import numpy as np

from . import rules, scoring
from .pairs import Grid
from .pool import Vocabulary, encode


@dataclass(frozen=True)
class Ranked:
    """Someone of the other side: their facts, the score in millionths, what blocks and what warns."""

    facts: object
    q: int
    blocking: tuple
    warnings: tuple


def rank(person, others, settings, *, is_mentee, excluded=frozenset()):
    """All of `others` for `person`: allowed first, each part by score; ties by a hash of the two references,
    so that the order of rows never matters.

    `is_mentee` says which side `person` is on; `excluded` holds (mentee ref, mentor ref).
    """
    others = list(others)
    if not others:
        return []
    sides = ([person], others) if is_mentee else (others, [person])
    vocabulary = Vocabulary(*sides)
    mentees, mentors = (encode(side, vocabulary) for side in sides)
    pairs = Grid(mentees, mentors)
    block = scoring.evaluate(pairs, settings)
    found = rules.masks(pairs, block, excluded)
    scores = block.q.ravel()
    is_allowed = rules.allowed(found, settings).ravel()
    order = sorted(
        range(len(others)),
        key=lambda index: (not is_allowed[index], -scores[index], tie(person.ref, others[index].ref)),
    )
    ranked = []
    for index in order:
        row, column = (0, index) if is_mentee else (index, 0)
        blocking, warnings = rules.strikes(found, settings, row, column)
        ranked.append(Ranked(others[index], int(scores[index]), tuple(blocking), tuple(warnings)))
    return ranked


def tie(ref, other):
    return hashlib.blake2b("|".join(sorted((ref, other))).encode(), digest_size=8).digest()


def best_points(mentees, mentors, settings, excluded=frozenset()):
    """For two lists of facts: (n_mentees,) each mentee's best allowed score in millionths, -1 for none, and
    (n_mentees,) how many allowed mentors reach the floor."""
    if not mentees or not mentors:
        return np.full(len(mentees), -1), np.zeros(len(mentees), int)
    vocabulary = Vocabulary(mentees, mentors)
    ours, theirs = encode(mentees, vocabulary), encode(mentors, vocabulary)
    pairs = Grid(ours, theirs)
    block = scoring.evaluate(pairs, settings)
    is_allowed = rules.allowed(rules.masks(pairs, block, excluded), settings)
    scores = np.where(is_allowed, block.q, -1)
    return scores.max(1), (scores >= settings.floor * 10_000).sum(1)
