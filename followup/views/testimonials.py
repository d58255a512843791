"""« Témoignages » among the settings, and an author who takes a sentence back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from followup.services import testimonials as service
from followup.views.scope import own_pair
from mentoring import returns
from mentoring.access import coordinator_only
from mentoring.models import NotAllowed, Quote

PER_PAGE = 25


@coordinator_only
@require_safe
def testimonials(request):
    """Those the home page shows, then those it could show."""
    published = service.published()
    page = Paginator(service.waiting(), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(review, review.mentorship.profile_of(review.author)) for review in page.object_list]
    context = {"published": published, "page": page, "rows": rows, "is_full": len(published) >= Quote.MOST}
    return render(request, "followup/testimonials.html", context)


@coordinator_only
@require_POST
def act(request, review, action):
    found = get_object_or_404(service.agreed(), pk=review)
    try:
        messages.success(request, carry_out(found, action, request.user))
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    return redirect(returns.place(request, reverse("testimonials")))


def carry_out(review, action, by):
    """Do what was asked, and say so."""
    if action == "publier":
        service.publish(review, by=by)
        return _("La phrase est sur l’accueil.")
    if action == "depublier":
        service.unpublish(review, by=by)
        return _("La phrase n’est plus sur l’accueil.")
    service.shift(review, -1 if action == "monter" else 1, by=by)
    return _("L’ordre est enregistré.")


@require_POST
def withdraw(request, reference):
    mentorship = own_pair(request, reference)
    service.withdraw(mentorship, request.user)
    messages.success(request, _("C’est fait : votre phrase n’est plus publiée."))
    return redirect("pair", reference)
