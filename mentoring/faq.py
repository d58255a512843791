"""The questions people ask before they trust us. Anchors are stable: other pages point to them."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

BEFORE, DURING, TOOLS, DATA = _("Avant de s’inscrire"), _("Pendant"), _("Outils"), _("Données")


@dataclass(frozen=True)
class Question:
    """`answer` may hold {delay} and {contact}, filled from the programme."""

    anchor: str
    group: str
    question: str
    answer: str
    is_on_home: bool = False


QUESTIONS = [
    Question(
        "temps",
        BEFORE,
        _("Combien de temps faut-il y consacrer ?"),
        _(
            "Vous choisissez. Une séance dure de 30 minutes à 1 h 30, de une à quatre fois par mois. Un "
            "accompagnement court dure deux à trois mois, un long six mois ou plus. La plupart des "
            "binômes se parlent une heure, toutes les deux semaines."
        ),
        is_on_home=True,
    ),
    Question(
        "cout",
        BEFORE,
        _("Est-ce payant ?"),
        _(
            "Non. Le mentorat est bénévole et gratuit, pour les deux personnes. Il n’y a ni argent, ni "
            "prestation, ni contrepartie."
        ),
    ),
    Question(
        "lecture",
        BEFORE,
        _("Qui lit ma candidature ?"),
        _(
            "L’équipe de coordination du programme, et elle seule. Chaque candidature est lue par une "
            "personne. Vous recevez une réponse sous {delay}. Les équipes pédagogiques n’y ont pas accès."
        ),
    ),
    Question(
        "formation-des-binomes",
        BEFORE,
        _("Comment les binômes sont-ils formés ?"),
        _(
            "Un calcul compare vos réponses : domaines, compétences, créneaux, rythme, façons "
            "d’échanger. Il propose des rapprochements et dit pourquoi. Ensuite, des personnes "
            "décident : l’équipe ou le mentor, selon le cas. Rien ne se fait sans votre accord à tous "
            "les deux."
        ),
        is_on_home=True,
    ),
    Question(
        "choisir",
        BEFORE,
        _("Puis-je choisir mon mentor ?"),
        _(
            "Vous ne parcourez pas de catalogue. Vous recevez une proposition à la fois, avec le prénom "
            "et la présentation du mentor. Vous acceptez ou déclinez librement. Décliner ne vous fait "
            "pas perdre votre tour."
        ),
        is_on_home=True,
    ),
    Question(
        "deux-roles",
        BEFORE,
        _("Puis-je avoir un mentor et en être un ?"),
        _(
            "Oui. Un seul compte suffit pour les deux. Beaucoup d’alumni transmettent ce qu’ils savent "
            "et avancent eux-mêmes sur un autre sujet."
        ),
    ),
    Question(
        "changer",
        DURING,
        _("Et si cela ne se passe pas bien ?"),
        _(
            "Vous pouvez changer sans vous justifier auprès de votre binôme. Depuis sa page, parlez à "
            "l’équipe en privé : votre binôme ne verra pas ce message. L’équipe vous aide à reprendre, à "
            "faire une pause ou à chercher une autre personne."
        ),
        is_on_home=True,
    ),
    Question(
        "formateur",
        DURING,
        _("Quelle différence avec une formatrice ou un formateur ?"),
        _(
            "Un mentor ne suit pas de programme et n’évalue personne. Il partage son expérience, pose "
            "des questions et vous aide à décider. L’équipe pédagogique reste votre repère pour la "
            "formation."
        ),
    ),
    Question(
        "discord",
        TOOLS,
        _("Je n’utilise pas Discord. Est-ce un problème ?"),
        _(
            "Non. Téléphone, Google Meet, Zoom, Slack, e-mail ou rencontre : vous dites ce qui vous "
            "convient. Nous cherchons quelqu’un qui utilise au moins un moyen en commun. Si Discord vous "
            "tente, un guide et des ateliers vous aident à démarrer."
        ),
        is_on_home=True,
    ),
    Question(
        "distance",
        TOOLS,
        _("Est-ce à distance ou en personne ?"),
        _(
            "Comme vous préférez. La plupart des séances se tiennent à distance. Si vous le souhaitez, "
            "nous tenons compte du lieu pour faciliter une rencontre."
        ),
    ),
    Question(
        "visible",
        DATA,
        _("Que voient les mentors de moi ?"),
        _(
            "Avant toute proposition : vos objectifs, vos compétences et votre région, sans votre nom. "
            "L’équipe relit ce texte d’abord. Votre nom et vos coordonnées apparaissent quand le binôme "
            "est formé."
        ),
    ),
    Question(
        "supprimer",
        DATA,
        _("Comment supprimer mes données ?"),
        _(
            "Un brouillon se supprime depuis sa page, une candidature se retire depuis la sienne. Pour "
            "votre compte et tout le reste, écrivez à {contact} : nous pouvons d’abord vous envoyer vos "
            "données, puis nous les supprimons et nous vous le confirmons."
        ),
    ),
]


def filled(programme):
    """Every question with its answer as the programme's settings make it, in order."""
    values = {
        "delay": ngettext("{n} jour ouvré", "{n} jours ouvrés", programme.sla_days).format(
            n=programme.sla_days
        ),
        "contact": programme.contact_email,
    }
    return [
        {
            "anchor": item.anchor,
            "group": item.group,
            "question": item.question,
            "answer": str(item.answer).format(**values),
            "is_on_home": item.is_on_home,
        }
        for item in QUESTIONS
    ]
