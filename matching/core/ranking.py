"""One person against the other side, best first; the blocked ones stand last with their reasons."""

import hashlib
from dataclasses import dataclass

import numpy as np

from . import rules, scoring
from .pairs import Grid, Listed
from .pool import Vocabulary, encode
from .settings import UNIT, lowest, points
from .stream import TOLERANCE, Stream


@dataclass(frozen=True)
class Standing:
    """Everyone of `others` (an encoded pool) for one person of reference `ref`.

    `q` (n,) are scores in millionths; `found` has the rules' masks, (n,) each; `is_allowed` (n,): no rule
    blocks.
    """

    ref: str
    others: object
    q: np.ndarray
    found: dict
    is_allowed: np.ndarray

    def best(self, among, most=None):
        """(k,) rows of the `most` best of `among` (booleans), all of them by default, best first; ties by a
        hash of the two references, so that the order of rows never matters."""
        rows = np.flatnonzero(among)
        if most and len(rows) > most:
            edge = np.partition(self.q[rows], len(rows) - most)[len(rows) - most]
            rows = rows[self.q[rows] >= edge]

        def order(row):
            return -int(self.q[row]), tie(self.ref, self.others.refs[row])

        return np.array(sorted(rows.tolist(), key=order)[:most], np.int64)


def standing(person, others, settings, *, is_mentee, excluded=frozenset()):
    """The Standing of `others` for a pool of one person, over the same vocabulary.

    `is_mentee` says which side the person is on; `excluded` holds (mentee ref, mentor ref).
    """
    pairs = Grid(person, others) if is_mentee else Grid(others, person)
    block = scoring.evaluate(pairs, settings)
    found = {rule: np.ravel(mask) for rule, mask in rules.masks(pairs, block, excluded).items()}
    return Standing(person.refs[0], others, block.q.ravel(), found, rules.allowed(found, settings))


@dataclass(frozen=True)
class Ranked:
    """Someone of the other side: their facts, the score in millionths, what blocks and what warns."""

    facts: object
    q: int
    blocking: tuple
    warnings: tuple


def rank(person, others, settings, *, is_mentee, excluded=frozenset()):
    """[Ranked] of all of `others` (facts) for the facts of a person: allowed first, each part by score."""
    others = list(others)
    if not others:
        return []
    vocabulary = Vocabulary([person], others)
    pools = (encode(side, vocabulary) for side in ([person], others))
    found = standing(*pools, settings, is_mentee=is_mentee, excluded=excluded)
    order = [*found.best(found.is_allowed), *found.best(~found.is_allowed)]
    strikes = (map(tuple, rules.strikes(found.found, settings, row)) for row in order)
    return [
        Ranked(others[row], int(found.q[row]), *struck) for row, struck in zip(order, strikes, strict=True)
    ]


def tie(ref, other):
    return hashlib.blake2b("|".join(sorted((ref, other))).encode(), digest_size=8).digest()


def table(mentees, mentors, settings, excluded=frozenset()):
    """(n, m) float32 scores of two pools, 0 to 1 to TOLERANCE, negative where a rule forbids the pair."""
    scores = np.full((len(mentees), len(mentors)), -1, np.float32)
    for rows, columns, block in blocks(mentees, mentors, settings, excluded):
        scores[rows[:, None], columns] = block
    return scores


def blocks(mentees, mentors, settings, excluded=frozenset()):
    """Yield (rows, columns, scores) as a Stream does, rows and columns being those (k,), (l,) of the pools;
    people whom a rule about themselves forbids are in none."""
    ours, theirs = (np.flatnonzero(rules.is_free(pool, settings)) for pool in (mentees, mentors))
    stream = Stream(mentees.take(ours), mentors.take(theirs), settings, excluded)
    for rows, columns, scores in stream.blocks():
        yield ours[rows], theirs[columns], scores


@dataclass(frozen=True)
class Chances:
    """Of each person of a pool: `best` (n,), the best allowed score in millionths, -1 for none; `reached`
    (n,), how many allowed people of the other side are at the floor or above."""

    best: np.ndarray
    reached: np.ndarray


def chances(mentees, mentors, settings, excluded=frozenset()):
    """(Chances of mentees, Chances of mentors) over every pair of two pools. Counts are of single precision:
    a pair within TOLERANCE of the floor may fall on either side."""
    floor = lowest(settings.floor) / UNIT - TOLERANCE
    pools = (mentees, mentors)
    tops = [np.full(len(pool), -1, np.float32) for pool in pools]
    partners, reached = ([np.zeros(len(pool), np.int64) for pool in pools] for _turn in range(2))
    for rows, columns, scores in blocks(mentees, mentors, settings, excluded):
        for side, (mine, others) in enumerate(((rows, columns), (columns, rows))):
            reached[side][mine] += np.count_nonzero(scores >= floor, axis=1 - side)
            place = scores.argmax(1 - side)
            top = np.take_along_axis(scores, np.expand_dims(place, 1 - side), 1 - side).ravel()
            is_better = top > tops[side][mine]
            tops[side][mine[is_better]] = top[is_better]
            partners[side][mine[is_better]] = others[place[is_better]]
    found = []
    for side in range(2):
        possible = np.flatnonzero(tops[side] >= 0)
        pair = (possible, partners[side][possible])
        best = np.full(len(pools[side]), -1)
        best[possible] = scoring.evaluate(Listed(*pools, *pair[:: 1 - 2 * side]), settings).q
        found.append(Chances(best, reached[side]))
    return tuple(found)


def is_reached(q, settings):
    """Whether scores in millionths are shown at the floor or above."""
    return points(q) >= settings.floor
