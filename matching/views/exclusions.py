"""« Exclusions »: the pairs in force, who excluded them, why, until when; and lifting one."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from matching.models import Exclusion
from matching.reasons import SUGGESTION
from matching.services import exclusions as service
from mentoring import reasons, returns
from mentoring.access import coordinator_only

from .header import done, header

PER_PAGE = 25


def in_force():
    return Exclusion.objects.in_force(timezone.localdate())


@coordinator_only
@require_safe
def exclusions(request):
    rows = (
        in_force()
        .select_related("mentor__person", "mentee__person", "created_by")
        .order_by("-created_at", "-pk")
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    labels = reasons.labels()
    for one in page:
        one.detail_label = labels.get((SUGGESTION.slug, one.detail), "")
    return render(request, "matching/exclusions.html", header("exclusions") | {"page": page})


@coordinator_only
@require_POST
def lift(request, mentor, mentee, reason):
    exclusion = get_object_or_404(
        in_force(), mentor__public_id=mentor, mentee__public_id=mentee, reason=reason
    )
    done(
        request,
        lambda: service.lift(exclusion, by=request.user),
        _("Exclusion levée : ces deux personnes peuvent de nouveau être proposées."),
    )
    return redirect(returns.place(request, reverse("exclusions")))
