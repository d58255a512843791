"""How often a pair means to meet, and how many sessions that makes of the time it was at work."""

from django.utils import timezone

from applications.options import Frequency
from followup.models import Mentorship
from mentoring.models import Event

RHYTHM_DAYS = {Frequency.WEEKLY: 7, Frequency.BIWEEKLY: 14, Frequency.MONTHLY: 28, Frequency.FLEXIBLE: 28}
STOPS, STARTS = ("pause", "request_end"), ("resume", "undo_end")


def expected(mentorship, rests, today):
    """How many sessions were to be held so far: the days at work over the days of the rhythm, rounded down.

    At work from the start to today, or to the end; neither in a pause nor once the end was asked for. `rests`
    are the pair's own among `rests_of`. A rhythm « selon les besoins » counts as once a month.
    """
    until = last_day(mentorship, today)
    at_work = (until - mentorship.started_on).days
    for start, end in rests:
        at_work -= max(0, (min(end or until, until) - start).days)
    return max(0, at_work) // RHYTHM_DAYS[mentorship.frequency]


def last_day(mentorship, today):
    """The last day it may have been at work: what rests or closes stopped when it changed state."""
    if mentorship.state in (Mentorship.State.PAUSED, Mentorship.State.CLOSING):
        return timezone.localdate(mentorship.state_changed_at)
    return mentorship.ended_on or today


def rests_of(references):
    """{reference: [(first day, day back at work or None)]} of these pairs, in one query."""
    found = {reference: [] for reference in references}
    told = Event.objects.filter(reference__in=found, transition__in=STOPS + STARTS).order_by("at", "pk")
    for reference, transition, at in told.values_list("reference", "transition", "at"):
        rests, day = found[reference], timezone.localdate(at)
        is_resting = bool(rests) and rests[-1][1] is None
        if transition in STOPS and not is_resting:
            rests.append((day, None))
        elif transition in STARTS and is_resting:
            rests[-1] = (rests[-1][0], day)
    return found
