"""The coordinator's first page: its lines and what stands beside them, the same for the whole team.

Lines are kept a minute, what moves slowly ten. The clock counts both before they are asked for, so that the
menu knows the number of points without counting; where the clock rests, the page counts by itself.
"""

import datetime
import logging
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, Q, Sum
from django.utils import timezone

from applications.models import Application, Domain, Profile, ProfileDomain
from applications.options import Kind
from followup.models import MentoringSession
from followup.services import pace, todo, week
from matching.models import Proposal

logger = logging.getLogger(__name__)
# Other numbers whenever what is kept takes another shape.
LINES, BESIDE = "desk:lines:1", "desk:beside:1"
MINUTE = datetime.timedelta(minutes=1)
# Older ones are counted again: by the clock, and a little later by whoever opens the page.
BESIDE_FRESH, BESIDE_OLD = 10 * MINUTE, 15 * MINUTE
KEPT = 20 * MINUTE
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
class Lines:
    rows: list
    counted_at: datetime.datetime

    @property
    def points(self):
        return todo.points(self.rows)

    @property
    def is_whole(self):
        return all(line.count is not None for line in self.rows)


@dataclass(frozen=True)
class Beside:
    """What is None could not be read; `pace` is also None while nobody knows."""

    supplies: list | None
    trends: dict | None
    pace: dict | None
    counted_at: datetime.datetime

    @property
    def is_whole(self):
        return self.supplies is not None and self.trends is not None

    @property
    def shortages(self):
        """Where places are missing, the worst first."""
        return sorted((one for one in self.supplies or () if one.missing), key=lambda one: -one.missing)

    @property
    def most(self):
        """The longest bar."""
        return max((max(one.places, one.requests) for one in self.supplies or ()), default=0)


def at_hand(now=None):
    """(Lines of this minute, Beside of this quarter), kept or counted now."""
    now = now or timezone.now()
    kept = cache.get_many([LINES, BESIDE])
    return (
        younger(kept.get(LINES), MINUTE, now) or count_lines(now),
        younger(kept.get(BESIDE), BESIDE_OLD, now) or count_beside(now),
    )


def count(now=None):
    """What the clock does every minute. Safe to run twice, and at once."""
    now = now or timezone.now()
    count_lines(now)
    if not younger(cache.get(BESIDE), BESIDE_FRESH, now):
        count_beside(now)


def known_points():
    """How many points the menu shows, None when nobody has counted for long."""
    kept = cache.get(LINES)
    return kept.points if kept else None


def younger(kept, age, now):
    return kept if kept and now - kept.counted_at < age else None


def count_lines(now):
    return keep(LINES, Lines(todo.lines_at_any_rate(now), now))


def count_beside(now):
    return keep(
        BESIDE, Beside(attempt(supplies), attempt(trends, now), attempt(pace.averages, now), counted_at=now)
    )


def keep(key, counted):
    """Keep what was counted, unless something failed: then the next reader tries again."""
    if counted.is_whole:
        cache.set(key, counted, KEPT.total_seconds())
    return counted


def attempt(read, *args):
    """What `read` answers, None (and a line in the log) when it fails."""
    try:
        return read(*args)
    except Exception:
        logger.exception("« À traiter »: %s", read)
        return None


def supplies():
    """[Supply] of each domain in use, in the order of the questionnaire: three queries.

    What `domains.balances` reads of everybody, summed by the database: here nobody's own figures are needed.
    """
    pairs = Proposal.objects.pairs().order_by()
    is_mentor = Q(profile__kind=Kind.MENTOR)
    rows = ProfileDomain.objects.filter(profile__in=Profile.objects.open_to_matching(), rank=1).order_by()
    # A mentee's capacity is one: the same sum counts those who have nobody.
    free = rows.filter(is_mentor | ~Q(profile__in=pairs.values("mentee")))
    totals = {
        (domain, kind): total
        for domain, kind, total in free.values_list("domain", "profile__kind").annotate(
            Sum("profile__capacity")
        )
    }
    at_work = rows.filter(is_mentor, profile__proposals_as_mentor__in=pairs)
    taken = dict(at_work.values_list("domain").annotate(Count("pk")))
    return [
        Supply(
            label,
            places=max(0, totals.get((pk, Kind.MENTOR), 0) - taken.get(pk, 0)),
            requests=totals.get((pk, Kind.MENTEE), 0),
        )
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
