"""The profile matching reads, in its owner's hands."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications import extensions
from applications.models import Profile
from applications.questionnaire import typed
from applications.questionnaire.drawing import draw
from applications.questionnaire.requests import AvailabilitySwitchForm, ReasonForm
from applications.questionnaire.steps import STEPS
from applications.questionnaire.summary import known, lines
from applications.services import profiles
from mentoring.models import NotAllowed

OPEN = (Profile.State.AVAILABLE, Profile.State.PAUSED)


def own(request, kind):
    """The reader's open profile of this side; before approval and after leaving there is nothing to edit."""
    rows = Profile.objects.of(request.user, kind).filter(state__in=OPEN)
    return get_object_or_404(rows.select_related("person", "application", "formation", "campus"))


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request, kind):
    """The switch, the opt-out, and every group of answers. The first two are posted here."""
    mine = own(request, kind)
    form = AvailabilitySwitchForm(
        initial={"state": mine.state, "until": mine.paused_until, "reason": mine.pause_reason}
    )
    if request.method == "POST" and "is_opt_out_form" in request.POST:
        profiles.choose_computed(mine, "is_opted_out" in request.POST, by=request.user)
        messages.success(request, _("Votre choix est enregistré."))
        return redirect("profile", kind)
    if request.method == "POST":
        form = AvailabilitySwitchForm(request.POST)
        if form.is_valid():
            return switch(request, mine, form)
    context = {
        "profile": mine,
        "kind": kind,
        "form": form,
        "cards": cards(mine),
        "pairs": extensions.pair_count(mine),
    }
    return render(request, "applications/profile.html", context)


def switch(request, mine, form):
    data = form.cleaned_data
    if data["state"] == form.LEAVING:
        return redirect("profile_leave", mine.kind)
    if data["state"] == form.PAUSED:
        profiles.pause(mine, data["until"], by=request.user, reason=data["reason"])
        messages.success(request, _("Votre profil est en pause. Rien ne vous sera proposé d’ici là."))
    else:
        profiles.resume(mine, by=request.user)
        messages.success(request, _("Vous êtes disponible."))
    return redirect("profile", mine.kind)


def cards(mine):
    """[(step, [(question, words, is_long)])] of what the profile keeps."""
    answers = typed.answers_of(mine)
    return [(step, lines(form, answers[step.slug])) for step, form in forms(mine, answers)]


def forms(mine, answers):
    shared = known(mine)
    for step in STEPS[mine.kind]:
        if step.slug in answers:
            given = answers[step.slug]
            only = typed.PROFILE_QUESTIONS[mine.kind][step.slug]
            data = step.form.thaw(given)
            yield step, step.bind(data, earlier=answers, kept=given, only=only, is_judged=False, **shared)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request, kind, slug):
    """One group of answers, with the form of the questionnaire."""
    mine = own(request, kind)
    answers = typed.answers_of(mine)
    page, form = next(
        ((step, form) for step, form in forms(mine, answers) if step.slug == slug), (None, None)
    )
    if page is None:
        raise Http404
    if request.method == "POST":
        form = page.bind(
            request.POST,
            earlier=answers,
            kept=answers[slug],
            only=typed.PROFILE_QUESTIONS[kind][slug],
            **known(mine),
        )
        if form.is_valid() and is_saved(request, mine, page, form):
            return redirect("profile", kind)
    context = {"profile": mine, "kind": kind, "step": page, "form": form, "questions": draw(form)}
    return render(request, "applications/profile_step.html", context)


def is_saved(request, mine, page, form):
    """Save; a refusal (fewer places than pairs) is said at its question."""
    try:
        profiles.update(mine, page.slug, form.answers(), by=request.user)
    except NotAllowed as refusal:
        form.add_error("capacity", str(refusal))
        return False
    messages.success(request, _("Vos réponses sont enregistrées."))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request, kind):
    """Leaving the programme: what happens is said before it does."""
    mine = own(request, kind)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        profiles.leave(mine, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Vous avez quitté le programme. Merci pour le chemin fait ensemble."))
        return redirect("application_status", mine.application.reference)
    context = {"profile": mine, "kind": kind, "form": form, "pairs": extensions.pair_count(mine)}
    return render(request, "applications/leave.html", context)
