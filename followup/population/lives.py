"""What pairs lived, written for a group at a time: sessions, what was said, the end, what was asked, the
letters."""

from collections import defaultdict

from applications.models import Profile
from followup.models import MentoringSession

from . import alerts, around, checkins, letters, pairs, requests, reviews
from .events import event


def write(setting, writer, post, told):
    """`told` are those of pairs, their proposals written."""
    lives = [Life(setting, one) for one in told]
    writer.write([life.row for life in lives])
    for life in lives:
        life.meet()
    for name in ("goals", "sessions", "feedback", "check_ins", "reviews", "alerts"):
        writer.write([row for life in lives for row in getattr(life, name)])
    depart(writer, lives)
    writer.write([move for life in lives for move in life.recorded()])
    around.write_requests(writer, post, [asked for life in lives for asked in life.requests()])
    for life in lives:
        life.tell(post)


def depart(writer, lives):
    """Out of matching whoever left the programme while the pair lived."""
    left = {life.told.mentee.profile: life for life in lives if pairs.departed(life.told, life.row)}
    profiles = Profile.objects.filter(pk__in=left).order_by("pk")
    writer.write(
        [
            event(
                profile,
                "archive",
                left[profile.pk].told.stopped_at,
                by=profile.person_id,
                before=profile.state,
                to=Profile.State.ARCHIVED,
            )
            for profile in profiles
        ]
    )
    profiles.update(state=Profile.State.ARCHIVED, paused_until=None)


class Life:
    """A pair's rows, in the order they are written in."""

    def __init__(self, setting, told):
        self.setting, self.told = setting, told
        self.draw = setting.drawer("pair", told.mentee.serial)
        self.row, self.moves = pairs.mentorship(setting, self.draw, told)

    def meet(self):
        """All but the requests, once the pair has its key."""
        setting, draw, told, row = self.setting, self.draw, self.told, self.row
        self.goals = list(pairs.goals(draw, told, row))
        self.sessions = list(pairs.sessions(setting, draw, told, row))
        self.feedback, rank = [], 0
        for session in self.sessions:
            self.feedback += pairs.feedback(draw, told, session, rank)
            rank += session.state == MentoringSession.State.HELD
        self.check_ins = list(checkins.check_ins(setting, draw, told, row))
        self.reviews = list(reviews.reviews(setting, draw, told, row)) if told.stopped_at else []
        self.alerts = list(alerts.past(setting, draw, told, row, self.sessions))

    def recorded(self):
        """The events, once everything has its key."""
        yield from self.moves
        yield from (move for session in self.sessions if (move := pairs.planned(session)))
        yield from (move for one in self.alerts for move in alerts.recorded(one))

    def requests(self):
        """[(HelpRequest, [Event], its Reader)]."""
        said = [*self.feedback, *self.check_ins]
        return requests.of_pair(self.setting, self.draw, self.told, self.row, said)

    def tell(self, post):
        readers, answered = self.told.readers, defaultdict(set)
        for one in self.feedback:
            answered[one.mentoring_session_id].add(one.author_id)
        letters.moves(post, self.moves, letters.PAIR, readers)
        for session in self.sessions:
            letters.session(post, readers, session, answered[session.pk])
        for one in self.check_ins:
            letters.check_in(post, readers, one)
        letters.pair(post, readers, self.row, self.sessions)
