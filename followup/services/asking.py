"""« Parler à l'équipe » from a pair's page: a hand, a tool, a change of partner, a behaviour to report. The
other person learns nothing of it."""

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followup.services import alerts
from followup.services.alerts.facts import WISH_TO_CHANGE
from mentoring import help as help_desk
from mentoring.audit import record
from mentoring.models import Event, HelpRequest

Kind = HelpRequest.Kind


class Matter(models.TextChoices):
    PAIR = "pair", gettext_lazy("Un coup de main pour le binôme")
    TOOL = "tool", gettext_lazy("Un souci d’outil (Discord, visio…)")
    CHANGE = "change", gettext_lazy("Je préfère changer de binôme")
    REPORT = "report", gettext_lazy("Signaler un comportement")


class Contact(models.TextChoices):
    EMAIL = "email", gettext_lazy("Par e-mail")
    PHONE = "phone", gettext_lazy("Par téléphone")


KINDS = {Matter.TOOL: Kind.DISCORD, Matter.REPORT: Kind.REPORT}


def ask(mentorship, *, by, matter, message, contact):
    """File the request among the team's. A wish to change keeps the two from being proposed again."""
    lines = [_("Préfère changer de binôme.")] if matter == Matter.CHANGE else []
    lines += [message, _("Réponse souhaitée : {contact}.").format(contact=Contact(contact).label.lower())]
    with transaction.atomic():
        if matter == Matter.CHANGE:
            record(mentorship, WISH_TO_CHANGE, by=by)
        request = help_desk.ask(
            KINDS.get(matter, Kind.PAIR), person=by, message="\n".join(lines), about=mentorship.reference
        )
        alerts.refresh(mentorship)
        return request


def wished_to_change(mentorship):
    return Event.objects.filter(reference=mentorship.reference, transition=WISH_TO_CHANGE).exists()
