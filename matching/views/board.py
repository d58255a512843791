"""« Par personne »: who waits on the left, the best candidates of one person on the right."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from applications.models import Profile
from applications.options import Kind
from matching.services import ranking, sheet
from mentoring.access import coordinator_only
from mentoring.audit import saw

from .header import header

PER_PAGE = 25
SIDES = {"mentores": Kind.MENTEE, "mentors": Kind.MENTOR}
MOST_FOUND = 10


@coordinator_only
@require_safe
def board(request):
    """The list, and beside it (where there is room) the person who needs a mentor first."""
    everyone = ranking.Board()
    kind = SIDES.get(request.GET.get("cote"), Kind.MENTEE)
    rows = everyone.rows(kind)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    chosen = page.object_list[0].profile if page.object_list else None
    return render(request, "matching/board.html", context(request, everyone, kind, page, chosen))


@coordinator_only
@require_safe
def person(request, public_id):
    """One person, with the page of the list they stand on."""
    chosen = get_object_or_404(Profile.objects.exclude(state=Profile.State.ARCHIVED), public_id=public_id)
    everyone = ranking.Board()
    rows = everyone.rows(chosen.kind)
    place = next((i for i, row in enumerate(rows) if row.profile.pk == chosen.pk), 0)
    number = request.GET.get("page") or place // PER_PAGE + 1
    page = Paginator(rows, PER_PAGE).get_page(number)
    found = context(request, everyone, chosen.kind, page, chosen, is_person_page=True)
    return render(request, "matching/board.html", found)


def context(request, everyone, kind, page, chosen, *, is_person_page=False):
    values = header("board") | {
        "board": everyone,
        "figures": everyone.figures(),
        "floor": everyone.settings.floor,
        "is_mentee_side": kind == Kind.MENTEE,
        "page": page,
        "chosen": None,
        "is_person_page": is_person_page,
    }
    if chosen is None:
        return values
    chosen = (
        Profile.objects.select_related("person", "application", "formation", "campus")
        .prefetch_related("domains__domain", "skills__skill")
        .get(pk=chosen.pk)
    )
    saw(request.user, chosen.person, "mise-en-relation")
    rows = [row.profile.pk for row in page.object_list]
    place = rows.index(chosen.pk) if chosen.pk in rows else -1
    seen = request.GET.get("voir", "")
    return values | {
        "chosen": chosen,
        "row": everyone.row(chosen),
        "summary": sheet.summary(chosen),
        "shortlist": everyone.candidates_for(chosen),
        "is_below_shown": seen == "seuil",
        "are_others_shown": seen in ("suite", "seuil"),
        "query": request.GET.get("q", "").strip()[:80],
        "found": everyone.found(chosen, request.GET.get("q", ""), MOST_FOUND),
        "is_open_to_matching": chosen.public_id in everyone.by_ref,
        "before": page.object_list[place - 1].profile if place > 0 else None,
        "after": page.object_list[place + 1].profile if 0 <= place < len(rows) - 1 else None,
    }
