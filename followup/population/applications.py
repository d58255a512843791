"""Accounts and applications: the rows of a batch of people, with what happened to each."""

import datetime

from allauth.account.models import EmailAddress

from applications.models import Application, DraftStep
from applications.questionnaire.steps import STEPS
from applications.services.submission import excerpt_of
from applications.services.wordings import questions
from followup.demo.texts import asking, giving
from mentoring.models import User

from . import calendar
from .events import event
from .journeys import QUESTION_DAYS

State = Application.State
# Where someone leaves a step unfinished: this question, which the form requires, and all that follow.
STOPS = {
    "parcours": "years_experience",
    "motivation": "presentation",
    "objectifs": "challenges",
    "offre": "style",
    "competences": "style",
    "disponibilites": "session_length",
    "echanges": "discord_ease",
}
REVISITED = ("workload", "starts_later", "no_mentor", "no_mentee")
REAPPLY_DAYS = 90


def account(setting, person):
    """An account nobody can sign in to: it has no password, and its address exists nowhere."""
    is_sent = person.journey.state != State.DRAFT
    answers = person.answers["vous"] if is_sent else {}
    return User(
        public_id=person.public_id,
        email=person.email,
        password=setting.password,
        first_name=person.first_name,
        last_name=person.last_name,
        phone=answers.get("phone", ""),
        timezone=answers.get("timezone", "Europe/Paris"),
        date_joined=calendar.moment(setting.today, person.journey.sent + 1, person.draw),
    )


def address(user):
    return EmailAddress(user=user, email=user.email, verified=True, primary=True)


def application(setting, person, user):
    """(Application, [Event])."""
    at = calendar.moment(setting.today, person.journey.sent, person.draw)
    row = Application(
        reference=setting.reference(Application.PREFIXES[person.kind], person.draw),
        person=user,
        kind=person.kind,
        state=person.journey.state,
        started_at=at - datetime.timedelta(minutes=person.draw.randrange(12, 300)),
        saved_at=at,
        state_changed_at=at,
    )
    if row.state == State.DRAFT:
        row.state_changed_at = row.started_at
        return row, [event(row, "start", row.started_at, by=user.pk, to=State.DRAFT)]
    row.submitted_at = row.charter_signed_at = at
    row.due_on = setting.due_on(person.sent_on)
    row.answers = person.answers
    row.charter_version = setting.programme.charter_version
    row.excerpt = excerpt_of(person.kind, person.answers)
    events = [event(row, "submit", at, by=user.pk, before=State.DRAFT, to=State.SUBMITTED)]
    return row, events + moves(setting, person, row)


def moves(setting, person, row):
    """What the team and the person did since, written into the row; [Event]."""
    journey, draw, state = person.journey, person.draw, State.SUBMITTED
    reader, events = draw.choice(setting.team), []

    def moved(transition, days, to, *, by, reason=""):
        nonlocal state
        at = calendar.moment(setting.today, days, draw)
        events.append(event(row, transition, at, by=by, before=state, to=to, reason=reason))
        row.state_changed_at, row.version, state = at, row.version + 1, to
        if by in setting.team:
            row.decided_by_id = row.assigned_to_id = by
        return at

    if journey.asked:
        moved("ask_info", journey.asked, State.INFO_REQUESTED, by=reader)
        _label, row.info_question, row.info_steps = draw.choice(questions(row))
        row.info_due_on = calendar.day(setting.today, journey.asked - QUESTION_DAYS)
    if journey.replied:
        moved("answer", journey.replied, State.SUBMITTED, by=row.person_id)
        row.info_answer = draw.choice(giving.TOPICS_OTHER if person.is_mentor else asking.GOALS)
        row.is_answer_received = True
        row.due_on = setting.due_on(row.state_changed_at.date())
    if journey.opened:
        at = moved("approve", journey.opened, State.APPROVED, by=reader)
        row.excerpt_reviewed_at = None if person.is_mentor else at
    if journey.state == State.ON_HOLD:
        by, transition = (None, "expire_info") if journey.asked else (reader, "hold")
        moved(transition, journey.decided, State.ON_HOLD, by=by, reason=journey.reason)
        row.hold_reason = journey.reason
        if journey.reason in REVISITED:
            row.revisit_on = calendar.day(setting.today, -draw.randrange(-3, 60))
    elif journey.state == State.REJECTED:
        moved("reject", journey.decided, State.REJECTED, by=reader, reason=journey.reason)
        row.reject_reason = journey.reason
        row.reapply_from = row.state_changed_at.date() + datetime.timedelta(days=REAPPLY_DAYS)
    elif journey.state == State.WITHDRAWN:
        moved("withdraw", journey.decided, State.WITHDRAWN, by=row.person_id)
    elif journey.state == State.SUBMITTED and not journey.asked and draw.random() < 0.3:
        row.assigned_to_id = reader
    return events


def approved_at(events):
    """The moment of the approval among an application's events, or None."""
    return next((move.at for move in events if move.transition == "approve"), None)


def draft_steps(person, row):
    """Two to six of the seven steps, all complete but the last, which is begun."""
    steps = STEPS[person.kind][: person.draw.randrange(2, 7)]
    return [
        DraftStep(
            application=row,
            step=step.slug,
            data=step.form.thaw(begun(step.slug, person.answers[step.slug], is_last=step is steps[-1])),
            is_complete=step is not steps[-1],
            saved_at=row.saved_at,
        )
        for step in steps
    ]


def begun(slug, answers, *, is_last):
    if not is_last:
        return answers
    asked = list(answers)
    return {name: answers[name] for name in asked[: asked.index(STOPS[slug])]}
