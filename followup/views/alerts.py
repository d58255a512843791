"""« Alertes »: what the coordination should look at, and what it does of it."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followup.forms.alerts import HandleForm, WriteForm
from followup.models import Alert
from followup.services.alerts import computing, handling, page
from followup.views.writing import leaves_soon
from matching.views.header import done
from mentoring import returns
from mentoring.access import coordinator_only
from mentoring.forms import posted
from mentoring.templatetags.dates import date_longue

PER_PAGE = 25


@coordinator_only
@require_safe
def alerts(request):
    """All groups, the first of each; one in full with `?niveau=`; one's own with `?suivi=moi`."""
    owner = request.user if request.GET.get("suivi") == "moi" else None
    chosen, found, paged = request.GET.get("niveau", ""), page.keys(owner), None
    number = {key: len(pks) for key, pks in found.items()}
    if chosen in page.GROUPS:
        paged = Paginator(found[chosen], PER_PAGE).get_page(request.GET.get("page"))
        groups = page.groups({chosen: paged.object_list}, number)
    else:
        groups = page.groups(page.first(found), number)
    page.complete(groups)
    tabs = [(key, title, number[key]) for key, (title, _most) in page.GROUPS.items()]
    context = {"groups": groups, "page": paged, "tabs": tabs, "is_mine": owner is not None}
    context |= {"chosen": chosen if paged else "", "computed_at": computing.last_computed_at()}
    context["handled"] = page.handled(timezone.now())
    return render(request, "followup/alerts.html", context)


def one(pk):
    """The alert of an address, with its people, or 404; whether it is still open is the service's affair."""
    return get_object_or_404(Alert.objects.with_people(), pk=pk)


def place(request, alert):
    """Where the alert was acted on: « Alertes » or the page of its pair."""
    desk = reverse("pair_desk", args=[alert.mentorship.reference])
    return returns.place(request, reverse("alerts"), desk)


@coordinator_only
@require_POST
def take(request, pk):
    alert = one(pk)
    done(request, lambda: handling.take(alert, by=request.user), _("Vous suivez cette alerte."))
    return redirect(place(request, alert))


@coordinator_only
@require_POST
def snooze(request, pk):
    alert = one(pk)
    back = date_longue(timezone.localdate() + handling.SNOOZED_FOR)
    success = _("Alerte reportée : elle revient le {date}.").format(date=back)
    done(request, lambda: handling.snooze(alert, by=request.user), success)
    return redirect(place(request, alert))


@coordinator_only
@require_http_methods(["GET", "HEAD", "POST"])
def handle(request, pk):
    """« Traité », with a note. An alert closed meanwhile says so."""
    alert = one(pk)
    asked = list(handling.requests_of(alert))
    form = HandleForm(posted(request), has_request=bool(asked))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        done(request, lambda: handling.handle(alert, by=request.user, **said), _("L’alerte est traitée."))
        return redirect(place(request, alert))
    return form_page(request, "alert_handle", alert, form)


@coordinator_only
@require_http_methods(["GET", "HEAD", "POST"])
def write(request, pk):
    """« Écrire », to one or both; an alert closed meanwhile does not keep from writing to the pair."""
    alert = one(pk)
    form = WriteForm(posted(request), mentorship=alert.mentorship, alert=alert)
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        handling.write(alert.mentorship, by=request.user, to=form.chosen(), text=text)
        leaves_soon(request, alert.mentorship)
        return redirect(place(request, alert))
    return form_page(request, "alert_write", alert, form)


def form_page(request, name, alert, form):
    card, back = page.Card(alert), place(request, alert)
    page.complete([page.Group("", "", 1, [card])])
    is_of_pair = not back.startswith(reverse("alerts"))
    context = {"form": form, "alert": alert, "card": card, "back": back, "is_of_pair": is_of_pair}
    return render(request, f"followup/{name}.html", context)
