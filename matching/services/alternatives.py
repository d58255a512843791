"""« Changer de mentor »: who else suits a person of a global proposal, and what each choice costs the
whole."""

from dataclasses import dataclass

import numpy as np
from django.db import transaction
from django.utils.translation import gettext as _

from applications.models import Profile
from applications.options import Kind
from matching.core import worth
from matching.core.settings import UNIT
from matching.models import Proposal, RunPair, RunPrices
from mentoring.models import NotAllowed

from . import proposals, ranking, runs, settings

MOST = 5


@dataclass(frozen=True)
class Alternative:
    """`cost` is what the whole loses at least, in points; None when the run cannot say (the mentor had no
    place then). `leaves_out`: it would leave at least one more person without a mentor. `seat_of` names whose
    seat it takes, `freed` is the mentor of the line it would replace."""

    candidate: ranking.Candidate
    cost: int | None
    leaves_out: bool
    seat_of: list


def alternatives(pair):
    """The best other mentors for the mentee of a line, today, with their cost by the run's prices."""
    board = ranking.Board()
    shortlist = board.candidates_for(pair.mentee, shown=MOST + 1)
    candidates = [one for one in shortlist.top if one.profile.pk != pair.mentor_id][:MOST]
    prices = RunPrices.objects.filter(run=pair.run_id).first()
    known = [as_dict(part) for part in (prices.mentees, prices.mentors)] if prices else [{}, {}]
    seated = RunPair.objects.filter(
        run=pair.run_id, removed_at=None, mentor__in=[one.profile.pk for one in candidates]
    ).select_related("mentee__person")
    sitting = {}
    for line in seated:
        sitting.setdefault(line.mentor_id, []).append(line.mentee)
    return [alternative(pair, one, known, sitting.get(one.profile.pk, [])) for one in candidates]


def alternative(pair, candidate, known, sitting):
    mentee_price, mentor_price = known[0].get(pair.mentee_id), known[1].get(candidate.profile.pk)
    if mentee_price is None or mentor_price is None or candidate.is_blocked:
        return Alternative(candidate, None, False, [])
    run = pair.run
    core_settings = settings.as_core(run.version)
    value = int(worth.fair(candidate.explained.explanation.q, run.gamma))
    if candidate.is_interested and run.is_interest_counted:
        value += int(worth.for_interest(np.int64(value), core_settings))
    if run.is_waiting_counted:
        value += int(worth.for_waiting(pair.days, core_settings))
    loss = mentee_price + mentor_price - value - run.level
    leaves_out = loss > run.level // 2
    cost = max(0, loss - run.level if leaves_out else loss)
    is_full = candidate.places is not None and len(sitting) >= candidate.places
    return Alternative(candidate, round(cost * 100 / UNIT), leaves_out, sitting if is_full else [])


def as_dict(blob):
    """{profile's key: price} from the bytes a run keeps."""
    rows = np.frombuffer(bytes(blob), dtype="<i8").reshape(-1, 2)
    return dict(zip(rows[:, 0].tolist(), rows[:, 1].tolist(), strict=True))


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
