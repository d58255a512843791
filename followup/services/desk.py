"""The coordinator's first page: its lines and what stands beside them, the same for the whole team.

Lines are kept a minute, what moves slowly ten, both in one place. The clock counts them before they are asked
for, so that the menu knows the number of points without counting; where the clock rests, the page counts by
itself.
"""

import datetime
import logging
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Case, Count, Q, Sum, Value, When
from django.utils import timezone

from applications.models import Application, Domain, Profile
from applications.options import Kind
from followup.models import MentoringSession
from followup.services import pace, tallies, todo, week
from matching.models import Proposal
from mentoring.models import Event, Programme

logger = logging.getLogger(__name__)
# Another number whenever what is kept takes another shape.
KEY = "desk:2"
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
    """`found` is the {code: Tally} the rows were made of, None where counting failed."""

    rows: list
    found: dict
    counted_at: datetime.datetime

    @property
    def points(self):
        return todo.points(self.rows)

    @property
    def badges(self):
        """What the menu shows of this, by the page it leads to: nothing where counting failed."""
        codes = {
            "queue": ("applications", "answers"),
            "pairs": ("urgent_alerts",),
            "help_requests": ("open_requests",),
        }
        return {"todo": self.points} | {page: self.number(*those) for page, those in codes.items()}

    def number(self, *codes):
        """How many these are together, None where one could not be counted."""
        numbers = [self.found[code] and self.found[code].number for code in codes if code in self.found]
        return None if None in numbers else sum(numbers)

    @property
    def is_whole(self):
        return None not in self.found.values()


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


def at_hand(programme, reader, now=None):
    """(Lines of this minute, Beside of this quarter), kept or counted now: what `reader` has just done is
    counted at once."""
    return brought_up_to_date(programme, now or timezone.now(), MINUTE, BESIDE_OLD, reader)


def count(now=None):
    """What the clock does every minute. Safe to run twice, and at once."""
    brought_up_to_date(Programme.current(), now or timezone.now(), datetime.timedelta(0), BESIDE_FRESH)


def known_points():
    """How many points the menu shows, None when nobody has counted for long."""
    lines, _beside = cache.get(KEY, (None, None))
    return lines.points if lines else None


def brought_up_to_date(programme, now, lines_age, beside_age, reader=None):
    """What is kept, and counted again what is older than that. Kept again at once, but what failed: then the
    next reader tries again."""
    kept = cache.get(KEY, (None, None))
    lines, beside = (younger(one, age, now) for one, age in zip(kept, (lines_age, beside_age), strict=True))
    if lines and reader and Event.objects.filter(actor=reader, at__gt=lines.counted_at).exists():
        lines = None
    found = lines or count_lines(programme, now), beside or count_beside(now)
    if found != kept:
        cache.set(KEY, tuple(one if one.is_whole else None for one in found), KEPT.total_seconds())
    return found


def younger(kept, age, now):
    return kept if kept and now - kept.counted_at < age else None


def count_lines(programme, now):
    found = count_each(now)
    return Lines(todo.in_order(found, programme), found, now)


def count_each(now):
    """{code: Tally}: one query; where it fails each reader is tried alone, and its codes are None."""
    found = attempt(tallies.of, tallies.READERS, now)
    if found is not None:
        return found
    found = {}
    for read, codes in tallies.READERS.items():
        alone = attempt(tallies.of, [read], now, what=", ".join(codes))
        found |= dict.fromkeys(codes) if alone is None else alone
    return found


def count_beside(now):
    return Beside(attempt(supplies), attempt(trends, now), attempt(pace.averages, now), counted_at=now)


def attempt(read, *args, what=""):
    """What `read` answers, None (and a line in the log) when it fails."""
    try:
        return read(*args)
    except Exception:
        logger.exception("« À traiter »: %s", what or read.__name__)
        return None


def supplies():
    """[Supply] of each domain in use, in the order of the questionnaire: three queries.

    What `domains.balances` reads of everybody, summed by the database: here nobody's own figures are needed.
    """
    pairs = Proposal.objects.pairs()
    people = Profile.objects.open_to_matching().filter(domains__rank=1).order_by()
    # A mentee's capacity is one: the same sum counts those who have nobody.
    free = people.filter(Q(kind=Kind.MENTOR) | ~Q(pk__in=pairs.values("mentee")))
    rows = free.values_list("kind", "domains__domain").annotate(Sum("capacity"))
    totals = {(kind, domain): total for kind, domain, total in rows}
    at_work = people.filter(
        kind=Kind.MENTOR,
        proposals_as_mentor__state=Proposal.State.ACCEPTED,
        proposals_as_mentor__ended_at=None,
    )
    taken = dict(at_work.values_list("domains__domain").annotate(n=Count("*")))
    return [
        Supply(
            label,
            places=max(0, totals.get((Kind.MENTOR, pk), 0) - taken.get(pk, 0)),
            requests=totals.get((Kind.MENTEE, pk), 0),
        )
        for pk, label in Domain.objects.filter(is_active=True).values_list("pk", "label")
    ]


def trends(now):
    """{"received", "held"}: how many each seven days, eight times, the last ones last. One query."""
    received = weekly("received", Application.objects.all(), "submitted_at", now)
    held = weekly("held", MentoringSession.objects.held(), "ends_at", now)
    found = {(what, number): count for what, number, count in received.union(held, all=True)}
    return {what: [found.get((what, number), 0) for number in range(WEEKS)] for what in ("received", "held")}


def weekly(what, rows, field, now):
    """(what, the week's number, how many) of the weeks that have some."""
    edges = [now - number * week.WEEK for number in range(WEEKS, -1, -1)]
    weeks = (week.within(field, edges[number : number + 2]) for number in range(WEEKS))
    number = Case(*(When(one, then=Value(place)) for place, one in enumerate(weeks)))
    return (
        rows.filter(week.within(field, (edges[0], edges[-1])))
        .order_by()
        .annotate(what=Value(what), week=number)
        .values("what", "week")
        .annotate(count=Count("*"))
        .values_list("what", "week", "count")
    )
