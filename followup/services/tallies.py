"""What « À traiter » counts, and how many of each there are: every reader names rows of one table, and all of
them are counted in one query."""

import datetime
from dataclasses import dataclass

from django.db.models import Case, CharField, Count, Exists, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast
from django.utils import timezone

from applications.models import Application, Profile
from followup.models import Alert, ClosingReview
from matching.models import Proposal
from matching.services import pending, waiting
from mentoring.mail.models import Email
from mentoring.models import HelpRequest

MENTEE_WAITS, MENTOR_WAITS = datetime.timedelta(days=21), datetime.timedelta(days=30)
NOTHING = Value("", output_field=CharField())


@dataclass(frozen=True)
class Tally:
    """How many, since when the oldest waits, and the first one's key or reference where a button opens it."""

    number: int
    oldest: datetime.datetime | None
    first: str


def of(readers, now):
    """{code: Tally} of what these readers find; the codes of nothing are left out. One query."""
    one, *others = (rows for read in readers for rows in read(now))
    found = one.union(*others, all=True) if others else one
    return {code: Tally(*tally) for code, *tally in found if code and tally[0]}


def tally(rows, code, oldest, *, each="*", first=NOTHING):
    """The rows counted by `code`, an expression or the code of all; those that share the same `each` count
    once."""
    code = code if hasattr(code, "resolve_expression") else Value(code)
    return (
        rows.order_by()
        .annotate(code=code)
        .values("code")
        .annotate(number=Count(each, distinct=each != "*"), oldest=Min(oldest), first=first)
        .values_list("code", "number", "oldest", "first")
    )


def whichever(**conditions):
    """The code of the condition a row meets, None for one that meets none."""
    return Case(*(When(condition, then=Value(code)) for code, condition in conditions.items()))


def alerts(now):
    """Pairs, not alerts: two of them may tell of one pair. A report is one by itself. The menu counts them
    all."""
    rows = Alert.objects.urgent()
    code = whichever(
        reports=Q(rule=Alert.Rule.REPORT),
        red_pairs=Q(level=Alert.Level.RED),
        amber_pairs=Q(level=Alert.Level.AMBER),
    )
    yield tally(rows, code, "since", each="mentorship", first=Cast(Min("pk"), CharField()))
    yield tally(rows, "urgent_alerts", "since")


def applications(now):
    submitted, on_hold = Application.State.SUBMITTED, Application.State.ON_HOLD
    code = whichever(
        applications=Q(state=submitted, is_answer_received=False),
        answers=Q(state=submitted, is_answer_received=True),
        revisits=Q(state=on_hold, revisit_on__lte=timezone.localdate(now)),
    )
    yield tally(Application.objects.filter(state__in=[submitted, on_hold]), code, "state_changed_at")


def proposals(now):
    interest = Proposal.State.INTEREST
    code = whichever(interests=Q(state=interest), expiring=pending.belonging("expirent", now))
    rows = Proposal.objects.filter(state__in=[interest, *Proposal.AWAITING])
    yield tally(rows, code, "state_changed_at")


def waiting_mentees(now):
    rows = waiting.waiting().filter(opened_at__lte=now - MENTEE_WAITS)
    yield tally(rows, "waiting_mentees", "opened_at")


def idle_mentors(now):
    """Open to matching for a month, in no pair since, and nothing under way that could make one."""
    month = now - MENTOR_WAITS
    own = Proposal.objects.filter(mentor=OuterRef("pk"))
    under_way = own.pairs() | own.open() | own.filter(ended_at__gt=month)
    rows = waiting.offering().filter(~Exists(under_way), opened_at__lte=month)
    yield tally(rows, "idle_mentors", "opened_at")


def help_requests(now):
    """A reported behaviour that opened an alert has a line of its own. The menu counts them all."""
    alerts = Alert.objects.open().filter(rule=Alert.Rule.REPORT)
    rows = HelpRequest.objects.filter(state=HelpRequest.State.NEW)
    with_a_line = Q(kind=HelpRequest.Kind.REPORT, about__in=alerts.values("mentorship__reference"))
    yield tally(rows.exclude(with_a_line), "help_requests", "created_at")
    yield tally(rows, "open_requests", "created_at")


def reviews(now):
    yield tally(ClosingReview.objects.to_read(), "reviews", "created_at")


def texts(now):
    rows = Profile.objects.filter(is_text_to_review=True)
    first = rows.order_by("updated_at", "pk").values("application__reference")[:1]
    yield tally(rows, "texts", "updated_at", first=Subquery(first))


def failed_mail(now):
    yield tally(Email.objects.filter(state=Email.State.FAILED), "failed_mail", "created_at")


# Each fails alone: the codes it answers for.
READERS = {
    alerts: ("reports", "red_pairs", "amber_pairs", "urgent_alerts"),
    applications: ("applications", "answers", "revisits"),
    proposals: ("interests", "expiring"),
    waiting_mentees: ("waiting_mentees",),
    idle_mentors: ("idle_mentors",),
    help_requests: ("help_requests", "open_requests"),
    reviews: ("reviews",),
    texts: ("texts",),
    failed_mail: ("failed_mail",),
}
