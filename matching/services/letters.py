"""What a proposal writes to people, and what it never says: nobody is named before both have agreed.

The one exception is the guide's: the mentee reads the mentor's first name and job. Each function is called in
the transaction of the change it tells of.
"""

import zoneinfo

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.models import Proposal
from mentoring.mail import outbox
from mentoring.mail.letters import Letter
from mentoring.models import Programme

from . import explaining

State = Proposal.State
UNDOABLE = ("proposal_to_mentor", "proposal_to_mentee", "interest_declined")
SPACE, SUGGESTIONS = "/espace/", "/espace/suggestions/"
PROFILES = {"mentor": "/espace/profil/mentor/", "mentee": "/espace/profil/mentore/"}


def path_of(proposal):
    return f"/espace/propositions/{proposal.reference}/"


def to_mentor(proposal, explained, by=None):
    """« Une personne à accompagner vous est proposée »: the goal without a name, three reasons, the date."""
    return Letter(
        kind="proposal_to_mentor",
        to=proposal.mentor.person,
        role="mentor",
        context={
            "goal": explaining.goal_line(proposal.mentee),
            "reasons": explained.reasons(explaining.MENTOR),
            "team_line": " ".join(proposal.team_line.split()),
            "answer_by": proposal.answer_by,
        },
        button=(_("Voir la proposition"), path_of(proposal)),
        preheader=_("Lisez la fiche, sans nom à ce stade, et dites oui ou non."),
        signed_by=by or proposal.created_by,
    )


def to_mentee(proposal, explained, by=None):
    """« Nous avons trouvé un mentor pour vous »: first name and job, three reasons, the date."""
    return Letter(
        kind="proposal_to_mentee",
        to=proposal.mentee.person,
        role="mentee",
        context={
            "mentor_first_name": proposal.mentor.person.first_name or _("Une personne"),
            "mentor_job": mid_sentence(proposal.mentor.job_title),
            "reasons": explained.reasons(explaining.MENTEE),
            "first_words": " ".join(proposal.first_words.split()),
            "answer_by": proposal.answer_by,
        },
        button=(_("Voir la proposition"), path_of(proposal)),
        preheader=_("Lisez sa présentation et dites oui ou non."),
        signed_by=by or proposal.created_by,
    )


def mid_sentence(title):
    """« Ingénieure plateforme » as it reads after a comma; « QA », « DevOps » keep their capitals."""
    first, _space, rest = title.partition(" ")
    return f"{first.lower()} {rest}".strip() if first[1:].islower() else title


def first_question(proposal, explained, by=None):
    """The letter that sending this proposal would write: to the mentee when the mentor is interested."""
    ask = to_mentee if proposal.is_interest else to_mentor
    return ask(proposal, explained, by)


def asked_side(proposal, state=None):
    """(person, role) whose answer is awaited, or was in `state`."""
    if (state or proposal.state) == State.AWAITING_MENTOR:
        return proposal.mentor.person, "mentor"
    return proposal.mentee.person, "mentee"


def reminder_key(proposal, discriminator):
    return outbox.key_of("proposal_reminder", proposal.reference, asked_side(proposal)[0], discriminator)


def reminder(proposal, discriminator):
    """« Plus que 2 jours pour répondre »; `discriminator` is "clock" or "hand"."""
    person, role = asked_side(proposal)
    with translation.override(person.language):
        days = days_left(proposal, person)
        Letter(
            kind="proposal_reminder",
            to=person,
            role=role,
            context={
                "remaining": ngettext("{n} jour", "{n} jours", days).format(n=days),
                "answer_by": proposal.answer_by,
            },
            button=(_("Répondre"), path_of(proposal)),
            preheader=_("Oui ou non, les deux réponses nous aident."),
        ).queue(proposal, discriminator)


def days_left(proposal, person):
    """Calendar days until the answer's date where `person` lives; the last day still counts as one."""
    zone = zoneinfo.ZoneInfo(person.timezone)
    return max(1, (timezone.localdate(proposal.answer_by, zone) - timezone.localdate(timezone=zone)).days)


def take_back_questions(proposal):
    """An answer came, by the page or by telephone: what still asks for it must not leave any more."""
    outbox.withdraw_about(proposal, "proposal_to_mentor", "proposal_to_mentee", "proposal_reminder")


def expired(proposal, was):
    """To whoever did not answer; and to the mentor when it was the mentee."""
    person, role = asked_side(proposal, was)
    take_back_questions(proposal)
    Letter(
        kind="proposal_expired",
        to=person,
        role=role,
        context={"is_mentor": role == "mentor"},
        button=(_("Modifier mes disponibilités"), PROFILES[role]),
    ).queue(proposal)
    if role == "mentee":
        not_concluded(proposal)


def not_concluded(proposal, *, is_full=False):
    """To the mentor, neutrally: it will not happen, and nothing about why the other person."""
    Letter(
        kind="proposal_not_concluded",
        to=proposal.mentor.person,
        role="mentor",
        context={"is_full": is_full},
        button=(_("Aller à mon espace"), SPACE),
    ).queue(proposal)


def cancelled(proposal, person, role):
    Letter(
        kind="proposal_cancelled",
        to=person,
        role=role,
        context={"is_mentor": role == "mentor"},
        button=(_("Aller à mon espace"), SPACE),
    ).queue(proposal)


def interest_declined(proposal, event, message):
    may_choose = Programme.current().mode != Programme.Mode.COORDINATOR
    Letter(
        kind="interest_declined",
        to=proposal.mentor.person,
        role="mentor",
        context={"message": message, "may_choose": may_choose},
        button=(_("Voir les suggestions"), SUGGESTIONS) if may_choose else (_("Aller à mon espace"), SPACE),
        signed_by=event.actor,
    ).queue(proposal, event.pk)


def closed(proposal, was, *, without=None, is_unread=False):
    """A proposal in state `was` was cancelled: whoever knew of it is told, whoever did not never hears.

    A question still in the outbox is taken back instead, and its reader was never asked; `is_unread` says
    that the caller took it back already.
    """
    outbox.withdraw_about(proposal, "proposal_reminder")
    unread = outbox.withdraw_about(proposal, "proposal_to_mentor", "proposal_to_mentee") or is_unread
    mentor, mentee = proposal.mentor.person, proposal.mentee.person
    knows_mentor = was == State.AWAITING_MENTEE or (was == State.AWAITING_MENTOR and not unread)
    if mentor != without:
        if proposal.is_interest:
            not_concluded(proposal, is_full=proposal.close_reason == "mentor_full")
        elif knows_mentor:
            cancelled(proposal, mentor, "mentor")
    if mentee != without and was == State.AWAITING_MENTEE and not unread:
        cancelled(proposal, mentee, "mentee")
