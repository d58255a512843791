"""How an alert is said to the coordination: its sentence, what to do of it, and the first draft of a message.

The sentences name nobody but by a first name. A draft goes to the people themselves: it repeats nothing of
what one of the two told the team about the other.
"""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followup.models import Alert
from mentoring.french import de
from mentoring.models import HelpRequest

Rule = Alert.Rule
# What somebody told the team alone: the other of the two knows nothing of it.
CONFIDED = (Rule.REPORT, Rule.FIT_NO, Rule.CONTACT_ME, Rule.CHECKIN_BAD, Rule.LOW, Rule.UNDECIDED)
# Those where both are written to, and nobody is called first.
WRITTEN = (Rule.NO_FEEDBACK, Rule.OVERDUE_END)
# Those that go with a request on the help page.
ASKED = (Rule.REPORT, Rule.FIT_NO, Rule.CONTACT_ME, Rule.CHECKIN_BAD)


@dataclass(frozen=True)
class Words:
    """`action` and `draft` speak to whom the message goes; `{name}` is a first name,
    `{of_name}` the same after « de »."""

    sentence: str
    action: str
    draft: str


WORDS = {
    Rule.REPORT: Words(
        gettext_lazy("Signalement {of_name}"),
        gettext_lazy("Appeler {called} aujourd’hui ; question à poser : vous sentez-vous en sécurité ?"),
        gettext_lazy(
            "Merci de nous avoir parlé. Ce que vous nous avez dit reste entre vous et l’équipe.\n\n"
            "Quand puis-je vous appeler ?"
        ),
    ),
    Rule.FIT_NO: Words(
        gettext_lazy("{name} préfère changer"),
        gettext_lazy("Appeler {called} ; question à poser : qu’attendez-vous d’un prochain binôme ?"),
        gettext_lazy(
            "Merci de nous l’avoir dit. Rien n’est annoncé à l’autre personne sans vous.\n\n"
            "Quand puis-je vous appeler pour préparer la suite ?"
        ),
    ),
    Rule.CONTACT_ME: Words(
        gettext_lazy("{name} demande un contact"),
        gettext_lazy("Appeler {called} ; question à poser : de quoi aimeriez-vous parler ?"),
        gettext_lazy(
            "Vous souhaitez que l’équipe prenne contact avec vous : me voici.\n\nQuand puis-je vous appeler ?"
        ),
    ),
    Rule.CHECKIN_BAD: Words(
        gettext_lazy("Point d’étape difficile"),
        gettext_lazy("Appeler {called} ; question à poser : qu’est-ce qui rend ce binôme difficile ?"),
        gettext_lazy(
            "Merci pour votre point d’étape : vous dites que ce n’est pas facile en ce moment.\n\n"
            "Quand puis-je vous appeler pour en parler ? Cela reste entre vous et l’équipe."
        ),
    ),
    Rule.NO_FIRST: Words(
        gettext_lazy("Pas encore de première séance (J+{days})"),
        gettext_lazy("Appeler {called} ; question à poser : qu’est-ce qui retient la première date ?"),
        gettext_lazy(
            "Votre binôme est formé, et la première séance n’est pas encore fixée.\n\n"
            "Qu’est-ce qui vous aiderait à choisir une date ? Une demi-heure suffit pour commencer."
        ),
    ),
    Rule.SILENT: Words(
        gettext_lazy("Silence depuis {days} jours (rythme prévu : {rhythm})"),
        gettext_lazy("Appeler {called} ; question à poser : le rythme prévu vous convient-il encore ?"),
        gettext_lazy(
            "Votre dernière séance commence à dater. Comment avance votre binôme ?\n\n"
            "Si le rythme prévu ne convient plus, il peut changer : dites-le-moi."
        ),
    ),
    Rule.MISSED2: Words(
        gettext_lazy("{number} séances de suite n’ont pas eu lieu"),
        gettext_lazy("Appeler {called} ; question à poser : un autre jour ou un autre canal aiderait-il ?"),
        gettext_lazy(
            "Vos dernières séances n’ont pas pu avoir lieu.\n\n"
            "Un autre jour, un autre canal ou un format plus court vous aideraient-ils ?"
        ),
    ),
    Rule.LOW: Words(
        gettext_lazy("Séances jugées peu utiles"),
        gettext_lazy("Appeler {called} ; question à poser : qu’attendiez-vous de ces séances ?"),
        gettext_lazy(
            "Merci pour vos retours : vos dernières séances vous ont peu apporté.\n\n"
            "Qu’est-ce qui les rendrait plus utiles ? Votre réponse reste entre vous et l’équipe."
        ),
    ),
    Rule.UNDECIDED: Words(
        gettext_lazy("Hésitation après 2 séances"),
        gettext_lazy("Appeler {called} ; question à poser : que manque-t-il pour avoir envie de continuer ?"),
        gettext_lazy(
            "Vous hésitez encore à continuer, et c’est bien normal.\n\n"
            "Qu’est-ce qui vous aiderait à y voir clair ? Votre réponse reste entre vous et l’équipe."
        ),
    ),
    Rule.NO_FEEDBACK: Words(
        gettext_lazy("Aucun retour sur {number} séances"),
        gettext_lazy("Écrire aux deux ; question à poser : les séances ont-elles lieu comme prévu ?"),
        gettext_lazy(
            "Vos dernières séances n’ont pas encore de retour. Ont-elles eu lieu comme prévu ?\n\n"
            "Deux mots suffisent, en réponse à ce message ou sur la page de votre binôme."
        ),
    ),
    Rule.OVERDUE_END: Words(
        gettext_lazy("Fin prévue dépassée"),
        gettext_lazy("Écrire aux deux ; question à poser : continuer ensemble, ou terminer ?"),
        gettext_lazy(
            "La date de fin prévue de votre binôme est passée.\n\n"
            "Souhaitez-vous continuer ensemble, ou terminer ? Les deux se choisissent sur sa page."
        ),
    ),
    Rule.LEFT: Words(
        gettext_lazy("{name} a quitté le programme"),
        gettext_lazy("Appeler {called} ; question à poser : souhaitez-vous un nouveau binôme ?"),
        gettext_lazy(
            "Votre binôme prend fin, et l’équipe pense à la suite avec vous.\n\n"
            "Souhaitez-vous que nous cherchions une autre personne ?"
        ),
    ),
}


