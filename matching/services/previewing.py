"""What other settings would change for today's people: two global proposals, side by side."""

import dataclasses
from statistics import mean

from matching.core.proposal import History, solve
from matching.core.settings import points
from matching.models import Proposal

from . import pool, ranking, settings

LEAST_SHARE = 0.05


@dataclasses.dataclass(frozen=True)
class Figures:
    """Of one proposal: how many pairs, their mean and 5th percentile in points (None without pairs), how many
    people without a mentor it leaves out."""

    pairs: int
    mean: int | None
    fifth: int | None
    left_out: int


@dataclasses.dataclass(frozen=True)
class Preview:
    """`moved` are (mentee, mentor before, mentor after); None where there is no mentor."""

    before: Figures
    after: Figures
    moved: list


def preview(version, draft):
    """The Preview of `draft` in the place of `version`, for all who could be proposed today; `moved` holds
    profiles. None when they are too many for one page. Writes nothing."""
    board = ranking.Board()
    mentees, mentors = sides(board)
    if len(mentees) * len(mentors) > ranking.MOST_PAIRS:
        return None
    after = settings.as_core(draft)
    after = dataclasses.replace(after, means=pool.measured_means(after))
    found = compare(
        proposed(board, mentees, mentors, settings.as_core(version)),
        proposed(board, mentees, mentors, after),
        len(mentees),
    )
    moved_people = [tuple(board.by_ref.get(ref) for ref in row) for row in found.moved]
    return dataclasses.replace(found, moved=moved_people)


def sides(board):
    """(facts of mentees, facts of mentors): those a calculation may pair, nobody asked or pinned already."""
    taken = board.asked | {one.mentee_id for one in board.open if one.state == Proposal.State.DRAFT}
    kept = [
        [facts for facts in side.facts if not board.profile_of(facts).is_opted_out]
        for side in (board.waiting, board.free)
    ]
    return [facts for facts in kept[0] if board.profile_of(facts).pk not in taken], kept[1]


def proposed(board, mentees, mentors, how):
    """[(mentee ref, mentor ref, q)] of the global proposal that the core settings `how` would make today."""
    if not mentees or not mentors:
        return []
    refs = {row.pk: row.public_id for row in board.by_ref.values()}
    between = [one for one in board.open if one.mentor_id in refs and one.mentee_id in refs]
    pairs = {one: (refs[one.mentee_id], refs[one.mentor_id]) for one in between}
    history = History(
        excluded=frozenset(board.excluded),
        locked=tuple(pairs[one] for one in between if one.state == Proposal.State.DRAFT),
        interests=frozenset(pairs[one] for one in between if one.is_interest),
        waited={facts.ref: ranking.waited(board.profile_of(facts), board.today) for facts in mentees},
    )
    plan = solve(*pool.encoded(mentees, mentors), how, history)
    return [
        (mentees[row].ref, mentors[column].ref, int(q))
        for (row, column), q in zip(plan.pairs.tolist(), plan.q, strict=True)
    ]


def compare(before, after, waiting):
    """The Preview of two proposals, lists of (mentee ref, mentor ref, q in millionths); `moved` holds refs.
    `waiting` is how many people have no mentor."""
    return Preview(figures(before, waiting), figures(after, waiting), moved(before, after))


def figures(pairs, waiting):
    scores = sorted(points(q) for _mentee, _mentor, q in pairs)
    return Figures(
        pairs=len(scores),
        mean=round(mean(scores)) if scores else None,
        fifth=scores[int(LEAST_SHARE * (len(scores) - 1))] if scores else None,
        left_out=waiting - len(scores),
    )


def moved(before, after):
    """Whose mentor changes, in the order of references."""
    was, will = ({mentee: mentor for mentee, mentor, _q in pairs} for pairs in (before, after))
    people = sorted({*was, *will})
    return [(one, was.get(one), will.get(one)) for one in people if was.get(one) != will.get(one)]
