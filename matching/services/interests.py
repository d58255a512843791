"""A mentor's interest in a person read without a name: said, taken back, approved or declined by the team."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.models import Proposal
from matching.options import Closed
from mentoring.audit import record
from mentoring.mail import outbox
from mentoring.models import NotAllowed, Programme
from mentoring.moves import move

from . import closing, deadlines, letters, seats

State = Proposal.State
Mode = Programme.Mode


def express(mentor, mentee, *, by, team_note="", first_words=""):
    """« Je souhaite l’accompagner »: the team looks first (mixed), or the person is asked (mentor_choice).

    A pair the team had prepared keeps its pin and gains the interest. Raises NotAllowed, in words that say
    nothing about the person, when it is no longer possible.
    """
    with seats.refusing_conflicts(), transaction.atomic():
        # Held, so that a switch of mode either sees this interest or decides what it becomes.
        mode = Programme.held().mode
        if mode == Mode.COORDINATOR:
            raise NotAllowed(_("Dans ce programme, l’équipe compose les binômes."))
        mentor, mentee = seats.hold_profiles(mentor.pk, mentee.pk)
        open_here = Proposal.objects.open().filter(mentor=mentor, mentee=mentee).first()
        if open_here and open_here.is_interest:
            return open_here
        explained = check(mentor, mentee, open_here)
        proposal = open_here or seats.new_row(
            mentor, mentee, by=by, state=State.INTEREST, **explained.snapshot()
        )
        proposal.is_interest = True
        proposal.team_note = team_note
        proposal.first_words = first_words if mode == Mode.MENTOR_CHOICE else ""
        proposal.save(update_fields=["is_interest", "team_note", "first_words"])
        record(proposal, "express_interest", by=by, to_state=proposal.state)
        if mode == Mode.MENTOR_CHOICE:
            ask_mentee(proposal, "send", explained, by=by)
        return proposal


def ask_mentee(proposal, transition, explained, *, by, **changes):
    """The mentor has agreed by an interest: the mentee is asked. The caller holds the rows."""
    now = timezone.now()
    event = move(
        proposal,
        transition,
        State.AWAITING_MENTEE,
        by=by,
        payload={"settings": explained.version.pk},
        mentor_accepted_at=now,
        state_changed_at=now,
        answer_by=deadlines.deadline_for(proposal.mentee.person, now),
        **explained.snapshot(),
        **changes,
    )
    letters.to_mentee(proposal, explained, by).queue(proposal, event.pk)


def check(mentor, mentee, open_here):
    """A mentor may be interested: a free place, interests left, a person still on the list. Returns the pair
    explained."""
    if open_here and open_here.state in Proposal.AWAITING:
        raise NotAllowed(_("Une proposition est déjà en cours : répondez-y plutôt."))
    explained = still_suggested(mentor, mentee, open_here)
    number = seats.open_interests(mentor).count()
    if number >= seats.most_interests(mentor):
        raise NotAllowed(too_many(number))
    return explained


def still_suggested(mentor, mentee, open_here=None):
    """The pair explained, while the mentor may read about this person. Raises NotAllowed in words that say
    nothing about them."""
    if mentee.is_opted_out:
        raise NotAllowed(_("Cette personne ne fait plus partie des suggestions."))
    try:
        return seats.check(mentor, mentee, ignoring=open_here)
    except seats.Blocked as blocked:
        raise NotAllowed(words_for_a_mentor(blocked)) from blocked


def too_many(number):
    """« Vous avez déjà 3 intérêts en cours. »"""
    return ngettext(
        "Vous avez déjà {n} intérêt en cours.", "Vous avez déjà {n} intérêts en cours.", number
    ).format(n=number)


def words_for_a_mentor(blocked):
    """What a mentor may learn of an obstacle: their own place and profile, and that someone was faster."""
    return {
        seats.Obstacle.MENTOR_GONE: _("Votre profil n’est pas disponible en ce moment."),
        seats.Obstacle.FULL: _("Vos places sont prises. Vous pourrez en ouvrir une autre dans votre profil."),
        seats.Obstacle.PAIRED: _("Cette personne vient de recevoir une autre proposition."),
        seats.Obstacle.ASKED: str(blocked),
        seats.Obstacle.PREPARED: _("Cette personne vient de recevoir une autre proposition."),
    }.get(blocked.obstacle, _("Cette personne ne fait plus partie des suggestions."))


def withdraw(proposal, *, by):
    """« Retirer mon intérêt », until the person has been asked. A pair already pinned stays pinned."""
    with transaction.atomic():
        seats.hold(proposal, State.INTEREST, State.DRAFT, State.AWAITING_MENTEE)
        if proposal.state == State.DRAFT:
            proposal.is_interest, proposal.team_note, proposal.first_words = False, "", ""
            proposal.save(update_fields=["is_interest", "team_note", "first_words"])
            record(proposal, "withdraw_interest", by=by)
            return proposal
        is_waiting = proposal.state == State.INTEREST
        if not is_waiting and not (
            proposal.is_interest and outbox.withdraw_about(proposal, "proposal_to_mentee")
        ):
            raise NotAllowed(_("La personne a déjà reçu votre proposition."))
        closing.close(
            proposal, "withdraw_interest", by=by, reason=Closed.WITHDRAWN, without=by, is_unread=True
        )
        return proposal


def approve(proposal, *, by, team_line=""):
    """« Proposer à la personne »: the mentor's interest is the mentor's yes; the mentee is asked."""
    with seats.refusing_conflicts(), transaction.atomic():
        mentor, mentee = seats.hold(proposal, State.INTEREST)
        explained = seats.check(mentor, mentee, ignoring=proposal)
        ask_mentee(proposal, "approve_interest", explained, by=by, team_line=team_line)
        return proposal


def decline(proposal, *, by, reason, message=""):
    """« Décliner »: the mentor reads a kind word, `message` if the coordinator wrote one."""
    with transaction.atomic():
        seats.hold(proposal, State.INTEREST)
        event = move(
            proposal,
            "decline_interest",
            State.DECLINED,
            by=by,
            reason=reason,
            close_reason=reason,
            close_text=message,
            state_changed_at=timezone.now(),
        )
        letters.interest_declined(proposal, event, message)
        return proposal
