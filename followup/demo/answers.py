"""The seven steps as each person of the tables answered them, in the values the questionnaire keeps."""

from applications.options import Language

from . import words
from .texts import asking, giving, pick
from .world import drawer

SOFT_SKILLS = (
    "communication-orale",
    "communication-ecrite",
    "prise-de-parole",
    "organisation-et-gestion-du-temps",
    "travail-en-equipe",
    "confiance-en-soi",
    "gestion-du-stress",
    "apprendre-a-apprendre",
    "esprit-critique",
    "adaptabilite",
    "donner-et-recevoir-un-retour",
    "leadership",
    "negociation-et-entretien",
)
STYLES = ("structured", "flexible", "adaptable")
HEARD = ("campus", "trainer", "alumni", "fair", "reunion", "graduation", "company", "social", "")
SIMPLON = ("alumni", "learner")


def answers_of(world, row):
    """{step: {question: value}} in the order of the steps."""
    draw = drawer("answers", row.id)
    sides = mentor_steps if row.is_mentor else mentee_steps
    return {
        "vous": vous(row, draw),
        **sides(world, row, draw),
        "disponibilites": {
            "slots": row.slots,
            "frequency": row.frequency,
            "session_length": row.minutes,
            **({"capacity": row.capacity} if row.is_mentor else {}),
            "available_from": None,
        },
        "echanges": echanges(row, draw),
        "engagement": {
            "charter_version": "1",
            "charter_ok": True,
            "commit_availability": True,
            "commit_empathy": True,
            "commit_seriousness": True,
            "adult_ok": True,
            "data_ok": True,
            "newsletter_ok": draw.random() < 0.3,
            "heard_from": draw.choice(HEARD),
        },
    }


def vous(row, draw):
    others = draw.sample(["en", "ar", "es", "pt"], k=draw.choice([0, 0, 1, 1, 2]))
    chosen = {"fr", *others}
    return {
        "first_name": row.first_name,
        "last_name": row.last_name,
        "phone": phone_of(row),
        "languages": [code for code in Language.values if code in chosen],
        "languages_other": "",
        "timezone": "Indian/Reunion" if row.campus == "reunion" else "Europe/Paris",
    }


def phone_of(row):
    """Numbers the regulator keeps for works of fiction; four people in five give one."""
    if row.id != "M02" and row.number % 5 == 4:
        return ""
    return f"+336399801{row.number:02}" if row.is_mentor else f"+336399802{row.number:02}"


def echanges(row, draw):
    ease = row.discord or ("use" if "discord" in row.channels else draw.choice(["some", "none"]))
    helps = {"use": [], "some": [["guide"], ["workshop"], []], "none": [["person"], ["guide"], ["nothing"]]}
    wanted = draw.choice(helps[ease]) if helps[ease] else []
    if row.id == "M02":
        wanted = ["guide", "person"]
    meets = "yes" if "in_person" in row.channels else draw.choice(["later", "later", "no", "yes"])
    place = ("", "") if meets == "no" else draw.choice(words.PLACES[row.campus])
    name = f"{row.first_name}.{row.last_name}".lower().replace(" ", "")
    return {
        "channels": row.channels,
        "preferred_channel": row.channels[0] if row.id != "M02" else "phone",
        "discord_ease": ease,
        "discord_help": wanted,
        "discord_name": name[:32] if ease == "use" and draw.random() < 0.6 else "",
        "meet_in_person": meets,
        "postcode": place[1],
        "city": place[0],
        "country": "",
        "travel": draw.choice(["city", "department", "region"]) if place[0] else "",
    }


def mentor_steps(world, row, draw):
    is_simplon = row.situation in SIMPLON
    family, sectors = words.JOBS[row.id]
    own_why, own_hello = giving.WHY_OF.get(row.situation, ()), giving.HELLO_OF.get(row.situation, ())
    topics = pick(giving.TOPICS_TECHNICAL, row.number).format(skills=words.skills(row))
    other = pick(giving.TOPICS_OTHER, row.number)
    prior = draw.choice(["mentor", "otherwise", "no"])
    supervises = None if row.situation not in ("tutor", "staff") else row.situation == "tutor"
    return {
        "parcours": {
            "mentor_kind": row.situation,
            "formation": row.formation if is_simplon else "",
            "campus": row.campus if is_simplon else "",
            "cohort_year": row.year if is_simplon else None,
            "diploma": ""
            if is_simplon
            else draw.choice(["Autodidacte", "École d’ingénieurs", "BTS", "Master"]),
            "job_family": family,
            "job_title": row.job,
            "employer": row.employer,
            "years_experience": row.experience,
            "sectors": sectors,
            "supervises": supervises,
            "supervised": [supervised(world, row, draw)] if supervises else [],
            "profile_url": "",
        },
        "motivation": {
            "why_mentor": told(own_why, giving.WHY, row.number),
            "prior_mentoring": prior,
            "prior_mentoring_text": "" if prior == "no" else pick(giving.PRIOR, row.number),
            "presentation": " ".join(
                [told(own_hello, giving.HELLO, row.number), pick(giving.HELLO_MORE, row.number)]
            ),
        },
        "offre": {
            "mentoring_types": row.types,
            "domains": row.domains,
            "topics": topics
            if row.is_technical and row.number % 3
            else f"{topics} {other}"
            if row.is_technical
            else f"{other} {pick(giving.TOPICS_OTHER, row.number + 5)}",
            "skills": [{"skill": code, "level": level} for code, level, _first in row.skills],
            "skills_other": giving.MISSING.get(row.number, "") if row.is_technical else "",
            "soft_skills": in_order(draw.sample(SOFT_SKILLS, k=draw.choice([2, 3, 4]))),
            "style": draw.choice(STYLES),
            "term": row.term,
            "term_why": pick(giving.TERM_WHY[row.term], row.number),
        },
    }


