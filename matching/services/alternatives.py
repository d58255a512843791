"""« Changer de mentor »: who else suits a person of a global proposal, and what each would cost the whole."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from applications.models import Profile
from applications.options import Kind
from matching.models import Proposal, RunPair
from mentoring.models import NotAllowed

from . import costs, proposals, ranking, runs

MOST = 5


@dataclass(frozen=True)
class Alternative:
    """`cost` is what the whole would lose, None when the run cannot say (the mentor had no place then);
    `seat_of` are the mentees one of whose seats it takes."""

    candidate: ranking.Candidate
    cost: costs.Cost | None
    seat_of: list


def alternatives(pair):
    """The best other mentors for the mentee of a line, today, with their cost by the run's prices."""
    board = ranking.Board()
    shortlist = board.candidates_for(pair.mentee, shown=MOST + 1)
    candidates = [one for one in shortlist.top if one.profile.pk != pair.mentor_id][:MOST]
    # Whoever has been asked since is not among the places left any more.
    seated = RunPair.objects.filter(
        run=pair.run_id,
        removed_at=None,
        sent_at=None,
        mentor__in=[one.profile.pk for one in candidates],
    ).select_related("mentee__person")
    sitting = {}
    for line in seated:
        sitting.setdefault(line.mentor_id, []).append(line.mentee)
    known = costs.Costs(pair.run)
    return [alternative(pair, one, known, sitting.get(one.profile.pk, [])) for one in candidates]


def alternative(pair, candidate, known, sitting):
    if candidate.is_blocked:
        return Alternative(candidate, None, [])
    cost = known.of(
        pair.mentee_id,
        candidate.profile.pk,
        candidate.explained.explanation.q,
        is_interested=candidate.is_interested,
        days=pair.days,
    )
    is_full = candidate.places is not None and len(sitting) >= candidate.places
    return Alternative(candidate, cost, sitting if cost and is_full else [])


def mentors():
    return Profile.objects.filter(kind=Kind.MENTOR).exclude(state=Profile.State.ARCHIVED)


@transaction.atomic
def replace(pair, mentor, *, by):
    """Pin `mentor` for the mentee of a line, and remove the line. Raises NotAllowed when the two may not be
    asked, when an interest already links them, or when the line was sent already."""
    runs.remove(pair, by=by)
    staged = proposals.stage(mentor, pair.mentee, by=by)
    if staged.state != Proposal.State.DRAFT:
        raise NotAllowed(
            _("{name} a manifesté son intérêt : proposez ce binôme, une épingle n’y ajoute rien.").format(
                name=mentor.person.first_name
            )
        )
    return staged
