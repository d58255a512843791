"""« Motifs » among the settings: every list people choose a reason from, and the words of each."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentoring import changes
from mentoring import reasons as service
from mentoring.access import coordinator_only
from mentoring.forms import posted, refusals_in
from mentoring.forms_reasons import ReasonForm
from mentoring.models import NotAllowed, ReasonWording
from mentoring.names import Taken

PER_PAGE = 10


def reason_or_404(slug, code):
    one = service.LISTS.get(slug)
    if one is None or code not in one.choices.values:
        raise Http404
    return service.reason(one, code)


@coordinator_only
@require_safe
def reasons(request):
    some = service.lists()
    found = service.every(some)
    groups = [(one, found[one.slug]) for one in some]
    return render(request, "settings/reasons.html", {"groups": groups})


@coordinator_only
@require_http_methods(["GET", "HEAD", "POST"])
def reason(request, slug, code):
    found = reason_or_404(slug, code)
    initial = found.values | {"seen": changes.mark(found, service.SAVE)}
    form = ReasonForm(posted(request), initial=initial, reason=found)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form, {Taken: "label"}):
            service.change(found, form.values(), by=request.user, seen=form.cleaned_data["seen"])
            messages.success(request, _("Le motif est enregistré."))
            return redirect("reason", slug, code)
        form.catch_up(changes.mark(found, service.SAVE))
    page = Paginator(changes.history(found, [service.SAVE]), PER_PAGE).get_page(request.GET.get("page"))
    history = changes.entries(ReasonWording, page)
    context = {"form": form, "reason": found, "page": page, "history": history}
    context["way_back"] = changes.way_back(ReasonWording, page)
    return render(request, "settings/reason.html", context | {"seen": initial["seen"]})


@coordinator_only
@require_POST
def restore(request, slug, code):
    return put_back(request, slug, code, service.restore, _("Le texte d’origine est rétabli."))


@coordinator_only
@require_POST
def step_back(request, slug, code):
    return put_back(request, slug, code, service.step_back, _("La version précédente est rétablie."))


def put_back(request, slug, code, act, success):
    try:
        act(reason_or_404(slug, code), by=request.user, seen=request.POST.get("seen", ""))
        messages.success(request, success)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    return redirect("reason", slug, code)
