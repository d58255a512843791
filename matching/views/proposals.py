"""« Propositions en cours »: five groups, and what a coordinator may do with each row."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matching.forms import CancelForm, DeclineInterestForm
from matching.models import Proposal
from matching.services import closing, deadlines, interests, pending, proposals
from mentoring import returns
from mentoring.access import coordinator_only
from mentoring.forms import posted

from .header import badge_of, done, header

PER_PAGE = 25
State = Proposal.State


@coordinator_only
@require_safe
def open_proposals(request):
    """All groups, ten rows of each; one group in full with `?groupe=`."""
    chosen = request.GET.get("groupe", "")
    if chosen in pending.GROUPS | pending.ALONE:
        page = Paginator(pending.rows_of(chosen), PER_PAGE).get_page(request.GET.get("page"))
        groups = [pending.group(chosen, page.object_list, page.paginator.count)]
    else:
        page, groups = None, pending.overview()
    pending.complete(groups)
    for group in groups:
        for row in group.rows:
            row.badge = badge_of(row.proposal)
    values = header("proposals") | {"groups": groups, "page": page, "is_one_group": page is not None}
    return render(request, "matching/open_proposals.html", values)


def the_list(request):
    """« Propositions en cours », as the coordinator had it."""
    return returns.place(request, reverse("proposals"))


def one(reference):
    """The proposal of an address, with its people, or 404; its state is the service’s affair."""
    return get_object_or_404(
        Proposal.objects.select_related("mentor__person", "mentee__person"), reference=reference
    )


@coordinator_only
@require_POST
def remind(request, reference):
    proposal = one(reference)
    done(request, lambda: deadlines.remind(proposal, by=request.user), _("La relance part."))
    return redirect(the_list(request))


@coordinator_only
@require_POST
def extend(request, reference):
    proposal = one(reference)
    done(
        request, lambda: deadlines.extend(proposal, by=request.user), _("Trois jours de plus pour répondre.")
    )
    return redirect(the_list(request))


@coordinator_only
@require_POST
def undo(request, reference):
    proposal = one(reference)
    done(
        request,
        lambda: proposals.undo(proposal, by=request.user),
        _("Envoi annulé : aucun e-mail n’est parti."),
    )
    return redirect(the_list(request))


@coordinator_only
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request, reference):
    def act(proposal, data):
        closing.cancel(proposal, by=request.user, reason=data["reason"], text=data["text"])

    return form_page(request, reference, CancelForm, "cancel", act, _("Proposition annulée."))


@coordinator_only
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request, reference):
    def act(proposal, data):
        interests.decline(proposal, by=request.user, reason=data["reason"], message=data["message"])

    return form_page(
        request,
        reference,
        DeclineInterestForm,
        "decline",
        act,
        _("Intérêt décliné. E-mail dans dix minutes."),
    )


def form_page(request, reference, form_class, name, act, success):
    """A page with one form about one proposal; what was typed stays when a field is wrong."""
    proposal = one(reference)
    form = form_class(posted(request))
    if request.method == "POST" and form.is_valid():
        done(request, lambda: act(proposal, form.cleaned_data), success)
        return redirect(the_list(request))
    values = {"form": form, "proposal": proposal, "badge": badge_of(proposal)}
    return render(request, f"matching/proposal_{name}.html", values)
