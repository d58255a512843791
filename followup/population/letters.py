"""Who is written to, of what happened: by its moves, of a session, and by the clock. Whom is
{side: Reader}."""

import datetime

from django.utils.formats import date_format

from followup.models import Alert, MentoringSession, Mentorship, WorkshopRegistration
from followup.services import eves, reminders, turn_letters
from followup.services.rhythms import RHYTHM_DAYS
from mentoring.mail import rules
from mentoring.templatetags.dates import hour_text, number_of

from . import calendar

SessionState, State = MentoringSession.State, Mentorship.State
MENTOR, MENTEE = ("mentor",), ("mentee",)
BOTH = MENTOR + MENTEE
# By the move, and where that matters the state it left: the kind of message, and whom it goes to.
APPLICATION = {
    "start": ("draft_saved", BOTH),
    "submit": ("application_received", BOTH),
    "ask_info": ("application_info_requested", BOTH),
    "approve": ("application_approved", BOTH),
    "reject": ("application_rejected", BOTH),
    "hold": ("application_on_hold", BOTH),
    "expire_info": ("application_on_hold", BOTH),
    "withdraw": ("application_withdrawn", BOTH),
}
PROPOSAL = {
    "send": ("proposal_to_mentor", MENTOR),
    "mentor_accept": ("proposal_to_mentee", MENTEE),
    "approve_interest": ("proposal_to_mentee", MENTEE),
    "expire awaiting_mentor": ("proposal_expired", MENTOR),
    "expire awaiting_mentee": ("proposal_expired", MENTEE),
    "mentee_decline": ("proposal_not_concluded", MENTOR),
    "cancel": ("proposal_cancelled", MENTOR),
}
PAIR = {
    "start": ("pair_started", BOTH),
    "pause": ("pair_paused", MENTOR),
    "request_end": ("pair_ending", BOTH),
    "complete": ("pair_completed", BOTH),
    "end_early": ("pair_completed", BOTH),
}
# Whose side says nothing to the words.
ANYONE = ""
REQUEST = {"ask": ("help_received", (ANYONE,))}
TEAM_MESSAGE = {"team_message": ("team_message", BOTH)}


def moves(outbox, events, kinds, readers):
    """Of each of these events, once it has its key, that `kinds` holds."""
    for move in events:
        key = f"{move.transition} {move.from_state}"
        kind, sides = kinds.get(key) or kinds.get(move.transition) or ("", ())
        for side in sides:
            if side in readers:
                outbox.queue(
                    kind, readers[side], move.reference, move.at, discriminator=str(move.pk), side=side
                )


def session(outbox, readers, row, answered):
    """What leaves about a session: its date, its eve, the question after it and, to those whose key is not
    among the `answered`, once more."""
    if row.starts_at < outbox.since:
        return
    ended, about = row.ends_at, row.reference
    said = {"short_date": short_date(row.starts_at), "time": hour_text(row.starts_at), "day": "Demain"}
    for side, to in readers.items():

        def tell(kind, at, number, to=to, side=side, leaves_at=None):
            outbox.queue(
                kind, to, about, at, discriminator=str(number), side=side, leaves_at=leaves_at, **said
            )

        tell("session_planned", row.planned_at, 0)
        if row.state == SessionState.CANCELLED:
            tell("session_cancelled", row.starts_at - datetime.timedelta(hours=20), row.sequence)
            continue
        eve = rules.eve_of(row.starts_at, to.zone)
        if row.planned_at <= eve - eves.AGREED_BEFORE:
            tell("session_reminder", calendar.midnight(eve.date()), row.sequence, leaves_at=eve)
        if row.state in (SessionState.HELD, SessionState.TO_CONFIRM):
            tell("session_feedback", ended + reminders.ASK_AFTER, 1)
            if to.pk not in answered:
                tell("session_feedback", ended + reminders.ASK_AGAIN_AFTER, 2)


def short_date(moment):
    """« 12 mars », the same whenever it is asked."""
    return f"{number_of(moment)} {date_format(moment, 'F')}"


def pair(outbox, readers, row, met):
    """What the clock wrote to a pair by itself, whose sessions are `met`, the oldest first."""
    if row.state == State.CLOSING:
        for number, days in ((1, 0), (2, reminders.REVIEW_AGAIN_AFTER.days)):
            at = calendar.clock(row.state_changed_at.date(), 1 + days)
            version = turn_letters.review_discriminator(row, number)
            remind(outbox, readers, BOTH, "closing_review_due", row, at, version)
    if row.state != State.ACTIVE:
        return
    end = row.planned_end_on
    at = calendar.clock(end, -reminders.ENDS_IN.days)
    remind(outbox, readers, BOTH, "end_approaching", row, at, end.isoformat())
    if any(one.state in (SessionState.PLANNED, SessionState.TO_CONFIRM) for one in met):
        return
    if held := [one for one in met if one.state == SessionState.HELD]:
        last, days = held[-1], int(reminders.GAP_RHYTHMS * RHYTHM_DAYS[row.frequency]) + 1
        for sides, later in ((MENTEE, 0), (MENTOR, reminders.NUDGE_MENTOR_LATER.days)):
            at = calendar.clock(last.ends_at.date(), days + later)
            remind(outbox, readers, sides, "next_session_nudge", row, at, last.public_id)
    else:
        for sides, days in ((MENTOR, reminders.NUDGE_MENTOR_AFTER), (MENTEE, reminders.NUDGE_MENTEE_AFTER)):
            remind(
                outbox, readers, sides, "first_session_nudge", row, calendar.clock(row.started_on, days), "1"
            )


def check_in(outbox, readers, row):
    """« Un point sur votre binôme », and once more to whoever lets five days pass."""
    if row.asked_at:
        side, again = side_of(readers, row.person_id), row.asked_at + reminders.CHECK_IN_AGAIN_AFTER
        remind(outbox, readers, (side,), "checkin_due", row, row.asked_at, "1")
        if row.closed_at is None or row.closed_at > again:
            remind(outbox, readers, (side,), "checkin_due", row, again, "2")


def side_of(readers, person):
    return next(side for side, to in readers.items() if to.pk == person)


def remind(outbox, readers, sides, kind, thing, at, discriminator):
    for side in sides:
        outbox.queue(kind, readers[side], thing.reference, at, discriminator=discriminator, side=side)


def alert(outbox, desk, row):
    """A red one, to whoever follows it, else to the whole team; `desk` is {key: Reader} of the team."""
    if row.level == Alert.Level.RED:
        first, second = (person.first_name for person in row.mentorship.people)
        for to in [desk[row.owner_id]] if row.owner_id else desk.values():
            outbox.queue("staff_alert", to, row.reference, row.opened_at, pair=f"{first} et {second}")


def seat(outbox, to, row):
    """Of a registration that has, or had, a seat."""
    if row.state in WorkshopRegistration.SEATED:
        said = {"short_date": short_date(row.workshop.starts_at)}
        outbox.queue("workshop_registered", to, row.reference, row.asked_at, discriminator="1", **said)
