"""« Personnes »: everybody in a table and as a file, then everything about one person."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followup.forms.people import PeopleFilterForm
from followup.forms.writing import MessageForm
from followup.services import people_list, person_letters, person_page
from followup.services.privacy import exports
from followup.views.writing import leaves_soon
from matching.views.header import badge_of, done
from mentoring import returns
from mentoring.access import coordinator_only
from mentoring.audit import saw
from mentoring.forms import posted, refusals_in
from mentoring.tables import columns, spreadsheet

PER_PAGE = 25
COLUMNS = (
    ("nom", lambda: _("Personne")),
    ("role", lambda: _("Rôle")),
    ("etat", lambda: _("État")),
    ("campus", lambda: _("Campus")),
    ("formation", lambda: _("Formation")),
    ("inscription", lambda: _("Inscription")),
    ("connexion", lambda: _("Dernière connexion")),
)


def one(public_id):
    """The person of an address, or 404: an erased account is nobody."""
    return get_object_or_404(people_list.everyone(), public_id=public_id)


@coordinator_only
@require_safe
def people(request):
    form = PeopleFilterForm(request.GET)
    chosen = {"tri": people_list.BY_NAME} | form.chosen()
    page = Paginator(people_list.listing(chosen), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": people_list.rows(page.object_list),
        "columns": columns(COLUMNS, chosen),
    }
    return render(request, "followup/people/people.html", context)


@coordinator_only
@require_POST
def people_csv(request):
    """The whole of what the address narrows the table to. By a POST: taking it leaves a trace."""
    chosen = PeopleFilterForm(request.GET).chosen()
    head = [
        *(_("Prénom"), _("Nom"), _("E-mail"), _("Téléphone"), _("Rôles")),
        *(_("Comme mentor"), _("Comme personne mentorée"), _("Campus"), _("Formation")),
        *(_("Inscription"), _("Dernière connexion")),
    ]
    rows = people_list.lines(people_list.listing(chosen))
    return spreadsheet("personnes", head, rows, by=request.user, chosen=chosen)


@coordinator_only
@require_safe
def person(request, public_id):
    """An account that was merged into another leads there."""
    found = people_list.everyone().filter(public_id=public_id).first()
    if found is None:
        heir = get_object_or_404(people_list.everyone(), merged_accounts__public_id=public_id)
        return redirect("person", heir.public_id)
    saw(request.user, found, "personne")
    is_whole = request.GET.get("histoire") == "tout"
    context = person_page.of(found, timezone.now(), is_whole=is_whole)
    for row in context["proposals"]:
        row["badge"] = badge_of(row["proposal"])
    return render(request, "followup/people/person.html", context)


@coordinator_only
@require_http_methods(["GET", "HEAD", "POST"])
def person_write(request, public_id):
    found = one(public_id)
    back = returns.place(request, reverse("person", args=[public_id]), "help_workshop")
    form = MessageForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            person_letters.write(found, by=request.user, **form.cleaned_data)
            leaves_soon(request, person_letters.Person(found))
            return redirect(back)
    return render(request, "followup/people/write.html", {"form": form, "person": found, "back": back})


@coordinator_only
@require_POST
def person_export(request, public_id):
    """« Exporter ses données »: the file goes to the person, never to whoever asks."""
    found = one(public_id)
    success = _("C’est noté : {name} reçoit un e-mail quand le fichier est prêt.").format(name=found)
    done(request, lambda: exports.ask(found, by=request.user), success)
    return redirect(returns.place(request, reverse("person", args=[public_id])))
