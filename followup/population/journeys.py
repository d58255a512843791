"""What becomes of each application: its state, and the days of its moves, told in days before today.

Everything happened at least one day ago, and nothing is left that the clock would have ended since: drafts
are younger than 60 days, questions wait, pauses and dates of answer are to come, refusals are kept a year.
"""

from dataclasses import dataclass, field

from applications.models import Application

from . import calendar, tastes
from .chance import Shares

State = Application.State
KEPT_DAYS, DRAFT_DAYS = 350, 55
# To answer the team's question, its silence before the file is put on hold; to answer a proposal.
QUESTION_DAYS, SILENCE_DAYS, ANSWER_DAYS = 10, 14, 5
# Pairs were asked for so many days ago at least, open proposals at most: no yes takes the place that an open
# interest counts on.
PAIR_AT_LEAST, OPEN_AT_MOST = 12, 10
TERM_DAYS = {"short": 91, "long": 183, "flexible": 91}
HOPES = Shares({"awaiting_mentor": 7, "awaiting_mentee": 7, "interest": 20, "draft": 5, "": 61})
CLOSINGS = Shares(
    {"mentor_declined": 35, "mentee_declined": 20, "mentor_silent": 25, "mentee_silent": 12, "cancelled": 8}
)


@dataclass(slots=True)
class Hope:
    """A proposal to come for a mentee. `kind` is a state of Proposal, "pair", or one of CLOSINGS.

    `asked`, then `agreed` (the mentor's yes), `answered` (the mentee's, or the end without one) and `ended`
    (of the pair) are days before today; None is not yet."""

    kind: str
    asked: int
    agreed: int | None = None
    answered: int | None = None
    ended: int | None = None
    is_early: bool = False

    @property
    def is_open(self):
        """Does someone still have to answer?"""
        return self.kind in HOPES.values

    @property
    def is_current(self):
        """Is it open, or a pair at work?"""
        return self.is_open or (self.kind == "pair" and self.ended is None)


@dataclass(slots=True)
class Journey:
    """Days before today: `sent` (for a draft, when it was last touched), `asked` and `replied` of the team's
    question, `decided` of the last move, `opened` of the approval, `ready` when matching begins, `paused` of
    a pause; `pause` is how long it still lasts, 0 for none."""

    state: str
    sent: int
    asked: int | None = None
    replied: int | None = None
    decided: int | None = None
    opened: int | None = None
    ready: int = 0
    paused: int = 1
    pause: int = 0
    reason: str = ""
    hopes: list = field(default_factory=list)


def journey(draw, kind):
    found = WAYS[tastes.STATES.one(draw)](draw, kind)
    if found.state == State.APPROVED and draw.random() < 0.05:
        found.pause = draw.randrange(5, 120)
    return found


def draft(draw, kind):
    return Journey(State.DRAFT, min(1 + int(draw.expovariate(1 / 15)), DRAFT_DAYS))


def submitted(draw, kind):
    """Read within days; one in sixteen has answered a question and comes back."""
    if draw.random() < 0.06:
        sent = draw.randrange(6, 20)
        asked = draw.randrange(4, sent)
        return Journey(State.SUBMITTED, sent, asked=asked, replied=draw.randrange(1, asked))
    return Journey(State.SUBMITTED, 1 + int(14 * draw.random() ** 1.5))


def info_requested(draw, kind):
    sent = draw.randrange(3, 22)
    asked = draw.randrange(1, sent)
    return Journey(State.INFO_REQUESTED, sent, asked=asked, decided=asked)


def on_hold(draw, kind):
    reason = tastes.HOLD_REASONS[kind].one(draw)
    sent = 45 + int(draw.expovariate(1 / 60))
    if reason == "no_answer":
        asked = sent - 4
        decided = asked - QUESTION_DAYS - SILENCE_DAYS
        return Journey(State.ON_HOLD, sent, asked=asked, decided=decided, reason=reason)
    return Journey(State.ON_HOLD, sent, decided=sent - draw.randrange(1, 8), reason=reason)


