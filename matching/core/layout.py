"""Criteria and rules of two pools as matrices and small tables: what `stream` makes its blocks of.

A score before the division by the sum of weights is `linear` + `met` + `slots` + `channels`; `blanks` turns
it into a score between 0 and 1; `place` adds the bonus; `struck` lists the pairs barred one by one.
"""

from dataclasses import dataclass

import numpy as np

from . import criteria, rules
from .pairs import Grid
from .pool import PLACES
from .scoring import OF_THE_PAIR, OF_THE_POOL, mean_of_means
from .settings import BLOCK, CRITERIA, OFF

# What a rule that blocks takes away before the division by the sum of weights: any score becomes negative.
BAR = 1e4


@dataclass(frozen=True)
class Product:
    """ours (n, k) times theirs (k, m), float32."""

    ours: np.ndarray
    theirs: np.ndarray

    def block(self, rows, columns, out):
        return np.matmul(self.ours[rows], self.theirs[:, columns], out=out)

    def part(self, rows, columns):
        return Product(self.ours[rows], np.ascontiguousarray(self.theirs[:, columns]))


@dataclass(frozen=True)
class Laid:
    """A table of kinds of mentees and kinds of mentors, laid out over the people of those kinds."""

    table: np.ndarray
    ours: np.ndarray
    theirs: np.ndarray

    def block(self, rows, columns, out):
        return np.take(self.table[self.ours[rows]], self.theirs[columns], axis=1, out=out, mode="clip")

    def some(self, rows, columns):
        return np.take(self.table[self.ours[rows]], self.theirs[columns], axis=1)

    def part(self, rows, columns):
        return Laid(self.table, self.ours[rows], self.theirs[columns])


def alike(columns):
    """(first of each kind, kind of each person) of people whose rows of `columns` are equal."""
    table = np.column_stack([np.asarray(column, dtype=np.float64) for column in columns])
    _values, first, kind = np.unique(table, axis=0, return_index=True, return_inverse=True)
    return first, kind.ravel()


def tabled(mentees, mentors, value, ours, theirs):
    """`value(Grid)` computed once for people alike in the columns `ours` and `theirs`, as a Laid table."""
    first, kind = alike(ours)
    other_first, other_kind = alike(theirs)
    table = value(Grid(mentees.take(first), mentors.take(other_first)))
    return Laid(np.ascontiguousarray(table, dtype=np.float32), kind, other_kind)


def factored(laid, ours=None, theirs=None):
    """A Laid table as the two factors of a product, zero where `ours` or `theirs` (booleans) say so."""
    left = laid.table[laid.ours]
    right = one_hot(laid.theirs, laid.table.shape[1])
    if ours is not None:
        left, right = left * ours[:, None], right * theirs[:, None]
    return left, right


def one_hot(labels, count):
    """(n, count) float32; a label of -1 is a row of zeros."""
    table = np.zeros((len(labels), max(1, count)), np.float32)
    known = np.flatnonzero(labels >= 0)
    table[known, labels[known]] = 1
    return table


def product(*factors):
    """The Product of several pairs of factors (n, k) and (m, k) side by side."""
    ours = np.hstack([np.asarray(left, dtype=np.float32) for left, _right in factors])
    theirs = np.hstack([np.asarray(right, dtype=np.float32) for _left, right in factors])
    return Product(ours, np.ascontiguousarray(theirs.T))


def blocks(settings, rule):
    return settings.severities.get(rule, OFF) == BLOCK


