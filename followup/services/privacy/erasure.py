"""Erasing an account: the people who must know are told, then every word goes.

What figures count stays, without a name: the pair, its sessions, how useful they were. It hangs on an account
that nobody can open, called « Compte supprimé », which goes too when nothing hangs on it.
"""

from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.models import Application, Profile
from applications.services import profiles
from followup.models import AccountDeletion, Alert, Mentorship
from followup.services import workshops
from matching.models import Exclusion, Proposal
from mentoring import help as help_desk
from mentoring.models import HelpRequest, NotAllowed, User
from mentoring.moves import move
from mentoring.references import new_public_id
from mentoring.rounds import each

from . import letters, traces
from .holding import Fate
from .register import APPLICATION_COUNTED, HOLDINGS, PROFILE_COUNTED, WORK

State = AccountDeletion.State
NAME = "Compte supprimé"
NOWHERE = "compte-supprime.invalid"


def is_erased(person):
    return person.email.endswith(f"@{NOWHERE}")


def refuse_last_coordinator(person):
    others = User.objects.coordinators().exclude(pk=person.pk)
    if person.is_coordinator and not others.exists():
        raise NotAllowed(
            _("Vous êtes la seule personne de la coordination : donnez d’abord ce rôle à quelqu’un d’autre.")
        )


@transaction.atomic
def erase(person, *, by):
    """Erase this account now: `by` the coordinator who was asked to, or None for the clock.

    Returns whether there was something to erase. Raises NotAllowed for the last coordinator.
    """
    current = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if is_erased(current):
        return False
    refuse_last_coordinator(current)
    now = timezone.now()
    deletion, _is_new = AccountDeletion.objects.get_or_create(
        person=current, defaults={"asked_at": now, "due_at": now}
    )
    known = traces.mails(current)
    leave(current, by=by)
    traces.silence(current, known)
    letters.account_deleted(deletion, current.email)
    traces.forget_events(current)
    forget_requests(current)
    for holding in HOLDINGS:
        forget(holding, current)
    forget_applications(current)
    hand_over(current)
    make_nobody(current)
    move(deletion, "erase", State.ERASED, by=by)
    return True


def leave(person, *, by):
    """Out of matching, pairs and workshops: whoever counted on them is told, as when somebody leaves."""
    for profile in person.profiles.exclude(state=Profile.State.ARCHIVED).order_by("pk"):
        profiles.archive(profile, by=by)
    workshops.give_up_seats(person)


def forget_requests(person):
    """What was asked of the team is closed, but for a report, which somebody must still read."""
    asked = HelpRequest.objects.open().filter(person=person).exclude(kind=HelpRequest.Kind.REPORT)
    for request in asked:
        help_desk.cancel(request, by=None)
    unsigned = HelpRequest.objects.filter(person=None, email__in=traces.addresses(person))
    unsigned.update(email="", message="", note="")


def forget(holding, person):
    rows = holding.rows(person)
    if holding.fate is Fate.DELETED:
        rows.delete()
    elif holding.fate is Fate.BLANKED:
        rows.update(**holding.blanks)


def forget_applications(person):
    """An application and its profile go, unless matching ever knew the profile: then they are emptied."""
    kept = [profile for profile in person.profiles.select_related("application") if is_known(profile)]
    for profile in kept:
        empty(profile, PROFILE_COUNTED)
        empty(profile.application, APPLICATION_COUNTED)
        if profile.application.state not in Application.FINAL:
            now = timezone.now()
            move(profile.application, "withdraw", Application.State.WITHDRAWN, by=None, state_changed_at=now)
    person.applications.exclude(pk__in=[profile.application_id for profile in kept]).delete()


def is_known(profile):
    """Was it ever open to matching? Whoever came back has a profile closed again, and proposals of before."""
    about = Proposal.objects.filter(Q(mentor=profile) | Q(mentee=profile))
    return profile.opened_at is not None or about.exists()


def empty(row, counted):
    """Give every column but those counted its default: "" where it has none."""
    for column in row._meta.concrete_fields:
        if not column.primary_key and column.name not in counted:
            setattr(row, column.attname, column.get_default())
    row.save()


def hand_over(person):
    """What a coordinator had in hand is nobody's, for a colleague to take."""
    Application.objects.filter(assigned_to=person).exclude(state__in=Application.FINAL).update(
        assigned_to=None
    )
    Mentorship.objects.live().filter(coordinator=person).update(coordinator=None)
    Alert.objects.live().filter(owner=person).update(owner=None)
    HelpRequest.objects.open().filter(owner=person).update(owner=None)


def make_nobody(person):
    """The account that stays: no name, no address, no door, and no link that still leads to it."""
    Exclusion.objects.filter(created_by=person).update(note="")
    person.public_id = new_public_id()
    shut(person, NAME)


def shut(person, name):
    """Leave of an account a row that nobody can open, called `name`."""
    for connection in UserSession.objects.filter(user=person):
        connection.end()
    of_person = LogEntry.objects.filter(content_type__model="user", object_id=str(person.pk))
    of_person.update(object_repr=name, change_message="")
    person.groups.clear()
    person.user_permissions.clear()
    person.email = f"{person.public_id}@{NOWHERE}"
    person.first_name, person.last_name, person.phone = name, "", ""
    person.timezone, person.language = (
        User._meta.get_field(name).default for name in ("timezone", "language")
    )
    person.is_coordinator = person.is_staff = person.is_superuser = person.is_active = False
    person.last_login = None
    person.set_unusable_password()
    person.save()


def is_needed(person):
    """Does anything that stays hang on this account?"""
    kept = (one for one in HOLDINGS if one.fate in (Fate.BLANKED, Fate.KEPT))
    if person.profiles.exists() or any(holding.rows(person).exists() for holding in kept):
        return True
    return any(
        apps.get_model(label).objects.filter(Q(**{name: person})).exists()
        for label, names in WORK.items()
        for name in names
    )


def finish():
    """Once the last letters have left, wipe what they said and to whom. Returns how many accounts are gone
    for good; the clock calls it."""
    waiting = AccountDeletion.objects.filter(state=State.ERASED).select_related("person")
    return each(waiting.order_by("pk"), finish_one)


@transaction.atomic
def finish_one(deletion):
    about = traces.about(deletion.person, deletion)
    if about.filter(state__in=traces.LEAVING).exists():
        return False
    traces.wipe(about)
    person = deletion.person
    deletion.delete()
    if not is_needed(person):
        person.delete()
    return True
