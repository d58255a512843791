"""Accounts, applications and profiles of the 120 people, as months of work would have left them."""

import dataclasses
import datetime
import unicodedata

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from applications.models import Application, DraftStep, InternalNote, Profile
from applications.questionnaire.steps import STEPS
from applications.services import letters, profiles
from applications.services.submission import excerpt_of, tell_received, working_day
from applications.services.wordings import questions
from mentoring.demo_accounts import DOMAIN
from mentoring.models import Programme, User

from . import rows
from .answers import answers_of
from .texts import reading
from .words import ELSEWHERE
from .world import happened, told

PASSWORD = "avancez-a-deux-2026"  # noqa: S105 - public, of fictional people
State = Application.State
STAFF = (
    ("awa", "Awa", "Diallo", {"is_coordinator": True}),
    ("julien", "Julien", "Morel", {"is_coordinator": True}),
    ("sam", "Sam", "Lemaître", {"is_superuser": True, "is_staff": True}),
)
STATES = {
    "approved": State.APPROVED,
    "paused": State.APPROVED,
    "paired": State.APPROVED,
    "waiting": State.APPROVED,
    "completed": State.APPROVED,
    "ended": State.APPROVED,
    "submitted": State.SUBMITTED,
    "info_requested": State.INFO_REQUESTED,
    "info_answered": State.SUBMITTED,
    "on_hold": State.ON_HOLD,
    "rejected": State.REJECTED,
    "withdrawn": State.WITHDRAWN,
    "draft": State.DRAFT,
}
# Nobody of the tables: somebody of them once more.
TWICE = "E01-2"
# Days from the application to its approval, and from the approval to the pair.
TO_APPROVE, TO_PAIR = 4, 16
UNDO = datetime.timedelta(minutes=10)
EVENTS = {
    State.APPROVED: "approve",
    State.INFO_REQUESTED: "ask_info",
    State.ON_HOLD: "hold",
    State.REJECTED: "reject",
    State.WITHDRAWN: "withdraw",
}


def staff(world):
    password = make_password(PASSWORD)
    for name, first, last, roles in STAFF:
        world.people[name] = account(world, name, first, last, password, 280, **roles)
    return password


def account(world, name, first, last, password, days, **fields):
    email = f"{name}@{DOMAIN}"
    person = User.objects.create(
        public_id=world.public_id("user", name),
        email=email,
        first_name=first,
        last_name=last,
        password=password,
        date_joined=world.moment(-days, "joined", name),
        **fields,
    )
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


def everyone(world):
    """Every row of the tables, with its account, its application and, once sent, its profile."""
    password = staff(world)
    names = set(world.people)
    for row in [*rows.mentors(), *rows.mentees()]:
        name = ELSEWHERE.get(row.id) or plain(row.first_name)
        if name in names:
            name = f"{name}.{plain(row.last_name)}"
        names.add(name)
        sent = sent_days(row)
        person = account(world, name, row.first_name, row.last_name, password, sent + 1)
        world.rows[row.id], world.people[row.id] = row, person
        if row.state == "draft":
            draft(world, row, person)
        else:
            application(world, row, person, sent)
        if row.id == "E01":
            second_account(world, row)


def second_account(world, row):
    """Yanis asked twice, from two addresses: the second request was refused, and its account is left."""
    again = dataclasses.replace(row, id=TWICE, state="rejected", days=None)
    sent = sent_days(again)
    person = account(world, "yanis.kaci", row.first_name, row.last_name, make_password(None), sent + 1)
    application(world, again, person, sent)
    del world.applications[TWICE], world.profiles[TWICE]


def plain(name):
    """« Jean-Baptiste » is jean-baptiste in an address, « Élodie » elodie."""
    characters = unicodedata.normalize("NFD", name.lower())
    return "".join(one for one in characters if not unicodedata.combining(one)).replace(" ", "-")


def sent_days(row):
    """How many days ago this application was sent."""
    if row.days is None:
        if row.is_approved:
            return 60 + (row.number * 37) % 190
        return {"submitted": 1 + row.number % 5, "draft": 3}.get(row.state, 9 + row.number % 20)
    if row.state == "waiting":
        return row.days + TO_APPROVE
    if row.state in ("paired", "completed", "ended"):
        return row.days + TO_APPROVE + TO_PAIR
    return row.days


