"""The kinds of e-mail of workshops and help requests."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from followup.models import Workshop, WorkshopRegistration
from mentoring.mail.catalogue import Kind, R, T, register


def is_seat_kept(email):
    """Still a seat, at a workshop that is still to come."""
    _kind, _sep, pk = email.reference.partition(":")
    return WorkshopRegistration.objects.filter(
        pk=pk,
        state=WorkshopRegistration.State.REGISTERED,
        workshop__state=Workshop.State.PLANNED,
        workshop__starts_at__gt=timezone.now() + datetime.timedelta(minutes=30),
    ).exists()


def is_still_to_come(email):
    """Not called off, nor begun."""
    planned = Workshop.objects.filter(reference=email.reference, state=Workshop.State.PLANNED)
    return planned.filter(starts_at__gt=timezone.now()).exists()


register(Kind("help_received", T, _("Votre demande d’aide est notée")))
register(Kind("help_planned", T, _("Rendez-vous d’aide le {short_date}")))
register(Kind("workshop_registered", T, _("Atelier Discord : {short_date}")))
register(Kind("workshop_promoted", T, _("Une place s’est libérée")))
register(Kind("workshop_changed", T, _("Atelier Discord modifié : {short_date}")))
register(Kind("workshop_cancelled", T, _("Atelier annulé")))
register(
    Kind(
        "workshop_opened",
        T,
        _("Un atelier Discord ouvre : {short_date}"),
        is_still_relevant=is_still_to_come,
    )
)
register(
    Kind(
        "workshop_reminder",
        R,
        _("{day} : atelier Discord"),
        is_still_relevant=is_seat_kept,
        rank=1,
        switch="is_session_on",
        is_never_displaced=True,
    )
)
