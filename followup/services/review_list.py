"""« Bilans »: what people said at the end of their pair, as the team reads it, one after the other."""

from dataclasses import dataclass

from django.db.models import F

from applications.models import Profile
from applications.options import Kind
from followup.models import ClosingReview, Mentorship
from followup.reasons import of_pair
from followup.services import pair_list
from mentoring import reasons
from mentoring.models import Quote

READ, ALL = "relus", "tous"
SIDES = {"mentor": Kind.MENTOR, "mentore": Kind.MENTEE}
OF_THE_PAIR = ("mentorship__mentor__person", "mentorship__mentee__person")


@dataclass(frozen=True)
class Row:
    """`profile` is its author's, `end_reason` why the pair ended, `is_shown` whether the home page shows its
    sentence."""

    review: ClosingReview
    profile: Profile
    end_reason: str
    is_shown: bool


def listing(chosen):
    """The reviews of these choices ({field of the form: value}): those to read the oldest first, the others
    the last read first."""
    rows = ClosingReview.objects.of_ended_pairs().select_related("author", "read_by", *OF_THE_PAIR)
    if side := SIDES.get(chosen.get("cote")):
        rows = rows.filter(author=F(f"mentorship__{side}__person"))
    if campus := chosen.get("campus"):
        rows = rows.filter(mentorship__mentee__campus__code=campus)
    if search := chosen.get("q"):
        rows = rows.filter(mentorship__in=pair_list.searched(Mentorship.objects.all(), search))
    if chosen.get("etat") == READ:
        return rows.exclude(read_at=None).order_by("-read_at", "-pk")
    if chosen.get("etat") == ALL:
        return rows.order_by("-created_at", "-pk")
    return rows.to_read().order_by("created_at", "pk")


def rows(reviews):
    """[Row] of a page of reviews: three queries, however many there are."""
    shown, labels = set(Quote.objects.values_list("source", flat=True)), reasons.labels()
    return [
        Row(
            review,
            review.mentorship.profile_of(review.author),
            of_pair(review.mentorship, labels),
            review.reference in shown,
        )
        for review in reviews
    ]


def number_to_read():
    return ClosingReview.objects.to_read().count()
