"""Writing to the team, and the team's desk: what was asked, one request, what is made of it."""

from allauth.core.internal.httpkit import get_client_ip
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followup.forms.help import AnswerForm, FollowForm, HelpFilterForm
from followup.forms.pair import ContactForm
from followup.services import help_list, help_page
from followup.services import help_requests as requests
from followup.views.writing import leaves_soon
from mentoring import help as help_desk
from mentoring import returns
from mentoring.access import coordinator_only
from mentoring.audit import saw
from mentoring.forms import posted, refusals_in
from mentoring.limits import is_too_much
from mentoring.models import HelpRequest

from .help_tabs import tabs

PER_HOUR = 5
PER_PAGE = 25
ACTS = {
    "prendre": (help_desk.take, lambda: _("Vous suivez cette demande.")),
    "planifier": (requests.plan, lambda: _("La demande est planifiée.")),
    "resoudre": (requests.close, lambda: _("La demande est résolue.")),
    "annuler": (requests.cancel, lambda: _("La demande est classée sans suite.")),
    "rouvrir": (requests.reopen, lambda: _("La demande est rouverte.")),
}


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
    """The list. A reference that is searched for leads to its request."""
    form = HelpFilterForm(request.GET)
    chosen = form.chosen()
    if reference := help_list.named(chosen.get("q", "")):
        return redirect("help_request", reference)
    found = help_list.listing(request.user, chosen)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "is_narrowed": bool(chosen), "tabs": tabs("help_requests")}
    return render(request, "followup/help/requests.html", context)


def page_of(request, reference):
    """The page of the request, which leads back to the list as it was."""
    return returns.place(request, reverse("help_request", args=[reference]))


def one(reference):
    rows = HelpRequest.objects.select_related("person", "owner")
    return get_object_or_404(rows, reference=reference)


@coordinator_only
@require_safe
def help_request(request, reference):
    found = one(reference)
    if found.person:
        saw(request.user, found.person, "help_request")
    return show(request, found, follow_form(found))


def follow_form(found, data=None):
    return FollowForm(data, asks_a_date=found.is_open and found.person is not None)


def show(request, found, form):
    return render(request, "followup/help/request.html", help_page.of(found) | {"form": form})


@coordinator_only
@require_POST
def help_act(request, reference, action):
    found = one(reference)
    form, (act, success) = follow_form(found, request.POST), ACTS[action]
    if form.is_valid():
        with refusals_in(form):
            act(found, by=request.user, **form.details(action))
            messages.success(request, success())
            return redirect(page_of(request, reference))
    return show(request, one(reference), form)


@coordinator_only
@require_http_methods(["GET", "HEAD", "POST"])
def help_write(request, reference):
    found = one(reference)
    form = AnswerForm(posted(request), asked=found, initial={"text": help_page.draft(found)})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            requests.write(found, by=request.user, **form.cleaned_data)
            leaves_soon(request, found)
            return redirect(page_of(request, reference))
    context = {"form": form, "asked": found, "to": requests.address(found)}
    return render(request, "followup/help/write.html", context)
