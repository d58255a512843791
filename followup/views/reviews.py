"""« Bilans »: what was said at the end of the pairs, read by the team."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from followup.forms.reviews import ReviewFilterForm
from followup.models import ClosingReview
from followup.services import review_list
from followup.services import reviews as services
from matching.views.header import done
from mentoring import returns
from mentoring.access import coordinator_only
from mentoring.audit import saw_all
from mentoring.french import de
from mentoring.tables import page_of

PER_PAGE = 10
ACTS = {
    "relu": (services.mark_read, lambda: _("Le bilan {of_name} est relu. Il reste sous « Relus ».")),
    "a-relire": (services.mark_unread, lambda: _("Le bilan {of_name} est de nouveau à relire.")),
}


@coordinator_only
@require_safe
def closing_reviews(request):
    form = ReviewFilterForm(request.GET)
    chosen = form.chosen()
    page = page_of(review_list.listing(chosen), PER_PAGE, request.GET.get("page"))
    rows = review_list.rows(page.object_list)
    saw_all(request.user, [row.review.author for row in rows], "closing_reviews")
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "state": chosen.get("etat", ""),
        "is_narrowed": bool(chosen.keys() - {"etat"}),
    }
    return render(request, "followup/reviews/reviews.html", context)


@coordinator_only
@require_POST
def act(request, pk, action):
    reviews = ClosingReview.objects.of_ended_pairs().select_related("author", "mentorship")
    found, (change, success) = get_object_or_404(reviews, pk=pk), ACTS[action]
    said = success().format(of_name=de(found.author.first_name))
    done(request, lambda: change(found, by=request.user), said)
    return redirect(place(request, found))


def place(request, review):
    """Where it was read: the list, or the page of its pair, at the review itself."""
    desk = reverse("pair_desk", args=[review.mentorship.reference])
    found = returns.place(request, reverse("closing_reviews"), desk)
    return f"{found}#bilan-{review.pk}" if found.startswith(desk) else found
