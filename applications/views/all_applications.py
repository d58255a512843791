"""« Toutes les candidatures »: every application sent, whatever became of it, and the same as a file."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from applications.forms import ApplicationFilterForm
from applications.models import Application
from applications.services import application_list as applications
from mentoring.access import coordinator_only
from mentoring.tables import columns, spreadsheet

PER_PAGE = 25
COLUMNS = (
    ("nom", lambda: _("Personne")),
    ("cote", lambda: _("Côté")),
    ("etat", lambda: _("État")),
    ("recue", lambda: _("Reçue")),
    ("change", lambda: _("Dernier changement")),
    ("campus", lambda: _("Campus")),
    ("formation", lambda: _("Formation")),
    ("suivi", lambda: _("Suivi par")),
)


@coordinator_only
@require_safe
def all_applications(request):
    form = ApplicationFilterForm(request.GET)
    chosen = {"tri": applications.NEWEST} | form.chosen()
    rows = applications.listing(request.user, chosen)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": applications.rows(page.object_list),
        "columns": columns(COLUMNS, chosen),
        "is_any": page.paginator.count or Application.objects.sent().exists(),
    }
    return render(request, "applications/all.html", context)


@coordinator_only
@require_POST
def all_applications_csv(request):
    """The whole of what the address narrows the table to. By a POST: taking it leaves a trace."""
    chosen = ApplicationFilterForm(request.GET).chosen()
    head = [
        *(_("Référence"), _("Prénom"), _("Nom"), _("E-mail"), _("Côté"), _("État")),
        *(_("Reçue le"), _("Dernier changement"), _("Campus"), _("Formation"), _("Suivi par")),
    ]
    rows = applications.lines(applications.listing(request.user, chosen))
    return spreadsheet("candidatures", head, rows, by=request.user, chosen=chosen)