def rejected(draw, kind):
    sent = calendar.growing(draw, 8, KEPT_DAYS)
    reason = tastes.REJECT_REASONS[kind].one(draw)
    return Journey(State.REJECTED, sent, decided=sent - draw.randrange(1, 8), reason=reason)


def withdrawn(draw, kind):
    """Half of them after the approval."""
    sent = calendar.growing(draw, 12, KEPT_DAYS)
    opened = sent - draw.randrange(1, 8) if draw.random() < 0.5 else None
    return Journey(State.WITHDRAWN, sent, opened=opened, decided=draw.randrange(1, opened or sent))


def approved(draw, kind):
    sent = calendar.growing(draw, 9, calendar.FIRST_DAY)
    opened = sent - draw.randrange(1, 8)
    return Journey(State.APPROVED, sent, decided=opened, opened=opened)


WAYS = {
    State.DRAFT: draft,
    State.SUBMITTED: submitted,
    State.INFO_REQUESTED: info_requested,
    State.ON_HOLD: on_hold,
    State.REJECTED: rejected,
    State.WITHDRAWN: withdrawn,
    State.APPROVED: approved,
}


def hope(draw, journey, term):
    """What was and is proposed to an approved mentee, who asked for this term. About half have or had a pair;
    of those whose pair is over, one in four looks for another mentor and the others rest for a while."""
    ready = journey.ready
    is_matched = ready > PAIR_AT_LEAST + 2 and draw.random() < (0.45 if ready < 90 else 0.64)
    asked = max(ready - 2 - int(draw.expovariate(1 / 25)), PAIR_AT_LEAST) if is_matched else 0
    if ready - asked >= 12 and draw.random() < 0.2:
        journey.hopes.append(came_to_nothing(draw, ready, asked))
    if is_matched:
        pair = matched(draw, asked, term)
        journey.hopes.append(pair)
        if pair.ended is not None and draw.random() < 0.75:
            journey.pause = journey.pause or draw.randrange(10, 120)
            journey.paused = draw.randint(1, min(pair.ended, 60))
    elif not journey.pause:
        under_way(draw, journey)


def came_to_nothing(draw, ready, before):
    """Asked once matching had begun, closed before the next proposal."""
    asked = draw.randrange(before + 8, ready - 1)
    kind = CLOSINGS.one(draw)
    agreed = asked - draw.randrange(1, 3) if kind.startswith("mentee") else None
    waits = ANSWER_DAYS if kind.endswith("silent") else draw.randrange(1, 4)
    return Hope(kind, asked, agreed=agreed, answered=(agreed or asked) - waits)


def matched(draw, asked, term):
    """Two yeses, then weeks or months together; one pair in five stops early."""
    agreed = asked - draw.randrange(1, 4)
    answered = agreed - draw.randrange(1, 4)
    is_early = draw.random() < 0.2
    lasts = draw.uniform(0.15, 0.6) if is_early else draw.uniform(0.7, 1.15)
    ended = answered - max(14, int(TERM_DAYS[term] * lasts))
    return Hope("pair", asked, agreed, answered, ended if ended >= 1 else None, is_early and ended >= 1)


def under_way(draw, journey):
    """What waits for an answer today, for some."""
    kind = HOPES.one(draw)
    latest = min(journey.ready - 1, OPEN_AT_MOST)
    if not kind or latest < 1:
        return
    if kind == "awaiting_mentor":
        journey.hopes.append(Hope(kind, draw.randint(1, min(latest, ANSWER_DAYS - 1))))
    elif kind == "awaiting_mentee":
        agreed = draw.randint(1, min(latest, ANSWER_DAYS - 1))
        journey.hopes.append(Hope(kind, min(agreed + draw.randrange(0, 3), latest), agreed))
    else:
        journey.hopes.append(Hope(kind, draw.randint(1, latest)))
        if kind == "interest" and draw.random() < 0.35:
            journey.hopes.append(Hope(kind, draw.randint(1, latest)))
