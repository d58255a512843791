"""The turns of a pair's life, asked by one of its two people: a pause, an extension, the end."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from followup.forms_life import ExtensionAnswerForm, ExtensionForm, PauseForm
from followup.services import extensions, pauses, turns
from followup.services.sessions import Refused
from followup.views.scope import own_pair
from mentoring.forms import posted
from mentoring.models import NotAllowed


def pause(request, reference):
    mentorship = own_pair(request, reference)
    form = PauseForm(posted(request), planned=pauses.planned_before(mentorship))
    if request.method == "POST" and form.is_valid():
        try:
            pauses.pause(mentorship, by=request.user, **form.cleaned_data)
            messages.success(request, _("Le binôme est en pause. L’autre personne reçoit un e-mail."))
            return redirect("pair", reference)
        except Refused as refusal:
            form.add_error("until", str(refusal))
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
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
        try:
            messages.success(request, carry_out(mentorship, request.user, **form.cleaned_data))
            return redirect("pair", reference)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
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
