"""The score of a block of pairs, in millionths: integers, so that totals and comparisons are exact."""

from dataclasses import dataclass

import numpy as np

from . import criteria
from .pairs import Grid
from .settings import CRITERIA, UNIT

# A blank answer is worth mostly what the criterion gives in this pool, a little what the pair gives
# elsewhere: renormalising lets blank profiles win, counting zero makes them lose.
OF_THE_POOL, OF_THE_PAIR = 0.8, 0.2


@dataclass(frozen=True)
class Block:
    """Everything about some pairs; arrays have the pairs' shape, or that by criterion.

    `similarity` holds what counted, blanks filled in; `answered` and `applies` say where it comes from;
    `base` is the score without the location bonus, `q` with it, both in millionths.
    """

    similarity: dict
    answered: dict
    applies: dict
    base: np.ndarray
    q: np.ndarray


def score(mentees, mentors, settings):
    """(n_mentees, n_mentors) int64 scores in millionths of two encoded pools."""
    return evaluate(Grid(mentees, mentors), settings).q


def evaluate(pairs, settings):
    """The whole Block of some pairs."""
    similarity, answered, applies = {}, {}, {}
    known, known_weight = np.zeros(pairs.shape), np.zeros(pairs.shape)
    for name in CRITERIA:
        applies[name] = np.broadcast_to(pairs.ours(applies_to(name, pairs.mentees)), pairs.shape)
        answered[name] = criteria.answered(name, pairs) & applies[name]
        similarity[name] = criteria.ALL[name](pairs)
        weight = settings.weights.get(name, 0)
        known += np.where(answered[name], weight * similarity[name], 0)
        known_weight += np.where(answered[name], weight, 0)
    pool_mean = mean_of_means(settings)
    own_mean = np.where(known_weight > 0, known / np.maximum(known_weight, 1e-12), pool_mean)
    total, total_weight = np.zeros(pairs.shape), np.zeros(pairs.shape)
    for name in CRITERIA:
        blank = OF_THE_POOL * settings.means.get(name, pool_mean) + OF_THE_PAIR * own_mean
        filled = np.round(np.where(answered[name], similarity[name], blank), criteria.DECIMALS)
        similarity[name] = np.where(applies[name], filled, 0)
        weight = np.where(applies[name], settings.weights.get(name, 0), 0)
        total += weight * similarity[name]
        total_weight += weight
    base = np.rint(UNIT * total / np.maximum(total_weight, 1e-12)).astype(np.int64)
    divisor = criteria.location(pairs)
    bonus = np.where(divisor > 0, (UNIT - base) // np.maximum(divisor, 1), 0)
    return Block(similarity, answered, applies, base, base + bonus)


def applies_to(name, mentees):
    """(n,) whether a criterion applies; not applying depends on the mentee alone and favours no mentor."""
    return criteria.ANSWERED["skills"](mentees) if name == "skills" else np.ones(len(mentees), bool)


def mean_of_means(settings):
    total = sum(settings.weights.values())
    return sum(w * settings.means.get(name, 0.6) for name, w in settings.weights.items()) / total


def measure_means(mentees, mentors, settings, allowed):
    """The pool's mean of each criterion over answered, allowed pairs: what a blank is worth from then on.

    `allowed` is (n, m) booleans. A criterion nobody answered keeps the mean it had.
    """
    pairs, means = Grid(mentees, mentors), {}
    for name in CRITERIA:
        value = criteria.ALL[name](pairs)
        counted = criteria.answered(name, pairs) & allowed & applies_to(name, mentees)[:, None]
        means[name] = round(float(value[counted].mean()), 6) if counted.any() else settings.means[name]
    return means
