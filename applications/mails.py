"""The kinds of e-mail this floor sends."""

from django.utils.translation import gettext_lazy as _

from applications.models import Application, Profile
from mentoring.mail.catalogue import D, Kind, R, T, register
from mentoring.models import Event


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


def is_last_word(email):
    """The decision the message tells of still stands: nothing was decided since, or all of it was undone."""
    event = Event.objects.standing(email.reference)
    return event is not None and email.key.endswith(f":{event.pk}")


def is_available(email):
    """The profile is open to matching: neither paused again nor gone."""
    public_id = email.reference.removeprefix("profile:")
    return Profile.objects.filter(public_id=public_id, state=Profile.State.AVAILABLE).exists()


for key, subject in {
    "application_info_requested": _("Une question sur votre demande"),
    "application_on_hold": _("Votre demande est en attente"),
    "application_approved": "{title}",
    "application_rejected": _("Réponse à votre demande"),
}.items():
    register(Kind(key, D, subject, is_still_relevant=is_last_word))
register(
    Kind(
        "application_info_reminder",
        R,
        _("Il nous manque une réponse"),
        is_still_relevant=is_last_word,
        rank=4,
        switch="is_follow_up_on",
    )
)
register(
    Kind(
        "profile_resumed",
        T,
        _("Vous êtes de nouveau disponible"),
        is_still_relevant=is_available,
    )
)