def linear(mentees, mentors, settings):
    """Everything that is a sum of products: coverage, tables of few kinds, and the rules they carry."""
    weight = settings.weights
    told = [{name: of[name](pool) for name in CRITERIA} for of, pool in sides(mentees, mentors)]

    def masked(name, laid):
        return factored(laid, told[0][name], told[1][name])

    wanted = mentees.sets["soft_skills"]
    share = wanted / np.maximum(1, wanted.sum(1))[:, None]
    families = [job_families(pool) for pool in (mentees, mentors)]
    return product(
        (weight["domains"] * mentees.sets["domains"], mentors.sets["domains"] > 0),
        (weight["skills"] * mentees.sets["skills_low"], mentors.sets["skills_low"]),
        (weight["skills"] * mentees.sets["skills_high"], mentors.sets["skills_high"]),
        (0.6 * weight["soft_skills"] * share, mentors.sets["soft_skills"]),
        # The same job family is worth 1 instead of the .7 that `met` gives.
        (0.18 * weight["experience"] * families[0], families[1]),
        # Half a slot, which `slots` took away.
        (weight["availability"] * 0.1 * told[0]["availability"][:, None], told[1]["availability"][:, None]),
        masked("availability", of_meetings(mentees, mentors, weight["availability"])),
        masked("soft_skills", of_style(mentees, mentors, weight["soft_skills"])),
        masked("experience", of_years(mentees, mentors, weight["experience"])),
        masked("formation", of_formation(mentees, mentors, weight["formation"])),
        masked("term", of_term(mentees, mentors, weight["term"], blocks(settings, "opposite_terms"))),
        *(factored(of_sets(mentees, mentors, name)) for rule, name in SHARED if blocks(settings, rule)),
    )


SHARED = (("no_language", "languages"), ("no_type", "types"))


def job_families(pool):
    return one_hot(pool.labels["job_family"], len(pool.vocabulary.codes["job_family"]))


def sides(mentees, mentors):
    return (criteria.ANSWERED, mentees), (criteria.ANSWERED_BY_MENTORS, mentors)


def of_meetings(mentees, mentors, weight):
    def value(grid):
        return weight * (0.25 * criteria.rhythm(grid) + 0.15 * criteria.length(grid))

    return tabled(mentees, mentors, value, *columns(mentees, mentors, "numbers", "frequency", "minutes"))


def of_style(mentees, mentors, weight):
    def value(grid):
        return 0.4 * weight * criteria.style(grid)

    return tabled(mentees, mentors, value, *columns(mentees, mentors, "labels", "style"))


def of_years(mentees, mentors, weight):
    def value(grid):
        return 0.4 * weight * criteria.years_ahead(grid)

    return tabled(mentees, mentors, value, *columns(mentees, mentors, "numbers", "years"))


def of_formation(mentees, mentors, weight):
    def value(grid):
        return weight * criteria.formation(grid)

    ours, theirs = columns(mentees, mentors, "labels", "formation", "formation_family")
    is_learner = mentors.numbers["is_learner"]
    theirs += [is_learner, mentors.numbers["cohort_year"] * is_learner]
    return tabled(mentees, mentors, value, [*ours, mentees.numbers["cohort_year"]], theirs)


def of_term(mentees, mentors, weight, is_barred):
    def value(grid):
        likeness = criteria.term(grid)
        return weight * likeness - (BAR * (likeness == 0) if is_barred else 0)

    return tabled(mentees, mentors, value, *columns(mentees, mentors, "labels", "term"))


def of_sets(mentees, mentors, name):
    """A bar where two people share none of these codes."""

    def value(grid):
        return -BAR * (grid.product(grid.mentees.sets[name], grid.mentors.sets[name]) == 0)

    return tabled(mentees, mentors, value, [mentees.sets[name]], [mentors.sets[name]])


def columns(mentees, mentors, kind, *names):
    return [[getattr(pool, kind)[name] for name in names] for pool in (mentees, mentors)]


def met(mentees, mentors, settings):
    """(Product, most): the smaller of the two is what a job family or a sector in common is worth."""
    most = 0.42 * settings.weights["experience"]
    ours, theirs = (np.hstack([pool.sets["sectors"], job_families(pool)]) for pool in (mentees, mentors))
    return product((most * ours, theirs)), np.float32(most)


def slots(mentees, mentors):
    """Common slots, less a half where both gave some: negative means that they have none in common."""
    factors = []
    for zone, label in mentees.vocabulary.codes["timezone"].items():
        is_here = mentees.labels["timezone"] == label
        if is_here.any():
            ours = mentees.sets["slots"] * is_here[:, None]
            factors.append((ours, criteria.free_bands(mentors, zone)))
    gave = [pool.sets["slots"].any(1)[:, None] for pool in (mentees, mentors)]
    return product(*factors, (-0.5 * gave[0], gave[1]))


