"""Closing reviews: what each said at the end, which the team has read but for the latest; three sentences are
on the home page."""

import datetime

from applications.options import Kind
from followup.demo.texts import ending
from followup.models import ClosingReview, Mentorship
from followup.services import testimonials
from mentoring.models import Quote

from . import calendar
from .chance import Shares

Gain = ClosingReview.Gain
SIDES = (Kind.MENTOR, Kind.MENTEE)
# Who gives one, by what became of the pair.
GIVING = {
    Mentorship.State.COMPLETED: Shares({SIDES: 68, SIDES[1:]: 12, SIDES[:1]: 10, (): 10}),
    Mentorship.State.ENDED_EARLY: Shares({SIDES: 28, SIDES[1:]: 18, SIDES[:1]: 18, (): 36}),
    Mentorship.State.CLOSING: Shares({SIDES[1:]: 25, SIDES[:1]: 20, (): 55}),
}
GAINS = {Kind.MENTOR: ClosingReview.MENTOR_GAINS, Kind.MENTEE: ClosingReview.MENTEE_GAINS}
QUOTES = {Kind.MENTOR: ending.QUOTES_BY_MENTOR, Kind.MENTEE: ending.QUOTES_BY_MENTEE}
RECOMMENDS = Shares({10: 34, 9: 24, 8: 20, 7: 11, 6: 5, 5: 3, 3: 2, 0: 1})
SITUATIONS = Shares({"job": 30, "work_study": 22, "training": 22, "searching": 16, "studies": 6, "unsaid": 4})
ANOTHER = Shares({"yes": 45, "later": 35, "no": 20})
# A team reads within days, and comes to some later.
READ_DAYS, LATE, LATE_DAYS = 4, 0.06, 30


def reviews(setting, draw, told, row):
    """The rows of a pair that stopped."""
    ended_at = row.state_changed_at if row.ended_on else calendar.midnight(setting.today)
    for kind in GIVING[row.state].one(draw):
        quote = draw.choice(QUOTES[kind]) if draw.random() < 0.35 else ""
        one = ClosingReview(
            mentorship=row,
            author_id=(told.mentor if kind == Kind.MENTOR else told.mentee).person,
            gains=draw.sample([gain.value for gain in GAINS[kind]], draw.randint(1, 3)),
            recommendation=RECOMMENDS.one(draw),
            situation=SITUATIONS.one(draw) if kind == Kind.MENTEE else "",
            improvement=draw.choice(ending.IMPROVEMENTS) if draw.random() < 0.3 else "",
            quote=quote,
            is_quote_public=bool(quote) and draw.random() < 0.6,
            another=ANOTHER.one(draw),
            created_at=told.stopped_at + draw.random() * (ended_at - told.stopped_at),
        )
        days = LATE_DAYS if draw.random() < LATE else READ_DAYS
        read_at = ended_at + datetime.timedelta(days=draw.expovariate(1 / days))
        if row.ended_on and read_at < calendar.midnight(setting.today):
            one.read_at, one.read_by_id = read_at, told.mentee.team
        yield one


def quotes(setting):
    """Three sentences of those the team may show, with their places."""
    agreed = list(testimonials.agreed()[:50])
    chosen = setting.drawer("quotes").sample(agreed, min(Quote.MOST, len(agreed)))
    for position, review in enumerate(chosen, 1):
        yield Quote(
            source=review.reference,
            author_id=review.author_id,
            role=review.mentorship.profile_of(review.author).kind,
            text=review.quote,
            position=position,
            published_at=review.read_at or review.created_at,
        )
