"""The twelve rules. Each reads the facts of one pair and yields what it finds: nothing, one finding for the
pair, or one for each person concerned."""

import datetime
from dataclasses import dataclass, field

from django.utils import timezone

from applications.models import Profile
from followup.models import Alert, CheckIn, MentoringSession, Mentorship, SessionFeedback
from followup.services.rhythms import RHYTHM_DAYS
from mentoring.models import HelpRequest, User

from .facts import trailing

Level, Rule = Alert.Level, Alert.Rule
Fit, Utility = SessionFeedback.Fit, SessionFeedback.Utility
Kind = HelpRequest.Kind
FIRST_AMBER, FIRST_RED = 10, 21
SILENT_AT_LEAST, SILENT_RHYTHMS = 21, 2.5
MISSED_IN_A_ROW = LITTLE_IN_A_ROW = UNDECIDED_IN_A_ROW = 2
UNTOLD_IN_A_ROW = 3
OVERDUE_AFTER = 7


@dataclass(frozen=True)
class Finding:
    """Something holds since `since`.

    `fact` names what it rests on: once handled, the same fact opens no other alert, a new one does. What
    lasts is new again `again_after` having been handled. `values` are the figures of its sentence.
    """

    since: datetime.datetime
    fact: str
    person: User | None = None
    values: dict = field(default_factory=dict)
    level: int | None = None
    again_after: datetime.timedelta | None = None


def report(facts):
    """Somebody reported a behaviour, and the report is open."""
    for person in facts.pair.people:
        reports = [row for row in facts.requests_of(person, Kind.REPORT) if row.is_open]
        if reports:
            yield Finding(reports[-1].created_at, reports[-1].reference, person)


def fit_no(facts):
    """« Non, je préfère changer », after a session or by `/aide/`."""
    for person in facts.pair.people:
        last = facts.fits_of(person)[-1:]
        said = [(row.created_at, f"feedback:{row.pk}") for row in last if row.fit == Fit.NO]
        said += [(row.at, f"event:{row.pk}") for row in facts.wishes if row.actor_id == person.pk]
        standing = sorted((at, fact) for at, fact in said if not facts.is_answered(person, at))
        if standing:
            yield Finding(*standing[-1], person)


def contact_me(facts):
    """« Je souhaite que l'équipe me contacte »."""
    for person in facts.pair.people:
        # The latest to be said may be about an earlier session.
        wishes = sorted(
            (row.created_at, f"feedback:{row.pk}")
            for row in facts.feedback_of(person)
            if row.is_contact_wanted and not facts.is_answered(person, row.created_at)
        )
        if wishes:
            yield Finding(*wishes[-1], person)


def checkin_bad(facts):
    """The last check-in says « difficilement », or asks for another partner."""
    for person in facts.pair.people:
        last = [row for row in facts.check_ins if row.person_id == person.pk][-1:]
        for row in last:
            is_bad = row.going == CheckIn.Going.HARD or CheckIn.Need.CHANGE in row.needs
            if is_bad and not facts.is_answered(person, row.closed_at):
                yield Finding(row.closed_at, row.reference, person)


def no_first(facts):
    """No session planned or held ten days after the start; red after three weeks."""
    days = (facts.today - timezone.localdate(facts.begins_at)).days
    if facts.is_going and not facts.has_begun and days >= FIRST_AMBER:
        level = Level.RED if days >= FIRST_RED else Level.AMBER
        # Three weeks without a meeting is another fact than ten days, even where the ten were handled.
        fact = f"{facts.begins_at:%Y-%m-%d}:{level}"
        again_after = datetime.timedelta(days=FIRST_RED)
        yield Finding(facts.begins_at, fact, level=level, again_after=again_after)


