"""« Proposition d’ensemble »: ask for a calculation, follow it, read its result, ask again."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matching.forms import RunForm
from matching.models import MatchingSettings, Run
from matching.services import results, runs, sending
from mentoring.access import coordinator_only
from mentoring.forms import posted

from .header import header

PER_PAGE, LEFT_OUT_PER_PAGE, RUNS_PER_PAGE = 50, 25, 10


@coordinator_only
@require_http_methods(["GET", "HEAD", "POST"])
def global_proposal(request):
    """The form, and the calculations already made."""
    version = MatchingSettings.current()
    form = RunForm(posted(request), initial=RunForm.data_of(version))
    if request.method == "POST" and form.is_valid():
        return redirect("run", runs.ask(by=request.user, **form.cleaned_data).reference)
    asked = Run.objects.select_related("created_by")
    page = Paginator(asked, RUNS_PER_PAGE).get_page(request.GET.get("page"))
    values = header("global_proposal") | {"form": form, "page": page}
    return render(request, "matching/ensemble.html", values)


def one(reference):
    """The run of an address, or 404."""
    related = ("version", "created_by", "campus", "formation", "domain", "parent")
    return get_object_or_404(Run.objects.select_related(*related), reference=reference)


@coordinator_only
@require_safe
def run(request, reference):
    """Where it stands while it is computed, then its result."""
    found = one(reference)
    values = header("global_proposal") | {"run": found, "parameters": results.parameters(found)}
    if found.state == Run.State.DONE:
        values |= result(request, found)
    return render(request, "matching/run.html", values)


def result(request, found):
    """The context of a finished run."""
    pairs = found.pairs.select_related("mentor__person", "mentee__person", "mentee__formation", "proposal")
    page = Paginator(pairs, PER_PAGE).get_page(request.GET.get("page"))
    left_out = Paginator(
        found.left_out.select_related("mentee__person", "mentee__formation"), LEFT_OUT_PER_PAGE
    ).get_page(request.GET.get("sans"))
    groups = results.even_handedness(found)
    lines = results.lines(found, list(page.object_list))
    return {
        "page": page,
        "lines": lines,
        "ticked": sum(line.is_ticked and line.can_be_sent for line in lines),
        "left_out_page": left_out,
        "left_out": [(row, *results.why_left_out(found, row)) for row in left_out.object_list],
        "groups": groups,
        "flag_count": results.flag_count(groups),
        "swaps": results.swaps(found),
        "proof": results.proof(found),
        "changed": sending.changed_since(found),
        "undoable": sending.undoable(found, by=request.user),
        "removed_count": found.pairs.exclude(removed_at=None).count(),
    }


@coordinator_only
@require_safe
def state(request, reference):
    """The progress line, asked again by the page; once there is a result, the page is asked to reload."""
    found = one(reference)
    if found.is_under_way:
        return render(request, "matching/run_progress.html", {"run": found})
    return HttpResponse(headers={"HX-Redirect": reverse("run", args=[found.reference])})


@coordinator_only
@require_POST
def recompute(request, reference):
    return redirect("run", runs.recompute(one(reference), by=request.user).reference)
