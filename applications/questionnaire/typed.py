"""From answers to the typed columns of `Profile`, and back for the profile page."""

import datetime

from applications.models import Campus, Formation
from applications.options import Kind

from .parcours import last_day
from .places import department_of, region_of
from .rows import first_day

# What a profile keeps of each step, in the words of the forms.
PROFILE_QUESTIONS = {
    Kind.MENTOR: {
        "vous": ("languages", "timezone"),
        "parcours": (
            "mentor_kind",
            "formation",
            "campus",
            "cohort_year",
            "diploma",
            "job_family",
            "job_title",
            "employer",
            "years_experience",
            "sectors",
            "supervises",
            "supervised",
            "profile_url",
        ),
        "motivation": ("prior_mentoring", "presentation"),
        "offre": ("mentoring_types", "domains", "topics", "skills", "soft_skills", "style", "term"),
        "disponibilites": ("slots", "frequency", "session_length", "capacity", "available_from"),
        "echanges": (
            "channels",
            "preferred_channel",
            "discord_ease",
            "discord_help",
            "discord_name",
            "meet_in_person",
            "postcode",
            "city",
            "country",
            "travel",
        ),
    },
}
PROFILE_QUESTIONS[Kind.MENTEE] = {
    "vous": PROFILE_QUESTIONS[Kind.MENTOR]["vous"],
    "parcours": (
        "mentee_kind",
        "formation",
        "campus",
        "training_start",
        "training_end",
        "cohort_label",
        "years_experience",
        "target_family",
        "target_job",
        "sectors",
        "workload",
    ),
    "objectifs": ("mentoring_types", "domains_ranked", "goals_text", "challenges", "term"),
    "competences": ("skills_wanted", "soft_skills", "style", "avoid"),
    "disponibilites": ("slots", "frequency", "session_length", "available_from"),
    "echanges": PROFILE_QUESTIONS[Kind.MENTOR]["echanges"],
}

# question: column, where the value goes as it is.
SAME = {
    "languages": "languages",
    "mentor_kind": "situation",
    "mentee_kind": "situation",
    "diploma": "diploma",
    "job_family": "job_family",
    "job_title": "job_title",
    "target_job": "job_title",
    "employer": "employer",
    "years_experience": "experience",
    "sectors": "sectors",
    "workload": "workload",
    "profile_url": "profile_url",
    "cohort_year": "cohort_year",
    "cohort_label": "cohort_label",
    "prior_mentoring": "prior_mentoring",
    "presentation": "presentation",
    "mentoring_types": "mentoring_types",
    "topics": "topics",
    "style": "style",
    "term": "term",
    "goals_text": "goals_text",
    "challenges": "challenges",
    "avoid": "avoid",
    "slots": "slots",
    "frequency": "frequency",
    "session_length": "session_minutes",
    "capacity": "capacity",
    "channels": "channels",
    "preferred_channel": "preferred_channel",
    "discord_ease": "discord_ease",
    "discord_help": "discord_help",
    "discord_name": "discord_name",
    "meet_in_person": "meet_in_person",
    "postcode": "postcode",
    "city": "city",
    "travel": "travel",
}


def columns(answers):
    """The columns of `Profile` these answers (of one step or of all, flat) set. No relation among them."""
    values = {column: answers[question] for question, column in SAME.items() if question in answers}
    for question, model in (("formation", Formation), ("campus", Campus)):
        if question in answers:
            values[question] = model.objects.filter(code=answers[question]).first()
    if "target_family" in answers:
        values["job_family"] = answers["target_family"].replace("unknown", "")
    if "training_start" in answers:
        start = answers["training_start"]
        values["training_start"] = first_day(start) if start else None
    if "training_end" in answers:
        end = answers["training_end"]
        values["training_end"] = last_day(end) if end else None
        values["cohort_year"] = int(end[:4]) if end else None
    if "available_from" in answers:
        day = answers["available_from"]
        values["available_from"] = datetime.date.fromisoformat(day) if day else None
    if "postcode" in answers:
        values["department"] = "" if answers.get("country") else department_of(answers["postcode"])
        values["region"] = answers.get("country") or region_of(values["department"])
    return values


def answers_of(profile):
    """{step: {question: value}} of what a profile keeps, as `Application.answers` would have it."""
    flat = {question: getattr(profile, column) for question, column in SAME.items()}
    flat |= {
        "timezone": profile.person.timezone,
        "formation": profile.formation.code if profile.formation else "",
        "campus": profile.campus.code if profile.campus else "",
        "target_family": profile.job_family,
        "training_start": month_of(profile.training_start),
        "training_end": month_of(profile.training_end),
        "available_from": profile.available_from and profile.available_from.isoformat(),
        "country": "" if profile.department else profile.region,
    }
    ranked = [row.domain.code for row in profile.domains.select_related("domain")]
    skills = [
        {"skill": row.skill.code, "level": row.level, "priority": row.is_priority}
        for row in profile.skills.select_related("skill")
    ]
    cohorts = [
        {"formation": row.formation.code, "campus": row.campus.code, "year": row.year}
        for row in profile.supervised_cohorts.select_related("formation", "campus")
    ]
    flat |= {
        "domains": ranked,
        "domains_ranked": ranked,
        "skills": [{"skill": row["skill"], "level": row["level"]} for row in skills],
        "skills_wanted": skills,
        "soft_skills": [row.code for row in profile.soft_skills.all()],
        "supervised": cohorts,
        "supervises": bool(cohorts),
    }
    return {
        step: {question: flat[question] for question in questions}
        for step, questions in PROFILE_QUESTIONS[profile.kind].items()
    }


def month_of(day):
    return f"{day:%Y-%m}" if day else ""
