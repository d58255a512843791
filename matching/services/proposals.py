"""A coordinator's side of a proposal: prepare, send, take back."""

import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from matching.models import Proposal, RunPair
from mentoring.audit import record
from mentoring.mail import outbox
from mentoring.models import Event, NotAllowed
from mentoring.moves import move

from . import deadlines, interests, letters, seats

State = Proposal.State
# What a coordinator may take back for as long as its e-mail has not left.
UNDOABLE = {"send", "approve_interest", "decline_interest"}


def stage(mentor, mentee, *, by, team_line=""):
    """Prepare a proposal (« Épingler »): nobody is told, and every later calculation keeps the pair.

    Answers the proposal already prepared for these two, or the mentor's open interest. Raises NotAllowed
    when they may not be asked today.
    """
    with seats.refusing_conflicts(), transaction.atomic():
        mentor, mentee = seats.hold_profiles(mentor.pk, mentee.pk)
        if found := Proposal.objects.open().filter(mentor=mentor, mentee=mentee).first():
            if found.state in Proposal.AWAITING:
                raise NotAllowed(_("Une proposition est déjà en cours pour ces deux personnes."))
            return found
        explained = seats.check(mentor, mentee)
        proposal = seats.new_row(
            mentor,
            mentee,
            by=by,
            state=State.DRAFT,
            team_line=team_line,
            **explained.snapshot(),
        )
        record(proposal, "stage", by=by, to_state=State.DRAFT)
        return proposal


def discard(proposal, *, by):
    """Throw a prepared proposal away (« Retirer l’épingle »): nobody was told, so nothing is kept."""
    with transaction.atomic():
        seats.hold(proposal, State.DRAFT)
        record(proposal, "discard", by=by, from_state=State.DRAFT)
        proposal.delete()


def send(proposal, *, by, team_line=None):
    """Ask: the mentor first, or the mentee at once when the mentor expressed the interest.

    The e-mail leaves ten minutes later; until then `undo` takes everything back.
    """
    if proposal.state == State.INTEREST:
        return interests.approve(proposal, by=by, team_line=team_line or "")
    with seats.refusing_conflicts(), transaction.atomic():
        mentor, mentee = seats.hold(proposal, State.DRAFT)
        explained = seats.check(mentor, mentee, ignoring=proposal)
        changes = {} if team_line is None else {"team_line": team_line}
        if proposal.is_interest:
            interests.ask_mentee(proposal, "send", explained, by=by, **changes)
            return proposal
        event = move(
            proposal,
            "send",
            State.AWAITING_MENTOR,
            by=by,
            payload={"settings": explained.version.pk},
            answer_by=deadlines.deadline_for(mentor.person),
            state_changed_at=timezone.now(),
            **explained.snapshot(),
            **changes,
        )
        letters.to_mentor(proposal, explained, by).queue(proposal, event.pk)
        return proposal


def propose(mentor, mentee, *, by, team_line=""):
    """Prepare and send in one go: « Proposer ce binôme »."""
    with seats.refusing_conflicts(), transaction.atomic():
        return send(stage(mentor, mentee, by=by), by=by, team_line=team_line)


def can_undo(proposal, now=None):
    """The event a coordinator may still take back, or None."""
    now = now or timezone.now()
    last = Event.objects.last_move(proposal.reference)
    is_fresh = last and now - last.at < datetime.timedelta(minutes=settings.MAIL_UNDO_MINUTES)
    return last if is_fresh and last.transition in UNDOABLE else None


def undo(proposal, *, by):
    """Take back what a coordinator just sent, approved or declined, while its e-mail has not left. A line of
    a calculation it came from may be sent again."""
    with seats.refusing_conflicts(), transaction.atomic():
        # Held before the people, as the sending of a line does.
        lines = RunPair.objects.filter(pk__in=held_lines(proposal))
        seats.hold(proposal, State.AWAITING_MENTOR, State.AWAITING_MENTEE, State.DECLINED)
        last = can_undo(proposal)
        if last is None:
            raise NotAllowed(
                _("Il est trop tard pour annuler : dix minutes ont passé ou une réponse est arrivée.")
            )
        if not outbox.withdraw_about(proposal, *letters.UNDOABLE):
            raise NotAllowed(_("Il est trop tard pour annuler : l’e-mail est parti."))
        move(
            proposal,
            "undo",
            last.from_state,
            by=by,
            state_changed_at=timezone.now(),
            answer_by=None,
            mentor_accepted_at=None,
            close_reason="",
            close_text="",
        )
        lines.update(proposal=None, sent_at=None)
        return proposal


def held_lines(proposal):
    """The keys of the lines of calculations this proposal came from, their rows locked."""
    return list(RunPair.objects.filter(proposal=proposal).select_for_update().values_list("pk", flat=True))
