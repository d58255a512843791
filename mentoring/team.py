"""Who coordinates: the list of the team, a colleague invited, a role taken back. For superusers alone."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring import accounts
from mentoring.audit import record
from mentoring.mail import outbox
from mentoring.models import NotAllowed, Programme, User

TRANSITIONS = INVITE, WITHDRAW = ("invite_coordinator", "withdraw_coordinator")
RECOVERY = Authenticator.Type.RECOVERY_CODES


class Member:
    """What the events about somebody's role are filed under."""

    def __init__(self, person):
        self.reference = f"person:{person.public_id}"


def members():
    """Coordinators and superusers, each with `has_second_factor`, by name."""
    keys = Authenticator.objects.filter(user=OuterRef("pk")).exclude(type=RECOVERY)
    team = User.objects.filter(Q(is_coordinator=True) | Q(is_superuser=True), is_active=True)
    return team.annotate(has_second_factor=Exists(keys)).order_by("first_name", "last_name", "pk")


@transaction.atomic
def invite(email, *, by):
    """Give the role to the account of this address, made on the spot when there is none: its owner signs in
    by code. Returns the person. Raises NotAllowed for a closed account and for whoever has the role."""
    Programme.held()
    person = accounts.person_of(email)
    if person is None:
        raise NotAllowed(_("Ce compte est fermé. Choisissez une autre adresse."))
    if person.is_coordinator:
        raise NotAllowed(_("Cette personne coordonne déjà le programme."))
    change(person, by=by, is_coordinator=True, transition=INVITE)
    tell(person, _("accès à la coordination ouvert"))
    return person


@transaction.atomic
def withdraw(person, *, by):
    """Take the role back. Raises NotAllowed for one's own, for the last one, and for whoever has none."""
    Programme.held()
    person = User.objects.get(pk=person.pk)
    if person.pk == by.pk:
        raise NotAllowed(
            _("Vous ne pouvez pas retirer votre propre rôle : demandez à quelqu’un de l’équipe.")
        )
    if not person.is_coordinator:
        raise NotAllowed(_("Cette personne ne coordonne plus le programme."))
    if User.objects.coordinators().exclude(pk=person.pk).first() is None:
        raise NotAllowed(_("Il faut au moins une personne à la coordination. Invitez-en une autre d’abord."))
    change(person, by=by, is_coordinator=False, transition=WITHDRAW)
    tell(person, _("accès à la coordination retiré"))
    return person


def change(person, *, by, is_coordinator, transition):
    before = {"is_coordinator": person.is_coordinator}
    person.is_coordinator = is_coordinator
    person.save(update_fields=["is_coordinator"])
    record(Member(person), transition, by=by, before=before, after={"is_coordinator": is_coordinator})


def tell(person, fact):
    outbox.queue(
        "account_notice",
        to=person,
        about=Member(person),
        discriminator=timezone.now().isoformat(),
        context={"fact": fact},
        buttons=[(_("Voir mon compte"), reverse("account"))],
    )
