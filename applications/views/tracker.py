"""Where an application stands, in one sentence: what happens, who acts, by when."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications import extensions
from applications.models import Application
from applications.options import HoldReason
from applications.reasons import HOLD, REJECT
from applications.services import drafts, replies
from mentoring import reasons
from mentoring.models import Event, Programme, PublicFigures
from mentoring.templatetags.dates import date_courte, date_longue

State = Application.State
WAITING = {
    State.INFO_REQUESTED: gettext_lazy("attend votre réponse"),
    State.ON_HOLD: gettext_lazy("en attente"),
}
STAGES = {"proposal": 3, "paired": 4, "ended": 4}


def track(application):
    """{"sentences": [str], "primary": (label, url) or None, "may_ask_review", "may_withdraw", "points": […]}.

    `points` are the five marks of the way: {"label", "on", "status": fait|ici|""}.
    """
    found = SAYERS[application.state](application)
    return {
        "sentences": found["sentences"],
        "primary": found.get("primary"),
        "may_ask_review": may_ask_review(application),
        "may_withdraw": State.WITHDRAWN in Application.SUCCESSORS[application.state],
        "points": points(application, found.get("stage", 1)),
    }


def submitted(application):
    if application.due_on < timezone.localdate():
        text = _("Nous avons pris du retard, pardon. Votre demande n’est pas perdue.")
    elif application.assigned_to and application.assigned_to.first_name:
        text = _("{name} de l’équipe lit votre demande.").format(name=application.assigned_to.first_name)
    else:
        text = _("Votre demande est arrivée. Réponse prévue avant le {date}.").format(
            date=date_longue(application.due_on)
        )
    asked = [_("Vous avez demandé une relecture.")] if application.is_review_requested else []
    return {"sentences": [*asked, text]}


def info_requested(application):
    text = _("Nous avons une question. Répondez avant le {date} pour ne pas perdre votre place.").format(
        date=date_longue(application.info_due_on)
    )
    return {"sentences": [text], "primary": reply_button(application)}


def reply_button(application):
    return (_("Répondre"), reverse("application_reply", args=[application.reference]))


def on_hold(application):
    if drafts.is_reply_awaited(application):
        return {
            "sentences": [_("Votre demande attend votre réponse.")],
            "primary": reply_button(application),
        }
    if application.hold_reason == HoldReason.OTHER:
        text = _("Votre demande est en attente.")
    else:
        reason = reasons.label(HOLD, application.hold_reason)
        text = _("Votre demande est en attente : {reason}.").format(reason=reason[:1].lower() + reason[1:])
    sentences = [text]
    if application.decision_message:
        sentences.append(application.decision_message)
    if application.revisit_on:
        sentences.append(_("Nous la relirons le {date}.").format(date=date_longue(application.revisit_on)))
    return {"sentences": sentences}


def approved(application):
    if beyond := extensions.progress(application):
        primary = (beyond["label"], beyond["url"]) if beyond["url"] else None
        return {"sentences": [beyond["sentence"]], "primary": primary, "stage": STAGES[beyond["stage"]]}
    if application.is_mentor:
        return {"sentences": [_("Vous faites partie des mentors.")], "stage": 3}
    text = _("Votre demande est validée. Nous cherchons votre mentor. Délai habituel : {delay}.")
    return {"sentences": [text.format(delay=usual_delay())], "stage": 3}


def usual_delay():
    """The measured median, or the programme's sentence before there is one."""
    days = median_days()
    return _("{n} jours").format(n=days) if days else Programme.current().wait_sentence


def median_days():
    """The measured days between an application and its pair, None before there is a measure."""
    figures = PublicFigures.objects.order_by("-computed_at").first()
    return figures.median_days_to_pair if figures else None


def rejected(application):
    sentences = [_("Nous ne pouvons pas donner suite à cette demande.")]
    if application.decision_message:
        sentences.append(application.decision_message)
    elif application.is_reason_shown and application.reject_reason != "other":
        sentences.append(
            _("Motif : {reason}.").format(reason=reasons.label(REJECT, application.reject_reason))
        )
    if replies.is_another_live(application):
        return {"sentences": sentences}
    again = (_("Faire une nouvelle demande"), reverse("application_start", args=[application.kind]))
    if application.reapply_from and application.reapply_from > timezone.localdate():
        sentences.append(
            _("Vous pourrez refaire une demande à partir du {date}.").format(
                date=date_courte(application.reapply_from)
            )
        )
        return {"sentences": sentences}
    return {"sentences": sentences, "primary": again}


def withdrawn(application):
    text = _("Vous avez retiré cette demande le {date}.").format(
        date=date_courte(application.state_changed_at)
    )
    again = (_("Faire une nouvelle demande"), reverse("application_start", args=[application.kind]))
    return {"sentences": [text], "primary": None if replies.is_another_live(application) else again}


SAYERS = {
    State.SUBMITTED: submitted,
    State.INFO_REQUESTED: info_requested,
    State.ON_HOLD: on_hold,
    State.APPROVED: approved,
    State.REJECTED: rejected,
    State.WITHDRAWN: withdrawn,
}


def may_ask_review(application):
    return (
        application.state in replies.REVIEWABLE
        and not application.review_requested_at
        and not drafts.is_reply_awaited(application)
        and not replies.is_another_live(application)
    )


def points(application, stage):
    """The five marks; `stage` is the index of the one under way."""
    decided = approved_at(application)
    is_closed = application.state in Application.FINAL
    valid = _("Candidature validée") if application.is_mentor else _("Demande validée")
    labels = [
        (
            _("Candidature envoyée") if application.is_mentor else _("Demande envoyée"),
            date_courte(application.submitted_at),
        ),
        (_("Lecture par l’équipe"), WAITING.get(application.state, "")),
        (application.get_state_display() if is_closed else valid, decided),
        (_("Proposition de binôme"), ""),
        (_("Binôme formé"), ""),
    ]
    if is_closed:
        labels, stage = [*labels[:2], (labels[2][0], date_courte(application.state_changed_at))], 2
    return [
        {"label": label, "on": on, "status": "fait" if place < stage else "ici" if place == stage else ""}
        for place, (label, on) in enumerate(labels)
    ]


def approved_at(application):
    if application.state != State.APPROVED:
        return ""
    event = Event.objects.about(application.reference).filter(to_state=State.APPROVED).first()
    return date_courte(event.at if event else application.state_changed_at)
