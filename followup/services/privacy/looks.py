"""« Qui a ouvert mon dossier »: every look at a person's file by somebody else, as that person reads it."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followup.models import Mentorship
from mentoring.access import is_coordination
from mentoring.models import AccessLog

PAGES = {
    "file-de-validation": gettext_lazy("Votre candidature"),
    "file-de-validation-avance": gettext_lazy("Votre candidature, préparée pour la lecture"),
    "mise-en-relation": gettext_lazy("Votre profil, pour chercher un binôme"),
    "comparer": gettext_lazy("Votre profil, comparé à un autre"),
    "proposer": gettext_lazy("Votre profil, avant une proposition"),
    "proposition d’ensemble": gettext_lazy("Votre profil, avant une proposition"),
    "suggestion": gettext_lazy("Votre profil, sans votre nom"),
    "email": gettext_lazy("Un e-mail que nous vous avons écrit"),
    "personne": gettext_lazy("Votre dossier entier"),
    "pair": gettext_lazy("La page de votre binôme"),
    "pair_desk": gettext_lazy("Votre binôme, pour le suivre"),
    "closing_reviews": gettext_lazy("Votre bilan de fin de binôme"),
    "help_request": gettext_lazy("Votre demande d’aide"),
}


def of(person):
    """The looks at this person's file, the newest first; `rows` puts a page of them in words."""
    return AccessLog.objects.filter(person=person).select_related("reader").order_by("-at", "-pk")


def rows(person, looks):
    """[{"at", "who", "role", "what"}]. A first name is told of the team and of one's own pairs only: a mentor
    who reads a suggestion does not know whose it is, nor the other way round."""
    partners = partners_of(person)
    return [
        {
            "at": look.at,
            "who": look.reader.first_name if is_known(look.reader, partners) else "",
            "role": role(look.reader, partners),
            "what": PAGES.get(look.page, _("Une page de votre dossier")),
        }
        for look in looks
    ]


def is_known(reader, partners):
    return is_coordination(reader) or reader.pk in partners


def role(reader, partners):
    if is_coordination(reader):
        return _("équipe de coordination")
    if reader.pk in partners:
        return _("votre binôme")
    return _("un mentor") if reader.is_active else _("compte supprimé")


def partners_of(person):
    """The keys of everyone this person was ever paired with."""
    pairs = Mentorship.objects.filter(Q(mentor__person=person) | Q(mentee__person=person))
    found = {key for both in pairs.values_list("mentor__person", "mentee__person") for key in both}
    return found - {person.pk}
