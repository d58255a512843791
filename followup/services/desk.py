"""The coordinator's first page: its lines and what stands beside them, the same for the whole team.

Kept a minute. The clock counts again every minute, so that the menu knows the number of points without
counting; a page asked for when the clock rests counts by itself.
"""

import datetime
import logging
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from applications.models import Application, Domain, Profile, ProfileDomain
from applications.options import Kind
from followup.models import MentoringSession
from followup.services import pace, todo, week
from matching.models import Proposal

logger = logging.getLogger(__name__)
# Another number whenever what is kept takes another shape.
KEY = "desk:1"
FRESH, KNOWN = datetime.timedelta(seconds=60), datetime.timedelta(minutes=10)
WEEKS = 8


@dataclass(frozen=True)
class Supply:
    """A domain: free places of mentors who cover it, people without a mentor who want it first."""

    label: str
    places: int
    requests: int

    @property
    def missing(self):
        return max(0, self.requests - self.places)


@dataclass(frozen=True)
class Desk:
    """`minutes` is None while nobody knows, `supplies` and `trends` where reading them failed."""

    lines: list
    minutes: int | None
    supplies: list | None
    trends: dict | None
    counted_at: datetime.datetime

    @property
    def points(self):
        return todo.points(self.lines)

    @property
    def is_whole(self):
        is_counted = all(line.count is not None for line in self.lines)
        return is_counted and self.supplies is not None and self.trends is not None

    @property
    def shortages(self):
        """Where places are missing, the worst first."""
        return sorted(filter(lambda one: one.missing, self.supplies or ()), key=lambda one: -one.missing)

    @property
    def most(self):
        """The longest bar."""
        return max((max(one.places, one.requests) for one in self.supplies or ()), default=0)


def at_hand(now=None):
    """The Desk of this minute, or one counted now."""
    now = now or timezone.now()
    kept = cache.get(KEY)
    return kept if kept and now - kept.counted_at < FRESH else count(now)


def count(now=None):
    """Count everything and keep it, unless something failed: then the next reader tries again."""
    now = now or timezone.now()
    lines = todo.lines_at_any_rate(now)
    desk = Desk(
        lines=lines,
        minutes=attempt(pace.minutes, lines, now),
        supplies=attempt(supplies),
        trends=attempt(trends, now),
        counted_at=now,
    )
    if desk.is_whole:
        cache.set(KEY, desk, KNOWN.total_seconds())
    return desk


def known_points():
    """How many points the menu shows, None when nobody has counted for long."""
    kept = cache.get(KEY)
    return kept.points if kept else None


def attempt(read, *args):
    """What `read` answers, None (and a line in the log) when it fails."""
    try:
        return read(*args)
    except Exception:
        logger.exception("« À traiter »: %s", read.__qualname__)
        return None


def supplies():
    """[Supply] of each domain in use, in the order of the questionnaire: three queries.

    What `domains.balances` reads of everybody, summed by the database: here nobody's own figures are needed.
    """
    pairs = Proposal.objects.pairs().order_by()
    rows = ProfileDomain.objects.filter(profile__in=Profile.objects.open_to_matching(), rank=1).order_by()
    taken = pairs.filter(mentor=OuterRef("profile")).values("mentor").annotate(number=Count("pk"))
    mentors = rows.filter(profile__kind=Kind.MENTOR).annotate(
        left=F("profile__capacity") - Coalesce(Subquery(taken.values("number")), 0)
    )
    mentees = rows.filter(~Exists(pairs.filter(mentee=OuterRef("profile"))), profile__kind=Kind.MENTEE)
    places = dict(mentors.values_list("domain").annotate(places=Sum("left", filter=Q(left__gt=0))))
    requests = dict(mentees.values_list("domain").annotate(requests=Count("pk")))
    return [
        Supply(label, places.get(pk) or 0, requests.get(pk, 0))
        for pk, label in Domain.objects.filter(is_active=True).values_list("pk", "label")
    ]


def trends(now):
    """{"received", "held"}: how many each seven days, eight times, the last ones last. Two queries."""
    return {
        "received": weekly(Application.objects.all(), "submitted_at", now),
        "held": weekly(MentoringSession.objects.held(), "ends_at", now),
    }


def weekly(rows, field, now):
    edges = [now - number * week.WEEK for number in range(WEEKS, -1, -1)]
    asked = {
        f"week_{number}": Count("pk", filter=week.within(field, edges[number : number + 2]))
        for number in range(WEEKS)
    }
    found = rows.filter(week.within(field, (edges[0], edges[-1]))).order_by().aggregate(**asked)
    return [found[name] for name in asked]
