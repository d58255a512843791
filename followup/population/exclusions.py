"""Pairs nobody proposes: after a no, « Pas pour moi », by hand, after a pair that stopped early."""

import datetime

from matching.models import Exclusion
from matching.services.exclusions import MUTED_DAYS

from . import calendar
from .chance import Shares
from .events import event

Reason = Exclusion.Reason
NOT_FOR_ME, BY_HAND, NOT_AGAIN = 0.03, 0.01, 0.2
DETAILS = Shares({"topics": 40, "times": 25, "level": 20, "known": 10, "other": 5})
NOTES = ("Se connaissent : anciens collègues.", "Même famille.", "Suit déjà son entrée en emploi.")


def from_proposal(setting, told):
    """The Exclusion a refusal or an early end leaves behind, or None. `told` is a Told of `matchmaking`."""
    mentee, mentor, hope, row = told.mentee, told.mentor, told.hope, told.proposal
    people = {"mentor_id": mentor.profile, "mentee_id": mentee.profile, "created_at": row.state_changed_at}
    if row.state == row.State.DECLINED:
        by = mentor.person if hope.kind == "mentor_declined" else mentee.person
        until = row.state_changed_at.date() + datetime.timedelta(days=MUTED_DAYS)
        return Exclusion(reason=Reason.DECLINED, until=until, created_by_id=by, **people)
    if hope.is_early and setting.drawer("again", mentee.serial).random() < NOT_AGAIN:
        people["created_at"] = row.ended_at
        return Exclusion(reason=Reason.NOT_AGAIN, created_by_id=mentee.team, **people)
    return None


def besides(setting, mentees, mentors):
    """Yields what mentors and the team exclude by themselves, among people who were never proposed."""
    for mentee in mentees:
        draw = setting.drawer("excluded", mentee.serial)
        luck = draw.random()
        if luck > NOT_FOR_ME + BY_HAND or not mentee.is_available:
            continue
        mentor = draw.choice(mentors)
        latest = min(mentee.ready, mentor.ready, MUTED_DAYS) - 1
        if mentor.profile in mentee.met or latest < 1:
            continue
        days = draw.randint(1, latest)
        row = Exclusion(
            mentor_id=mentor.profile,
            mentee_id=mentee.profile,
            reason=Reason.BY_HAND,
            created_by_id=mentee.team,
            created_at=calendar.moment(setting.today, days, draw),
        )
        if luck < NOT_FOR_ME:
            row.reason, row.detail, row.created_by_id = Reason.NOT_FOR_ME, DETAILS.one(draw), mentor.person
            row.until = calendar.day(setting.today, days - MUTED_DAYS)
        else:
            row.note = draw.choice(NOTES)
        yield row


def recorded(row):
    """The event of an exclusion, once it has its key."""
    until = str(row.until or "")
    return event(row, "exclude", row.created_at, by=row.created_by_id, reason=row.reason, until=until)
