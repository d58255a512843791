"""What other settings would change for today's people: two global proposals, side by side."""

from dataclasses import dataclass
from statistics import mean

from matching.core.settings import points

LEAST_SHARE = 0.05


@dataclass(frozen=True)
class Figures:
    """Of one proposal: how many pairs, their mean and 5th percentile in points (None without pairs), how many
    people without a mentor it leaves out."""

    pairs: int
    mean: int | None
    fifth: int | None
    left_out: int


@dataclass(frozen=True)
class Preview:
    """`moved` are (mentee, mentor before, mentor after) as references; None where there is no mentor."""

    before: Figures
    after: Figures
    moved: list


def compare(before, after, waiting):
    """The Preview of two proposals. Each is a list of (mentee ref, mentor ref, q in millionths); `waiting` is
    how many people have no mentor."""
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
