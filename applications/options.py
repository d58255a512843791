"""The closed lists of the questionnaires. Codes never change; both sides choose from the same lists."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """The two sides. In URLs: `mentor` and `mentore`."""

    MENTOR = "mentor", _("Mentor")
    MENTEE = "mentee", _("Mentoré")


class MentorKind(models.TextChoices):
    ALUMNI = "alumni", _("Alumni de Simplon")
    LEARNER = "learner", _("En formation à Simplon, avec un pas d’avance")
    PRO = "pro", _("Dans le monde professionnel, hors Simplon")
    TUTOR = "tutor", _("J’ai encadré des stagiaires de Simplon")
    STAFF = "staff", _("Dans l’équipe Simplon")


class MenteeKind(models.TextChoices):
    TRAINING = "training", _("En formation à Simplon")
    ALUMNI = "alumni", _("Alumni de Simplon")
    SOON = "soon", _("Bientôt en formation à Simplon")


class MentoringType(models.TextChoices):
    TECHNICAL = "technical", _("Technique – technologies, outils, bonnes pratiques")
    ORIENTATION = "orientation", _("Orientation et vision – choix de carrière, parcours")


class Experience(models.TextChoices):
    NONE = "none", _("aucune pour l’instant")
    UNDER_1 = "under1", _("moins d’un an")
    FROM_1 = "1-2", _("1 à 2 ans")
    FROM_3 = "3-5", _("3 à 5 ans")
    FROM_6 = "6-10", _("6 à 10 ans")
    OVER_10 = "over10", _("plus de 10 ans")


class PriorMentoring(models.TextChoices):
    MENTOR = "mentor", _("Oui, comme mentor ou tuteur")
    OTHERWISE = "otherwise", _("Oui, autrement (collègues, bénévolat, enseignement…)")
    NO = "no", _("Non, ce serait une première")


class Style(models.TextChoices):
    """How a mentor accompanies; a mentee without a wish is `adaptable` too."""

    STRUCTURED = "structured", _("plutôt structurée (objectifs, plan, suivi)")
    FLEXIBLE = "flexible", _("plutôt souple (au fil des besoins)")
    ADAPTABLE = "adaptable", _("je m’adapte")


class WantedStyle(models.TextChoices):
    STRUCTURED = "structured", _("qui propose un cadre")
    FLEXIBLE = "flexible", _("qui s’adapte au fil de l’eau")
    ADAPTABLE = "adaptable", _("peu importe")


class Term(models.TextChoices):
    SHORT = "short", _("Court – 2 à 3 mois, un besoin précis")
    LONG = "long", _("Long – 6 mois ou plus, un parcours")
    FLEXIBLE = "flexible", _("Les deux me vont")


class Frequency(models.TextChoices):
    WEEKLY = "weekly", _("une fois par semaine")
    BIWEEKLY = "biweekly", _("toutes les deux semaines (le plus courant)")
    MONTHLY = "monthly", _("une fois par mois")
    FLEXIBLE = "flexible", _("selon les besoins, au moins une fois par mois")


class SessionLength(models.IntegerChoices):
    M30 = 30, _("30 min")
    M45 = 45, _("45 min")
    M60 = 60, _("1 h")
    M90 = 90, _("1 h 30")


class Channel(models.TextChoices):
    DISCORD = "discord", _("Discord")
    MEET = "meet", _("Google Meet")
    ZOOM = "zoom", _("Zoom")
    SLACK = "slack", _("Slack")
    PHONE = "phone", _("Téléphone")
    EMAIL = "email", _("E-mail")
    IN_PERSON = "in_person", _("En personne")


class DiscordEase(models.TextChoices):
    USE = "use", _("Je l’utilise")
    SOME = "some", _("Je connais un peu")
    NONE = "none", _("Je ne connais pas")


class DiscordHelp(models.TextChoices):
    GUIDE = "guide", _("lire un guide rapide")
    WORKSHOP = "workshop", _("suivre un atelier de 45 minutes")
    PERSON = "person", _("qu’une personne m’aide à m’installer")
    NOTHING = "nothing", _("rien, je préfère un autre outil")


class MeetInPerson(models.TextChoices):
    YES = "yes", _("oui, volontiers")
    LATER = "later", _("pourquoi pas, plus tard")
    NO = "no", _("non, à distance seulement")


class Travel(models.TextChoices):
    CITY = "city", _("ma ville")
    DEPARTMENT = "department", _("mon département")
    REGION = "region", _("ma région")


class Workload(models.TextChoices):
    OK = "ok", _("tenable")
    BUSY = "busy", _("chargé")
    OVERLOADED = "overloaded", _("très chargé")


class Language(models.TextChoices):
    FRENCH = "fr", _("français")
    ENGLISH = "en", _("anglais")
    SIGN = "lsf", _("langue des signes française")
    ARABIC = "ar", _("arabe")
    SPANISH = "es", _("espagnol")
    PORTUGUESE = "pt", _("portugais")
    OTHER = "other", _("autre")


class Sector(models.TextChoices):
    CONSULTING = "agence-et-conseil", _("agence et conseil")
    BANKING = "banque-et-assurance", _("banque et assurance")
    INDUSTRY = "industrie", _("industrie")
    ENERGY = "energie-et-transport", _("énergie et transport")
    RETAIL = "commerce-et-e-commerce", _("commerce et e-commerce")
    HEALTH = "sante-et-social", _("santé et social")
    PUBLIC = "secteur-public", _("secteur public")
    EDUCATION = "education-et-formation", _("éducation et formation")
    MEDIA = "medias-et-culture", _("médias et culture")
    NON_PROFIT = "association-et-economie-sociale", _("association et économie sociale")
    SOFTWARE = "editeur-de-logiciels", _("éditeur de logiciels")
    FREELANCE = "independant", _("indépendant (freelance)")


class JobFamily(models.TextChoices):
    DEVELOPMENT = "developpement", _("développement")
    DATA = "donnees-et-ia", _("données et IA")
    INFRA = "infrastructure-et-cloud", _("infrastructure et cloud")
    SECURITY = "cybersecurite", _("cybersécurité")
    NETWORKS = "reseaux-et-support", _("réseaux et support")
    DESIGN = "design-et-produit", _("design et produit")
    PROJECT = "gestion-de-projet", _("gestion de projet")
    INCLUSION = "inclusion-numerique", _("inclusion numérique")
    RECRUITING = "recrutement-et-conseil", _("recrutement et conseil")
    OTHER = "autre", _("autre")


class HeardFrom(models.TextChoices):
    CAMPUS = "campus", _("mon campus")
    TRAINER = "trainer", _("une formatrice ou un formateur")
    ALUMNI = "alumni", _("des alumni")
    FAIR = "fair", _("un salon")
    REUNION = "reunion", _("une réunion d’anciens")
    GRADUATION = "graduation", _("une remise de diplômes")
    COMPANY = "company", _("mon entreprise")
    SOCIAL = "social", _("un réseau social")
    OTHER = "other", _("autre")


class HoldReason(models.TextChoices):
    NO_MENTOR = "no_mentor", _("Pas encore de mentor disponible sur vos sujets")
    NO_MENTEE = "no_mentee", _("Pas encore de demande sur vos sujets")
    STARTS_LATER = "starts_later", _("Démarrage prévu plus tard")
    WORKLOAD = "workload", _("Formation en période chargée")
    NO_ANSWER = "no_answer", _("Sans réponse à notre question")
    OTHER = "other", _("Autre")


class RejectReason(models.TextChoices):
    DUPLICATE = "duplicate", _("Demande déjà enregistrée")
    OUT_OF_SCOPE = "out_of_scope", _("En dehors du périmètre du mentorat")
    AVAILABILITY = "availability", _("Disponibilités insuffisantes")
    TOO_LITTLE = "too_little", _("Trop peu d’informations malgré une relance")
    NOT_MEMBER = "not_member", _("Réservé aux apprenants et alumni de Simplon")
    COMMERCIAL = "commercial", _("Démarche commerciale ou de recrutement")
    CHARTER = "charter", _("Contraire à la charte")
    OTHER = "other", _("Autre")
