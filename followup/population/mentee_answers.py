"""What mentees alone answer: their path, their goals, their skills and what they expect."""

import datetime

from applications.options import MenteeKind
from followup.demo import rows, words
from followup.demo.texts import asking

from . import tastes
from .calendar import month
from .chance import Shares, unless_blank
from .skills import of_formation, sectors, soft_skills

BEFORE = [text for text in asking.BEFORE if text]
EXPECTATIONS = [text for text in asking.EXPECTATIONS if text]
AVOID = [text for text in asking.AVOID if text]
CHALLENGES = (asking.CHALLENGES_TECHNICAL, asking.CHALLENGES_ORIENTATION, asking.CHALLENGES_MORE)
GOALS = sorted({row.goal for row in rows.mentees()})
RANKED = Shares({1: 18, 2: 37, 3: 45})
LEVELS = Shares({0: 48, 1: 38, 2: 14})


def mentee_steps(person, draw):
    kind = tastes.MENTEE_KINDS.one(draw)
    types = list(tastes.MENTEE_TYPES.one(draw))
    is_technical = "technical" in types
    chosen = []
    if is_technical or draw.random() < 0.4:
        chosen = of_formation(draw, person.formation, draw.randrange(1, 6))
    skill = words.skill(chosen[0]) if chosen else ""
    term = tastes.TERMS.one(draw)
    return {
        "parcours": parcours(person, draw, kind),
        "objectifs": {
            "why_mentee": told(draw, skill, asking.WHY_TECHNICAL, asking.WHY_ORIENTATION, asking.WHY_NOW),
            "mentoring_types": types,
            "domains_ranked": domains(draw, is_technical),
            "goals_text": f"{draw.choice(GOALS)}. {draw.choice(asking.GOALS)}",
            "challenges": told(draw, skill, *CHALLENGES),
            "term": term,
            "term_why": draw.choice(asking.TERM_WHY[term]),
        },
        "competences": {
            "skills_wanted": wanted(draw, chosen),
            "soft_skills": unless_blank(draw, 0.18, soft_skills(draw, draw.randrange(1, 4)), blank=[]),
            "style": tastes.STYLES.one(draw),
            "expectations": unless_blank(draw, 0.25, draw.choice(EXPECTATIONS)),
            # Few have someone to avoid: the one question most leave blank.
            "avoid": unless_blank(draw, 0.95, draw.choice(AVOID)),
        },
    }


def told(draw, skill, technical, others, more):
    return f"{draw.choice(technical if skill else others)} {draw.choice(more)}".format(skill=skill)


def wanted(draw, chosen):
    """The first one or two are priorities, for most people."""
    priorities = draw.choice((0, 1, 1, 2))
    return [
        {"skill": code, "level": LEVELS.one(draw), "priority": place < priorities}
        for place, code in enumerate(chosen)
    ]


def domains(draw, is_technical):
    """In the order that counts: technical help comes first for most who look for it, and never otherwise."""
    chosen = [code for code in tastes.DOMAINS.some(draw, 4) if code != "technical"][: RANKED.one(draw)]
    if is_technical:
        chosen.insert(0 if draw.random() < 0.75 else len(chosen), "technical")
    return chosen[:3]


def parcours(person, draw, kind):
    start, end = training(person, draw, kind)
    family, job = words.AIMS.get(person.formation, ("autre", "Accompagnement au numérique"))
    aim = draw.random()
    if aim < 0.13:
        family, job = "unknown", ""
    elif aim < 0.25:
        family = job = ""
    return {
        "mentee_kind": kind,
        "formation": person.formation,
        "campus": person.campus,
        "training_start": start,
        "training_end": end,
        "cohort_label": unless_blank(
            draw, 0.25, f"{person.formation.upper()} {person.campus.capitalize()} {end[:4]}" if end else ""
        ),
        "before": unless_blank(draw, 0.15, draw.choice(BEFORE)),
        "years_experience": tastes.EXPERIENCES["mentee"].one(draw),
        "target_family": family,
        "target_job": job,
        "target_job_unknown": family == "unknown",
        "sectors": unless_blank(draw, 0.2, sectors(draw, draw.randrange(1, 4)), blank=[]),
        "workload": tastes.WORKLOADS.one(draw),
    }


def training(person, draw, kind):
    """Months of start and end around the day of the application; one alumnus in five leaves them blank."""
    lasts = draw.randrange(210, 400)
    if kind == MenteeKind.TRAINING:
        begun = -draw.randrange(30, 190)
    elif kind == MenteeKind.SOON:
        begun = draw.randrange(10, 90)
    elif draw.random() < 0.2:
        return "", ""
    else:
        begun = -lasts - draw.randrange(40, 1_100)
    start = person.sent_on + datetime.timedelta(days=begun)
    return month(start), month(start + datetime.timedelta(days=lasts))
