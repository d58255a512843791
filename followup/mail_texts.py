"""What the coordination may reword in the e-mails of a pair, with a sample of each."""

import functools

from django.utils.translation import gettext_lazy as _

from mentoring.mail import wordings
from mentoring.mail.wordings import Value

register = functools.partial(wordings.register, topic="pair")

OTHER = Value("prenom", _("Prénom de l’autre personne"), of="other")
WHEN = _("jeudi 12 mars à 18 h")
DATE = _("jeudi 12 mars")
DATES = [WHEN, _("lundi 16 mars à 18 h")]
SHORT = Value("date_courte", _("Date courte"), of="short_date")
HOUR = Value("heure", _("Heure"), of="time")
PLACE = Value("lieu", _("Lieu ou lien, s’il y en a un"), is_passage=True)
GOALS = [{"title": _("Réussir un entretien technique")}, {"title": _("Terminer mon portfolio")}]
MEETING = {"minutes": 45, "where": "https://meet.example/binome"}
PAIR_PAGE = _("Ouvrir la page du binôme")
PLANNING = _("Planifier une séance")
SESSION = {
    "other": "Nadia",
    "short_date": _("jeu. 12 mars"),
    "time": "18 h",
    "when": WHEN,
    "channel": "Discord",
    "means": _("sur Discord"),
    "mentoring_session": MEETING,
    "is_own_date": False,
}

