"""What people answer and how often: shares of formations, skills, domains, habits.

Invented, and skewed as such lists are: a few favourites and a long tail.
"""

from .chance import Shares, ranked

# An application's state. Seven in ten are approved; what waits for the team is a small part.
STATES = Shares(
    {
        "approved": 70,
        "withdrawn": 8,
        "draft": 6,
        "submitted": 5,
        "rejected": 5,
        "on_hold": 4,
        "info_requested": 2,
    }
)
CAMPUSES = Shares(
    {
        "montreuil": 26,
        "lille": 15,
        "lyon": 13,
        "marseille": 11,
        "toulouse": 9,
        "distance": 8,
        "nantes": 6,
        "bordeaux": 5,
        "reunion": 4,
        "grenoble": 3,
    }
)
FORMATIONS = Shares(
    {
        "dwwm": 34,
        "cda": 14,
        "dataana": 11,
        "tssr": 9,
        "devops": 7,
        "cyber": 7,
        "devia": 5,
        "mednum": 4,
        "dataeng": 3,
        "uxui": 3,
        "cloud": 2,
        "autre": 1,
    }
)
SKILLS_OF = {
    formation: ranked(codes.split())
    for formation, codes in {
        "dwwm": "javascript html-css sql php react git symfony node-js api-rest tests typescript wordpress "
        "vue accessibilite angular",
        "cda": "java sql spring api-rest javascript tests angular docker git c-net architecture-logicielle "
        "typescript ci-cd react revue-de-code",
        "dataana": "sql power-bi python pandas statistiques bureautique git airflow",
        "tssr": "reseau windows-server linux support powershell cloud-azure bureautique durcissement",
        "devops": "docker linux ci-cd kubernetes ansible terraform git cloud-aws python reseau",
        "cyber": "reseau linux siem pentest durcissement python windows-server powershell",
        "devia": "python scikit-learn pandas deep-learning sql statistiques docker git api-rest django",
        "mednum": "mediation-numerique animation-d-atelier bureautique support accessibilite wordpress",
        "dataeng": "sql python spark airflow docker cloud-azure pandas ci-cd cloud-aws",
        "uxui": "figma prototypage recherche-utilisateur accessibilite html-css javascript agilite",
        "cloud": "cloud-azure cloud-aws terraform linux docker kubernetes reseau powershell",
        "autre": "agilite bureautique git revue-de-code tests",
    }.items()
}
SOFT_SKILLS = ranked(
    (
        "confiance-en-soi",
        "organisation-et-gestion-du-temps",
        "communication-orale",
        "prise-de-parole",
        "negociation-et-entretien",
        "gestion-du-stress",
        "apprendre-a-apprendre",
        "travail-en-equipe",
        "communication-ecrite",
        "donner-et-recevoir-un-retour",
        "adaptabilite",
        "esprit-critique",
        "leadership",
    )
)
DOMAINS = Shares(
    {"technical": 36, "career": 20, "workplace": 16, "job_vision": 12, "network": 9, "training": 7}
)
MENTOR_TYPES = Shares({("technical",): 35, ("technical", "orientation"): 45, ("orientation",): 20})
MENTEE_TYPES = Shares({("technical",): 42, ("technical", "orientation"): 33, ("orientation",): 25})
MENTOR_KINDS = Shares({"alumni": 40, "pro": 34, "tutor": 12, "learner": 9, "staff": 5})
MENTEE_KINDS = Shares({"training": 60, "alumni": 28, "soon": 12})
STYLES = Shares({"adaptable": 50, "structured": 28, "flexible": 22})
TERMS = Shares({"long": 42, "short": 30, "flexible": 28})
FREQUENCIES = Shares({"biweekly": 55, "monthly": 18, "weekly": 15, "flexible": 12})
MINUTES = Shares({60: 55, 45: 20, 30: 15, 90: 10})
CAPACITIES = Shares({1: 55, 2: 33, 3: 12})
WORKLOADS = Shares({"ok": 60, "busy": 32, "overloaded": 8})
# Bit of the week (4 × day + band): evenings and midday on working days, Saturday morning, little on Sunday.
BANDS = {"weekday": (2, 10, 4, 30), "saturday": (12, 5, 8, 3), "sunday": (3, 1, 3, 4)}
SLOTS = Shares(
    {
        4 * day + band: weight
        for day, name in enumerate(["weekday"] * 5 + ["saturday", "sunday"])
        for band, weight in enumerate(BANDS[name])
    }
)
# Each by itself: people tick several.
CHANNELS = {
    "discord": 0.66,
    "meet": 0.64,
    "zoom": 0.28,
    "slack": 0.12,
    "phone": 0.45,
    "email": 0.33,
    "in_person": 0.2,
}
LANGUAGES = {"en": 0.34, "lsf": 0.01, "ar": 0.12, "es": 0.08, "pt": 0.05, "other": 0.02}
OTHER_LANGUAGES = ranked(("italien", "créole réunionnais", "wolof", "turc", "tamoul", "roumain"))
EXPERIENCES = {
    "alumni": Shares({"under1": 12, "1-2": 30, "3-5": 38, "6-10": 16, "over10": 4}),
    "learner": Shares({"under1": 70, "1-2": 25, "3-5": 5}),
    "pro": Shares({"1-2": 8, "3-5": 24, "6-10": 34, "over10": 34}),
    "tutor": Shares({"3-5": 15, "6-10": 35, "over10": 50}),
    "staff": Shares({"1-2": 10, "3-5": 35, "6-10": 35, "over10": 20}),
    "mentee": Shares({"none": 60, "under1": 22, "1-2": 10, "3-5": 5, "6-10": 2, "over10": 1}),
}
SECTORS = ranked(
    (
        "editeur-de-logiciels",
        "agence-et-conseil",
        "banque-et-assurance",
        "secteur-public",
        "sante-et-social",
        "commerce-et-e-commerce",
        "association-et-economie-sociale",
        "industrie",
        "education-et-formation",
        "energie-et-transport",
        "medias-et-culture",
        "independant",
    )
)
HEARD = ranked(("campus", "trainer", "alumni", "social", "company", "reunion", "graduation", "fair", "other"))
MEETING = Shares({"yes": 35, "later": 35, "no": 30})
TRAVEL = Shares({"city": 45, "department": 35, "region": 20})
HOLD_REASONS = {
    "mentor": Shares({"no_mentee": 60, "starts_later": 20, "no_answer": 12, "other": 8}),
    "mentee": Shares({"no_mentor": 45, "workload": 25, "starts_later": 15, "no_answer": 12, "other": 3}),
}
REJECT_REASONS = {
    "mentor": Shares({"availability": 45, "commercial": 25, "too_little": 20, "charter": 5, "other": 5}),
    "mentee": Shares(
        {"not_member": 45, "out_of_scope": 20, "too_little": 20, "duplicate": 10, "availability": 5}
    ),
}
