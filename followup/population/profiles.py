"""Profiles of a batch of people who sent an application, typed from its answers, and their relations."""

import datetime

from applications.models import (
    Application,
    Campus,
    Domain,
    Formation,
    Profile,
    ProfileDomain,
    ProfileSkill,
    Skill,
    SoftSkill,
    SupervisedCohort,
)
from applications.questionnaire import typed

from . import calendar
from .events import event
from .setting import public_id

State = Profile.State
SoftSkillRow = Profile.soft_skills.through
# Looked up by the catalogue's keys here, one query each there.
CODES = {"formation": Formation, "campus": Campus}


def profile(setting, person, application, opened_at):
    """(Profile, [Event]). `opened_at` is the moment of the approval, None without one."""
    journey, today = person.journey, setting.today
    flat = person.flat
    row = Profile(
        public_id=public_id(person.draw),
        person=application.person,
        kind=person.kind,
        application=application,
        updated_at=application.submitted_at,
        excerpt=application.excerpt,
        excerpt_reviewed_at=application.excerpt_reviewed_at,
        **typed.columns({name: value for name, value in flat.items() if name not in CODES}),
    )
    row.formation_id, row.campus_id = (setting.keys[model].get(flat[name]) for name, model in CODES.items())
    events = []
    if opened_at:
        events += opening(row, opened_at, application.decided_by_id, today)
    if journey.state == Application.State.WITHDRAWN:
        before, at = row.state, application.state_changed_at
        row.state, row.paused_until = State.ARCHIVED, None
        events.append(event(row, "archive", at, by=row.person_id, before=before, to=State.ARCHIVED))
    elif row.state == State.AVAILABLE and journey.pause:
        row.state, row.paused_until = State.PAUSED, today + datetime.timedelta(days=journey.pause)
        at = max(calendar.moment(today, journey.paused, person.draw), opened_at)
        events.append(event(row, "pause", at, by=row.person_id, before=State.AVAILABLE, to=State.PAUSED))
    return row, events


def opening(row, at, by, today):
    """Matching begins with the approval, or on the day the person gave when it was still to come."""
    row.opened_at, row.state = at, State.AVAILABLE
    start = row.available_from
    if not start or start <= at.date():
        return [event(row, "open", at, by=by, before=State.CLOSED, to=State.AVAILABLE)]
    events = [event(row, "open", at, by=by, before=State.CLOSED, to=State.PAUSED)]
    if start > today:
        row.state, row.paused_until = State.PAUSED, start
    else:
        resumed_at = datetime.datetime.combine(start, datetime.time(6, 5), calendar.PARIS)
        events.append(event(row, "resume", resumed_at, before=State.PAUSED, to=State.AVAILABLE))
    return events


def relations(setting, row, answers):
    """Rows of domains, skills, soft skills and supervised promotions. `answers` are flat."""
    domains = answers.get("domains") or answers.get("domains_ranked")
    is_ranked = "domains_ranked" in answers
    keys = setting.keys
    yield from (
        ProfileDomain(profile=row, domain_id=keys[Domain][code], rank=rank if is_ranked else 1)
        for rank, code in enumerate(domains, 1)
    )
    yield from (
        ProfileSkill(
            profile=row,
            skill_id=keys[Skill][entry["skill"]],
            level=entry["level"],
            is_priority=entry.get("priority", False),
        )
        for entry in answers.get("skills") or answers.get("skills_wanted") or ()
    )
    yield from (
        SoftSkillRow(profile=row, softskill_id=keys[SoftSkill][code]) for code in answers["soft_skills"]
    )
    yield from (
        SupervisedCohort(
            profile=row,
            formation_id=keys[Formation][entry["formation"]],
            campus_id=keys[Campus][entry["campus"]],
            year=entry["year"],
        )
        for entry in answers.get("supervised") or ()
    )
