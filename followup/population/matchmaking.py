"""Who is proposed to whom: matching's own scores over a sample of mentors, in the order people were asked."""

import datetime
from dataclasses import dataclass

import numpy as np

from applications.options import Kind
from matching.models import Proposal

from .journeys import Hope
from .manners import Manner
from .members import Member
from .proposals import proposal

# Mentees written at once; then tables where each takes the best column, a mentor drawn among all.
GROUP = 1_500
TABLE, MENTORS_OF_TABLE = 150, 300
SEATED = {"pair", "awaiting_mentor", "awaiting_mentee"}


@dataclass(slots=True)
class Told:
    """A proposal, not saved yet, with its people, the Hope it comes from and its events; then, of a pair, how
    it goes and since when it does no more."""

    mentee: Member
    mentor: Member
    hope: Hope
    proposal: Proposal
    events: list
    manner: str = Manner.WELL
    stopped_at: datetime.datetime | None = None

    @property
    def readers(self):
        """{side: Reader}."""
        return {Kind.MENTOR: self.mentor.reader, Kind.MENTEE: self.mentee.reader}


def groups(mentees):
    """Lists of mentees who have proposals, those asked first in front: seats are taken in that order."""
    asked = [member for member in mentees if member.hopes]
    asked.sort(key=lambda member: (-member.hopes[-1].asked, member.serial))
    for start in range(0, len(asked), GROUP):
        yield asked[start : start + GROUP]


def matched(setting, scores, mentees, mentors):
    """Yields a Told for each proposal of a group of mentees; people nobody suits keep waiting.

    Every proposal has its score; reasons in words are kept for those that count today.
    """
    draw = setting.drawer("matchmaking", mentees[0].serial)
    last = mentees[-1].hopes[-1].asked
    known = [member for member in mentors if member.ready > last and member.has_seat(last)]
    for start in range(0, len(mentees), TABLE):
        rows = mentees[start : start + TABLE]
        columns = draw.sample(known, min(MENTORS_OF_TABLE, len(known)))
        if not columns:
            continue
        points, is_allowed = scores.block(rows, columns)
        best = np.argsort(-np.where(is_allowed, points, -1), axis=1, kind="stable")
        for row, mentee in enumerate(rows):
            suitors = best[row, : is_allowed[row].sum()]
            # The last hope is the one that lasts: it chooses first.
            for hope in reversed(mentee.hopes):
                column = chosen(columns, suitors, mentee, hope)
                if column is None:
                    continue
                mentor = columns[column]
                seat(mentee, mentor, hope)
                kept = {"score": int(points[row, column])}
                if hope.is_current:
                    kept["reasons"] = scores.reasons(mentee, mentor)
                own = setting.drawer("proposal", mentee.serial, mentor.serial)
                yield Told(mentee, mentor, hope, *proposal(setting, own, mentee, mentor, hope, kept))


def chosen(columns, suitors, mentee, hope):
    """The column of the best mentor who could be asked that day, or None."""
    return next((column for column in suitors if may_ask(columns[column], mentee, hope)), None)


def may_ask(mentor, mentee, hope):
    if mentor.ready <= hope.asked or mentor.profile in mentee.met:
        return False
    if hope.is_open and not mentor.is_available:
        return False
    if hope.kind == "interest" and mentor.has_interest:
        return False
    return not (hope.is_open or hope.kind in SEATED) or mentor.has_seat(hope.asked)


def seat(mentee, mentor, hope):
    mentee.met.add(mentor.profile)
    if hope.kind in SEATED:
        mentor.take_seat(hope.asked, hope.ended)
    mentor.has_interest |= hope.kind == "interest"
