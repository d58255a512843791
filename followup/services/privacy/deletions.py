"""« Supprimer mon compte »: asked for, then seven days to think again, then erased.

Until the last day nothing is lost, and a pair goes on: changing one's mind costs nobody their partner. Only
matching stops at once, so that nobody is asked to meet a person who is leaving.
"""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from applications.models import Profile
from applications.services import profiles
from followup.models import AccountDeletion
from followup.services import confirmations
from matching.services import closing
from mentoring.audit import record
from mentoring.models import User
from mentoring.rounds import each

from . import erasure, letters

State = AccountDeletion.State
GRACE = datetime.timedelta(days=7)
# The hour at which the clock erases, a little after: the night after the seventh day.
AT_NIGHT = datetime.time(2)
PAUSED = gettext_lazy("Suppression du compte demandée")


def scheduled(person):
    """The deletion this person asked for, or None."""
    return AccountDeletion.objects.filter(person=person, state=State.SCHEDULED).first()


def due_after(now):
    day = timezone.localdate(now + GRACE) + datetime.timedelta(days=1)
    return timezone.make_aware(datetime.datetime.combine(day, AT_NIGHT), timezone.get_default_timezone())


@transaction.atomic
def ask(person):
    """Schedule the deletion; twice is once. Returns it. Raises NotAllowed for the last coordinator."""
    current = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    erasure.refuse_last_coordinator(current)
    if found := scheduled(current):
        return found
    now = timezone.now()
    deletion = AccountDeletion.objects.create(person=current, asked_at=now, due_at=due_after(now))
    record(deletion, "ask_deletion", by=person, to_state=State.SCHEDULED)
    for profile in current.profiles.order_by("pk"):
        closing.leave(profile, by=person)
        rest(profile, timezone.localdate(deletion.due_at), by=person)
    letters.account_deletion_scheduled(deletion)
    return deletion


def rest(profile, until, *, by):
    """Out of matching until that day, unless it is already."""
    is_resting = profile.state == Profile.State.PAUSED and profile.paused_until >= until
    if profile.state in (Profile.State.AVAILABLE, Profile.State.PAUSED) and not is_resting:
        profiles.pause(profile, until, by=by, reason=str(PAUSED))


@transaction.atomic
def cancel(person):
    """Keep the account, and its profiles where they were. Returns whether there was something to cancel."""
    current = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    deletion = scheduled(current)
    if deletion is None:
        return False
    record(deletion, "cancel_deletion", by=person, from_state=State.SCHEDULED)
    deletion.delete()
    paused = current.profiles.filter(state=Profile.State.PAUSED, pause_reason=str(PAUSED))
    for profile in paused.order_by("pk"):
        profiles.resume(profile, by=person)
    return True


def erase_due(now):
    """Erase the accounts whose days of grace are over. Returns how many; the clock calls it."""
    due = AccountDeletion.objects.filter(state=State.SCHEDULED, due_at__lte=now)
    return each(due.select_related("person").order_by("pk"), carry_out)


@transaction.atomic
def carry_out(deletion):
    """Erase the account, unless its owner thought again since the round began. Returns whether it did."""
    current = User.objects.select_for_update(no_key=True).get(pk=deletion.person_id)
    return scheduled(current) == deletion and erasure.erase(current, by=None)


def is_open(person, subject):
    return AccountDeletion.objects.filter(person=person, state=State.SCHEDULED, public_id=subject).exists()


def keep(person, subject):
    if is_open(person, subject):
        cancel(person)


CONFIRMATION = confirmations.Confirmation(
    title=gettext_lazy("Garder votre compte ?"),
    text=gettext_lazy("La suppression est annulée, et votre compte reste tel qu’il est."),
    button=gettext_lazy("Garder mon compte"),
    done=gettext_lazy("Votre compte est gardé : aucune suppression n’est prévue."),
    is_open=is_open,
    act=keep,
)
