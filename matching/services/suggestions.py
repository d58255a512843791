"""Whom a mentor may read about, without a name: true scores, in lists composed to serve everyone.

Lists are composed by the prices of the last global proposal over everyone, each alone. Before there is one,
the lists of all mentors are dealt together; where that is too much for a page, they are in raw order.
"""

import dataclasses

import numpy as np
from django.db.models import Exists, OuterRef

from applications.models import Profile
from applications.options import Kind, Term
from matching.core import criteria, suggesting
from matching.core import ranking as core
from matching.core.explain import explain_all
from matching.core.pairs import Grid
from matching.core.pool import encode
from matching.core.settings import UNIT
from matching.models import Proposal

from . import composing, explaining, features, pool, ranking

SIZE = composing.SIZE


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
        """(n,) whether each of these mentees passes, for a pool of one mentor."""
        kept = np.ones(len(mentees), bool)
        if self.domain:
            column = mentees.vocabulary.columns["domains"].get(self.domain)
            kept &= False if column is None else mentees.sets["domains"][:, column] > 0
        if self.term:
            wanted = [mentees.vocabulary.codes["term"].get(term, -2) for term in (self.term, Term.FLEXIBLE)]
            kept &= np.isin(mentees.labels["term"], wanted)
        if self.is_near:
            kept &= criteria.location(Grid(mentees, mentor))[:, 0] > 0
        return kept


def suggestions_for(mentor, filters=None, *, size=SIZE):
    """At most `size` Suggestions for a mentor with a free place: best fit first, then longest wait.

    Left out: people asked or pinned elsewhere, excluded with this mentor, below the floor, or who prefer that
    the team looks for them; and everyone, when the mentor prefers that too.
    """
    me = pool.facts_of(mentor)
    if mentor.is_opted_out or not (me.is_available and me.is_approved and me.seats_left):
        return []
    board = ranking.Board()
    crowd = features.mentees(waiting_mentees())
    [mentees] = features.pools(board.catalogue, crowd, beside=[me])
    mine = encode([me], mentees.vocabulary)
    found = core.standing(
        mine, mentees, board.settings, is_mentee=False, excluded=pool.exclusions(mentor=mentor)
    )
    possible = found.is_allowed & core.is_reached(found.q, board.settings)
    possible &= ~np.isin(crowd.keys, open_with(mentor))
    if filters:
        possible &= filters.keep(mentees, mine)
    if prices := composing.latest():
        rows = by_prices(prices, prices.first_for(mentor), crowd.keys, mentees.refs, found.q, possible, size)
    elif are_few(len(crowd), reading_mentors().count()):
        rows = dealt(mentor, board, crowd, possible, size)
    else:
        rows = found.best(possible, size)
    return told(me, [int(crowd.keys[row]) for row in rows], board)


def are_few(mentees, mentors):
    """Whether the lists of so many people can be dealt together while a page waits."""
    return mentees * mentors <= ranking.MOST_PAIRS


def by_prices(prices, first, keys, refs, q, possible, size):
    """Rows of one mentor's list: the pool's `keys`, `refs`, scores `q`, and who of it is `possible`."""
    places = {key: row for row, key in enumerate(keys.tolist())} if first else {}
    rows = [places[key] for key in first if key in places]
    return suggesting.composed(q, possible, prices.of(keys), prices.run.gamma, size, refs, rows)


def told(me, keys, board):
    """Suggestions of these profiles for a mentor's facts."""
    return told_all([(me, keys)], board)[0]


def told_all(lists, board):
    """[[Suggestion]] of some (mentor's facts, keys of profiles): 5 queries."""
    everybody = {key for _me, keys in lists for key in keys}
    side = pool.mentees(Profile.objects.filter(pk__in=everybody))
    rows = {profile.pk: row for row, profile in enumerate(side.profiles)}
    lists = [(me, sorted(key for key in keys if key in rows)) for me, keys in lists]
    pairs = [(side.facts[rows[key]], me) for me, keys in lists for key in keys]
    explained = iter(explain_all(pairs, board.settings))
    return [
        sorted(
            (suggestion(side.profiles[rows[key]], next(explained), board) for key in keys),
            key=lambda one: (-one.explained.explanation.q, -one.days),
        )
        for _me, keys in lists
    ]


def suggestion(profile, explanation, board):
    explained = explaining.Explained(explanation, board.labels, board.version)
    return Suggestion(profile, explained, ranking.waited(profile, board.today))


