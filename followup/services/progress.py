"""What happens beyond validation, told to the status page of an application."""

from django.urls import reverse
from django.utils.translation import gettext as _

from applications.models import Profile
from followup.models import Mentorship
from matching.models import Proposal


def of(application):
    """See `applications.extensions.progress`."""
    profile = Profile.objects.filter(application=application).first()
    if profile is None:
        return None
    side = "mentor" if application.is_mentor else "mentee"
    pair = Mentorship.objects.filter(**{side: profile}).live().order_by("-started_on").first()
    if pair:
        return {
            "stage": "paired",
            "sentence": _("Votre binôme est formé."),
            "url": reverse("pair", args=[pair.reference]),
            "label": _("Ouvrir la page du binôme"),
        }
    state = Proposal.State.AWAITING_MENTOR if application.is_mentor else Proposal.State.AWAITING_MENTEE
    proposal = Proposal.objects.filter(**{side: profile}, state=state).order_by("answer_by").first()
    if proposal:
        return {
            "stage": "proposal",
            "sentence": _("Une proposition vous attend."),
            "url": reverse("proposal", args=[proposal.reference]),
            "label": _("Voir la proposition"),
        }
    if Mentorship.objects.filter(**{side: profile}).exists():
        return {
            "stage": "ended",
            "sentence": _("Votre binôme est terminé."),
            "url": "/espace/",
            "label": _("Aller à mon espace"),
        }
    return None