def draft(world, row, person):
    """The first steps, as the person left them; the last one is begun, not finished."""
    at = world.moment(-(row.days or 3), "draft", row.id)
    application = Application.objects.create(
        reference=world.reference(Application.PREFIXES[row.kind], row.id),
        person=person,
        kind=row.kind,
        started_at=at,
        saved_at=at,
        state_changed_at=at,
    )
    world.applications[row.id] = application
    happened(application, "start", at, by=person, to_state=State.DRAFT)
    answers = answers_of(world, row)
    steps = STEPS[row.kind][: 4 if row.id == "E78" else 2 + row.number % 2]
    for step in steps:
        data = step.form.thaw(answers[step.slug])
        is_last = step is steps[-1]
        DraftStep.objects.create(
            application=application,
            step=step.slug,
            data=dict(list(data.items())[: len(data) // 2]) if is_last else data,
            is_complete=not is_last,
            saved_at=at,
        )


def application(world, row, person, days):
    """One that was sent, with its profile, its decision if there was one, and the letters of the way."""
    answers = answers_of(world, row)
    at, state = world.moment(-days, "sent", row.id), STATES[row.state]
    programme = Programme.current()
    found = Application.objects.create(
        reference=world.reference(Application.PREFIXES[row.kind], row.id),
        person=person,
        kind=row.kind,
        state=state,
        started_at=at - datetime.timedelta(minutes=25),
        saved_at=at,
        submitted_at=at,
        state_changed_at=at,
        due_on=working_day(at.date(), programme.sla_days),
        answers=answers,
        charter_version=programme.charter_version,
        charter_signed_at=at,
        excerpt=excerpt_of(row.kind, answers),
        **details(world, row),
    )
    world.applications[row.id] = found
    world.profiles[row.id] = profile = profiles.fill(found)
    profile.public_id = world.public_id("profile", row.id)
    profile.save(update_fields=["public_id"])
    happened(found, "submit", at, by=person, from_state=State.DRAFT, to_state=State.SUBMITTED)
    told(at, tell_received, found)
    if state in EVENTS:
        decided(world, row, found, profile, max(days - TO_APPROVE, 0), at)
    elif row.state == "info_answered":
        asked_at, answered_at = world.moment(-9, "asked", row.id), world.moment(-2, "answered", row.id)
        happened(
            found,
            "ask_info",
            asked_at,
            by=world.people["awa"],
            from_state=State.SUBMITTED,
            to_state=State.INFO_REQUESTED,
        )
        happened(
            found,
            "answer",
            answered_at,
            by=person,
            from_state=State.INFO_REQUESTED,
            to_state=State.SUBMITTED,
        )
    for author, text in reading.NOTES.get(row.id, ()):
        written_at = world.moment(-min(days, 1), "note", row.id, author)
        InternalNote.objects.create(
            application=found, author=world.people[author], text=text, created_at=written_at
        )
        happened(found, "add_note", written_at, by=world.people[author])


def decided(world, row, application, profile, days, sent_at):
    """What the team decided, or the person who went, so many days ago, and the letter that told it."""
    person, state = application.person, application.state
    at = min(world.moment(-days, "decided", row.id), world.at(0, "08:00"))
    at = max(at, sent_at + datetime.timedelta(hours=1))
    by = person if state == State.WITHDRAWN else world.people["julien" if row.number % 3 == 0 else "awa"]
    reason = application.hold_reason or application.reject_reason
    event = happened(
        application,
        EVENTS[state],
        at,
        by=by,
        from_state=State.SUBMITTED,
        to_state=state,
        reason=reason,
    )
    application.state_changed_at = at
    application.decided_by = None if by == person else by
    if state == State.APPROVED:
        approved(world, row, application, profile, at)
    application.save()
    if state != State.WITHDRAWN:
        told(at + UNDO, letter_of(application).queue, application, event.pk)


def letter_of(application):
    """The letter of the decision this application carries."""
    if application.state == State.APPROVED:
        return letters.approved(application)
    if application.state == State.INFO_REQUESTED:
        return letters.question(application, application.info_question, application.info_due_on)
    if application.state == State.ON_HOLD:
        return letters.on_hold(application, application.hold_reason, application.revisit_on)
    return letters.rejected(application, application.reject_reason, reapply_from=application.reapply_from)


def approved(world, row, application, profile, at):
    """Open to matching, but for a mentor in pause and for the people whose mentoring is over."""
    application.assigned_to = world.people["awa"]
    application.excerpt_reviewed_at = profile.excerpt_reviewed_at = None if row.is_mentor else at
    profile.state, profile.opened_at = Profile.State.AVAILABLE, at
    if row.state in ("paused", "completed", "ended"):
        profile.state = Profile.State.PAUSED
        profile.paused_until = world.day(24 if row.state == "paused" else 120)
    profile.save()


def details(world, row):
    """The columns a state asks for."""
    if row.state == "info_requested":
        _label, question, steps = questions_of(row)[row.number % 2]
        return {"info_question": question, "info_steps": steps, "info_due_on": world.day(3 + row.number % 4)}
    if row.state == "info_answered":
        return {
            "info_question": questions_of(row)[1][1],
            "info_answer": "J’hésite entre développement et design : je voudrais voir le quotidien des deux.",
            "info_due_on": world.day(2),
            "is_answer_received": True,
        }
    if row.state == "on_hold":
        reason = "no_mentee" if row.is_mentor else ("workload", "starts_later", "no_mentor")[row.number % 3]
        is_due = row.id in ("E70", "E71")
        return {"hold_reason": reason, "revisit_on": world.day(0 if is_due else 12)}
    if row.state == "rejected":
        reason = {"M38": "commercial", "E74": "out_of_scope", TWICE: "duplicate"}.get(row.id, "charter")
        return {"reject_reason": reason, "reapply_from": world.day(0)}
    return {}


def questions_of(row):
    return questions(Application(kind=row.kind))
