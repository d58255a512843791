"""Discord workshops: those to come, one of them, a seat taken or given back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from followup import ics
from followup.models import Workshop, WorkshopInterest, WorkshopRegistration
from followup.services import workshops as services
from mentoring.models import NotAllowed


@login_not_required
@require_safe
def workshops(request):
    person = request.user
    is_known = person.is_authenticated and WorkshopInterest.objects.filter(person=person).exists()
    context = {"cards": services.upcoming(person), "is_interested": is_known}
    return render(request, "followup/discord/workshops.html", context)


@login_not_required
@require_safe
def workshop(request, reference):
    found = get_object_or_404(Workshop.objects.with_seats(), reference=reference)
    return render(request, "followup/discord/workshop.html", services.page(found, request.user))


@require_POST
def workshop_act(request, reference, action):
    found = get_object_or_404(Workshop, reference=reference)
    try:
        if action == "annulation":
            services.leave(found, by=request.user)
            messages.success(request, _("Votre place est rendue."))
        else:
            tell(request, services.register(found, by=request.user))
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    return redirect("discord_workshop", reference)


def tell(request, registration):
    if registration.state == WorkshopRegistration.State.WAITLISTED:
        messages.info(
            request, _("Vous êtes sur la liste d’attente. Si une place se libère, elle est à vous.")
        )
    else:
        messages.success(request, _("Votre place est gardée. Le lien arrive par e-mail."))


@require_POST
def interest(request):
    services.show_interest(by=request.user)
    messages.success(request, _("C’est noté. Le prochain atelier sera annoncé sur cette page."))
    return redirect("discord_workshops")


@login_not_required
@require_safe
def workshop_ics(request, reference):
    found = get_object_or_404(Workshop, reference=reference)
    content = ics.workshop_calendar(found, with_link=services.has_seat(found, request.user))
    answer = HttpResponse(content, content_type=ics.MIME)
    answer["Content-Disposition"] = 'attachment; filename="atelier.ics"'
    return answer
