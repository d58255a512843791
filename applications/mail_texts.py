"""What the coordination may reword in this floor's e-mails, with a sample of each."""

import datetime
import functools

from django.utils.translation import gettext_lazy as _

from mentoring.mail import wordings
from mentoring.mail.wordings import Value

register = functools.partial(wordings.register, topic="application")

DAY = datetime.date(2026, 3, 17)
REFERENCE = Value("reference", _("Référence de la demande"), of="reference")
QUESTION = Value("question", _("La question de l’équipe, citée"), is_passage=True, is_required=True)
DUE = Value("date_limite", _("Date limite de réponse"))
ASKED = _("Quels soirs de la semaine êtes-vous libre ?")

register(
    "application_received",
    _("Une demande vient d’être envoyée"),
    [REFERENCE, Value("date_reponse", _("Date de réponse promise"), of="due_on")],
    is_sided=True,
    sample={"reference": "DEM-7K2MQ4", "due_on": _("lundi 16 mars")},
    button=_("Suivre ma demande"),
)
register(
    "application_withdrawn",
    _("La personne a retiré sa demande"),
    [REFERENCE],
    is_sided=True,
    sample={"reference": "DEM-7K2MQ4"},
    button=_("Faire une nouvelle demande"),
)
register(
    "draft_saved",
    _("« Reprendre plus tard » a été demandé"),
    [
        Value("etapes_terminees", _("Étapes terminées, et la suivante"), is_passage=True),
        Value("adresse", _("Adresse de connexion")),
    ],
    is_sided=True,
    sample={"done": 3, "total": 7, "next_title": _("Vos disponibilités")},
    button=_("Reprendre ma demande"),
)
register(
    "draft_reminder",
    _("Un brouillon n’a pas bougé depuis 3 jours, puis depuis 14 jours"),
    [
        Value("etape", _("Prochaine étape et temps qu’il reste"), is_passage=True),
        Value("date_suppression", _("Date de suppression du brouillon"), of="purge_on"),
        Value("lien_supprimer", _("Lien pour supprimer le brouillon"), is_required=True),
    ],
    is_sided=True,
    sample={
        "next_title": _("Vos disponibilités"),
        "minutes": 6,
        "purge_on": _("5 mai"),
        "discard_path": "/candidature/mentore/supprimer/",
    },
    button=_("Reprendre ma demande"),
)
register(
    "application_info_requested",
    _("L’équipe demande une précision"),
    [QUESTION, DUE],
    is_sided=True,
    sample={"question": ASKED, "due_on": DAY},
    button=_("Répondre"),
)
register(
    "application_info_reminder",
    _("La précision n’est pas arrivée, trois jours avant la date limite"),
    [QUESTION, DUE],
    sample={"question": ASKED, "due_on": DAY},
    button=_("Répondre"),
)
register(
    "application_on_hold",
    _("L’équipe met une demande en attente"),
    [
        Value("message", _("Message de l’équipe, ou celui du motif"), is_passage=True, is_required=True),
        Value("date_de_relecture", _("Date de relecture, s’il y en a une"), is_passage=True),
        Value("a_faire", _("Ce que la personne a à faire"), is_passage=True),
    ],
    sample={
        "message": _("Aucun mentor n’est libre sur votre sujet en ce moment. Votre place est gardée."),
        "revisit_on": DAY,
        "is_reply_awaited": False,
    },
    button=_("Suivre ma demande"),
)
register(
    "application_approved",
    _("L’équipe valide une demande"),
    [
        Value("mot_de_l_equipe", _("Mot de l’équipe, s’il y en a un"), is_passage=True),
        Value(
            "premiere_personne",
            _("Comment viendra la première personne"),
            is_passage=True,
            side="mentor",
        ),
        Value("lien_charte", _("Lien vers la charte"), side="mentor"),
        Value("delai_habituel", _("Délai habituel"), side="mentee"),
        Value("debut_choisi", _("Date de début, si elle est choisie"), is_passage=True),
        Value("aide_discord", _("Aide pour Discord, s’il est nouveau"), is_passage=True),
    ],
    is_sided=True,
    titles={
        "mentor": _("Bienvenue parmi les mentors"),
        "mentee": _("Votre demande de mentorat est validée"),
    },
    sample={
        "title": "",
        "message": _("Votre parcours va aider plusieurs personnes."),
        "mode": "mixed",
        "starts_on": None,
        "is_discord_new": True,
    },
    button=_("Aller à mon espace"),
)
register(
    "application_rejected",
    _("L’équipe refuse une demande"),
    [
        Value("message", _("Message de l’équipe, ou celui du motif"), is_passage=True, is_required=True),
        Value("nouvelle_demande", _("Quand refaire une demande"), is_passage=True),
        Value("relecture", _("Comment demander une relecture"), is_passage=True),
    ],
    sample={
        "message": _("Votre demande sort du périmètre du mentorat."),
        "reapply_from": None,
        "is_duplicate": False,
        "says_how_to_return": False,
        "review_link": "https://binome.example/candidature/DEM-7K4P/relecture/",
    },
    button=_("Refaire une demande"),
)
register(
    "profile_resumed",
    _("La pause d’un profil est terminée"),
    is_sided=True,
    button=_("Voir mon profil"),
)
