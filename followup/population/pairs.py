"""Pairs: the rows of a mentorship, its goals, its sessions and what was said of them.

`told` is the Told of `matchmaking` the pair comes from.
"""

import datetime

from followup.demo.pairs import FATES, SAYING, TERM_DAYS, UTILITIES
from followup.demo.texts import pairing
from followup.models import Goal, MentoringSession, Mentorship, SessionFeedback
from followup.services.pairs import common_channel, common_frequency, common_term
from followup.services.rhythms import RHYTHM_DAYS

from . import calendar, manners
from .chance import Shares
from .events import event
from .setting import public_id

State = Mentorship.State
SessionState = MentoringSession.State
OUTCOMES, SAYERS, USEFUL = Shares(FATES), Shares(SAYING), Shares(UTILITIES)
CANCELS = Shares({"prevented": 55, "workload": 20, "illness": 15, "no_need": 5, "other": 5})
ABSENT = Shares({"me": 30, "other": 50, "both": 20})
# The hours people meet at, in Paris.
HOURS = Shares({(18, 0): 40, (12, 30): 22, (19, 0): 18, (17, 30): 10, (9, 0): 6, (20, 0): 4})
FIRST_SESSION, MOST_SESSIONS = 4, 16
# Of pairs, those somebody follows, and those whose mentee leaves the programme; of feedback, those that ask
# for a call. A review lasts so many days at most.
FOLLOWED, LEFT, WANTS_A_CALL, LONGEST_REVIEW = 0.95, 0.006, 0.006, 13


def mentorship(setting, draw, told):
    """(Mentorship, [Event])."""
    mentee, mentor, hope, proposal = told.mentee, told.mentor, told.hope, told.proposal
    start, yes = calendar.day(setting.today, hope.answered), proposal.state_changed_at
    term = common_term(mentor.term, mentee.term)
    end = start + datetime.timedelta(days=TERM_DAYS[term])
    row = Mentorship(
        reference=setting.reference("BIN", draw),
        proposal=proposal,
        mentor_id=mentor.profile,
        mentee_id=mentee.profile,
        coordinator_id=mentee.team if draw.random() < FOLLOWED else None,
        term=term.value,
        frequency=common_frequency(mentor.frequency, mentee.frequency),
        session_minutes=min(mentor.session_minutes, mentee.session_minutes),
        started_on=start,
        planned_end_on=end,
        channel=common_channel(mentor, mentee),
        greeted_at=yes + datetime.timedelta(hours=5) if hope.answered > 2 else None,
        channel_agreed_at=yes + datetime.timedelta(days=1) if hope.answered > 3 else None,
        kit_dismissed_at=yes + datetime.timedelta(days=20) if hope.answered > 30 else None,
        state_changed_at=yes,
    )
    events = [event(row, "start", yes, by=mentee.person, to=State.ACTIVE)]
    row.state = fate(setting, draw, hope, end)
    if row.state == State.ACTIVE:
        told.manner = manners.MANNERS.one(draw)
    elif row.state == State.PAUSED:
        at = calendar.moment(setting.today, draw.randint(1, 15), draw)
        row.paused_until = calendar.day(setting.today, -draw.randrange(5, 50))
        until = row.paused_until.isoformat()
        events.append(
            event(row, "pause", at, by=mentee.person, before=State.ACTIVE, to=State.PAUSED, until=until)
        )
    else:
        events += stop(setting, draw, told, row)
    row.state_changed_at = events[-1].at
    return row, events


def fate(setting, draw, hope, end):
    """Over, past its term, left by one of the two, in pause for one in sixteen, or at work."""
    if hope.ended is not None:
        return State.ENDED_EARLY if hope.is_early else State.COMPLETED
    if end < setting.today:
        return State.CLOSING if draw.random() < 0.5 else State.ACTIVE
    if hope.answered > 20:
        luck = draw.random()
        return State.PAUSED if luck < 0.06 else State.CLOSING if luck < 0.06 + LEFT else State.ACTIVE
    return State.ACTIVE


def stop(setting, draw, told, row):
    """The events of a pair at its review or over: its end was asked for less than a fortnight before."""
    if row.state == State.CLOSING:
        row.end_reason = "term" if row.planned_end_on < setting.today else "left"
        over = max((setting.today - row.planned_end_on).days, 0) or LONGEST_REVIEW
        told.stopped_at = calendar.moment(setting.today, draw.randint(1, min(over, LONGEST_REVIEW)), draw)
        return [closing(row, told.stopped_at)]
    at, row.ended_on = told.proposal.ended_at, told.proposal.ended_at.date()
    row.end_reason = "time" if told.hope.is_early else "goals"
    told.stopped_at = at - datetime.timedelta(days=draw.randint(1, 10))
    transition = "end_early" if told.hope.is_early else "complete"
    last = event(row, transition, at, before=State.CLOSING, to=row.state, reason=row.end_reason)
    return [closing(row, told.stopped_at), last]


