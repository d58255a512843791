"""« Point d'étape »: three questions, skippable."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from followup.forms.checkin import CheckInForm
from followup.models import CheckIn
from followup.services import checkins
from followup.views.scope import own_pair
from mentoring.forms import posted
from mentoring.models import NotAllowed


def check_in(request, reference, number):
    mentorship = own_pair(request, reference)
    asked = CheckIn.objects.exclude(state=CheckIn.State.SCHEDULED).with_people()
    found = get_object_or_404(asked, mentorship=mentorship, person=request.user, number=number)
    is_skipped = "passer" in request.POST
    form = CheckInForm(None if is_skipped else posted(request))
    if is_skipped or (request.method == "POST" and form.is_valid()):
        try:
            messages.success(request, carry_out(found, request.user, is_skipped, form))
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
        return redirect("pair", reference)
    other = mentorship.other_of(request.user).person
    context = {"form": form, "check_in": found, "pair": mentorship, "other": other}
    return render(request, "followup/check_in.html", context)


def carry_out(found, by, is_skipped, form):
    """Do what was chosen, and say so."""
    if is_skipped:
        checkins.pass_over(found, by=by)
        return _("C’est noté. Rendez-vous au prochain point.")
    checkins.answer(found, by=by, **form.cleaned_data)
    return _("Merci. L’équipe lit vos réponses, votre binôme ne les voit pas.")
