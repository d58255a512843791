"""What forbids two accounts to become one, each reason by itself."""

import pytest

from applications.tests.factories import ApplicationFactory, ProfileFactory
from followup.models import AccountDeletion
from followup.services.merging import merge, obstacles, preview
from followup.services.privacy import erasure
from followup.tests.factories import MentorshipFactory, WorkshopFactory, WorkshopRegistrationFactory
from followup.tests.test_merging import merged
from matching.tests.factories import ExclusionFactory, ProposalFactory, in_days
from mentoring.models import NotAllowed, User
from mentoring.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def refusal(kept, absorbed):
    """The only obstacle, and it is what the service answers."""
    (sentence,) = obstacles.find(kept, absorbed)
    with pytest.raises(NotAllowed) as refused:
        merge.merge(kept, absorbed, by=None, seen=preview.of(kept, absorbed).mark)
    assert str(refused.value) == sentence
    absorbed.refresh_from_db()
    assert absorbed.merged_into is None
    return sentence.replace("\u202f", " ").replace("\u00a0", " ")


def test_nobody_with_themselves(kept):
    assert refusal(kept, kept) == "C’est le même compte."


@pytest.mark.parametrize("role", ["is_coordinator", "is_superuser", "is_staff"])
@pytest.mark.parametrize("is_kept", [True, False])
def test_nobody_of_the_team(kept, other, role, is_kept):
    person = kept if is_kept else other
    setattr(person, role, True)
    person.save()
    assert "fait partie de l’équipe" in refusal(kept, other)


@pytest.mark.parametrize("is_kept", [True, False])
def test_no_account_that_is_leaving_closed_or_gone(sam, kept, other, is_kept):
    person = kept if is_kept else other
    asked = AccountDeletion.objects.create(person=person, due_at=in_days(7))
    assert "La suppression du compte" in refusal(kept, other)
    asked.delete()
    User.objects.filter(pk=person.pk).update(is_active=False)
    person.refresh_from_db()
    assert "est fermé" in refusal(kept, other)
    User.objects.filter(pk=person.pk).update(is_active=True)
    person.refresh_from_db()
    erasure.erase(person, by=sam)
    person.refresh_from_db()
    assert any("supprimé" in sentence for sentence in obstacles.find(kept, other))


def test_the_account_that_stays_has_a_proven_address(other):
    kept = UserFactory(verified=False)
    assert "n’est pas vérifiée" in refusal(kept, other)


@pytest.mark.parametrize("states", [("submitted", "submitted"), ("approved", "on_hold")])
def test_two_live_applications_of_one_side(kept, other, states):
    for person, state in zip((kept, other), states, strict=True):
        ApplicationFactory(person=person, **{state: True} if state != "submitted" else {})
    assert "Deux candidatures du même côté" in refusal(kept, other)


def test_two_profiles_matching_has_known(kept, other):
    ProfileFactory(person=kept, mentor=True)
    left = ApplicationFactory(person=other, mentor=True, state="withdrawn")
    gone = ProfileFactory(person=other, mentor=True, application=left, state="archived")
    assert "un profil de mentor" in refusal(kept, other)
    gone.opened_at = None
    gone.save()
    assert obstacles.find(kept, other) == []
    ExclusionFactory(mentor=gone)
    assert "un profil de mentor" in refusal(kept, other)


def test_two_time_zones_for_two_sides(kept, other):
    ProfileFactory(person=kept, mentor=True)
    ProfileFactory(person=other)
    other.timezone = "Indian/Reunion"
    other.save()
    assert "deux fuseaux horaires" in refusal(kept, other)


def test_a_pair_of_the_two_even_ended(kept, other):
    mentor, mentee = ProfileFactory(person=kept, mentor=True), ProfileFactory(person=other)
    proposal = ProposalFactory(mentor=mentor, mentee=mentee, accepted=True, ended_at=in_days(-1))
    MentorshipFactory(proposal=proposal, completed=True)
    assert "un binôme ensemble" in refusal(kept, other)


def test_an_open_proposal_of_the_two_and_not_a_closed_one(sam, kept, other):
    mentor, mentee = ProfileFactory(person=kept, mentor=True), ProfileFactory(person=other)
    proposal = ProposalFactory(mentor=mentor, mentee=mentee)
    assert "Une proposition est ouverte entre les deux comptes" in refusal(kept, other)
    proposal.state = "declined"
    proposal.save()
    assert merged(kept, other, by=sam)


@pytest.mark.parametrize("is_asked_only", [True, False])
def test_the_same_partner_on_both_sides(kept, other, is_asked_only):
    """Somebody who mentors one account and is mentored by the other."""
    partner = UserFactory(first_name="Ines", last_name="Roy")
    pair = ProposalFactory(
        mentor=ProfileFactory(person=kept, mentor=True), mentee=ProfileFactory(person=partner), accepted=True
    )
    MentorshipFactory(proposal=pair)
    back = ProposalFactory(
        mentor=ProfileFactory(person=partner, mentor=True),
        mentee=ProfileFactory(person=other),
        **{} if is_asked_only else {"accepted": True},
    )
    if not is_asked_only:
        MentorshipFactory(proposal=back)
    assert "en cours avec Ines Roy" in refusal(kept, other)


def test_two_seats_at_a_workshop_to_come(kept, other):
    workshop = WorkshopFactory()
    WorkshopRegistrationFactory(workshop=workshop, person=kept)
    WorkshopRegistrationFactory(workshop=workshop, person=other, state="waitlisted")
    assert f"à l’atelier {workshop.reference}" in refusal(kept, other)
