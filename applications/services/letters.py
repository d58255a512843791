"""What each decision writes to the person. Called in the transaction of the decision, or to show it first."""

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from applications.options import DiscordEase, HoldReason, RejectReason
from applications.reasons import HOLD, REJECT
from mentoring import reasons
from mentoring.mail import outbox
from mentoring.mail.letters import Letter
from mentoring.models import Programme

# Which e-mail tells of which transition.
KINDS = {
    "approve": "application_approved",
    "ask_info": "application_info_requested",
    "hold": "application_on_hold",
    "expire_info": "application_on_hold",
    "reject": "application_rejected",
}
SPACE = "/espace/"


def preview(kind, application, *, by=None, **decision):
    """The e-mail of a decision before `by` takes it: {"subject", "text", "blocks", "html", "button",
    "signature"}.

    `kind` is "approve", "ask", "hold" or "reject"; `decision` are the words of the function of that name in
    `decisions` which the letter tells (message; question, due_on; reason, revisit_on, message; reason,
    message, is_reason_shown, reapply_from). Nothing is written.
    """
    application.decided_by = by
    return BUILDERS[kind](application, **decision).preview()


def approved(application, message=""):
    with translation.override(application.person.language):
        title = (
            _("Bienvenue parmi les mentors")
            if application.is_mentor
            else _("Votre demande de mentorat est validée")
        )
        return letter(
            "application_approved",
            application,
            {
                "title": title,
                "message": message,
                "mode": Programme.current().mode,
                "starts_on": start_of(application),
                "is_discord_new": is_discord_new(application),
            },
            (_("Aller à mon espace"), SPACE),
            _("C’est validé. Voici la suite."),
        )


def question(application, question, due_on):
    with translation.override(application.person.language):
        return letter(
            "application_info_requested",
            application,
            {"question": question, "due_on": due_on},
            reply_button(application),
            _("Une réponse courte suffit."),
        )


def info_reminder(application):
    with translation.override(application.person.language):
        return letter(
            "application_info_reminder",
            application,
            {"question": application.info_question, "due_on": application.info_due_on},
            reply_button(application),
            _("Une réponse courte suffit."),
        )


def on_hold(application, reason, revisit_on=None, message=""):
    with translation.override(application.person.language):
        is_reply_awaited = reason == HoldReason.NO_ANSWER
        return letter(
            "application_on_hold",
            application,
            {
                "message": message or reasons.message(HOLD, reason, is_mentor=application.is_mentor),
                "revisit_on": revisit_on,
                "is_reply_awaited": is_reply_awaited,
            },
            reply_button(application) if is_reply_awaited else status_button(application),
            _("Votre demande n’est pas perdue."),
        )


def rejected(application, reason, message="", is_reason_shown=True, reapply_from=None):
    with translation.override(application.person.language):
        shown = reason if is_reason_shown else RejectReason.OTHER
        is_later = bool(reapply_from and reapply_from > timezone.localdate())
        is_duplicate = reason == RejectReason.DUPLICATE
        if is_later or is_duplicate:
            button = status_button(application)
        elif shown == RejectReason.AVAILABILITY:
            button = (_("Revoir mes disponibilités"), start_path(application))
        else:
            button = (_("Refaire une demande"), start_path(application))
        return letter(
            "application_rejected",
            application,
            {
                "message": message or reasons.message(REJECT, shown, is_mentor=application.is_mentor),
                "reapply_from": reapply_from if is_later else None,
                "is_duplicate": is_duplicate,
                "says_how_to_return": shown == RejectReason.AVAILABILITY,
                "review_link": "" if application.review_requested_at else review_link(application),
            },
            button,
            _("Merci de votre demande. Voici notre réponse."),
        )


BUILDERS = {"approve": approved, "ask": question, "hold": on_hold, "reject": rejected}


def letter(kind, application, context, button, preheader):
    return Letter(
        kind=kind,
        to=application.person,
        role=application.kind,
        context={"is_mentor": application.is_mentor, **context},
        button=button,
        preheader=preheader,
        signed_by=application.decided_by,
    )


def reply_button(application):
    return (_("Répondre"), reverse("application_reply", args=[application.reference]))


def status_button(application):
    return (_("Suivre ma demande"), reverse("application_status", args=[application.reference]))


def review_link(application):
    return outbox.absolute(reverse("application_review", args=[application.reference]))


def start_path(application):
    return reverse("application_start", args=[application.kind])


def start_of(application):
    """The day to come from which the person is available, or None."""
    profile = getattr(application, "profile", None)
    start = profile and profile.available_from
    return start if start and start > timezone.localdate() else None


def is_discord_new(application):
    ease = application.answers.get("echanges", {}).get("discord_ease")
    return ease in (DiscordEase.SOME, DiscordEase.NONE)
