"""« Par personne »: who waits on the left, the best candidates of one person on the right."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from applications.models import Profile
from applications.options import Kind
from matching.services import pool, sheet
from matching.services.ranking import Board
from matching.services.waiting import Waiting
from mentoring import returns
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
    waiting = Waiting(Board(), SIDES.get(request.GET.get("cote"), Kind.MENTEE))
    page = Paginator(waiting.keys(), PER_PAGE).get_page(request.GET.get("page"))
    chosen = page.object_list[0] if page.object_list else None
    return render(request, "matching/board.html", context(request, waiting, page, chosen))


@coordinator_only
@require_safe
def person(request, public_id):
    """One person, with the page of the list they stand on."""
    chosen = get_object_or_404(Profile.objects.exclude(state=Profile.State.ARCHIVED), public_id=public_id)
    waiting = Waiting(Board(), chosen.kind)
    keys = waiting.keys()
    place = keys.index(chosen.pk) if chosen.pk in keys else 0
    page = Paginator(keys, PER_PAGE).get_page(request.GET.get("page") or place // PER_PAGE + 1)
    found = context(request, waiting, page, chosen.pk, is_person_page=True)
    return render(request, "matching/board.html", found)


def way_back(request, waiting, is_person_page):
    """{"list_url", "along"}: the list as it was, and what leads back to it from the pages of its people."""
    whole = reverse("board") + ("" if waiting.is_mentee_side else "?cote=mentors")
    url = returns.place(request, whole, "board") if is_person_page else request.get_full_path()
    return {"list_url": url, "along": returns.leaving(url)}


def context(request, waiting, page, chosen, *, is_person_page=False):
    """`page` holds keys of profiles, `chosen` is one or None."""
    keys = list(page.object_list)
    *page.object_list, row = waiting.rows([*keys, chosen]) if chosen else (None,)
    values = header("board") | {
        "board": waiting.board,
        "figures": waiting.figures(),
        "floor": waiting.board.settings.floor,
        "is_mentee_side": waiting.is_mentee_side,
        "page": page,
        "chosen": None,
        "is_person_page": is_person_page,
        **way_back(request, waiting, is_person_page),
    }
    if chosen is None:
        return values
    chosen = (
        Profile.objects.select_related("person", "application", "formation", "campus")
        .prefetch_related("domains__domain", "skills__skill")
        .get(pk=chosen)
    )
    saw(request.user, chosen.person, "mise-en-relation")
    place = keys.index(chosen.pk) if chosen.pk in keys else -1
    seen, query = request.GET.get("voir", ""), request.GET.get("q", "").strip()[:80]
    return values | {
        "chosen": chosen,
        "row": row,
        "summary": sheet.summary(chosen),
        "shortlist": waiting.board.candidates_for(chosen),
        "is_below_shown": seen == "seuil",
        "are_others_shown": seen in ("suite", "seuil"),
        "query": query,
        "found": waiting.board.found(chosen, query, MOST_FOUND),
        "is_open_to_matching": pool.in_programme().filter(pk=chosen.pk).exists(),
        "before": page.object_list[place - 1].profile if place > 0 else None,
        "after": page.object_list[place + 1].profile if 0 <= place < len(keys) - 1 else None,
    }
