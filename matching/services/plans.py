"""Who takes part in a global proposal today, what weighs on it beyond answers, and how even-handed it is."""

import hashlib
from dataclasses import dataclass

import numpy as np
import ortools
from django.db.models.functions import TruncDate
from django.utils import timezone

from applications.models import Profile
from applications.options import Kind
from matching.core import criteria, fairness
from matching.core.pool import Pool
from matching.core.proposal import History
from matching.core.settings import CRITERIA
from matching.models import Proposal, Run

from . import features, pool

State = Proposal.State
WAITING_BANDS = ((90, "91"), (60, "61"), (30, "31"), (-1, "0"))
SLOT_BANDS = ((9, "10"), (4, "5"), (0, "1"), (-1, "0"))


@dataclass(frozen=True)
class Scope:
    """What narrows a proposal, by codes ("" for everyone), and what it does without: `removed` pairs are
    (mentor, mentee) public ids."""

    campus: str = ""
    formation: str = ""
    domain: str = ""
    removed: frozenset = frozenset()
    is_waiting_counted: bool = True
    is_interest_counted: bool = True


@dataclass(frozen=True)
class Inputs:
    """Two encoded pools and their history; `keys` gives profiles' keys by public id."""

    mentees: Pool
    mentors: Pool
    history: History
    keys: dict


def read(scope=None):
    """The Inputs of a proposal over everyone available: 9 queries whatever their number.

    Left out: who already has a mentor or was asked, who prefers that the team looks for them, and mentors
    without a place. What a coordinator pinned is locked; the last proposal's unconfirmed pairs weigh a
    little.
    """
    scope = scope or Scope()
    people = Profile.objects.open_to_matching().filter(is_opted_out=False)
    asked = Proposal.objects.awaiting().values("mentee")
    asking = narrowed(pool.without_a_mentor(people.exclude(pk__in=asked)), scope)
    crowds = features.mentees(asking), features.mentors(people)
    pools = features.pools(features.catalogue(), *crowds)
    keys = {}
    for crowd, side in zip(crowds, pools, strict=True):
        keys |= zip(side.refs, crowd.keys.tolist(), strict=True)
    history = History(
        excluded=frozenset(pool.exclusions()) | {(mentee, mentor) for mentor, mentee in scope.removed},
        locked=tuple(sorted(between(Proposal.objects.filter(state=State.DRAFT)))),
        interests=frozenset(between(Proposal.objects.filter(state=State.INTEREST)))
        if scope.is_interest_counted
        else frozenset(),
        yesterday=frozenset(unconfirmed()),
        waited=waited(asking.filter(kind=Kind.MENTEE)) if scope.is_waiting_counted else {},
    )
    return Inputs(*pools, history, keys)


def waited(profiles):
    """{public id: days of waiting}."""
    today = timezone.localdate()
    return {
        ref: max(0, (today - opened_on).days) if opened_on else 0
        for ref, opened_on in profiles.order_by().values_list("public_id", TruncDate("opened_at"))
    }


def narrowed(people, scope):
    wanted = {
        "campus__code": scope.campus,
        "formation__code": scope.formation,
        "domains__domain__code": scope.domain,
    }
    return people.filter(**{name: code for name, code in wanted.items() if code})


def between(proposals):
    """{(mentee, mentor)} public ids of some proposals."""
    return set(proposals.values_list("mentee__public_id", "mentor__public_id"))


def unconfirmed():
    """The pairs of the last proposal that nobody removed or sent."""
    last = Run.objects.filter(state=Run.State.DONE).first()
    if last is None:
        return set()
    kept = last.pairs.filter(removed_at=None, sent_at=None)
    return set(kept.values_list("mentee__public_id", "mentor__public_id"))


def engine():
    return f"numpy {np.__version__}, or-tools {ortools.__version__}"


def fingerprint(plan):
    """The SHA-256 of everything a Plan was computed from, whatever order the rows came in."""
    problem, found = plan.problem, hashlib.sha256()
    for side in (problem.mentees, problem.mentors):
        found.update("|".join(side.refs).encode())
        for tables in (side.sets, side.labels, side.numbers):
            for name in sorted(tables):
                found.update(np.ascontiguousarray(tables[name]).tobytes())
    history = problem.history
    for pairs in (history.excluded, history.locked, history.interests, history.yesterday):
        found.update(repr(sorted(pairs)).encode())
    found.update(repr(sorted(history.waited.items())).encode())
    found.update(repr(problem.settings).encode())
    return found.hexdigest()


def even_handedness(plan):
    """{dimension: [Group]} of the people who took part; labels are codes, "" for who has none."""
    problem = plan.problem
    q = np.full(problem.shape[0], -1)
    q[plan.chosen()[0]] = plan.q
    mentees = problem.mentees
    answered = sum(criteria.ANSWERED[name](mentees).astype(int) for name in CRITERIA)
    days = [problem.history.waited.get(ref, 0) for ref in mentees.refs]
    labels = {
        "campus": named(mentees, "campus"),
        "formation": named(mentees, "formation"),
        "blanks": (len(CRITERIA) - answered).tolist(),
        "waiting": [band(number, WAITING_BANDS) for number in days],
        "availability": [band(number, SLOT_BANDS) for number in mentees.sets["slots"].sum(1)],
    }
    return {dimension: fairness.groups(values, q) for dimension, values in labels.items()}


def named(side, name):
    codes = {number: code for code, number in side.vocabulary.codes[name].items()}
    return [codes.get(number, "") for number in side.labels[name].tolist()]


def band(number, bands):
    """The least of the band a number falls in, as a word."""
    return next(label for above, label in bands if number > above)
