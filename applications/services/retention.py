"""What is not kept: drafts nobody touches, files refused or withdrawn a year ago. Run by the clock."""

import datetime

from django.db import transaction
from django.utils import timezone

from applications.models import Application, Profile
from applications.services import drafts
from mentoring.mail.models import Email
from mentoring.models import Event
from mentoring.moves import lock
from mentoring.rounds import each, steps

KEPT = datetime.timedelta(days=365)


def forget(now=None):
    """Delete what has been kept long enough. Returns {"drafts", "closed"}: how many of each."""
    now = now or timezone.now()
    return steps(drafts=lambda: drafts.purge(now), closed=lambda: forget_closed(now))


def forget_closed(now):
    """Delete the applications refused or withdrawn a year ago, with their profile and notes.

    Whoever took part once is kept with the pairs, for the longer delay of participants.
    """
    old = Application.objects.filter(state__in=Application.FINAL, state_changed_at__lte=now - KEPT)
    return each(old, lambda application: forget_one(application, now))


@transaction.atomic
def forget_one(application, now):
    """Nothing but the dates and names of the moves stays: figures count them, nobody reads a reason."""
    current = lock(application)
    if current.state not in Application.FINAL or now - current.state_changed_at < KEPT:
        return False
    profile = Profile.objects.filter(application=current).first()
    if profile and Event.objects.filter(reference=profile.reference, transition="open").exists():
        return False
    references = [current.reference, *([profile.reference] if profile else [])]
    Event.objects.filter(reference__in=references).update(reason="", payload={})
    Email.objects.filter(reference__in=references).delete()
    current.delete()
    return True
