"""« Créer un binôme », from a person's page: the other, what stands in the way, then who agreed."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from followup.forms.people import AgreedForm
from followup.services import pair_by_hand, pairs
from followup.views.people import one
from matching.views.pair import two_profiles
from mentoring.access import coordinator_only
from mentoring.audit import saw
from mentoring.forms import posted, refusals_in

LONGEST_SEARCH = 80


@coordinator_only
@require_safe
def person_pair(request, public_id):
    found, query = one(public_id), request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    sides = pair_by_hand.sides_of(found)
    wanted = [side for side in sides if side.kind == request.GET.get("cote")]
    side = next(iter(wanted + sides), None)
    saw(request.user, found, "personne")
    context = {
        "person": found,
        "sides": sides,
        "side": side,
        "query": query,
        "candidates": pair_by_hand.search(side, query) if side else [],
    }
    return render(request, "followup/people/pair_search.html", context)


@coordinator_only
@require_http_methods(["GET", "HEAD", "POST"])
def by_hand(request, mentor, mentee):
    """Both have agreed otherwise: a coordinator says how, and the pair starts."""
    mentor, mentee = two_profiles(mentor, mentee)
    form = AgreedForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            pair = pairs.start_by_hand(mentor, mentee, by=request.user, **form.cleaned_data)
            messages.success(request, _("Le binôme est formé. Les deux personnes reçoivent leur e-mail."))
            return redirect("pair_desk", pair.reference)
    for profile in (mentor, mentee):
        saw(request.user, profile.person, "proposer")
    context = {"form": form, **pair_by_hand.preview(mentor, mentee)}
    return render(request, "followup/people/pair_by_hand.html", context)