def channels(mentees, mentors, settings):
    weight, is_barred = settings.weights["channels"], blocks(settings, "no_channel")

    def value(grid):
        found = weight * np.where(criteria.answered("channels", grid), criteria.channels(grid), 0)
        return found - BAR * ~criteria.talks(grid) if is_barred else found

    ours, theirs = (
        [
            pool.sets["channels"],
            pool.labels["preferred_channel"],
            *(pool.numbers[name] for name in ("has_discord", "uses_discord", "learns_discord", "has_email")),
        ]
        for pool in (mentees, mentors)
    )
    return tabled(mentees, mentors, value, ours, theirs)


def blanks(mentees, mentors, settings):
    """(slope, base), two Laid tables: a score is what is known times the slope plus the base.

    They follow from `scoring`: a blank is worth OF_THE_POOL of the pool's mean and OF_THE_PAIR of the pair's.
    """
    weights = np.array([settings.weights[name] for name in CRITERIA], dtype=np.float64)
    mean = np.array([settings.means[name] for name in CRITERIA])
    told = [np.column_stack([of[name](pool) for name in CRITERIA]) for of, pool in sides(mentees, mentors)]
    (first, kind), (other_first, other_kind) = (alike([answers]) for answers in told)
    ours, theirs = told[0][first], told[1][other_first]
    answered = ours[:, None, :] & theirs[None, :, :]
    applies = np.ones(ours.shape, bool)
    applies[:, CRITERIA.index("skills")] = ours[:, CRITERIA.index("skills")]
    total = np.maximum((applies * weights).sum(1), 1e-12)[:, None]
    known = answered @ weights
    blank = OF_THE_POOL * ((applies[:, None, :] & ~answered) @ (weights * mean))
    ratio = np.where(known > 0, (total - known) / np.maximum(known, 1e-12), 0)
    base = np.where(known > 0, blank, blank + OF_THE_PAIR * mean_of_means(settings) * total) / total
    if blocks(settings, "few_answers"):
        base = base - BAR * rules.are_few(answered.sum(2), applies.sum(1)[:, None])
    slope = (1 + OF_THE_PAIR * ratio) / total
    return tuple(Laid(table.astype(np.float32), kind, other_kind) for table in (slope, base))


def place(mentees, mentors):
    """The share of the missing points that meeting in person gives back, as a Laid table."""

    def value(grid):
        divisor = criteria.location(grid)
        return np.where(divisor > 0, 1 / np.maximum(divisor, 1), 0)

    ours, theirs = ([], [])
    for found, pool in ((ours, mentees), (theirs, mentors)):
        # Who does not wish to meet is alike, wherever they live.
        meets = pool.numbers["meets"]
        found += [meets, *(np.where(meets, pool.labels[name], -1) for name in PLACES)]
        found += [meets & pool.numbers[name] for name in ("travels_department", "travels_region")]
    return tabled(mentees, mentors, value, ours, theirs)


def struck(mentees, mentors, settings, excluded):
    """(rows, columns), sorted by row, of the pairs barred one by one: the same human being, an excluded pair,
    a mentor who supervises the learner or is in the same cohort."""
    cohorts = []
    for pool in (mentees, mentors):
        training, campus, year = pool.labels["formation"], pool.labels["campus"], pool.numbers["cohort_year"]
        is_known = (training >= 0) & (campus >= 0) & (year > 0)
        cohorts.append(np.where(is_known, (training * 100_000 + campus) * 10_000 + year, -1))
    cohorts[1] = np.where(mentors.numbers["is_learner"], cohorts[1], -1)
    named = {
        "same_person": lambda: equal(mentees.labels["person"], mentors.labels["person"]),
        "same_cohort": lambda: equal(*cohorts),
        "supervises": lambda: rules.supervised_indices(mentees, mentors),
        "excluded": lambda: rules.excluded_indices(mentees, mentors, excluded),
    }
    found = [find() for rule, find in named.items() if blocks(settings, rule)]
    rows, others = np.concatenate([np.empty((2, 0), np.int64), *found], axis=1)
    order = np.argsort(rows, kind="stable")
    return rows[order], others[order]


def equal(ours, theirs):
    """(rows, columns) of the pairs with the same label; -1 equals nothing."""
    order = np.argsort(theirs, kind="stable")
    first, last = (np.searchsorted(theirs[order], ours, side=side) for side in ("left", "right"))
    counts = np.where(ours >= 0, last - first, 0)
    rows = np.repeat(np.arange(len(ours)), counts)
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.array([rows, order[np.repeat(first, counts) + within]])