def waiting_mentees():
    """Profiles of those who may stand on a list."""
    taken = Proposal.objects.filter(
        mentee=OuterRef("pk"), state__in=[Proposal.State.DRAFT, *Proposal.AWAITING]
    )
    people = Profile.objects.open_to_matching().filter(kind=Kind.MENTEE, is_opted_out=False)
    return pool.without_a_mentor(people).filter(~Exists(taken))


def reading_mentors():
    """Profiles of those who may have a list, places apart."""
    return Profile.objects.open_to_matching().filter(kind=Kind.MENTOR, is_opted_out=False)


def open_with(mentor):
    """Keys of the mentees something is open with already."""
    return list(Proposal.objects.open().filter(mentor=mentor).values_list("mentee", flat=True))


def dealt(mentor, board, crowd, possible, size):
    """Rows of `crowd` on the mentor's list when the lists of all mentors are dealt together; `possible` says
    which may be."""
    theirs = features.mentors(reading_mentors())
    scores, order = everyones(board, crowd, theirs)
    column = int(np.flatnonzero(theirs.keys == mentor.pk)[0])
    scores[~possible[order], column] = -1
    return order[suggesting.deal(scores, size)[column]]


def everyones_lists(board, mentors, *, size=SIZE):
    """Yield (mentor's key, keys on their list in no order) for these of the mentors who read lists (keys), as
    `suggestions_for` would make each: everybody is read once."""
    crowd, theirs = features.mentees(waiting_mentees()), features.mentors(reading_mentors())
    if not min(len(crowd), len(theirs)):
        return
    prices = composing.latest()
    columns = [(column, key) for column, key in enumerate(theirs.keys.tolist()) if key in mentors]
    if not prices and are_few(len(crowd), len(theirs)):
        scores, order = everyones(board, crowd, theirs)
        lists = suggesting.deal(scores, size)
        yield from ((key, crowd.keys[order[lists[column]]].tolist()) for column, key in columns)
        return
    mentees, pool_of_mentors = features.pools(board.catalogue, crowd, theirs)
    excluded = pool.grouped((pair[1], pair) for pair in pool.exclusions())
    taken = pool.grouped(Proposal.objects.open().values_list("mentor", "mentee"))
    for column, key in columns:
        mine = pool_of_mentors.take(np.array([column]))
        struck = frozenset(pair for (pair,) in excluded[mine.refs[0]])
        found = core.standing(mine, mentees, board.settings, is_mentee=False, excluded=struck)
        possible = found.is_allowed & core.is_reached(found.q, board.settings)
        possible &= ~np.isin(crowd.keys, [mentee for (mentee,) in taken[key]])
        if prices:
            first = prices.firsts.get(key, [])
            rows = by_prices(prices, first, crowd.keys, mentees.refs, found.q, possible, size)
        else:
            rows = found.best(possible, size)
        yield key, crowd.keys[rows].tolist()


def everyones(board, crowd, theirs):
    """(scores, order): (n, m) in millionths to single precision, -1 where the pair is not possible; rows are
    those of `crowd` in an order that says nothing of people."""
    mentees, mentors = features.pools(board.catalogue, crowd, theirs)
    order = sorted(range(len(mentees)), key=lambda row: suggesting.neutral(mentees.refs[row]))
    order = np.array(order, np.int64)
    scores = core.table(mentees.take(order), mentors, board.settings, pool.exclusions())
    scores = np.rint(scores * UNIT).astype(np.int64)
    scores[~core.is_reached(scores, board.settings)] = -1
    rows = {key: row for row, key in enumerate(crowd.keys[order].tolist())}
    columns = {key: column for column, key in enumerate(theirs.keys.tolist())}
    for mentor, mentee in Proposal.objects.open().values_list("mentor", "mentee"):
        if mentor in columns and mentee in rows:
            scores[rows[mentee], columns[mentor]] = -1
    return scores, order


def counts(*, size=SIZE):
    """{mentor's person: length of the list}: lists of a small pool are dealt as a page would; otherwise who
    is possible is counted."""
    board = ranking.Board()
    crowd, theirs = features.mentees(waiting_mentees()), features.mentors(reading_mentors())
    if not min(len(crowd), len(theirs)):
        return {}
    if are_few(len(crowd), len(theirs)) and not composing.latest():
        scores, _order = everyones(board, crowd, theirs)
        numbers = [len(chosen) for chosen in suggesting.deal(scores, size)]
    else:
        pools = features.pools(board.catalogue, crowd, theirs)
        _mentees, mentors = core.chances(*pools, board.settings, pool.exclusions())
        numbers = np.minimum(size, mentors.reached).tolist()
    persons = dict(reading_mentors().values_list("pk", "person"))
    return {persons[key]: number for key, number in zip(theirs.keys.tolist(), numbers, strict=True)}