def sentence(alert):
    """What its rule says of it today, in one line."""
    name = alert.person.first_name if alert.person else ""
    return WORDS[alert.rule].sentence.format(name=name, of_name=de(name), days=days(alert), **alert.values)


def days(alert):
    """How many days the fact has lasted."""
    return (timezone.localdate() - timezone.localdate(alert.since)).days


def action(alert):
    """Whom to call, and the question to ask."""
    return WORDS[alert.rule].action.format(called=called(alert).first_name)


def draft(alert):
    return str(WORDS[alert.rule].draft)


def called(alert):
    """Who is called first: whoever spoke, the one who stays when the other left, else the mentee."""
    pair = alert.mentorship
    if alert.person is None:
        return pair.mentee.person
    return pair.other_of(alert.person).person if alert.rule == Rule.LEFT else alert.person


def addressed(alert):
    """To whom a message about it goes, unless the coordinator chooses otherwise."""
    return alert.mentorship.people if alert.person is None else (called(alert),)


def kind_of(alert):
    """The kind of the request that says the same thing."""
    return HelpRequest.Kind.REPORT if alert.rule == Rule.REPORT else HelpRequest.Kind.PAIR


def warning(alert):
    """What not to say to the other of the two, or ""."""
    if alert.rule not in CONFIDED:
        return ""
    return _("{name} l’a dit à l’équipe seulement : l’autre personne n’en sait rien.").format(
        name=alert.person.first_name
    )
