"""What the coordination may reword in this floor's e-mails, with a sample of each."""

import datetime
import functools

from django.utils.translation import gettext_lazy as _

from mentoring.mail import wordings
from mentoring.mail.wordings import Value

register = functools.partial(wordings.register, topic="matching")

ANSWER_BY = datetime.datetime(2026, 3, 17, 17, 0, tzinfo=datetime.UTC)
DUE = Value("date_limite", _("Date limite de réponse"), is_required=True)
REASONS = Value("raisons", _("Trois raisons de cette proposition"), is_passage=True)

register(
    "proposal_to_mentor",
    _("Une personne est proposée à un mentor"),
    [
        Value("recherche", _("Ce que la personne cherche, sans son nom"), is_passage=True, is_required=True),
        Value("mot_de_l_equipe", _("Mot de l’équipe, s’il y en a un"), is_passage=True),
        REASONS,
        DUE,
    ],
    sample={
        "goal": _("Préparer mes premiers entretiens et mieux comprendre Docker."),
        "team_line": _("Elle cherche un stage pour juin."),
        "reasons": [_("Vous utilisez Docker tous les jours."), _("Vos lundis soir sont en commun.")],
        "answer_by": ANSWER_BY,
    },
    button=_("Voir la proposition"),
)
register(
    "proposal_to_mentee",
    _("Un mentor est proposé à une personne mentorée"),
    [
        Value("presentation", _("Prénom et métier du mentor"), is_passage=True, is_required=True),
        Value("premiers_mots", _("Premiers mots du mentor, s’il en a écrit"), is_passage=True),
        REASONS,
        DUE,
    ],
    sample={
        "mentor_first_name": "Nadia",
        "mentor_job": _("ingénieure plateforme"),
        "first_words": _("Votre projet me plaît, parlons-en."),
        "reasons": [_("Elle utilise Docker et Python tous les jours."), _("Vos lundis soir sont en commun.")],
        "answer_by": ANSWER_BY,
    },
    button=_("Voir la proposition"),
)
register(
    "proposal_reminder",
    _("Une proposition attend depuis trois jours, ou l’équipe relance"),
    [Value("temps_restant", _("Temps qu’il reste"), of="remaining"), DUE],
    sample={"remaining": _("2 jours"), "answer_by": ANSWER_BY},
    button=_("Répondre"),
)
register(
    "proposal_expired",
    _("La date de réponse est passée"),
    is_sided=True,
    button=_("Modifier mes disponibilités"),
)
register(
    "proposal_not_concluded",
    _("L’autre personne n’a pas donné suite, ou les places du mentor sont prises"),
    [
        Value("fait", _("Ce qui s’est passé"), is_passage=True, is_required=True),
        Value("suite", _("La suite, si le mentor a une place"), is_passage=True),
    ],
    sample={"is_full": False},
    button=_("Aller à mon espace"),
)
register(
    "proposal_cancelled",
    _("L’équipe annule une proposition"),
    is_sided=True,
    button=_("Aller à mon espace"),
)
register(
    "interest_declined",
    _("L’équipe décline l’intérêt d’un mentor"),
    [
        Value("message", _("Message de l’équipe, ou une phrase douce"), is_passage=True, is_required=True),
        Value("suite", _("La suite, selon le mode"), is_passage=True),
    ],
    sample={"message": "", "may_choose": True},
    button=_("Voir les suggestions"),
)
register(
    "suggestions_digest",
    _("Le lundi, une personne qui convient est arrivée ; au plus une fois en deux semaines"),
    [
        Value("titre", _("Le nombre de personnes, en une phrase"), of="title"),
        Value("annonce", _("Ce qui est nouveau"), is_passage=True),
        Value("recherches", _("Trois recherches, sans nom"), is_passage=True, is_required=True),
        Value("anonymat", _("Quand le nom est montré"), is_passage=True),
    ],
    sample={
        "title": _("4 personnes pourraient avancer avec vous"),
        "count": 4,
        "new_count": 2,
        "is_all": False,
        "lines": [_("Préparer des entretiens, le lundi soir"), _("Comprendre Docker, le samedi matin")],
    },
    button=_("Lire les suggestions"),
)