def closing(row, at):
    return event(row, "request_end", at, before=State.ACTIVE, to=State.CLOSING, reason=row.end_reason)


def departed(told, row):
    """Has the mentee of this pair left the programme?"""
    return row.state == State.CLOSING and row.end_reason == "left"


def goals(draw, told, row):
    """What the person came for, then for two in three something more."""
    aims = [(told.mentee.goal[:120], draw.choice(pairing.SUCCESS))]
    if draw.random() < 0.66:
        aims.append(draw.choice(pairing.GOALS))
    at = row.greeted_at or row.state_changed_at
    is_completed = row.state == State.COMPLETED
    for place, (title, success) in enumerate(aims):
        yield Goal(
            mentorship=row,
            title=title,
            success=success,
            state="reached" if is_completed or draw.random() < 0.1 else "to_start" if place else "ongoing",
            updated_by_id=told.mentee.person,
            created_at=at,
            updated_at=row.state_changed_at if is_completed else at,
        )


def sessions(setting, draw, told, row):
    """The sessions behind, at the pair's rhythm from its fourth day, and for most at work the next one."""
    pace, last, age = RHYTHM_DAYS[row.frequency], 0, told.hope.answered
    if row.state != State.ACTIVE:
        last = (setting.today - (told.stopped_at or row.state_changed_at).date()).days
    days = list(range(age - FIRST_SESSION, last, -pace))[:MOST_SESSIONS]
    days = manners.days_met(draw, told.manner, days, pace, age)
    for place, number in enumerate(days):
        # A pair begins by meeting: what went wrong went wrong later.
        state = OUTCOMES.one(draw) if place else SessionState.HELD
        if manners.is_missed(told.manner, place, len(days)):
            state = SessionState.MISSED
        elif number == 1 and draw.random() < 0.5:
            state = SessionState.TO_CONFIRM
        yield session(setting, draw, told, row, number, state)
    if row.state == State.ACTIVE and manners.is_going_on(draw, told.manner):
        yield session(setting, draw, told, row, -draw.randint(1, pace), SessionState.PLANNED)


def session(setting, draw, told, row, days, state):
    """`days` before today, after it when negative; planned some days ahead, never before the pair began."""
    hour, minute = HOURS.one(draw)
    start = datetime.datetime.combine(
        calendar.day(setting.today, days), datetime.time(hour, minute), tzinfo=calendar.PARIS
    )
    planned_at = calendar.moment(setting.today, max(days, 0) + draw.randrange(2, 9), draw)
    return MentoringSession(
        public_id=public_id(draw),
        mentorship=row,
        state=state,
        starts_at=start,
        ends_at=start + datetime.timedelta(minutes=row.session_minutes),
        channel=row.channel,
        notes=draw.choice(pairing.NOTES) if state == SessionState.HELD and draw.random() < 0.6 else "",
        planned_by_id=(told.mentee if draw.random() < 0.55 else told.mentor).person,
        planned_at=min(max(planned_at, row.greeted_at or planned_at), start - datetime.timedelta(hours=2)),
        sequence=int(state == SessionState.CANCELLED),
        cancel_reason=CANCELS.one(draw) if state == SessionState.CANCELLED else "",
    )


def planned(row):
    """The event of a session to come; those behind keep none, as they would be most of all events."""
    if row.state != SessionState.PLANNED:
        return None
    return event(row, "plan", row.planned_at, by=row.planned_by_id, to=SessionState.PLANNED)


def feedback(draw, told, row, rank):
    """What each side says of a session that was held, or of one nobody came to. `rank` counts those held
    before."""
    if row.state not in (SessionState.HELD, SessionState.MISSED):
        return
    is_held = row.state == SessionState.HELD
    for side in manners.speaking(told.manner, SAYERS.one(draw), rank):
        is_mentee = side == "e"
        at = row.ends_at + datetime.timedelta(hours=2 + is_mentee)
        shared = pairing.SHARED_BY_MENTEE if is_mentee else pairing.SHARED_BY_MENTOR
        to_team = pairing.TEAM_BY_MENTEE if is_mentee else pairing.TEAM_BY_MENTOR
        one = SessionFeedback(
            mentoring_session=row,
            author_id=(told.mentee if is_mentee else told.mentor).person,
            took_place="yes" if is_held else "no",
            absent="" if is_held else ABSENT.one(draw),
            utility=manners.UTILITIES.get(told.manner, USEFUL).one(draw) if is_held else None,
            shared_text=draw.choice(shared) if is_held and draw.random() < 0.6 else "",
            team_text=draw.choice(to_team) if is_held and draw.random() < 0.15 else "",
            fit=manners.fit(draw, told.manner, rank) if is_held else "",
            created_at=at,
            updated_at=at,
        )
        if one.fit == "no":
            one.team_text = pairing.CHANGE
        elif is_held and draw.random() < WANTS_A_CALL:
            one.is_contact_wanted, one.team_text = True, pairing.CONTACT
        yield one
