"""What stands in the way of a merge, each in a sentence that says what to do first."""

from allauth.account.models import EmailAddress
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.models import Application, Profile
from applications.options import Kind
from followup.models import AccountDeletion, Mentorship
from followup.services.privacy.erasure import is_erased
from matching.models import Proposal
from mentoring.models import User
from mentoring.templatetags.binome import liste_fr

from . import doubles


def find(kept, absorbed):
    """[sentence], in the order in which they are worth reading; none when the two may be merged."""
    if kept.pk == absorbed.pk:
        return [_("C’est le même compte.")]
    reasons = (of_accounts, of_sides, between, of_workshops)
    return [sentence for reason in reasons for sentence in reason(kept, absorbed)]


def of_accounts(kept, absorbed):
    for person in (kept, absorbed):
        if is_erased(person):
            yield _("L’un des deux comptes est supprimé, ou déjà réuni à un autre.")
            return
        if person.is_coordinator or person.is_superuser or person.is_staff:
            yield _("{name} fait partie de l’équipe : retirez d’abord ce rôle.").format(name=person)
        if not person.is_active:
            yield _("Le compte {email} est fermé : rouvrez-le d’abord, ou gardez les deux à part.").format(
                email=person.email
            )
    asked = AccountDeletion.objects.filter(person__in=[kept, absorbed]).select_related("person")
    for deletion in asked.order_by("pk"):
        yield _(
            "La suppression du compte {email} est demandée : attendez qu’elle soit faite, ou annulée."
        ).format(email=deletion.person.email)
    if not EmailAddress.objects.filter(user=kept, verified=True).exists():
        yield _("L’adresse {email} n’est pas vérifiée : gardez plutôt l’autre compte.").format(
            email=kept.email
        )
    if kept.timezone != absorbed.timezone and kept.profiles.exists() and absorbed.profiles.exists():
        yield _(
            "Les deux comptes ont un profil et deux fuseaux horaires : les créneaux ne voudraient plus dire "
            "la même heure. La personne choisit d’abord le même dans « Mon compte »."
        )


def of_sides(kept, absorbed):
    """One side of both accounts: an application or a profile that one person cannot have twice."""
    sent = Application.objects.live().sent().filter(person__in=[kept, absorbed])
    spare = [profile.pk for profile in doubles.spare_profiles(kept, absorbed)]
    profiles = Profile.objects.filter(person__in=[kept, absorbed]).exclude(pk__in=spare)
    for kind in Kind:
        mine = list(sent.filter(kind=kind).order_by("pk"))
        if len(mine) == 2:
            yield _(
                "Deux candidatures du même côté sont en cours ou validées ({ours}) : "
                "l’une doit d’abord être refusée ou retirée."
            ).format(ours=liste_fr([one.reference for one in mine]))
        elif profiles.filter(kind=kind).count() == 2:
            yield (
                _("Les deux comptes ont un profil de mentor : Binôme n’en garde qu’un par personne.")
                if kind == Kind.MENTOR
                else _("Les deux comptes ont un profil de mentoré : Binôme n’en garde qu’un par personne.")
            )


def between(kept, absorbed):
    """A pair of the two, or the same partner for both."""
    together = Mentorship.objects.of(kept).filter(
        Q(mentor__person=absorbed) | Q(mentee__person=absorbed),
    )
    for pair in together:
        yield _("Les deux comptes ont formé un binôme ensemble ({reference}).").format(
            reference=pair.reference
        )
    asked = Proposal.objects.open().of(kept)
    for proposal in asked.filter(Q(mentor__person=absorbed) | Q(mentee__person=absorbed)):
        yield _("Une proposition est ouverte entre les deux comptes ({reference}) : annulez-la.").format(
            reference=proposal.reference
        )
    both = partners(kept) & partners(absorbed)
    for person in User.objects.filter(pk__in=both).order_by("pk"):
        yield _(
            "Les deux comptes ont un binôme ou une proposition en cours avec {name} : terminez l’un des deux."
        ).format(name=person)


def partners(person):
    """The keys of those this person has a pair or a question under way with."""
    people = ("mentor__person", "mentee__person")
    pairs = Mentorship.objects.live().of(person).values_list(*people)
    asked = Proposal.objects.open().of(person).values_list(*people)
    return {key for row in (*pairs, *asked) for key in row} - {person.pk}


def of_workshops(kept, absorbed):
    """Two seats at a workshop to come: one of them is somebody else's turn."""
    now = timezone.now()
    said = _("Les deux comptes sont inscrits à l’atelier {reference} : annulez une inscription.")
    for row in doubles.registrations(kept, absorbed):
        if doubles.waits_for(row, now):
            yield said.format(reference=row.workshop.reference)