def told(own, general, number):
    """Every other text speaks of where the person comes from, when there is a bank for it."""
    return pick(own, number // 2) if own and number % 2 == 0 else pick(general, number)


def supervised(world, row, draw):
    return {
        "formation": draw.choice(["cda", "devops", "tssr", "dataana"]),
        "campus": row.campus,
        "year": world.today.year,
    }


def mentee_steps(world, row, draw):
    start, end = training(world, row, draw)
    family, job = words.AIMS[row.formation]
    knows = row.number % 7 != 3
    return {
        "parcours": {
            "mentee_kind": row.situation,
            "formation": row.formation,
            "campus": row.campus,
            "training_start": start,
            "training_end": end,
            "cohort_label": "",
            "before": pick(asking.BEFORE, row.number),
            "years_experience": {"alumni": "under1"}.get(row.situation, "none"),
            "target_family": family if knows else "unknown",
            "target_job": job if knows else "",
            "target_job_unknown": not knows,
            "sectors": sorted_sectors(draw),
            "workload": workload(row, draw),
        },
        "objectifs": {
            "why_mentee": why(row),
            "mentoring_types": row.types,
            "domains_ranked": row.domains,
            "goals_text": f"{row.goal}. {pick(asking.GOALS, row.number)}",
            "challenges": challenges(row),
            "term": row.term,
            "term_why": pick(asking.TERM_WHY[row.term], row.number),
        },
        "competences": {
            "skills_wanted": [
                {"skill": code, "level": level, "priority": first} for code, level, first in row.skills
            ],
            "soft_skills": in_order(draw.sample(SOFT_SKILLS, k=draw.choice([1, 2, 3]))),
            "style": draw.choice(STYLES),
            "expectations": pick(asking.EXPECTATIONS, row.number),
            "avoid": pick(asking.AVOID, row.number),
        },
    }


def why(row):
    bank = asking.WHY_TECHNICAL if row.skills else asking.WHY_ORIENTATION
    # Another pace than the beginnings': the same two never meet again among eighty.
    more = pick(asking.WHY_NOW, row.number * 5 + row.number // len(bank))
    return f"{pick(bank, row.number)} {more}".format(skill=words.first_skill(row))


def challenges(row):
    bank = asking.CHALLENGES_TECHNICAL if row.skills else asking.CHALLENGES_ORIENTATION
    more = pick(asking.CHALLENGES_MORE, row.number * 3 + row.number // len(bank))
    # One file of the queue names its writer and a campus: words the team takes out.
    signed = f" Merci de m’aider, {row.first_name}, campus de Lille." if row.id == "E53" else ""
    return f"{pick(bank, row.number)} {more}{signed}".format(skill=words.first_skill(row))


def training(world, row, draw):
    """Months of start and end: alumni are out, learners in the middle, the last not begun."""
    if row.situation == "alumni":
        end = -draw.randrange(120, 700)
        return month(world, end - 260), month(world, end)
    if row.situation == "soon":
        start = draw.randrange(35, 70)
        return month(world, start), month(world, start + 250)
    # A few files of the queue show that the training ends soon.
    end = draw.randrange(3, 20) if row.id in ("E54", "E57") else draw.randrange(80, 240)
    return month(world, min(end - 280, -60)), month(world, end)


def month(world, number):
    return f"{world.day(number):%Y-%m}"


def workload(row, draw):
    if row.id in ("E53", "E62", "E70", "E42"):
        return "overloaded"
    return draw.choice(["ok", "ok", "busy"])


def sorted_sectors(draw):
    return sorted(draw.sample(words.SECTORS, k=draw.choice([0, 1, 2])))


def in_order(codes):
    return [code for code in SOFT_SKILLS if code in codes]
