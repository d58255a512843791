"""What mentors alone answer: their path, their wish to pass on, their offer."""

from applications.options import MentorKind, PriorMentoring
from followup.demo import words
from followup.demo.rows import ORDER
from followup.demo.texts import giving

from . import names, tastes
from .chance import Shares, unless_blank
from .skills import of_formation, sectors, soft_skills

SIMPLON = (MentorKind.ALUMNI, MentorKind.LEARNER)
SUPERVISORS = (MentorKind.TUTOR, MentorKind.STAFF)
# A mentor's trade, when it is not the one their specialty leads to.
OTHER_TRADES = Shares(
    {
        ("", ""): 80,
        ("gestion-de-projet", "Gestion de projet numérique"): 10,
        ("recrutement-et-conseil", "Recrutement dans le numérique"): 6,
        ("autre", "Relation avec les clients"): 4,
    }
)
RANKS = Shares({"": 62, ", avec une équipe": 14, ", à mon compte": 12, ", débuts dans le métier": 12})
EMPLOYERS = Shares(
    {
        "Kerlis Assurances": 6,
        "Nordscope": 5,
        "Mutuelle Sérane": 5,
        "Helioprod": 4,
        "Tramalia": 4,
        "Banque Aldine": 4,
        "Loire Mobilités": 3,
        "Océane Systèmes": 3,
        "Ville de Roubaix": 2,
        "Argoat Logiciels": 2,
        "Service public numérique": 2,
        "Textiles Deûle": 1,
    }
)
DIPLOMAS = ("Autodidacte", "École d’ingénieurs", "BTS", "Master", "Licence professionnelle")
PRIOR = Shares(
    {PriorMentoring.MENTOR.value: 25, PriorMentoring.OTHERWISE.value: 35, PriorMentoring.NO.value: 40}
)
NUMBERS = Shares({1: 20, 2: 35, 3: 28, 4: 12, 5: 5})


def mentor_steps(person, draw):
    kind = tastes.MENTOR_KINDS.one(draw)
    types = list(tastes.MENTOR_TYPES.one(draw))
    prior = PRIOR.one(draw)
    term = tastes.TERMS.one(draw)
    chosen = of_formation(draw, person.formation, draw.randrange(3, 9)) if "technical" in types else []
    return {
        "parcours": parcours(person, draw, kind),
        "motivation": {
            "why_mentor": told(draw, giving.WHY_OF.get(kind), giving.WHY),
            "prior_mentoring": prior,
            "prior_mentoring_text": ""
            if prior == PriorMentoring.NO
            else unless_blank(draw, 0.25, draw.choice(giving.PRIOR)),
            "presentation": " ".join(
                (draw.choice(giving.HELLO_OF.get(kind, giving.HELLO)), draw.choice(giving.HELLO_MORE))
            ),
        },
        "offre": {
            "mentoring_types": types,
            "domains": domains(draw, types),
            "topics": topics(draw, chosen),
            "skills": [{"skill": code, "level": draw.choice((1, 2, 2, 3, 3))} for code in chosen],
            "skills_other": "",
            "soft_skills": unless_blank(draw, 0.15, soft_skills(draw, draw.randrange(1, 6)), blank=[]),
            "style": tastes.STYLES.one(draw),
            "term": term,
            "term_why": draw.choice(giving.TERM_WHY[term]),
        },
    }


def told(draw, own, general):
    """Two texts: where there is a bank for who writes, the first is from it."""
    if own:
        return f"{draw.choice(own)} {draw.choice(general)}"
    return " ".join(draw.sample(general, 2))


def parcours(person, draw, kind):
    is_simplon = kind in SIMPLON
    family, job = OTHER_TRADES.one(draw)
    if not family:
        family, job = words.AIMS.get(person.formation, ("autre", "Accompagnement au numérique"))
        job += RANKS.one(draw)
    if kind == MentorKind.LEARNER and draw.random() < 0.5:
        family = job = ""
    supervises = draw.random() < 0.6 if kind in SUPERVISORS else None
    years_ago = -draw.randrange(0, 2) if kind == MentorKind.LEARNER else int(draw.expovariate(0.4))
    return {
        "mentor_kind": kind,
        "formation": person.formation if is_simplon else "",
        "campus": person.campus if is_simplon else "",
        "cohort_year": max(person.sent_on.year - years_ago, 2013) if is_simplon else None,
        "diploma": "" if is_simplon else unless_blank(draw, 0.2, draw.choice(DIPLOMAS)),
        "job_family": family,
        "job_title": job,
        "employer": unless_blank(draw, 0.2, EMPLOYERS.one(draw)) if job else "",
        "years_experience": tastes.EXPERIENCES[kind].one(draw),
        "sectors": unless_blank(draw, 0.15, sectors(draw, draw.randrange(1, 4)), blank=[]),
        "supervises": supervises,
        "supervised": supervised(person, draw) if supervises else [],
        "profile_url": unless_blank(draw, 0.22, names.page(person.first_name, person.last_name)),
    }


def supervised(person, draw):
    """One or two promotions of the campus, that end this year or the next."""
    return [
        {"formation": code, "campus": person.campus, "year": person.sent_on.year + draw.randrange(2)}
        for code in tastes.FORMATIONS.some(draw, draw.randrange(1, 3))
    ]


def domains(draw, types):
    """Of what they offer help with; technical help goes with its domain."""
    chosen = set(tastes.DOMAINS.some(draw, NUMBERS.one(draw)))
    chosen = chosen | {"technical"} if "technical" in types else chosen - {"technical"}
    return [code for code in ORDER if code in (chosen or {"career"})]


def topics(draw, chosen):
    if not chosen:
        return " ".join(draw.sample(giving.TOPICS_OTHER, 2))
    return draw.choice(giving.TOPICS_TECHNICAL).format(skills=" et ".join(map(words.skill, chosen[:2])))
