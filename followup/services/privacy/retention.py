"""How long everything is kept: what the page « Confidentialité » promises, done every night."""

import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from followup.models import InactivityNotice, Mentorship
from followup.services import confirmations
from mentoring import audit
from mentoring import help as help_desk
from mentoring.audit import record
from mentoring.mail import journal
from mentoring.models import User
from mentoring.rounds import each, steps

from . import deletions, erasure, exports, letters

# Months of 30.44 days: 23 of them, then a month to answer the warning.
WARNED_AFTER, ERASED_AFTER = datetime.timedelta(days=700), datetime.timedelta(days=730)
TIME_TO_ANSWER = ERASED_AFTER - WARNED_AFTER
BODIES_KEPT, EMAILS_KEPT = datetime.timedelta(days=60), datetime.timedelta(days=730)
LOOKS_KEPT = REQUESTS_KEPT = datetime.timedelta(days=365)


def run(now=None):
    """Everything the night forgets, what takes a moment for each person last. Returns how many of each."""
    now = now or timezone.now()
    return steps(
        exports=lambda: exports.forget_old(now),
        bodies=lambda: journal.forget_bodies(now - BODIES_KEPT),
        emails=lambda: journal.forget(now - EMAILS_KEPT),
        looks=lambda: audit.forget_looks(now - LOOKS_KEPT),
        requests=lambda: help_desk.forget_closed(now - REQUESTS_KEPT),
        erased=lambda: deletions.erase_due(now) + erase_inactive(now),
        warned=lambda: warn_inactive(now),
    )


def idle(since):
    """Participants not seen since then: no sign-in, no « Garder mon compte », no pair at work."""
    seen = Q(last_login__gt=since) | Q(date_joined__gt=since) | Q(inactivity_notice__kept_at__gt=since)
    recent = Mentorship.objects.filter(
        Q(state__in=Mentorship.LIVE) | Q(ended_on__gt=timezone.localdate(since))
    )
    # Each side by its own index: one condition for both reads every pair again for every person.
    is_paired = Exists(recent.filter(mentor__person=OuterRef("pk"))) | Exists(
        recent.filter(mentee__person=OuterRef("pk"))
    )
    people = User.objects.filter(
        is_active=True, is_coordinator=False, is_staff=False, is_superuser=False, account_deletions=None
    )
    return people.exclude(seen).exclude(is_paired).order_by("pk")


def warn_inactive(now):
    """« Garder votre compte ? », once for each long absence. Returns how many."""
    told = InactivityNotice.objects.filter(person=OuterRef("pk"), sent_at__gt=now - WARNED_AFTER)

    @transaction.atomic
    def warn(person):
        notice, _is_new = InactivityNotice.objects.update_or_create(
            person=person, defaults={"sent_at": now, "kept_at": None}
        )
        letters.retention_warning(notice, erased_on=timezone.localdate(now + TIME_TO_ANSWER))

    return each(idle(now - WARNED_AFTER).exclude(Exists(told)), warn)


def erase_inactive(now):
    """Erase whoever was warned a month ago and not seen since. Returns how many."""
    warned = InactivityNotice.objects.filter(
        person=OuterRef("pk"), sent_at__lte=now - TIME_TO_ANSWER, sent_at__gt=now - WARNED_AFTER
    )
    silent = idle(now - ERASED_AFTER).filter(Exists(warned))

    @transaction.atomic
    def erase(person):
        """Whoever came back since the round began stays."""
        current = User.objects.select_for_update(no_key=True).get(pk=person.pk)
        return silent.filter(pk=current.pk).exists() and erasure.erase(current, by=None)

    return each(silent, erase)


def is_asked(person, subject):
    notice = InactivityNotice.objects.filter(person=person, kept_at=None).first()
    return notice is not None and letters.subject_of(notice) == subject


@transaction.atomic
def stay(person, subject):
    """The click of the warning: as good as signing in."""
    if is_asked(person, subject):
        notice = InactivityNotice.objects.select_for_update().get(person=person)
        notice.kept_at = timezone.now()
        notice.save(update_fields=["kept_at"])
        record(notice, "keep_account", by=person)


CONFIRMATION = confirmations.Confirmation(
    title=gettext_lazy("Garder votre compte ?"),
    text=gettext_lazy("Un clic suffit : votre compte et votre historique restent."),
    button=gettext_lazy("Garder mon compte"),
    done=gettext_lazy("C’est noté : votre compte est gardé."),
    is_open=is_asked,
    act=stay,
)
