"""« La semaine du mentorat »: what the week that ended did, beside the one before, and where it is tight."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from applications.models import Application, Domain
from applications.options import Kind
from applications.services import domains
from followup.models import MentoringSession, Mentorship, SessionFeedback
from mentoring.models import Event

WEEK = datetime.timedelta(days=7)
# Applications begun since then make the funnel.
FUNNEL = datetime.timedelta(days=90)
DECISIONS = ("approve", "reject")


@dataclass(frozen=True)
class Figure:
    """A number of the week and of the one before. `of` is out of how many answers, for a share in percent
    (then None where nobody answered)."""

    code: str
    value: int | None
    before: int | None
    of: int | None = None


@dataclass(frozen=True)
class Funnel:
    """Of the applications of one side begun these three months: how many came so far."""

    kind: str
    begun: int
    sent: int
    approved: int
    paired: int
    met: int


@dataclass(frozen=True)
class Tension:
    """The domain where people wait most for want of free places."""

    label: str
    requests: int
    places: int

    @property
    def missing(self):
        return self.requests - self.places


def monday_of(now=None):
    """The Monday of this week at midnight: the end of the week told."""
    day = timezone.localdate(now)
    monday = day - datetime.timedelta(days=day.weekday())
    return datetime.datetime.combine(monday, datetime.time.min, timezone.get_current_timezone())


def windows(end):
    """[(start, end)] of the week that ends there and of the one before, in days of here: hours may change."""
    edges = [monday_of(end - number * WEEK + datetime.timedelta(hours=12)) for number in range(3)]
    return [(edges[1], edges[0]), (edges[2], edges[1])]


def figures(end):
    """The six Figures of the week that ended at `end`: 7 queries."""
    weeks = windows(end)
    days = [tuple(timezone.localdate(edge) for edge in edges) for edges in weeks]
    pairs = Mentorship.objects.all()
    return [
        Figure("received", *counted(Application.objects.all(), "submitted_at", weeks)),
        Figure("decided", *decided(weeks)),
        Figure("formed", *counted(pairs, "started_on", days)),
        Figure("held", *counted(MentoringSession.objects.held(), "ends_at", weeks)),
        useful(weeks),
        Figure("ended", *counted(pairs, "ended_on", days)),
    ]


def within(field, edges):
    start, end = edges
    return Q(**{f"{field}__gte": start, f"{field}__lt": end})


def counted(rows, field, weeks):
    """[this week, the one before]: 1 query."""
    this, before = (Count("pk", filter=within(field, edges)) for edges in weeks)
    found = rows.order_by().aggregate(this=this, before=before)
    return [found["this"], found["before"]]


def decided(weeks):
    """Applications validated or refused, but for what was taken back: 2 queries."""
    events = Event.objects.filter(at__gte=weeks[1][0])
    undone = events.filter(transition="undo", payload__has_key="undone").values_list(
        "payload__undone", flat=True
    )
    decisions = events.filter(transition__in=DECISIONS, reference__regex=r"^(MTR|DEM)-")
    return counted(decisions.exclude(pk__in=list(undone)), "at", weeks)


def useful(weeks):
    """The share of feedback that found its session useful at least: 1 query."""
    given = SessionFeedback.objects.exclude(utility=None)
    is_useful = Q(utility__gte=SessionFeedback.Utility.USEFUL)
    field = "mentoring_session__ends_at"
    found = given.aggregate(
        all=Count("pk", filter=within(field, weeks[0])),
        useful=Count("pk", filter=within(field, weeks[0]) & is_useful),
        all_before=Count("pk", filter=within(field, weeks[1])),
        useful_before=Count("pk", filter=within(field, weeks[1]) & is_useful),
    )
    return Figure(
        "useful",
        share(found["useful"], found["all"]),
        share(found["useful_before"], found["all_before"]),
        of=found["all"],
    )


def share(part, whole):
    """Whole percents, None of nothing."""
    return round(100 * part / whole) if whole else None


def funnels(end):
    """[Funnel] of mentors and of mentees: 1 query."""
    # What does not depend on the application is read once, not once an application.
    pairs, held = Mentorship.objects.all(), MentoringSession.objects.held()
    is_paired = Q(profile__in=pairs.values("mentor")) | Q(profile__in=pairs.values("mentee"))
    has_met = Q(profile__in=held.values("mentorship__mentor")) | Q(
        profile__in=held.values("mentorship__mentee")
    )
    rows = (
        Application.objects.filter(started_at__gte=end - FUNNEL, started_at__lt=end)
        .values("kind")
        .order_by()
        .annotate(
            begun=Count("pk"),
            sent=Count("pk", filter=Q(submitted_at__isnull=False)),
            approved=Count("pk", filter=Q(profile__opened_at__isnull=False)),
            paired=Count("pk", filter=is_paired),
            met=Count("pk", filter=has_met),
        )
    )
    found = {row["kind"]: Funnel(**row) for row in rows}
    return [found.get(kind, Funnel(kind, 0, 0, 0, 0, 0)) for kind in (Kind.MENTOR, Kind.MENTEE)]


def tension():
    """The Tension of today, None where places are enough everywhere: 4 queries."""
    key, worst = max(
        domains.balances().items(), key=lambda item: (item[1].missing, -item[0]), default=(None, None)
    )
    if worst is None or worst.missing <= 0:
        return None
    return Tension(Domain.objects.get(pk=key).label, worst.requests, worst.places)