def silent(facts):
    """No session held for two and a half rhythms, three weeks at least, and none planned."""
    if not facts.has_begun or facts.is_busy:
        return
    rhythm = RHYTHM_DAYS[facts.pair.frequency]
    since = max([facts.begins_at, *(row.ends_at for row in facts.held)])
    patience = datetime.timedelta(days=max(SILENT_AT_LEAST, SILENT_RHYTHMS * rhythm))
    if (facts.today - timezone.localdate(since)) >= patience:
        yield Finding(since, f"{since:%Y-%m-%d}", values={"rhythm": rhythm}, again_after=patience)


def missed2(facts):
    """Two sessions in a row that were not held; one more is a new fact."""
    run = trailing(facts.settled, lambda row: row.state == MentoringSession.State.MISSED)
    if len(run) >= MISSED_IN_A_ROW:
        yield Finding(run[0].starts_at, run[-1].reference, values={"number": len(run)})


def low(facts):
    """The last rating is « pas utile », or the two last « un peu utile »."""
    for person in facts.pair.people:
        rated = [row for row in facts.feedback_of(person) if row.utility]
        run = trailing(rated, lambda row: row.utility <= Utility.LITTLE)
        if run and (run[-1].utility == Utility.NOT or len(run) >= LITTLE_IN_A_ROW):
            yield Finding(run[0].created_at, f"feedback:{run[-1].pk}", person)


def undecided(facts):
    """« Je ne sais pas encore », twice in a row."""
    for person in facts.pair.people:
        run = trailing(facts.fits_of(person), lambda row: row.fit == Fit.UNDECIDED)
        if len(run) >= UNDECIDED_IN_A_ROW:
            yield Finding(run[0].created_at, f"feedback:{run[-1].pk}", person)


def no_feedback(facts):
    """The three last sessions behind, or more, of which neither has told anything."""
    told = {row.mentoring_session_id for row in facts.feedback}
    run = trailing(facts.past, lambda row: row.pk not in told)
    if len(run) >= UNTOLD_IN_A_ROW:
        yield Finding(run[0].ends_at, run[0].reference, values={"number": len(run)})


def overdue_end(facts):
    """A week after the planned end, neither extended nor ended."""
    end = facts.pair.planned_end_on
    if (facts.today - end).days >= OVERDUE_AFTER:
        since = timezone.make_aware(datetime.datetime.combine(end, datetime.time()))
        yield Finding(since, end.isoformat(), again_after=datetime.timedelta(days=30))


def left(facts):
    """A member left the programme or closed their account, while the pair lived."""
    if not facts.is_live and facts.pair.end_reason != Mentorship.EndReason.LEFT:
        return
    for profile in (facts.pair.mentor, facts.pair.mentee):
        if profile.state == Profile.State.ARCHIVED or not profile.person.is_active:
            yield Finding(facts.pair.state_changed_at, "left", profile.person)


# In the order of the specification, each with its level.
RULES = {
    Rule.REPORT: (Level.RED, report),
    Rule.FIT_NO: (Level.RED, fit_no),
    Rule.CONTACT_ME: (Level.RED, contact_me),
    Rule.CHECKIN_BAD: (Level.RED, checkin_bad),
    Rule.NO_FIRST: (Level.AMBER, no_first),
    Rule.SILENT: (Level.AMBER, silent),
    Rule.MISSED2: (Level.AMBER, missed2),
    Rule.LOW: (Level.AMBER, low),
    Rule.UNDECIDED: (Level.AMBER, undecided),
    Rule.NO_FEEDBACK: (Level.GREY, no_feedback),
    Rule.OVERDUE_END: (Level.GREY, overdue_end),
    Rule.LEFT: (Level.RED, left),
}


def findings(facts):
    """Yield (rule, level, finding) of everything that holds. A pair that rests, closes or is over raises red
    alerts only."""
    for rule, (usual, find) in RULES.items():
        for finding in find(facts):
            level = finding.level or usual
            if level == Level.RED or facts.pair.state == Mentorship.State.ACTIVE:
                yield rule, level, finding
