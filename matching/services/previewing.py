"""What other settings would change for today's people: two global proposals, side by side."""

import dataclasses
from statistics import mean

from applications.models import Profile
from matching.core.proposal import solve
from matching.core.settings import points

from . import features, plans, settings

LEAST_SHARE = 0.05
# Two proposals over so many pairs take some five seconds; a larger pool is told that it is too large.
MOST_PAIRS = 25_000_000
MOST_SHOWN = 30


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
    """`moved` are (mentee, mentor before, mentor after), None where there is no mentor; perhaps the first of
    `moved_count` only."""

    before: Figures
    after: Figures
    moved: list
    moved_count: int


def preview(version, draft):
    """The Preview of `draft` in the place of `version` for everyone who could be proposed today. Its `moved`
    are profiles, MOST_SHOWN at most. None when people are too many for one page. Writes nothing."""
    inputs = plans.read()
    if len(inputs.mentees) * len(inputs.mentors) > MOST_PAIRS:
        return None
    after = settings.as_core(draft)
    after = dataclasses.replace(after, means=features.measured_means(after))
    before = settings.as_core(version)
    found = compare(proposed(inputs, before), proposed(inputs, after), number_waiting(inputs))
    shown = found.moved[:MOST_SHOWN]
    profiles = Profile.objects.select_related("person").in_bulk(
        {ref for row in shown for ref in row if ref}, field_name="public_id"
    )
    return dataclasses.replace(found, moved=[tuple(profiles.get(ref) for ref in row) for row in shown])


def number_waiting(inputs):
    """How many have neither a mentor nor a pinned pair."""
    pinned = {mentee for mentee, _mentor in inputs.history.locked}
    is_paired = inputs.mentees.numbers["is_full"].tolist()
    people = zip(inputs.mentees.refs, is_paired, strict=True)
    return sum(not paired and ref not in pinned for ref, paired in people)


def proposed(inputs, how):
    """[(mentee ref, mentor ref, q)] of the global proposal that the core settings `how` would make."""
    plan = solve(inputs.mentees, inputs.mentors, how, inputs.history)
    return [
        (inputs.mentees.refs[row], inputs.mentors.refs[column], int(q))
        for (row, column), q in zip(plan.pairs.tolist(), plan.q, strict=True)
    ]


def compare(before, after, waiting):
    """The Preview of two proposals, lists of (mentee ref, mentor ref, q in millionths); `moved` holds refs.
    `waiting` is how many people have no mentor."""
    changed = moved(before, after)
    return Preview(figures(before, waiting), figures(after, waiting), changed, len(changed))


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
