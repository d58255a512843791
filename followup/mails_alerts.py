"""The kinds of e-mail of alerts: to the team about a pair, and by the team to a pair."""

from django.utils.translation import gettext_lazy as _

from followup.models import Alert
from mentoring.mail.catalogue import D, Kind, S, register


def is_to_contact(email):
    """Still open and red: neither handled, nor put off, nor gone by itself."""
    return Alert.objects.open().red().filter(pk=email.reference.partition(":")[2]).exists()


register(Kind("staff_alert", S, _("À contacter : {pair}"), is_still_relevant=is_to_contact))
register(Kind("team_message", D, _("Un mot de l’équipe Binôme")))
