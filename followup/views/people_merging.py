"""« Fusionner un doublon »: a superuser looks for the other account, reads what it does, then does it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from followup.forms.people import MergeForm
from followup.services.merging import merge, preview, search
from followup.views.people import one
from mentoring import returns
from mentoring.access import superuser_only
from mentoring.audit import saw
from mentoring.forms import posted, refusals_in
from mentoring.models import User

LONGEST_SEARCH = 80


@superuser_only
@require_safe
def person_merge(request, public_id):
    found, query = one(public_id), request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    saw(request.user, found, "personne")
    context = {"person": found, "query": query, **search.page(found, query)}
    return render(request, "followup/people/merge_search.html", context)


@superuser_only
@require_http_methods(["GET", "HEAD", "POST"])
def merge_accounts(request, public_id, other):
    """`public_id` stays, `other` is emptied."""
    kept, absorbed = one(public_id), get_object_or_404(User, public_id=other)
    back = returns.place(request, reverse("person", args=[public_id]))
    if absorbed.merged_into_id == kept.pk:
        return redirect(back)
    if kept == absorbed or not search.is_somebody(absorbed):
        raise Http404
    form = MergeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            merge.merge(kept, absorbed, by=request.user, seen=request.POST.get("seen", ""))
            messages.success(request, _("C’est fait : les deux comptes n’en font plus qu’un."))
            return redirect(back)
    for person in (kept, absorbed):
        saw(request.user, person, "fusion")
    context = {"form": form, "preview": preview.of(kept, absorbed)}
    return render(request, "followup/people/merge.html", context)
