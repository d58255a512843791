"""Alerts: those that the rules raise today of what was written, as the team has left them, and those of the
past, closed."""

import datetime

from followup.models import Alert
from followup.services.alerts import computing, facts, handling
from followup.services.alerts.rules import FIRST_AMBER, OVERDUE_AFTER, RULES, SILENT_AT_LEAST, findings
from followup.services.alerts.words import ASKED, CONFIDED

from . import calendar
from .chance import Shares
from .events import event
from .outbox import reader

Rule, State = Alert.Rule, Alert.State
# What the team made of what holds today; of what somebody asked for, what is handled is answered too.
STANDING = Shares({State.OPEN: 62, State.SNOOZED: 12, State.RESOLVED: 26})
ASKED_FOR = Shares({State.OPEN: 85, State.SNOOZED: 15})
# How long it takes for what lasts to become an alert; the rest is one at once.
OPENED_AFTER = {
    Rule.NO_FIRST: FIRST_AMBER,
    Rule.SILENT: SILENT_AT_LEAST,
    Rule.MISSED2: 14,
    Rule.NO_FEEDBACK: 28,
    Rule.OVERDUE_END: OVERDUE_AFTER,
}
FOLLOWED, WRITTEN_TO = 0.9, 0.4
# What is handled longer ago may count anew.
STILL_HANDLED = datetime.timedelta(days=20)
VALUES = {Rule.SILENT: {"rhythm": 14}, Rule.MISSED2: {"number": 2}, Rule.NO_FEEDBACK: {"number": 3}}
NOTES = (
    "Appelé, un rendez-vous est pris.",
    "Joints tous les deux : le rythme leur convient.",
    "Message laissé, réponse reçue le lendemain.",
    "Nouvelle date fixée ensemble.",
    "Le binôme a trouvé un autre horaire.",
)
# After how many sessions there was an alert; which, and how many of them the team handled.
PAST = 0.16
PAST_RULES = Shares(
    {
        Rule.LOW: 26,
        Rule.SILENT: 22,
        Rule.NO_FIRST: 18,
        Rule.NO_FEEDBACK: 12,
        Rule.MISSED2: 6,
        Rule.CHECKIN_BAD: 5,
        Rule.UNDECIDED: 5,
        Rule.CONTACT_ME: 4,
        Rule.FIT_NO: 2,
    }
)
HANDLED = {Alert.Level.RED: 0.8, Alert.Level.AMBER: 0.25, Alert.Level.GREY: 0.1}
DAY = datetime.timedelta(days=1)


def standing(setting):
    """Yields lists of Alerts: what the night's round would open of the pairs written, as it stands today."""
    now = calendar.midnight(setting.today)
    ids = list(computing.watched().order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), computing.AT_ONCE):
        known = facts.load(ids[start : start + computing.AT_ONCE], now)
        yield [alert(setting, one, *found) for one in known for found in findings(one)]


def alert(setting, known, rule, level, finding):
    person, now = finding.person, known.now
    draw = setting.drawer("alert", known.reference, rule, person and person.public_id)
    since = finding.since + datetime.timedelta(days=OPENED_AFTER.get(rule, 0))
    row = Alert(
        mentorship=known.pair,
        rule=rule,
        level=level,
        person=person,
        fact=finding.fact,
        values=finding.values,
        since=finding.since,
        opened_at=min(since, now),
        owner_id=known.pair.coordinator_id if draw.random() < FOLLOWED else None,
    )
    shares = ASKED_FOR if rule in ASKED else STANDING
    row.state = shares.one(draw) if now - row.opened_at > DAY else State.OPEN
    if row.state == State.SNOOZED:
        row.snoozed_until = later(draw, row.opened_at, now, handling.SNOOZED_FOR) + handling.SNOOZED_FOR
        row.snoozed_until = row.snoozed_until.date()
    elif row.state == State.RESOLVED:
        handle(draw, row, known.pair.coordinator_id, later(draw, row.opened_at, now, STILL_HANDLED))
    return row


def later(draw, opened_at, now, longest):
    """A moment since it was opened, no longer ago than that."""
    earliest = max(opened_at, now - longest + DAY)
    return earliest + draw.random() * (now - earliest)


def handle(draw, row, by, at):
    row.state, row.resolved_by_id, row.note, row.closed_at = State.RESOLVED, by, draw.choice(NOTES), at


def past(setting, draw, told, row, met):
    """Yields those of a pair that are closed, after some of the sessions `met`."""
    end = told.stopped_at or calendar.midnight(setting.today)
    for session in met:
        if draw.random() > PAST:
            continue
        rule = PAST_RULES.one(draw)
        level, _find = RULES[rule]
        opened_at = session.ends_at + draw.uniform(0.5, 10) * DAY
        closed_at = opened_at + draw.uniform(0.2, 14) * DAY
        if closed_at >= end:
            continue
        one = Alert(
            mentorship=row,
            rule=rule,
            level=level,
            person_id=draw.choice((told.mentor, told.mentee)).person if rule in CONFIDED else None,
            fact=session.reference,
            values=VALUES.get(rule, {}),
            since=session.ends_at,
            opened_at=opened_at,
            owner_id=row.coordinator_id,
            state=State.AUTO_CLOSED,
            closed_at=closed_at,
        )
        if draw.random() < HANDLED[level]:
            handle(draw, one, told.mentee.team, closed_at)
        yield one


def recorded(row):
    """The events of an alert, once it has its key."""
    yield event(row, "open", row.opened_at, to=State.OPEN, fact=row.fact)
    if row.state == State.SNOOZED:
        until = row.snoozed_until
        at = max(calendar.midnight(until) - handling.SNOOZED_FOR, row.opened_at)
        how = {"by": row.owner_id, "before": State.OPEN, "to": row.state, "until": until.isoformat()}
        yield event(row, "snooze", at, **how)
    elif row.state == State.RESOLVED:
        how = {"by": row.resolved_by_id, "before": State.OPEN, "to": row.state, "reason": row.note}
        yield event(row, "handle", row.closed_at, **how)
    elif row.state == State.AUTO_CLOSED:
        yield event(row, "close", row.closed_at, before=State.OPEN, to=row.state)


def computed(setting, number):
    """The event of the night's round, which opened so many."""
    return event(computing.NIGHT, "compute", calendar.midnight(setting.today), pairs=number)


def written_to(setting, rows):
    """Yields (event, {side: Reader}) of the team's words to the pairs of some alerts."""
    for row in rows:
        draw, pair = setting.drawer("written", row.reference), row.mentorship
        if row.level == Alert.Level.GREY or not row.owner_id or draw.random() > WRITTEN_TO:
            continue
        at = later(draw, row.opened_at, calendar.midnight(setting.today), STILL_HANDLED)
        sides = {profile.kind: reader(profile.person) for profile in (pair.mentor, pair.mentee)}
        if row.person_id:
            sides = {side: to for side, to in sides.items() if to.pk == row.person_id}
        yield event(pair, "team_message", at, by=row.owner_id), sides
