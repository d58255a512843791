"""The kinds of e-mail this floor sends."""

from django.utils.translation import gettext_lazy as _

from applications.models import Application
from mentoring.mail.catalogue import Kind, R, T, register


def is_still_idle(email):
    """The draft is there and nobody has touched it since the reminder was written."""
    drafts = Application.objects.filter(reference=email.reference, state=Application.State.DRAFT)
    return drafts.filter(saved_at__lte=email.created_at).exists()


register(Kind("draft_saved", T, _("Votre brouillon est enregistré")))
register(
    Kind(
        "draft_reminder",
        R,
        _("Votre demande vous attend"),
        is_still_relevant=is_still_idle,
        rank=8,
        switch="is_follow_up_on",
    )
)
register(Kind("application_received", T, _("Nous avons bien reçu votre demande")))
register(Kind("application_withdrawn", T, _("Votre demande est retirée")))