register(
    "pair_started",
    _("Les deux personnes ont dit oui"),
    [
        OTHER,
        Value("canal", _("Canal choisi"), of="means"),
        Value("creneau", _("Prochain créneau commun, s’il y en a un"), is_passage=True),
        Value("aide_discord", _("Aide pour Discord, s’il est nouveau"), is_passage=True),
    ],
    sample={"other": "Nadia", "means": _("sur Discord"), "dates": DATES, "is_discord_new": True},
    button=PAIR_PAGE,
)
SLOTS = Value("creneaux", _("Créneaux communs, s’il y en a"), is_passage=True)
register(
    "first_session_nudge",
    _("Cinq jours après la formation, aucune séance n’est prévue"),
    [OTHER, SLOTS],
    sample={"other": "Nadia", "dates": DATES},
    button=PLANNING,
)
register(
    "next_session_nudge",
    _("La dernière séance date un peu, et aucune n’est prévue"),
    [OTHER, SLOTS],
    sample={"other": "Nadia", "dates": DATES},
    button=PLANNING,
)
register(
    "session_planned",
    _("Une séance, ou plusieurs, viennent d’être planifiées"),
    [
        SHORT,
        HOUR,
        Value("dates", _("Avec qui et quand"), is_passage=True, is_required=True),
        Value("duree", _("Durée en minutes"), of="mentoring_session.minutes"),
        Value("canal", _("Canal"), of="channel"),
        PLACE,
        Value("ordre_du_jour", _("Ordre du jour, s’il est écrit"), is_passage=True),
        Value("suite", _("Le fichier d’agenda, et quoi faire si la date ne va pas"), is_passage=True),
    ],
    sample=SESSION | {"dates": DATES[:1], "agenda": _("Relire mon CV.")},
    button=_("Voir la séance"),
)
register(
    "session_moved",
    _("Une séance change de date"),
    [
        OTHER,
        SHORT,
        Value("ancienne_date", _("Ancienne date"), of="before"),
        Value("nouvelle_date", _("Nouvelle date"), of="when", is_required=True),
        Value("canal", _("Canal"), of="channel"),
        PLACE,
        Value("suite", _("Quoi faire si la date ne va pas"), is_passage=True),
    ],
    sample=SESSION | {"before": _("mardi 10 mars à 18 h")},
    button=_("Voir la séance"),
)
register(
    "session_cancelled",
    _("Une séance est annulée"),
    [
        SHORT,
        Value("annulation", _("Qui annule quelle séance"), is_passage=True, is_required=True),
        Value("mot", _("Mot de l’autre personne, s’il y en a un"), is_passage=True),
        Value("suite", _("Proposer une autre date, si le binôme continue"), is_passage=True),
    ],
    sample=SESSION | {"is_own": False, "by_name": "Nadia", "word": _("Un imprévu."), "is_over": False},
    button=PLANNING,
)
register(
    "session_reminder",
    _("La veille d’une séance"),
    [
        Value("jour", _("« Demain », ou le jour"), of="day"),
        HOUR,
        OTHER,
        Value("date", _("Date et heure"), of="when", is_required=True),
        Value("canal", _("Canal"), of="means"),
        PLACE,
        Value("objectifs", _("Objectifs en cours, s’il y en a"), is_passage=True),
    ],
    sample=SESSION | {"day": _("Demain"), "goals": GOALS},
    button=_("Voir la séance"),
)
register(
    "session_feedback",
    _("Deux heures après une séance, puis trois jours après"),
    [Value("date", _("Date de la séance"), of="date")],
    sample={"date": DATE},
    button=_("Utile"),
)
register(
    "checkin_due",
    _("À 14 jours, à 45 jours, puis tous les 60 jours"),
    [OTHER],
    sample={"other": "Nadia"},
    button=_("Faire le point"),
)
UNTIL = Value("date", _("Date de reprise"), of="date")
register(
    "pair_paused",
    _("L’autre personne, ou l’équipe, met le binôme en pause"),
    [
        OTHER,
        UNTIL,
        Value("mot", _("Mot de l’autre personne, s’il y en a un"), is_passage=True),
        Value("seances_gardees", _("Séances gardées, s’il y en a"), is_passage=True),
    ],
    sample={"other": "Nadia", "date": DATE, "word": _("Je déménage."), "kept": DATES[:1]},
    button=PAIR_PAGE,
)
register(
    "pair_resuming",
    _("Deux jours avant la fin d’une pause"),
    [OTHER, UNTIL],
    sample={"other": "Nadia", "date": DATE},
    button=PAIR_PAGE,
)
register("pair_resumed", _("La pause est terminée"), [OTHER], sample={"other": "Nadia"}, button=PLANNING)
END = Value("date", _("Date de fin"), of="date")
register(
    "pair_extension_asked",
    _("L’autre personne aimerait continuer"),
    [Value("prenom", _("Prénom de l’autre personne")), Value("mois", _("Mois de plus"), of="months"), END],
    sample={"other": "Nadia", "months": 3, "date": DATE},
    button=_("Répondre"),
)
register(
    "pair_extended",
    _("Les deux personnes continuent"),
    [OTHER, END],
    sample={"other": "Nadia", "date": DATE},
    button=PAIR_PAGE,
)
register(
    "end_approaching",
    _("Trois semaines avant la fin prévue"),
    [OTHER, END, Value("objectifs", _("Objectifs encore ouverts, s’il y en a"), is_passage=True)],
    sample={"other": "Nadia", "date": DATE, "goals": GOALS},
    button=_("Continuer ou terminer"),
)
register(
    "pair_ending",
    _("Le binôme se termine"),
    [
        OTHER,
        Value("fin", _("Comment il se termine, sans dire qui l’a voulu"), is_passage=True, is_required=True),
        Value("mot", _("Mot de l’équipe à cette personne, s’il y en a un"), is_passage=True),
        Value("suite", _("Ce que le bilan demande, selon le rôle"), is_passage=True),
    ],
    sample={"other": "Nadia", "reason": "goals", "word": _("Merci pour tout."), "is_mentor": True},
    button=_("Faire mon bilan"),
)
register(
    "closing_review_due",
    _("Le bilan manque, à la fin puis cinq jours après"),
    [OTHER],
    sample={"other": "Nadia"},
    button=_("Faire mon bilan"),
)
register(
    "pair_completed",
    _("Le binôme est terminé, bilans faits ou délai passé"),
    [
        OTHER,
        Value("fin", _("Comment il s’est terminé"), is_passage=True, is_required=True),
        Value("bilan", _("Séances, heures, objectifs atteints"), is_passage=True),
        Value("attestation", _("L’attestation, si elle est prête"), is_passage=True),
        Value("et_apres", _("La suite, selon la fin"), is_passage=True, side="mentee"),
    ],
    is_sided=True,
    sample={
        "other": "Nadia",
        "is_accomplished": True,
        "sessions": 8,
        "hours": 6,
        "goals": 2,
        "is_certified": True,
    },
    button=_("Voir mon attestation"),
)
