"""Accounts, applications and profiles of the 120 people, as months of work would have left them."""

import datetime
import unicodedata

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from applications.models import Application, DraftStep, Profile
from applications.questionnaire.steps import STEPS
from applications.services import profiles
from applications.services.submission import excerpt_of, tell_received, working_day
from applications.services.wordings import questions
from mentoring.demo_accounts import DOMAIN
from mentoring.mail.models import Email
from mentoring.models import Event, Programme, User

from . import rows
from .answers import answers_of
from .words import ELSEWHERE

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
# Days from the application to its approval, and from the approval to the pair.
TO_APPROVE, TO_PAIR = 4, 16
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


def plain(name):
    """« Jean-Baptiste » is jean-baptiste in an address, « Élodie » elodie."""

    letters = unicodedata.normalize("NFD", name.lower())
    return "".join(one for one in letters if not unicodedata.combining(one)).replace(" ", "-")


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
    """The first steps, as the person left them."""
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
    answers = answers_of(world, row)
    for step in STEPS[row.kind][: 4 if row.id == "E78" else 2 + row.number % 2]:
        DraftStep.objects.create(
            application=application,
            step=step.slug,
            data=step.form.thaw(answers[step.slug]),
            is_complete=True,
            saved_at=at,
        )


def application(world, row, person, days):
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
    told(found, at)
    happened(found, "submit", at, person, State.DRAFT, State.SUBMITTED)
    if state in EVENTS:
        decided_at = min(world.moment(-max(days - TO_APPROVE, 0), "decided", row.id), world.at(0, "08:00"))
        decided_at = max(decided_at, at + datetime.timedelta(hours=1))
        by = person if state == State.WITHDRAWN else world.people["julien" if row.number % 3 == 0 else "awa"]
        happened(found, EVENTS[state], decided_at, by, State.SUBMITTED, state)
        found.state_changed_at = decided_at
        found.decided_by = None if by == person else by
        if state == State.APPROVED:
            approved(world, row, found, profile, decided_at)
        found.save()


def approved(world, row, application, profile, at):
    """Open to matching, but for those paused, and for whoever has finished and left."""
    application.assigned_to = world.people["awa"]
    application.excerpt_reviewed_at = profile.excerpt_reviewed_at = None if row.is_mentor else at
    profile.state = Profile.State.PAUSED if row.state == "paused" else Profile.State.AVAILABLE
    profile.paused_until = world.day(24) if row.state == "paused" else None
    profile.opened_at = at
    if row.state in ("completed", "ended"):
        profile.state = Profile.State.ARCHIVED
    profile.save()


def details(world, row):
    """The columns a state asks for."""
    if row.state == "info_requested":
        label, question, steps = questions_of(row)[row.number % 2]
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
        reason = {"M38": "commercial", "E74": "out_of_scope"}.get(row.id, "charter")
        return {"reject_reason": reason, "reapply_from": world.day(0)}
    return {}


def questions_of(row):
    return questions(Application(kind=row.kind))


def told(application, at):
    """« Nous avons bien reçu votre demande » left long ago."""
    tell_received(application)
    Email.objects.filter(reference=application.reference, state=Email.State.SCHEDULED).update(
        state=Email.State.SENT, created_at=at, next_attempt_at=at, sent_at=at, attempts=1
    )


def happened(thing, transition, at, by, from_state, to_state, **payload):
    Event.objects.create(
        actor=by,
        reference=thing.reference,
        transition=transition,
        from_state=from_state,
        to_state=to_state,
        payload=payload,
        at=at,
    )
