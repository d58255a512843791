"""How skills and places are said, and what a table's line tells of someone's job."""

# Skills in the middle of a sentence; the others go by their own name.
SKILLS = {
    "accessibilite": "l’accessibilité web",
    "api-rest": "les API REST",
    "ci-cd": "l’intégration continue",
    "cloud-aws": "AWS",
    "cloud-azure": "Azure",
    "deep-learning": "l’apprentissage profond",
    "html-css": "HTML et CSS",
    "java": "Java",
    "javascript": "JavaScript",
    "pandas": "pandas",
    "pentest": "les tests d’intrusion",
    "php": "PHP",
    "power-bi": "Power BI",
    "powershell": "PowerShell",
    "prototypage": "le prototypage",
    "recherche-utilisateur": "la recherche utilisateur",
    "reseau": "le réseau",
    "scikit-learn": "scikit-learn",
    "siem": "l’analyse de journaux",
    "sql": "SQL",
    "statistiques": "les statistiques",
    "support": "le support",
    "tests": "les tests automatisés",
    "typescript": "TypeScript",
    "windows-server": "Windows Server",
}
# Campus: city, postcode. Nobody lives « à distance »: those live here and there.
PLACES = {
    "montreuil": (("Montreuil", "93100"), ("Bagnolet", "93170"), ("Paris", "75020"), ("Bobigny", "93000")),
    "lille": (("Lille", "59000"), ("Roubaix", "59100"), ("Tourcoing", "59200")),
    "lyon": (("Lyon", "69003"), ("Villeurbanne", "69100"), ("Vénissieux", "69200")),
    "grenoble": (("Grenoble", "38000"), ("Échirolles", "38130")),
    "marseille": (("Marseille", "13003"), ("Aubagne", "13400"), ("Marseille", "13013")),
    "toulouse": (("Toulouse", "31000"), ("Blagnac", "31700")),
    "nantes": (("Nantes", "44000"), ("Saint-Herblain", "44800"), ("Rezé", "44400")),
    "bordeaux": (("Bordeaux", "33000"), ("Pessac", "33600")),
    "reunion": (("Saint-Denis", "97400"), ("Saint-Pierre", "97410")),
    "distance": (("Le Mans", "72000"), ("Limoges", "87000"), ("Nancy", "54000")),
}
# Formation: the family of jobs and the job people aim at.
AIMS = {
    "dwwm": ("developpement", "Développement web"),
    "cda": ("developpement", "Développement back-end"),
    "devia": ("donnees-et-ia", "Développement en intelligence artificielle"),
    "dataeng": ("donnees-et-ia", "Ingénierie des données"),
    "dataana": ("donnees-et-ia", "Analyse de données"),
    "devops": ("infrastructure-et-cloud", "DevOps"),
    "cloud": ("infrastructure-et-cloud", "Administration cloud"),
    "cyber": ("cybersecurite", "Analyse en cybersécurité"),
    "tssr": ("reseaux-et-support", "Administration systèmes et réseaux"),
    "uxui": ("design-et-produit", "Conception d’interfaces"),
    "mednum": ("inclusion-numerique", "Médiation numérique"),
}
# Mentor: family of jobs, sectors they know.
JOBS = {
    "M01": ("infrastructure-et-cloud", ["banque-et-assurance"]),
    "M02": ("infrastructure-et-cloud", ["banque-et-assurance", "sante-et-social"]),
    "M03": ("developpement", ["energie-et-transport"]),
    "M04": ("developpement", ["editeur-de-logiciels"]),
    "M05": ("donnees-et-ia", ["secteur-public"]),
    "M06": ("infrastructure-et-cloud", ["industrie", "editeur-de-logiciels"]),
    "M07": ("design-et-produit", ["agence-et-conseil"]),
    "M08": ("developpement", ["editeur-de-logiciels"]),
    "M09": ("developpement", ["medias-et-culture"]),
    "M10": ("infrastructure-et-cloud", ["energie-et-transport"]),
    "M11": ("recrutement-et-conseil", ["agence-et-conseil"]),
    "M12": ("donnees-et-ia", ["sante-et-social", "editeur-de-logiciels"]),
    "M13": ("developpement", ["independant"]),
    "M14": ("reseaux-et-support", ["secteur-public"]),
    "M15": ("recrutement-et-conseil", ["education-et-formation"]),
    "M16": ("cybersecurite", ["banque-et-assurance"]),
    "M17": ("developpement", ["banque-et-assurance"]),
    "M18": ("developpement", []),
    "M19": ("gestion-de-projet", ["industrie"]),
    "M20": ("developpement", ["agence-et-conseil", "commerce-et-e-commerce"]),
    "M21": ("donnees-et-ia", ["energie-et-transport"]),
    "M22": ("infrastructure-et-cloud", ["editeur-de-logiciels"]),
    "M23": ("design-et-produit", ["secteur-public", "independant"]),
    "M24": ("donnees-et-ia", ["energie-et-transport"]),
    "M25": ("inclusion-numerique", ["secteur-public"]),
    "M26": ("reseaux-et-support", ["industrie"]),
    "M27": ("design-et-produit", ["secteur-public"]),
    "M28": ("infrastructure-et-cloud", []),
    "M29": ("gestion-de-projet", ["agence-et-conseil", "independant"]),
    "M30": ("cybersecurite", ["agence-et-conseil"]),
    "M31": ("gestion-de-projet", ["secteur-public"]),
    "M32": ("developpement", ["agence-et-conseil"]),
    "M33": ("donnees-et-ia", ["energie-et-transport"]),
    "M34": ("developpement", ["editeur-de-logiciels"]),
    "M35": ("developpement", ["commerce-et-e-commerce"]),
    "M36": ("infrastructure-et-cloud", ["commerce-et-e-commerce"]),
    "M37": ("developpement", ["agence-et-conseil"]),
    "M38": ("autre", ["editeur-de-logiciels"]),
    "M39": ("developpement", ["industrie"]),
    "M40": ("donnees-et-ia", ["editeur-de-logiciels"]),
}
SECTORS = (
    "sante-et-social",
    "association-et-economie-sociale",
    "editeur-de-logiciels",
    "secteur-public",
    "medias-et-culture",
    "energie-et-transport",
)
# The two people of the tables who bear the first name of a login already taken.
ELSEWHERE = {"E17": "awa.cisse"}


def skill(code):
    return SKILLS.get(code, code.capitalize())


def skills(row):
    """« Docker et Kubernetes », the first two a line names."""
    return " et ".join(skill(code) for code, _level, _first in row.skills[:2])


def first_skill(row):
    """The skill a person puts first."""
    ordered = sorted(row.skills, key=lambda entry: not entry[2])
    return skill(ordered[0][0]) if ordered else ""
