"""After sending: the confirmation, the tracker, the reply, the withdrawal, another look."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from applications.models import Application
from applications.questionnaire.requests import AnswerForm, ReasonForm
from applications.questionnaire.summary import reopened_forms, summary
from applications.services import drafts, replies, withdrawals
from mentoring.models import NotAllowed

from .tracker import track


def own(request, reference):
    """The reader's own sent application: someone else's does not exist."""
    rows = Application.objects.of(request.user).sent().select_related("person", "assigned_to")
    return get_object_or_404(rows, reference=reference)


@require_safe
def received(request, reference):
    application = own(request, reference)
    is_discord_new = application.answers.get("echanges", {}).get("discord_ease") in ("some", "none")
    context = {"application": application, "is_discord_new": is_discord_new}
    return render(request, "applications/received.html", context)


@require_safe
def status(request, reference):
    application = own(request, reference)
    context = {
        "application": application,
        "track": track(application),
        "cards": summary(application),
        "is_profile_open": is_profile_open(application),
    }
    return render(request, "applications/status.html", context)


def is_profile_open(application):
    return (
        application.state == Application.State.APPROVED
        and application.person.profiles.filter(
            application=application, state__in=["available", "paused"]
        ).exists()
    )


@require_http_methods(["GET", "HEAD", "POST"])
def reply(request, reference):
    application = own(request, reference)
    if not drafts.is_reply_awaited(application):
        return redirect("application_status", reference)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            replies.answer(application, form.cleaned_data["text"], by=request.user)
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Votre réponse est envoyée. L’équipe relit votre demande."))
            return redirect("application_status", reference)
    context = {"application": application, "form": form, "steps": reopened(application)}
    return render(request, "applications/reply.html", context)


def reopened(application):
    return [
        {"step": step, "is_touched": row is not None, "is_complete": form.is_valid()}
        for step, row, form in reopened_forms(application)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, reference):
    return confirmed(
        request,
        own(request, reference),
        "applications/withdraw.html",
        withdrawals.withdraw,
        _("Votre demande est retirée."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def ask_review(request, reference):
    return confirmed(
        request,
        own(request, reference),
        "applications/review.html",
        replies.ask_review,
        _("Votre demande va être relue."),
    )


def confirmed(request, application, template, act, done):
    """A page that says what will happen, with a few words for the team; its button does it."""
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if not (form.is_bound and form.is_valid()):
        return render(request, template, {"application": application, "form": form})
    try:
        act(application, by=request.user, reason=form.cleaned_data["reason"])
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("application_status", application.reference)
