"""The rows of a proposal, as asking, answering and waiting would have left them."""

import datetime

from followup.demo.texts import giving
from matching.models import Proposal
from matching.options import Cancel, Closed, MenteeDecline, MentorDecline

from . import calendar
from .chance import Shares
from .events import event
from .journeys import ANSWER_DAYS

State = Proposal.State
HOUR = datetime.timedelta(hours=1)
# A mentor's yes may have been an interest the team approved.
AGREED, FROM_INTEREST = ("pair", "awaiting_mentee"), 0.2
MENTOR_NO = Shares({MentorDecline.NO_TIME: 50, MentorDecline.TOPICS: 35, MentorDecline.OTHER: 15})
MENTEE_NO = Shares(
    {
        MenteeDecline.LOOKING_ELSEWHERE: 40,
        MenteeDecline.TIMES: 30,
        MenteeDecline.UNDISCLOSED: 20,
        MenteeDecline.OTHER: 10,
    }
)
TAKEN_BACK = Shares({Cancel.CHANGED: 60, Cancel.MISTAKE: 20, Cancel.ANOTHER_PAIR: 20})


def proposal(setting, draw, mentee, mentor, hope, kept):
    """(Proposal, [Event]) of what became of a Hope with this mentor; `kept` are the fields of the score."""
    asked_at = calendar.moment(setting.today, hope.asked, draw)
    is_interest = hope.kind == "interest" or (
        hope.kind in AGREED and (hope.asked == hope.agreed or draw.random() < FROM_INTEREST)
    )
    row = Proposal(
        reference=setting.reference("PRO", draw),
        mentor_id=mentor.profile,
        mentee_id=mentee.profile,
        is_interest=is_interest,
        created_by_id=mentor.person if is_interest else mentee.team,
        created_at=asked_at,
        state_changed_at=asked_at,
        **kept,
    )
    story = Story(setting, draw, mentee, mentor, hope, row)
    if is_interest:
        row.team_note = draw.choice(giving.HELLO_MORE) if draw.random() < 0.5 else ""
        story.move("express_interest", asked_at, State.INTEREST, by=mentor.person)
    else:
        story.move("stage", asked_at, State.DRAFT, by=mentee.team)
    WAYS[hope.kind](story)
    return row, story.events


class Story:
    """A proposal's row while its moves are told. `at` is the moment of the last one."""

    def __init__(self, setting, draw, mentee, mentor, hope, row):
        self.setting, self.draw, self.hope, self.row = setting, draw, hope, row
        self.mentee, self.mentor = mentee, mentor
        self.events, self.at = [], row.created_at

    def move(self, transition, at, to, *, by=None, reason=""):
        self.events.append(
            event(self.row, transition, at, by=by, before=self.row.state, to=to, reason=reason)
        )
        self.row.state, self.row.state_changed_at, self.at = to, at, at

    def moment(self, day):
        """Some minute of that day, an hour after the last move at least."""
        return max(calendar.moment(self.setting.today, day, self.draw), self.at + HOUR)

    def wait(self, days, member):
        """The date of answer: so many days before today, 23:59 where `member` lives."""
        zone = self.setting.zones[member.reader.zone]
        self.row.answer_by = calendar.last_minute(self.setting.today, days - ANSWER_DAYS, zone)

    def ask_mentor(self):
        if self.row.is_interest:
            return
        self.move("send", self.at + HOUR / 6, State.AWAITING_MENTOR, by=self.mentee.team)
        self.wait(self.hope.asked, self.mentor)

    def agree(self):
        """The mentor's yes: given, or said by the interest the team approves."""
        at, row = self.moment(self.hope.agreed), self.row
        transition, by = ("mentor_accept", self.mentor.person)
        if row.is_interest:
            transition, by = ("approve_interest", self.mentee.team)
        self.move(transition, at, State.AWAITING_MENTEE, by=by)
        row.mentor_accepted_at = at
        self.wait(self.hope.agreed, self.mentee)

    def close(self, transition, to, reason, *, by=None, at=None):
        self.move(transition, at or self.moment(self.hope.answered), to, by=by, reason=reason)
        self.row.close_reason = reason


def wait_for_mentor(story):
    story.ask_mentor()


def wait_for_mentee(story):
    story.ask_mentor()
    story.agree()


def accept(story):
    wait_for_mentee(story)
    at = story.moment(story.hope.answered)
    story.move("mentee_accept", at, State.ACCEPTED, by=story.mentee.person)
    story.row.mentee_accepted_at = at
    if story.hope.ended is not None:
        story.row.ended_at = calendar.moment(story.setting.today, story.hope.ended, story.draw)


def stay(story):
    """An interest or a pin: nobody was asked yet."""


def mentor_declines(story):
    story.ask_mentor()
    story.close("mentor_decline", State.DECLINED, MENTOR_NO.one(story.draw).value, by=story.mentor.person)


def mentee_declines(story):
    wait_for_mentee(story)
    story.close("mentee_decline", State.DECLINED, MENTEE_NO.one(story.draw).value, by=story.mentee.person)


def mentor_is_silent(story):
    story.ask_mentor()
    expire(story, Closed.MENTOR_SILENT)


def mentee_is_silent(story):
    wait_for_mentee(story)
    expire(story, Closed.MENTEE_SILENT)


def expire(story, reason):
    """The clock, minutes after the date of answer."""
    story.close("expire", State.EXPIRED, reason.value, at=story.row.answer_by + HOUR / 6)


def take_back(story):
    story.ask_mentor()
    story.close("cancel", State.CANCELLED, TAKEN_BACK.one(story.draw).value, by=story.mentee.team)


WAYS = {
    "awaiting_mentor": wait_for_mentor,
    "awaiting_mentee": wait_for_mentee,
    "pair": accept,
    "interest": stay,
    "draft": stay,
    "mentor_declined": mentor_declines,
    "mentee_declined": mentee_declines,
    "mentor_silent": mentor_is_silent,
    "mentee_silent": mentee_is_silent,
    "cancelled": take_back,
}
