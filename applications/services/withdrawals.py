"""An applicant takes the application back."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from applications import extensions
from applications.models import Application, Profile
from applications.services import profiles
from mentoring.mail import outbox
from mentoring.models import NotAllowed
from mentoring.moves import lock, move

State = Application.State


@transaction.atomic
def withdraw(application, *, by, reason=""):
    """Withdraw a sent application: the profile is archived, what was open about it is closed, and what was to
    be sent about it stays here. Raises NotAllowed while a pair is in progress."""
    current = lock(application)
    profile = Profile.objects.filter(application=current).first()
    if profile and extensions.pair_count(profile):
        raise NotAllowed(_("Un binôme est en cours : terminez-le avant de retirer votre demande."))
    move(
        application,
        "withdraw",
        State.WITHDRAWN,
        by=by,
        reason=reason,
        state_changed_at=timezone.now(),
        version=current.version + 1,
    )
    application.draft_steps.all().delete()
    if profile:
        profiles.archive(profile, by=by, reason=reason)
    outbox.withdraw_about(application)
    outbox.queue(
        "application_withdrawn",
        to=application.person,
        about=application,
        context={"reference": application.reference, "is_mentor": application.is_mentor},
        buttons=[(_("Faire une nouvelle demande"), reverse("application_start", args=[application.kind]))],
        role=application.kind,
        preheader=_("C’est fait. Vous pouvez revenir quand vous voulez."),
    )
    return application
