"""Two people who said yes to each other elsewhere, on the telephone or face to face: the team says so."""

from django.db import transaction
from django.utils import timezone

from matching.models import Proposal
from mentoring.moves import lock, move

from . import answers, deadlines, explaining, seats

State = Proposal.State


def open_between(mentor, mentee):
    return Proposal.objects.open().filter(mentor=mentor, mentee=mentee).first()


def refusal(mentor, mentee):
    """(Explained pair, why these two cannot be a pair today or ""). What is open between them is no obstacle,
    and a place that a question to somebody else reserves is still free: the first yes counts."""
    explained = explaining.pair(mentor, mentee, places=1)
    found = seats.obstacle(mentor, mentee, ignoring=open_between(mentor, mentee), pairs_only=True)
    if found:
        return explained, found[1]
    return explained, "" if explained.is_allowed else explained.blocks()[0]


def agree(mentor, mentee, *, by, note):
    """Write down the mentor's yes, without a letter: the floor above writes the mentee's in the same
    transaction. `note` says how both were heard.

    Takes up what is open between the two, or a proposal of its own, and returns it. Raises NotAllowed when
    they cannot be a pair today.
    """
    with seats.refusing_conflicts(), transaction.atomic():
        mentor, mentee = seats.hold_profiles(mentor.pk, mentee.pk)
        answers.may_answer(None, by, note)
        found = open_between(mentor, mentee)
        explained = seats.check(mentor, mentee, ignoring=found, pairs_only=True)
        if found is None:
            found = seats.new_row(mentor, mentee, by=by, state=State.DRAFT, **explained.snapshot())
        elif lock(found).state == State.AWAITING_MENTEE:
            return found
        now = timezone.now()
        move(
            found,
            "agree_elsewhere",
            State.AWAITING_MENTEE,
            by=by,
            reason=note,
            mentor_accepted_at=now,
            state_changed_at=now,
            answer_by=deadlines.deadline_for(mentee.person, now),
        )
        return found
