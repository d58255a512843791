"""Whom a mentor may read about, without a name: true scores, in lists composed to serve everyone.

Raw lists leave some people on nobody's and put others on everyone's. Before any global proposal exists, the
lists of all mentors are dealt together: each keeps their best partner, nobody stands on more than 1.5 times a
fair share of lists, and nobody possible is left out.
"""

import dataclasses
import hashlib
import math

import numpy as np
from django.utils import timezone

from applications.models import Profile
from applications.options import Term
from matching.core import criteria, rules, scoring
from matching.core import explain as core_explain
from matching.core import pool as encoding
from matching.core.pairs import Grid
from matching.core.settings import points
from matching.models import Proposal

from . import explaining, pool, ranking

SIZE = 10
FAIR_SHARES = 1.5


@dataclasses.dataclass(frozen=True)
class Suggestion:
    """A person a mentor may accompany. `mentee` holds the name: pages show no more than its `excerpt`."""

    mentee: Profile
    explained: explaining.Explained
    days: int

    @property
    def goal(self):
        return explaining.goal_line(self.mentee)


@dataclasses.dataclass(frozen=True)
class Filters:
    """What a mentor narrows the list to: a domain's code, "short" or "long", people they could meet."""

    domain: str = ""
    term: str = ""
    is_near: bool = False

    def __bool__(self):
        return bool(self.domain or self.term or self.is_near)

    def keep(self, mentees, mentor):
        """(n,) whether each of these mentees' facts passes, for one mentor's."""
        kept = [
            (not self.domain or self.domain in one.domains)
            and (not self.term or one.term in (self.term, Term.FLEXIBLE))
            for one in mentees
        ]
        if not self.is_near:
            return np.array(kept)
        return np.array(kept) & (criteria.location(Grid(*pool.encoded(mentees, [mentor])))[:, 0] > 0)


def suggestions_for(mentor, filters=None, *, size=SIZE):
    """At most `size` Suggestions for a mentor with a free place: best fit first, then longest wait.

    Left out: people asked or pinned elsewhere, excluded with this mentor, below the floor, or who prefer that
    the team looks for them; and everyone, when the mentor prefers that too.
    """
    board = ranking.Board()
    mentees, mentors = sides(board)
    column = next((i for i, row in enumerate(mentors.profiles) if row.pk == mentor.pk), None)
    if column is None or not mentees.facts:
        return []
    if is_too_large(mentees, mentors):
        mentors = pool.Side([mentors.profiles[column]], [mentors.facts[column]])
        column = 0
    scores = scores_of(board, mentees, mentors)
    if filters:
        scores[~filters.keep(mentees.facts, mentors.facts[column]), column] = -1
    chosen = deal(scores, size)[column]
    today = timezone.localdate()
    found = [
        Suggestion(
            mentee=mentees.profiles[row],
            explained=explaining.Explained(
                core_explain.explain(
                    mentees.facts[row], mentors.facts[column], board.settings, board.excluded
                ),
                board.labels,
                board.version,
            ),
            days=ranking.waited(mentees.profiles[row], today),
        )
        for row in chosen
    ]
    return sorted(found, key=lambda one: (-one.explained.explanation.q, -one.days))


def counts(*, size=SIZE):
    """{mentor's person: length of the list}, all lists dealt once; {} when the pool is too large."""
    board = ranking.Board()
    mentees, mentors = sides(board)
    if not mentees.facts or not mentors.facts or is_too_large(mentees, mentors):
        return {}
    lists = deal(scores_of(board, mentees, mentors), size)
    return {row.person_id: len(chosen) for row, chosen in zip(mentors.profiles, lists, strict=True)}


def sides(board):
    """(mentees, mentors) who may stand on lists and read them."""
    mentors = board.chosen(board.free, lambda facts: not board.profile_of(facts).is_opted_out)
    taken = board.asked | {one.mentee_id for one in board.open if one.state == Proposal.State.DRAFT}
    mentees = board.chosen(
        board.waiting,
        lambda facts: not board.profile_of(facts).is_opted_out and board.profile_of(facts).pk not in taken,
    )
    # Rows in an order that says nothing about people, so that ties favour nobody.
    order = sorted(range(len(mentees.facts)), key=lambda row: shuffled(mentees.facts[row].ref))
    return pool.Side([mentees.profiles[i] for i in order], [mentees.facts[i] for i in order]), mentors


def is_too_large(mentees, mentors):
    """Whether the lists of all mentors are too many to be dealt together for one page."""
    return len(mentees.facts) * len(mentors.facts) > ranking.MOST_PAIRS


def scores_of(board, mentees, mentors):
    """(n, m) scores in millionths of two sides; -1 where the pair is blocked, below the floor, or has
    something open already."""
    vocabulary = encoding.Vocabulary(mentees.facts, mentors.facts)
    theirs = encoding.encode(mentors.facts, vocabulary)
    step = max(1, ranking.PAIRS_IN_A_BLOCK // len(mentors.facts))
    parts = []
    for start in range(0, len(mentees.facts), step):
        ours = encoding.encode(mentees.facts[start : start + step], vocabulary)
        pairs = Grid(ours, theirs)
        block = scoring.evaluate(pairs, board.settings)
        allowed = rules.allowed(rules.masks(pairs, block, board.excluded), board.settings)
        parts.append(np.where(allowed & (points(block.q) >= board.settings.floor), block.q, -1))
    scores = np.concatenate(parts)
    rows = {profile.pk: number for number, profile in enumerate(mentees.profiles)}
    columns = {profile.pk: number for number, profile in enumerate(mentors.profiles)}
    for mentor, mentee in board.between:
        if mentor in columns and mentee in rows:
            scores[rows[mentee], columns[mentor]] = -1
    return scores


def deal(scores, size):
    """One list of row numbers for each column of `scores` (n mentees, m mentors; negative: not possible)."""
    order = np.argsort(-scores, axis=0, kind="stable")
    possible = (scores >= 0).sum(0)
    wanted = np.minimum(possible, size)
    quota = max(1, math.ceil(FAIR_SHARES * wanted.sum() / max(1, len(scores))))
    lists = [order[:1, column].tolist() if possible[column] else [] for column in range(scores.shape[1])]
    used = np.zeros(len(scores), int)
    for chosen in lists:
        used[chosen] += 1
    place = np.ones(scores.shape[1], int)
    is_dealing = True
    while is_dealing:
        is_dealing = False
        for column, chosen in enumerate(lists):
            while place[column] < possible[column] and len(chosen) < size:
                row = order[place[column], column]
                place[column] += 1
                if used[row] < quota:
                    chosen.append(int(row))
                    used[row] += 1
                    is_dealing = True
                    break
    for row in np.flatnonzero((used == 0) & (scores.max(1, initial=-1) >= 0)):
        make_room(lists, used, scores[row], int(row), size)
    return lists


def make_room(lists, used, mine, row, size):
    """Put someone nobody's list holds on that of their best mentor who can spare a line."""
    for column in np.argsort(-mine, kind="stable"):
        if mine[column] < 0:
            return
        chosen = lists[column]
        if len(chosen) < size:
            chosen.append(row)
        else:
            spare = next((i for i in range(len(chosen) - 1, 0, -1) if used[chosen[i]] > 1), None)
            if spare is None:
                continue
            used[chosen[spare]] -= 1
            chosen[spare] = row
        used[row] += 1
        return


def shuffled(ref):
    return hashlib.blake2b(ref.encode(), digest_size=8).digest()
