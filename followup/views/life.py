"""The turns of a pair's life, asked by one of its two people: a pause, an extension, the end, a word to the
team."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from followup.forms.asking import AskForm
from followup.forms.life import EndForm, ExtensionAnswerForm, ExtensionForm, PauseForm, ReviewForm
from followup.models import Mentorship
from followup.services import asking, endings, extensions, pauses, reviews, turns
from followup.services.sessions import Refused
from followup.views.scope import own_pair
from mentoring.forms import posted, refusals_in
from mentoring.models import NotAllowed


def pause(request, reference):
    mentorship = own_pair(request, reference)
    form = PauseForm(posted(request), planned=pauses.planned_before(mentorship))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form, {Refused: "until"}):
            pauses.pause(mentorship, by=request.user, **form.cleaned_data)
            messages.success(request, _("Le binôme est en pause. L’autre personne reçoit un e-mail."))
            return redirect("pair", reference)
    return render(request, "followup/pause.html", {"form": form, "pair": mentorship})


@require_POST
def resume(request, reference):
    mentorship = own_pair(request, reference)
    try:
        pauses.resume(mentorship, by=request.user)
        messages.success(request, _("C’est reparti. Fixez votre prochaine séance."))
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    return redirect("pair", reference)


def extend(request, reference):
    """Ask for more time, or answer the other who asked."""
    mentorship = own_pair(request, reference)
    is_asked = turns.is_asked_to_extend(mentorship, request.user)
    form = (ExtensionAnswerForm if is_asked else ExtensionForm)(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            messages.success(request, carry_out(mentorship, request.user, **form.cleaned_data))
            return redirect("pair", reference)
    context = {"form": form, "pair": mentorship, "is_asked": is_asked}
    context["other"] = mentorship.other_of(request.user).person
    return render(request, "followup/extend.html", context)


def carry_out(mentorship, by, *, months=None, answer=None):
    """Do what was chosen, and say so."""
    if months:
        extensions.ask(mentorship, by=by, months=months)
        return _("Votre proposition est envoyée. La date change si l’autre personne est d’accord.")
    if answer == "yes":
        extensions.agree(mentorship, by=by)
        return _("Votre binôme continue. Vous recevez tous les deux la nouvelle date.")
    extensions.decline(mentorship, by=by)
    return _("C’est noté : la date prévue ne change pas.")


def end(request, reference):
    """Why, beside what the other will read; the review comes next."""
    mentorship = own_pair(request, reference)
    form = EndForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            endings.request_end(mentorship, by=request.user, **form.cleaned_data)
            messages.success(request, _("C’est noté. Il reste votre bilan : deux minutes."))
            return redirect("pair_review", reference)
    context = {"form": form, "pair": mentorship, "other": mentorship.other_of(request.user).person}
    context["readings"] = endings.readings(mentorship, request.user, form.fields["reason"].choices)
    return render(request, "followup/end.html", context)


@require_POST
def reopen(request, reference):
    mentorship = own_pair(request, reference)
    try:
        is_back = endings.undo_end(mentorship, by=request.user)
        asked = _("C’est noté : le binôme reprend si l’autre personne le souhaite aussi.")
        messages.success(request, _("Votre binôme reprend.") if is_back else asked)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    return redirect("pair", reference)


def review(request, reference):
    """Two minutes at the end of the pair; before the end, and once given, the pair's page says more."""
    mentorship = own_pair(request, reference)
    if mentorship.state != Mentorship.State.CLOSING or reviews.is_given(mentorship, request.user):
        return redirect("pair", reference)
    profile = mentorship.profile_of(request.user)
    form = ReviewForm(posted(request), kind=profile.kind, goals=mentorship.goals.all())
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            reviews.give(mentorship, by=request.user, goal_states=form.goal_states(), **form.said())
            messages.success(request, _("Merci. Votre bilan est enregistré."))
            return redirect("pair", reference)
    other = mentorship.other_of(request.user).person
    return render(request, "followup/review.html", {"form": form, "pair": mentorship, "other": other})


def ask(request, reference):
    """« Parler à l'équipe », about this pair."""
    mentorship = own_pair(request, reference)
    form = AskForm(posted(request), person=request.user)
    if request.method == "POST" and form.is_valid():
        asking.ask(mentorship, by=request.user, **form.cleaned_data)
        messages.success(request, _("Merci de nous l’avoir dit. L’équipe vous écrit sous deux jours ouvrés."))
        return redirect("pair", reference)
    other = mentorship.other_of(request.user).person
    return render(request, "followup/ask.html", {"form": form, "pair": mentorship, "other": other})
