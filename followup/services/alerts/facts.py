"""What is known of pairs at one moment, loaded for many at once; the rules read nothing else."""

import collections
import datetime
from dataclasses import dataclass, field

from django.utils import timezone

from followup.models import Alert, CheckIn, MentoringSession, Mentorship, SessionFeedback
from mentoring.models import Event, HelpRequest

State = MentoringSession.State
# A session that is over and that nobody has told of keeps a pair busy for this long.
STILL_TO_BE_TOLD = datetime.timedelta(days=14)
BACK_AT_WORK = ("resume", "undo_end")
WISH_TO_CHANGE = "wish_change"


@dataclass
class Facts:
    """One pair. Lists begin with the oldest.

    A contradicted session (« réponses différentes ») proves neither a meeting nor an absence: it is in
    `sessions`, but neither `held` nor `settled`.
    """

    pair: Mentorship
    now: datetime.datetime
    sessions: list = field(default_factory=list)  # but for the cancelled ones
    feedback: list = field(default_factory=list)  # by the date of the session
    check_ins: list = field(default_factory=list)  # those answered
    requests: list = field(default_factory=list)  # to the team, of either person, about this pair
    wishes: list = field(default_factory=list)  # events: a change asked for by `/aide/`
    alerts: list = field(default_factory=list)  # live, or handled by somebody
    resumed_at: datetime.datetime | None = None

    @property
    def reference(self):
        return self.pair.reference

    @property
    def today(self):
        return timezone.localdate(self.now)

    @property
    def is_live(self):
        return self.pair.state in Mentorship.LIVE

    @property
    def is_going(self):
        return self.pair.state in (Mentorship.State.ACTIVE, Mentorship.State.PAUSED)

    @property
    def begins_at(self):
        """When the pair set to work, or came back to it: neither a silence nor a delay is counted before."""
        start = timezone.make_aware(datetime.datetime.combine(self.pair.started_on, datetime.time()))
        return max(start, self.resumed_at or start)

    @property
    def held(self):
        return [row for row in self.settled if row.state == State.HELD]

    @property
    def settled(self):
        """The sessions of which it is known whether they were held."""
        return [row for row in self.sessions if row.state in (State.HELD, State.MISSED) and agreed(row)]

    @property
    def past(self):
        """The sessions behind that were held, or may have been."""
        kept = (State.HELD, State.TO_CONFIRM)
        return [row for row in self.sessions if row.state in kept and row.ends_at <= self.now]

    @property
    def has_begun(self):
        """Is a session planned, held, or perhaps held?"""
        return any(row.state != State.MISSED or not agreed(row) for row in self.sessions)

    @property
    def is_busy(self):
        """Is a session planned, or over since less than a fortnight and still to be told of?"""
        kept, after = (State.PLANNED, State.TO_CONFIRM), self.now - STILL_TO_BE_TOLD
        return any(row.state in kept and row.ends_at > after for row in self.sessions)

    def feedback_of(self, person):
        return [row for row in self.feedback if row.author_id == person.pk]

    def fits_of(self, person):
        """This person's answers to « Souhaitez-vous continuer ensemble ? »."""
        return [row for row in self.feedback_of(person) if row.fit]

    def requests_of(self, person, kind):
        return [row for row in self.requests if row.person_id == person.pk and row.kind == kind]

    def is_answered(self, person, at):
        """Has the team closed what this person asked about the pair at that time? Nothing of theirs is open,
        and something was closed since."""
        asked = self.requests_of(person, HelpRequest.Kind.PAIR)
        is_open = any(row.is_open for row in asked)
        return not is_open and any(row.closed_at and row.closed_at >= at for row in asked)


def agreed(mentoring_session):
    return not mentoring_session.is_contradicted


def load(ids, now):
    """[Facts] of the pairs with these ids, in seven queries however many they are."""
    pairs = Mentorship.objects.filter(pk__in=ids).with_people().select_related("coordinator").order_by("pk")
    found = {pair.pk: Facts(pair, now) for pair in pairs}
    references = {facts.pair.reference: facts for facts in found.values()}
    for name, rows in (
        ("sessions", sessions_of(found)),
        ("check_ins", check_ins_of(found)),
        ("alerts", alerts_of(found)),
    ):
        for row in rows:
            getattr(found[row.mentorship_id], name).append(row)
    for row in feedback_of(found):
        found[row.mentoring_session.mentorship_id].feedback.append(row)
    for row in requests_of(references):
        references[row.about].requests.append(row)
    for row in events_of(references):
        if row.transition == WISH_TO_CHANGE:
            references[row.reference].wishes.append(row)
        else:
            references[row.reference].resumed_at = row.at
    return list(found.values())


def sessions_of(ids):
    """Without what people write to each other."""
    return (
        MentoringSession.objects.filter(mentorship__in=ids)
        .exclude(state=State.CANCELLED)
        .only("public_id", "mentorship", "state", "starts_at", "ends_at", "is_contradicted")
        .order_by("ends_at", "pk")
    )


def feedback_of(ids):
    return (
        SessionFeedback.objects.filter(mentoring_session__mentorship__in=ids)
        .select_related("mentoring_session")
        .only(
            *("author", "utility", "fit", "is_contact_wanted", "created_at"),
            *("mentoring_session", "mentoring_session__mentorship"),
        )
        .order_by("mentoring_session__starts_at", "pk")
    )


def check_ins_of(ids):
    answered = CheckIn.objects.filter(mentorship__in=ids, state=CheckIn.State.ANSWERED)
    return answered.defer("team_text").order_by("number", "pk")


def alerts_of(ids):
    kept = [*Alert.LIVE, Alert.State.RESOLVED]
    return Alert.objects.filter(mentorship__in=ids, state__in=kept).order_by("pk")


def requests_of(references):
    kinds = [HelpRequest.Kind.PAIR, HelpRequest.Kind.REPORT]
    asked = HelpRequest.objects.filter(about__in=references, kind__in=kinds, person__isnull=False)
    return asked.defer("message", "note").order_by("created_at", "pk")


def events_of(references):
    wanted = [*BACK_AT_WORK, WISH_TO_CHANGE]
    return Event.objects.filter(reference__in=references, transition__in=wanted).order_by("at", "pk")


def trailing(rows, is_kept):
    """The last rows in a row that `is_kept` takes."""
    run = collections.deque()
    for row in reversed(rows):
        if not is_kept(row):
            break
        run.appendleft(row)
    return list(run)
