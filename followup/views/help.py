"""Writing to the team, and the team's list of what was asked."""

from allauth.core.internal.httpkit import get_client_ip
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from followup.forms.help import FollowForm
from followup.forms.pair import ContactForm
from followup.models import WorkshopInterest
from followup.services import help_requests as requests
from mentoring import help as help_desk
from mentoring.access import coordinator_only
from mentoring.forms import posted
from mentoring.limits import is_too_much
from mentoring.models import HelpRequest, NotAllowed

PER_HOUR = 5
PER_PAGE = 25


@login_not_required
def contact(request):
    user = request.user if request.user.is_authenticated else None
    form = ContactForm(posted(request), initial={"email": user.email if user else ""})
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["website"]:  # a program: it believes it was heard
            return redirect("contact_sent")
        if is_too_much("contact", get_client_ip(request), PER_HOUR):
            return render(request, "429.html", status=429)
        details = {name: form.cleaned_data[name] for name in ("email", "subject", "message")}
        help_desk.ask(HelpRequest.Kind.CONTACT, person=user, **details)
        return redirect("contact_sent")
    return render(request, "followup/contact.html", {"form": form})


@login_not_required
@require_safe
def contact_sent(request):
    return render(request, "followup/contact_sent.html")


@coordinator_only
@require_safe
def help_requests(request):
    is_all = request.GET.get("vue") == "toutes"
    rows = HelpRequest.objects.select_related("person").order_by("-created_at", "-pk")
    page = Paginator(rows if is_all else rows.open(), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "is_all": is_all, "interests": WorkshopInterest.objects.count()}
    return render(request, "followup/help_requests.html", context)


@coordinator_only
@require_POST
def help_act(request, reference, action):
    found = get_object_or_404(HelpRequest, reference=reference)
    form = FollowForm(request.POST)
    if not form.is_valid():
        messages.error(request, next(iter(form.errors.values()))[0])
        return redirect("help_requests")
    act = {
        "planifier": requests.plan,
        "resoudre": requests.close,
        "annuler": requests.cancel,
        "rouvrir": requests.reopen,
    }[action]
    try:
        act(found, by=request.user, **form.details(action))
        messages.success(request, _("La demande est mise à jour."))
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    return redirect("help_requests")
