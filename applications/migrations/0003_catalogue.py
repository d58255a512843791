from django.db import migrations

CAMPUSES = [
    ("montreuil", "Montreuil", "Île-de-France", "Europe/Paris"),
    ("lille", "Lille", "Hauts-de-France", "Europe/Paris"),
    ("lyon", "Lyon", "Auvergne-Rhône-Alpes", "Europe/Paris"),
    ("grenoble", "Grenoble", "Auvergne-Rhône-Alpes", "Europe/Paris"),
    ("marseille", "Marseille", "Provence-Alpes-Côte d’Azur", "Europe/Paris"),
    ("toulouse", "Toulouse", "Occitanie", "Europe/Paris"),
    ("nantes", "Nantes", "Pays de la Loire", "Europe/Paris"),
    ("bordeaux", "Bordeaux", "Nouvelle-Aquitaine", "Europe/Paris"),
    ("reunion", "La Réunion", "La Réunion", "Indian/Reunion"),
    ("distance", "À distance", "", "Europe/Paris"),
]
FORMATIONS = [
    ("dwwm", "Développeur web et web mobile", "dev"),
    ("cda", "Concepteur développeur d’applications", "dev"),
    ("devia", "Développeur en intelligence artificielle", "data"),
    ("dataeng", "Data engineer", "data"),
    ("dataana", "Data analyst", "data"),
    ("devops", "Administrateur système DevOps", "infra"),
    ("cloud", "Administrateur cloud", "infra"),
    ("cyber", "Analyste cybersécurité", "infra"),
    ("tssr", "Technicien supérieur systèmes et réseaux", "infra"),
    ("uxui", "Designer UX/UI", "design"),
    ("mednum", "Conseiller en médiation numérique", "inclusion"),
    ("autre", "Autre", ""),
]
DOMAINS = [
    ("technical", "Aide technique", "langages, technologies, outils"),
    ("career", "Orientation professionnelle", "choix de formation et de carrière"),
    ("job_vision", "Vision métier", "comprendre un métier sur le terrain"),
    ("training", "Expérience de formation", "comment d’autres ont vécu la formation"),
    ("network", "Développement du réseau", "rencontrer les bonnes personnes"),
    ("workplace", "Préparation au monde professionnel", "travail en équipe, codes de l’entreprise"),
]
# category: (code, label, synonyms)
SKILLS = {
    "Web": [
        ("html-css", "HTML et CSS", ["html", "css", "sass"]),
        ("javascript", "JavaScript", ["js", "ecmascript"]),
        ("typescript", "TypeScript", ["ts"]),
        ("react", "React", ["reactjs", "next.js"]),
        ("vue", "Vue", ["vuejs", "nuxt"]),
        ("angular", "Angular", []),
        ("php", "PHP", []),
        ("symfony", "Symfony", []),
        ("wordpress", "WordPress", ["wp"]),
        ("accessibilite", "Accessibilité web", ["a11y", "rgaa", "wcag"]),
    ],
    "Back-end": [
        ("python", "Python", ["py"]),
        ("django", "Django", []),
        ("java", "Java", []),
        ("spring", "Spring", ["spring boot"]),
        ("c-net", "C# / .NET", ["csharp", "dotnet", ".net"]),
        ("node-js", "Node.js", ["node", "express"]),
        ("api-rest", "API REST", ["rest", "api"]),
    ],
    "Données": [
        ("sql", "SQL", ["postgres", "postgresql", "mysql"]),
        ("pandas", "pandas", []),
        ("statistiques", "Statistiques", ["stats"]),
        ("power-bi", "Power BI", ["powerbi"]),
        ("scikit-learn", "scikit-learn", ["sklearn", "machine learning"]),
        ("deep-learning", "Deep learning", ["pytorch", "tensorflow"]),
        ("spark", "Spark", ["pyspark"]),
        ("airflow", "Airflow", []),
    ],
    "Infra": [
        ("linux", "Linux", ["unix", "debian", "bash"]),
        ("windows-server", "Windows Server", ["active directory"]),
        ("reseau", "Réseau", ["tcp/ip", "cisco"]),
        ("docker", "Docker", ["conteneurs"]),
        ("kubernetes", "Kubernetes", ["k8s"]),
        ("ci-cd", "CI/CD", ["gitlab ci", "github actions", "jenkins"]),
        ("ansible", "Ansible", []),
        ("terraform", "Terraform", []),
        ("cloud-aws", "AWS", ["amazon web services"]),
        ("cloud-azure", "Azure", ["microsoft azure"]),
        ("powershell", "PowerShell", []),
        ("support", "Support", ["helpdesk", "dépannage"]),
    ],
    "Sécurité": [
        ("siem", "SIEM", ["splunk", "soc"]),
        ("pentest", "Tests d’intrusion", ["pentest", "hacking"]),
        ("durcissement", "Durcissement", ["hardening"]),
    ],
    "Méthodes": [
        ("git", "Git", ["github", "gitlab"]),
        ("tests", "Tests automatisés", ["tests unitaires", "pytest", "jest", "tdd"]),
        ("architecture-logicielle", "Architecture logicielle", ["design patterns"]),
        ("agilite", "Agilité", ["scrum", "kanban"]),
        ("revue-de-code", "Revue de code", ["code review"]),
    ],
    "Design": [
        ("figma", "Figma", []),
        ("prototypage", "Prototypage", ["maquettes", "wireframe"]),
        ("recherche-utilisateur", "Recherche utilisateur", ["ux research", "tests utilisateurs"]),
    ],
    "Médiation": [
        ("mediation-numerique", "Médiation numérique", []),
        ("animation-d-atelier", "Animation d’atelier", []),
        ("bureautique", "Bureautique", ["excel", "word"]),
    ],
}
SOFT_SKILLS = [
    ("communication-orale", "Communication orale"),
    ("communication-ecrite", "Communication écrite"),
    ("prise-de-parole", "Prise de parole"),
    ("organisation-et-gestion-du-temps", "Organisation et gestion du temps"),
    ("travail-en-equipe", "Travail en équipe"),
    ("confiance-en-soi", "Confiance en soi"),
    ("gestion-du-stress", "Gestion du stress"),
    ("apprendre-a-apprendre", "Apprendre à apprendre"),
    ("esprit-critique", "Esprit critique"),
    ("adaptabilite", "Adaptabilité"),
    ("donner-et-recevoir-un-retour", "Donner et recevoir un retour"),
    ("leadership", "Leadership"),
    ("negociation-et-entretien", "Négociation et entretien"),
]


def fill(apps, schema_editor):
    campus, formation, domain, skill, soft_skill = (
        apps.get_model("applications", name) for name in ("Campus", "Formation", "Domain", "Skill", "SoftSkill")
    )
    for position, (code, label, region, zone) in enumerate(CAMPUSES):
        campus.objects.create(code=code, label=label, region=region, timezone=zone, position=position)
    for position, (code, label, family) in enumerate(FORMATIONS):
        formation.objects.create(code=code, label=label, family=family, position=position)
    for position, (code, label, hint) in enumerate(DOMAINS):
        domain.objects.create(code=code, label=label, hint=hint, position=position)
    position = 0
    for category, rows in SKILLS.items():
        for code, label, synonyms in rows:
            skill.objects.create(
                code=code, label=label, category=category, synonyms=synonyms, position=position
            )
            position += 1
    for position, (code, label) in enumerate(SOFT_SKILLS):
        soft_skill.objects.create(code=code, label=label, position=position)


class Migration(migrations.Migration):
    dependencies = [("applications", "0002_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
