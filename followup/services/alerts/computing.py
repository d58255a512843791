"""Alerts follow the facts: every night for all pairs, and for one pair as soon as a fact about it is
written."""

import contextlib
from types import SimpleNamespace

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from followup.models import Alert, Mentorship
from followup.services.alerts import facts as facts_of
from followup.services.alerts import letters
from followup.services.alerts.rules import findings
from mentoring.audit import record
from mentoring.models import Event, NotAllowed
from mentoring.moves import lock, move
from mentoring.rounds import each

State = Alert.State
AT_ONCE = 500
# What the night's run is filed under.
NIGHT = SimpleNamespace(reference="alerts")


def compute(now=None, pairs=None):
    """Bring the alerts of `pairs` (a queryset; all that may have one by default) up to date. Returns how many
    pairs changed; the clock calls it.

    What is known of five hundred pairs is read in seven queries; only the pairs where something changes are
    written to, each in a transaction of its own.
    """
    now, number = now or timezone.now(), 0
    ids = list((watched() if pairs is None else pairs).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        number += each(facts_of.load(ids[start : start + AT_ONCE], now), bring_up_to_date)
    with transaction.atomic():
        record(NIGHT, "compute", by=None, pairs=number)
    return number


def bring_up_to_date(facts):
    """Returns whether anything was to be done."""
    is_behind = any(steps(facts))
    if is_behind:
        refresh(facts.pair, facts.now)
    return is_behind


def watched():
    """The pairs that live, and those that are over with something left to handle."""
    left_open = Alert.objects.live().values("mentorship")
    return Mentorship.objects.filter(Q(state__in=Mentorship.LIVE) | Q(pk__in=left_open))


def last_computed_at():
    event = Event.objects.about(NIGHT.reference).first()
    return event and event.at


@transaction.atomic
def refresh(mentorship, now=None):
    """Bring the alerts of one pair up to date, in the transaction of what was just written about it."""
    for facts in facts_of.load([mentorship.pk], now or timezone.now()):
        for act, *arguments in steps(facts):
            act(facts, *arguments)


def steps(facts):
    """Yield (function, arguments) of what is to be done so that the alerts say what holds."""
    live = {(row.rule, row.person_id): row for row in facts.alerts if row.is_live}
    for rule, level, finding in findings(facts):
        alert = live.pop((rule, finding.person and finding.person.pk), None)
        if alert is None:
            if not is_handled(facts, rule, finding):
                yield open_, rule, level, finding
        elif (alert.level, alert.fact, alert.values) != (level, finding.fact, finding.values):
            yield renew, alert, level, finding
        elif alert.state == State.SNOOZED and alert.snoozed_until <= facts.today:
            yield wake, alert
    for alert in live.values():
        yield close, alert


def is_handled(facts, rule, finding):
    """Has somebody handled this very fact, and not so long ago that it counts anew?"""
    person = finding.person and finding.person.pk
    return any(
        (row.state, row.rule, row.person_id, row.fact) == (State.RESOLVED, rule, person, finding.fact)
        and (finding.again_after is None or facts.now < row.closed_at + finding.again_after)
        for row in facts.alerts
    )


def open_(facts, rule, level, finding):
    alert = Alert(
        mentorship=facts.pair,
        rule=rule,
        level=level,
        person=finding.person,
        fact=finding.fact,
        values=finding.values,
        since=finding.since,
        opened_at=facts.now,
        owner=facts.pair.coordinator,
    )
    try:
        with transaction.atomic():
            alert.save()
    except IntegrityError:  # another worker opened it at the same moment
        return
    record(alert, "open", by=None, to_state=State.OPEN, fact=alert.fact)
    tell(alert)


def renew(facts, alert, level, finding):
    """The same alert for a newer fact, a higher level or other figures. A newer fact ends a postponement."""
    current = lock(alert)
    if not current.is_live:
        return
    is_new = current.fact != finding.fact
    alert.level, alert.fact, alert.values = level, finding.fact, finding.values
    alert.save(update_fields=["level", "fact", "values"])
    record(alert, "renew", by=None, fact=alert.fact, level=alert.level)
    if current.state == State.SNOOZED and (is_new or current.snoozed_until <= facts.today):
        wake(facts, alert)
    tell(alert)


def wake(facts, alert):
    settle(alert, "wake", State.OPEN, snoozed_until=None)


def close(facts, alert):
    settle(alert, "close", State.AUTO_CLOSED, snoozed_until=None, closed_at=facts.now)


def settle(alert, transition, state, **changes):
    with contextlib.suppress(NotAllowed):  # somebody handled it at the same moment
        move(alert, transition, state, by=None, **changes)


def tell(alert):
    """A red alert is written to whoever follows the pair, once in its life."""
    if alert.level == Alert.Level.RED:
        letters.staff_alert(alert)
