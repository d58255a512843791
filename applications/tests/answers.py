"""Complete answers of both sides, as a person would send them."""

import copy

from applications.options import Kind
from applications.questionnaire import week

EVENINGS = sum(1 << bit for bit in (3, 9, 15))  # Monday evening, Wednesday midday, Thursday evening

SHARED = {
    "vous": {
        "first_name": "Nadia",
        "last_name": "Benali",
        "phone": "+33612345678",
        "languages": ["fr", "en"],
        "languages_other": "",
        "timezone": "Europe/Paris",
    },
    "disponibilites": {
        "slots": EVENINGS,
        "frequency": "biweekly",
        "session_length": 60,
        "available_from": None,
    },
    "echanges": {
        "channels": ["discord", "meet"],
        "preferred_channel": "meet",
        "discord_ease": "some",
        "discord_help": ["guide"],
        "discord_name": "",
        "meet_in_person": "later",
        "postcode": "69003",
        "city": "Lyon",
        "country": "",
        "travel": "department",
    },
    "engagement": {
        "charter_version": "1",
        "charter_ok": True,
        "commit_availability": True,
        "commit_empathy": True,
        "commit_seriousness": True,
        "adult_ok": True,
        "data_ok": True,
        "newsletter_ok": False,
        "heard_from": "alumni",
    },
}
MENTOR = {
    **SHARED,
    "parcours": {
        "mentor_kind": "alumni",
        "formation": "devops",
        "campus": "marseille",
        "cohort_year": 2021,
        "diploma": "",
        "job_family": "infrastructure-et-cloud",
        "job_title": "Ingénieure plateforme",
        "employer": "Kerlis Assurances",
        "years_experience": "3-5",
        "sectors": ["banque-et-assurance"],
        "supervises": None,
        "supervised": [],
        "profile_url": "https://exemple.org/nadia",
    },
    "motivation": {
        "why_mentor": "J’ai été accompagnée quand je débutais, et cela a tout changé pour moi. À mon tour.",
        "prior_mentoring": "otherwise",
        "prior_mentoring_text": "Deux stagiaires dans mon équipe.",
        "presentation": "J’ai changé de métier à trente ans et je sais ce que coûte le premier pas.",
    },
    "offre": {
        "mentoring_types": ["technical", "orientation"],
        "domains": ["technical", "job_vision"],
        "topics": "Lire du code existant, préparer un entretien, oser poser des questions.",
        "skills": [{"skill": "docker", "level": 3}, {"skill": "python", "level": 2}],
        "skills_other": "",
        "soft_skills": ["prise-de-parole"],
        "style": "structured",
        "term": "long",
        "term_why": "Il faut du temps pour se faire confiance.",
    },
    "disponibilites": {**SHARED["disponibilites"], "capacity": 2},
}
MENTEE = {
    **SHARED,
    "parcours": {
        "mentee_kind": "training",
        "formation": "dwwm",
        "campus": "montreuil",
        "training_start": "2026-09",
        "training_end": "2027-06",
        "cohort_label": "DWWM Montreuil 4",
        "before": "Cinq ans dans la restauration.",
        "years_experience": "none",
        "target_family": "developpement",
        "target_job": "Développeur back-end",
        "target_job_unknown": False,
        "sectors": [],
        "workload": "busy",
    },
    "objectifs": {
        "why_mentee": "Je bloque sur les tests et personne autour de moi ne travaille dans ce métier-là.",
        "mentoring_types": ["technical"],
        "domains_ranked": ["career", "technical"],
        "goals_text": "Savoir écrire des tests sans y passer la nuit.",
        "challenges": "Je n’ose pas demander de l’aide quand je suis bloqué.",
        "term": "flexible",
        "term_why": "",
    },
    "competences": {
        "skills_wanted": [
            {"skill": "docker", "level": 0, "priority": True},
            {"skill": "tests", "level": 1, "priority": False},
        ],
        "soft_skills": ["prise-de-parole", "confiance-en-soi"],
        "style": "adaptable",
        "expectations": "Quelqu’un qui a changé de voie.",
        "avoid": "",
    },
}


def answers_of(kind):
    return copy.deepcopy(MENTOR if kind == Kind.MENTOR else MENTEE)


assert week.listed(EVENINGS) == "lundi soir, mercredi midi, jeudi soir"
