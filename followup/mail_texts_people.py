"""What the coordination may reword in the e-mails about a profile, Discord and help; what stays as it is."""

import functools

from django.utils.translation import gettext_lazy as _

from mentoring.mail import wordings
from mentoring.mail.wordings import Value

register = functools.partial(wordings.register, topic="person")

DATE = _("jeudi 12 mars")
DAY = Value("date", _("Date"), of="date", is_required=True)
HOUR = Value("heure", _("Heure"), of="time", is_required=True)
SHORT = Value("date_courte", _("Date courte"), of="short_date")
LINK = Value("lien", _("Lien pour rejoindre l’atelier"), of="workshop.link", is_required=True)
LASTS = Value("duree", _("Durée en minutes"), of="minutes")
WORKSHOP = {
    "short_date": _("jeu. 12 mars"),
    "date": DATE,
    "time": "18 h",
    "minutes": 45,
    "day": _("Demain"),
    "workshop": {"link": "https://meet.example/atelier"},
    "has_file": True,
}
SEE = _("Voir l’atelier")
LAW = _("Il dit ce que la loi demande, avec un lien personnel.")
WRITTEN = _("Il s’écrit au moment de l’envoi.")
FACTS = _("Il ne contient que des faits, pour l’équipe.")

register(
    "profile_review",
    _("Un profil n’a pas changé depuis six mois"),
    [
        Value("resume", _("Ce que dit le profil"), is_passage=True, is_required=True),
        Value("lien_profil", _("Lien vers le profil"), is_required=True),
    ],
    sample={
        "is_mentor": True,
        "domains": [_("Aide technique"), _("Orientation professionnelle")],
        "slots": _("lundi soir, jeudi soir"),
        "rhythm": _("deux séances par mois"),
        "capacity": 2,
        "profile_path": "/espace/profil/mentor/",
    },
    button=_("Tout est à jour"),
)
register(
    "charter_updated",
    _("Une nouvelle version de la charte est publiée"),
    [
        Value("date", _("Date de publication"), of="date"),
        Value("ce_qui_change", _("Ce qui change, si c’est écrit"), is_passage=True, is_required=True),
    ],
    sample={"date": DATE, "changes": [_("Un signalement est lu en deux jours.")]},
    button=_("Lire la charte"),
)
register(
    "help_received",
    _("Une demande d’aide pour Discord vient d’arriver"),
    [Value("reference", _("Référence de la demande"), of="request.reference")],
    sample={"request": {"reference": "AID-4H7K"}},
    button=_("Suivre ma demande"),
)
register(
    "help_planned",
    _("L’équipe fixe un rendez-vous d’aide"),
    [
        SHORT,
        Value("rendez_vous", _("Qui, quand et pour quoi"), is_passage=True, is_required=True),
        Value("comment", _("Par quel moyen, s’il est connu"), is_passage=True),
        Value("a_preparer", _("Quoi préparer, pour Discord"), is_passage=True),
    ],
    sample={
        "is_discord": True,
        "short_date": _("jeu. 12 mars"),
        "date": DATE,
        "time": "18 h",
        "helper": "Awa",
        "reach": _("par téléphone"),
    },
    button=_("Suivre ma demande"),
)
register(
    "workshop_registered",
    _("Inscription à un atelier"),
    [SHORT, DAY, HOUR, LASTS, LINK],
    sample=WORKSHOP,
    button=SEE,
)
register(
    "workshop_promoted",
    _("Une place se libère dans un atelier complet"),
    [DAY, HOUR, LASTS, LINK],
    sample=WORKSHOP,
    button=SEE,
)
register(
    "workshop_changed",
    _("Un atelier change de date ou de lien"),
    [
        SHORT,
        Value("ce_qui_change", _("La nouvelle date, ou le nouveau lien"), is_passage=True, is_required=True),
        Value(
            "suite",
            _("Le lien et le fichier d’agenda, ou la liste d’attente"),
            is_passage=True,
            is_required=True,
        ),
    ],
    sample=WORKSHOP | {"before": _("mardi 10 mars à 18 h")},
    button=SEE,
)
register(
    "workshop_opened",
    _("Un atelier ouvre, pour qui s’y intéressait"),
    [SHORT, DAY, HOUR, LASTS],
    sample=WORKSHOP,
    button=SEE,
)
register(
    "workshop_cancelled",
    _("Un atelier est annulé"),
    [DAY, HOUR, Value("fichier", _("Le fichier d’agenda, s’il y en a un"), is_passage=True)],
    sample=WORKSHOP,
    button=_("Voir les autres ateliers"),
)
register(
    "workshop_reminder",
    _("La veille d’un atelier"),
    [Value("jour", _("« Demain », ou le jour"), of="day"), DAY, HOUR, LASTS, LINK],
    sample=WORKSHOP,
    button=SEE,
)
for kind, name, trigger, fixed in (
    ("staff_daily", _("Points à traiter ce matin"), _("Les matins ouvrés, s’il y a des points"), FACTS),
    ("staff_weekly", _("La semaine du mentorat"), _("Le lundi matin"), FACTS),
    ("staff_alert", _("Un binôme à contacter"), _("Une alerte rouge s’ouvre"), FACTS),
    ("team_message", _("Un mot de l’équipe"), _("L’équipe écrit à une ou deux personnes"), WRITTEN),
    ("news", _("Nouvelles du programme"), _("L’équipe envoie une nouvelle"), WRITTEN),
    (
        "accounts_merged",
        _("Vos deux comptes n’en font plus qu’un"),
        _("L’équipe réunit les deux comptes d’une même personne"),
        _("Il dit avec quelle adresse se connecter désormais."),
    ),
    ("data_export_ready", _("Vos données sont prêtes"), _("Une copie des données est prête"), LAW),
    ("account_deletion_scheduled", _("Suppression prévue"), _("Une suppression est demandée"), LAW),
    ("account_deleted", _("Votre compte est supprimé"), _("Un compte est supprimé"), LAW),
    ("retention_warning", _("Garder votre compte ?"), _("Un compte n’a pas servi depuis 23 mois"), LAW),
):
    wordings.register(kind, trigger, titles={"": name}, fixed=fixed)
