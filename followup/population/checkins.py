"""Check-ins: those of the past as each of the two answered, passed or left them, and the next one."""

import datetime
import itertools

from applications.options import Term
from followup.demo.texts import ending
from followup.models import CheckIn, Mentorship
from followup.services.checkins import FIRST_DAYS, OPEN_FOR, day_of

from . import calendar
from .chance import Shares, each

State = CheckIn.State
GOING = Shares({"very_well": 40, "well": 45, "fair": 13, "hard": 2})
RHYTHM = Shares({"right": 84, "too_little": 10, "too_much": 6})
NEEDS = {"framework": 0.05, "technical": 0.05, "revive": 0.04}
CHANGE = 0.3
ANSWERED, SKIPPED = 0.62, 0.68
# After it was asked for.
HOURS = (1, 6 * 24)
GOING_ON = (Mentorship.State.ACTIVE, Mentorship.State.PAUSED)


def check_ins(setting, draw, told, row):
    """The rows of a pair, as of today or of the day it stopped."""
    is_going = row.state in GOING_ON
    last = setting.today if is_going else row.ended_on or row.state_changed_at.date()
    written = row.started_on
    for number in numbers(row):
        due = day_of(row, number)
        for member in (told.mentor, told.mentee):
            one = CheckIn(
                mentorship=row,
                person_id=member.person,
                number=number,
                due_on=due,
                created_at=calendar.clock(written, 0),
            )
            if due < last:
                ask(setting, draw, one, row)
            elif not is_going:
                one.state, one.closed_at = State.EXPIRED, row.state_changed_at
            yield one
        if due >= last:
            return
        written = due + datetime.timedelta(days=1)


def numbers(row):
    """Those whose day comes before the planned end, two for a short pair."""
    most = len(FIRST_DAYS) if row.term == Term.SHORT else None
    for number in itertools.islice(itertools.count(1), most):
        if day_of(row, number) >= row.planned_end_on:
            return
        yield number


def ask(setting, draw, one, row):
    """Its day has come: what became of it. A pause keeps it for later."""
    one.asked_at, today = calendar.clock(one.due_on, 0), calendar.midnight(setting.today)
    if row.state == Mentorship.State.PAUSED and one.asked_at >= row.state_changed_at:
        one.asked_at = None
        return
    stopped_at = None if row.state in GOING_ON else row.state_changed_at
    luck, at = draw.random(), one.asked_at + datetime.timedelta(hours=draw.randint(*HOURS))
    if luck < SKIPPED and at < (stopped_at or today):
        one.closed_at, one.state = at, State.SKIPPED
        if luck < ANSWERED:
            answer(draw, one)
        return
    closes_at = min(one.asked_at + OPEN_FOR, stopped_at or today + OPEN_FOR)
    one.state = State.ASKED
    if closes_at <= today:
        one.state, one.closed_at = State.EXPIRED, closes_at


def answer(draw, one):
    one.state, one.going, one.rhythm = State.ANSWERED, GOING.one(draw), RHYTHM.one(draw)
    one.needs = each(draw, NEEDS)
    if one.going == CheckIn.Going.HARD and draw.random() < CHANGE:
        one.needs.append(CheckIn.Need.CHANGE.value)
    one.team_text = draw.choice(ending.CHECK_INS) if draw.random() < 0.25 else ""
