"""The two people's answers: given by themselves, or by a coordinator who heard them and says how."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from matching.models import Exclusion, Proposal
from mentoring.access import is_coordination
from mentoring.models import NotAllowed
from mentoring.moves import move

from . import closing, deadlines, exclusions, letters, seats

State = Proposal.State


def mentor_accept(proposal, *, by, note=""):
    """The mentor says yes: the mentee is asked. `note`: how a coordinator heard the yes."""
    with seats.refusing_conflicts(), transaction.atomic():
        mentor, mentee = seats.hold(proposal, State.AWAITING_MENTOR)
        may_answer(mentor.person, by, note)
        explained = check(mentor, mentee, proposal, by)
        now = timezone.now()
        event = move(
            proposal,
            "mentor_accept",
            State.AWAITING_MENTEE,
            by=by,
            reason=note,
            mentor_accepted_at=now,
            state_changed_at=now,
            answer_by=deadlines.deadline_for(mentee.person, now),
            reminders_by_hand=0,
            extensions=0,
        )
        letters.take_back_questions(proposal)
        letters.to_mentee(proposal, explained).queue(proposal, event.pk)
        return proposal


def mentor_decline(proposal, *, by, reason, text=""):
    """The mentor says no. The mentee never knows; the pair is not proposed again for a while."""
    with transaction.atomic():
        mentor, _mentee = seats.hold(proposal, State.AWAITING_MENTOR)
        may_answer(mentor.person, by, text)
        decline(proposal, "mentor_decline", by=by, reason=reason, text=text)
        return proposal


def mentee_accept(proposal, *, by, note=""):
    """The mentee says yes: the pair exists. Their other proposals end, the other mentors are told neutrally.

    Returns the accepted proposal; the floor above creates the mentorship in the same transaction.
    """
    with seats.refusing_conflicts(), transaction.atomic():
        mentor, mentee = seats.hold(proposal, State.AWAITING_MENTEE)
        may_answer(mentee.person, by, note)
        check(mentor, mentee, proposal, by, pairs_only=True)
        now = timezone.now()
        move(
            proposal,
            "mentee_accept",
            State.ACCEPTED,
            by=by,
            reason=note,
            mentee_accepted_at=now,
            state_changed_at=now,
        )
        letters.take_back_questions(proposal)
        closing.close_others(proposal, mentor, mentee)
        return proposal


def mentee_decline(proposal, *, by, reason, text=""):
    """The mentee says no. The mentor learns only that it will not happen."""
    with transaction.atomic():
        _mentor, mentee = seats.hold(proposal, State.AWAITING_MENTEE)
        may_answer(mentee.person, by, text)
        decline(proposal, "mentee_decline", by=by, reason=reason, text=text)
        letters.not_concluded(proposal)
        return proposal


def decline(proposal, transition, *, by, reason, text):
    letters.take_back_questions(proposal)
    move(
        proposal,
        transition,
        State.DECLINED,
        by=by,
        reason=reason,
        close_reason=reason,
        close_text=text,
        state_changed_at=timezone.now(),
    )
    exclusions.mute(
        proposal.mentor,
        proposal.mentee,
        reason=Exclusion.Reason.DECLINED,
        by=by,
        until=timezone.localdate() + datetime.timedelta(days=exclusions.MUTED_DAYS),
    )


def may_answer(person, by, note):
    """Only the person asked answers, or a coordinator who says how the answer was given."""
    if by == person:
        return
    if not is_coordination(by):
        raise NotAllowed(_("Cette réponse appartient à une autre personne."))
    if not note.strip():
        raise NotAllowed(_("Dites comment l’accord a été recueilli : par téléphone, de vive voix…"))


def check(mentor, mentee, proposal, by, **how):
    """The guards again, in words that tell a participant nothing about the other person."""
    try:
        return seats.check(mentor, mentee, ignoring=proposal, **how)
    except seats.Blocked as blocked:
        if is_coordination(by):
            raise
        if blocked.obstacle == seats.Obstacle.FULL and by == mentor.person:
            raise NotAllowed(_("Libérez une place dans votre profil, puis répondez.")) from blocked
        raise NotAllowed(_("Cette proposition n’est plus possible. L’équipe s’en occupe.")) from blocked
