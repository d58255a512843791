"""« Ateliers » of the coordination: the list, one of them, who comes, who came."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followup.forms.workshops import AddForm, AttendanceForm, ChangeForm, OpenForm
from followup.models import Workshop, WorkshopRegistration
from followup.services import attendance as sheets
from followup.services import workshop_desk as services
from followup.services import workshop_page as pages
from followup.services import workshops as seats
from followup.services.workshop_desk import DateRefused, SeatsRefused
from matching.views.header import done
from mentoring import returns
from mentoring.access import coordinator_only
from mentoring.forms import posted, refusals_in
from mentoring.models import NotAllowed

from .help_tabs import tabs

PER_PAGE = 25
# Beside which field a refusal stands.
BESIDE = {DateRefused: "date", SeatsRefused: "capacity"}


@coordinator_only
@require_safe
def workshops(request):
    now, is_past = timezone.now(), request.GET.get("vue") == "passes"
    found = pages.listing(now, is_past=is_past)
    context = {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "is_past": is_past,
        "to_check": Workshop.objects.to_check(now).order_by("starts_at", "pk")[:PER_PAGE],
        "interested": list(services.waiting_for_news()),
        "now": now,
        "tabs": tabs("help_workshops"),
    }
    return render(request, "followup/help/workshops.html", context)


@coordinator_only
@require_http_methods(["GET", "HEAD", "POST"])
def opening(request):
    interested = services.waiting_for_news().count()
    form = OpenForm(posted(request), person=request.user, interested=interested)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form, BESIDE):
            opened = services.open_workshop(by=request.user, **form.details())
            messages.success(request, _("L’atelier est ouvert aux inscriptions."))
            return redirect("help_workshop", opened.reference)
    context = {"form": form, "interested": interested}
    return render(request, "followup/help/workshop_open.html", context)


def page_of(request, reference):
    """The page of the workshop, which leads back to the list as it was."""
    return returns.place(request, reverse("help_workshop", args=[reference]))


def one(reference):
    rows = Workshop.objects.with_seats().select_related("host")
    return get_object_or_404(rows, reference=reference)


@coordinator_only
@require_safe
def workshop(request, reference):
    return show(request, one(reference), AddForm())


def show(request, found, form):
    """From its list, it leads back there; else to those it stands among."""
    context = pages.of(found) | {"form": form}
    beside = reverse("help_workshops") + ("" if context["is_open"] else "?vue=passes")
    context["back"] = returns.place(request, beside, "help_workshops")
    return render(request, "followup/help/workshop.html", context)


@coordinator_only
@require_http_methods(["GET", "HEAD", "POST"])
def change(request, reference):
    found = one(reference)
    form = ChangeForm(posted(request), person=request.user, workshop=found)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form, BESIDE):
            services.change(found, by=request.user, **form.details())
            messages.success(request, _("L’atelier est à jour."))
            return redirect(page_of(request, reference))
    return render(request, "followup/help/workshop_change.html", {"form": form, "workshop": found})


@coordinator_only
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request, reference):
    """Who will be told, then the end of it."""
    found = one(reference)
    if request.method == "POST":
        success = _("L’atelier est annulé. Les personnes inscrites ou en attente reçoivent un e-mail.")
        done(request, lambda: services.cancel(found, by=request.user), success)
        return redirect(page_of(request, reference))
    context = {"workshop": found, "is_open": is_open(found)}
    return render(request, "followup/help/workshop_cancel.html", context)


def is_open(found):
    """May one still come, or say that one does not?"""
    return found.state == Workshop.State.PLANNED and found.starts_at > timezone.now()


@coordinator_only
@require_POST
def add(request, reference):
    """A seat for somebody who asked the team, or their turn."""
    found = one(reference)
    form = AddForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            person = form.cleaned_data["person"]
            row = seats.register(found, by=request.user, person=person)
            messages.success(request, told(row, person))
            page = reverse("help_workshop", args=[reference])
            return redirect(returns.place(request, page, "help_request"))
    return show(request, found, form)


def told(row, person):
    if row.state == WorkshopRegistration.State.WAITLISTED:
        return _("L’atelier est complet : {name} est sur la liste d’attente.").format(name=person)
    return _("{name} a une place. Le lien part par e-mail.").format(name=person)


@coordinator_only
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request, reference, pk):
    """Who will be written to, then the seat given back."""
    found = one(reference)
    row = get_object_or_404(found.registrations.select_related("person"), pk=pk)
    if request.method == "POST":
        success = _("{name} n’est plus sur la liste.").format(name=row.person)
        done(request, lambda: seats.leave(found, by=request.user, person=row.person), success)
        return redirect(page_of(request, reference))
    context = {"workshop": found, "row": row, "next_seated": seats.next_after(row), "is_open": is_open(found)}
    return render(request, "followup/help/workshop_remove.html", context)


@coordinator_only
@require_POST
def attendance(request, reference):
    found = one(reference)
    form = AttendanceForm(request.POST, registrations=pages.seated(found))
    if not form.is_valid():
        messages.error(request, _("Rechargez la page, puis notez les présences."))
        return redirect(page_of(request, reference))
    steps = form.cleaned_data["steps"]
    success = _("Les présences sont enregistrées.")
    done(request, lambda: sheets.note(found, by=request.user, said=form.said(), steps=steps), success)
    return redirect(page_of(request, reference))


@coordinator_only
@require_POST
def tell(request, reference):
    """One letter to each who waits for a workshop; those who had it get no other."""
    try:
        number = services.tell_interested(one(reference), by=request.user)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect(page_of(request, reference))
    words = ngettext("{n} personne est prévenue.", "{n} personnes sont prévenues.", number)
    messages.success(request, words.format(n=number) if number else _("Ces personnes sont déjà prévenues."))
    return redirect(page_of(request, reference))
