import datetime

import pytest
from django.utils import timezone

from applications.models import Profile
from applications.tests.factories import ProfileFactory
from matching.models import Proposal
from matching.services import interests, proposals
from matching.tests.factories import ExclusionFactory, ProposalFactory
from matching.tests.reading import fresh, letters, letters_left, transitions
from mentoring.mail.models import Email
from mentoring.models import NotAllowed, Programme

pytestmark = pytest.mark.django_db
State = Proposal.State


def in_mode(mode):
    Programme.objects.update(mode=mode)


def test_in_mixed_mode_an_interest_waits_for_the_team(mentor, mentee):
    proposal = interests.express(
        mentor, mentee, by=mentor.person, team_note="J’ai connu ça.", first_words="x"
    )
    proposal = fresh(proposal)
    assert (proposal.state, proposal.is_interest, proposal.team_note) == (
        State.INTEREST,
        True,
        "J’ai connu ça.",
    )
    assert proposal.first_words == ""
    assert letters(proposal) == []
    assert transitions(proposal) == ["express_interest"]


def test_in_mentor_choice_the_person_is_asked_at_once(mentor, mentee):
    in_mode("mentor_choice")
    proposal = interests.express(mentor, mentee, by=mentor.person, first_words="Bonjour,\nje suis là.")
    proposal = fresh(proposal)
    assert proposal.state == State.AWAITING_MENTEE
    assert proposal.mentor_accepted_at is not None
    assert timezone.localdate(proposal.answer_by) == timezone.localdate() + datetime.timedelta(days=5)
    assert letters(proposal) == [("proposal_to_mentee", mentee.person_id)]
    assert "> Bonjour, je suis là." in Email.objects.get().text


def test_in_coordinator_mode_mentors_do_not_choose(mentor, mentee):
    in_mode("coordinator")
    with pytest.raises(NotAllowed, match="l’équipe compose"):
        interests.express(mentor, mentee, by=mentor.person)
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("mode", ["mixed", "coordinator", "mentor_choice"])
def test_a_coordinator_proposes_in_every_mode(mode, awa, mentor, mentee):
    in_mode(mode)
    assert proposals.propose(mentor, mentee, by=awa).state == State.AWAITING_MENTOR


@pytest.mark.parametrize("mode", ["mixed", "mentor_choice"])
def test_saying_it_twice_is_one_interest(mode, mentor, mentee):
    in_mode(mode)
    first = interests.express(mentor, mentee, by=mentor.person)
    assert interests.express(mentor, mentee, by=mentor.person) == first
    assert Proposal.objects.count() == 1
    assert Email.objects.count() == (mode == "mentor_choice")


@pytest.mark.parametrize(("capacity", "most"), [(1, 2), (2, 3), (3, 3)])
def test_interests_are_free_places_plus_one_and_three_at_most(capacity, most):
    mentor = ProfileFactory(mentor=True, capacity=capacity)
    for _time in range(most):
        interests.express(mentor, ProfileFactory(), by=mentor.person)
    with pytest.raises(NotAllowed, match=f"déjà {most} intérêts"):
        interests.express(mentor, ProfileFactory(), by=mentor.person)
    assert Proposal.objects.count() == most


def test_a_full_mentor_has_no_interest(mentee):
    mentor = ProfileFactory(mentor=True, capacity=1)
    ProposalFactory(mentor=mentor, accepted=True)
    with pytest.raises(NotAllowed, match="Vos places sont prises"):
        interests.express(mentor, mentee, by=mentor.person)


def test_someone_was_faster(mentor, mentee):
    ProposalFactory(mentee=mentee)
    with pytest.raises(NotAllowed, match="vient de recevoir une autre proposition"):
        interests.express(mentor, mentee, by=mentor.person)


def test_a_refusal_does_not_say_why(mentor, mentee):
    ExclusionFactory(mentor=mentor, mentee=mentee)
    with pytest.raises(NotAllowed, match="ne fait plus partie des suggestions"):
        interests.express(mentor, mentee, by=mentor.person)
    other = ProfileFactory(is_opted_out=True)
    with pytest.raises(NotAllowed, match="ne fait plus partie des suggestions"):
        interests.express(mentor, other, by=mentor.person)
    assert not Proposal.objects.exists()


def test_a_paused_mentor_has_no_interest(mentor, mentee):
    Profile.objects.filter(pk=mentor.pk).update(state="paused", paused_until=timezone.localdate())
    with pytest.raises(NotAllowed, match="Votre profil"):
        interests.express(mentor, mentee, by=mentor.person)


def test_an_interest_is_taken_back(mentor, mentee):
    proposal = interests.express(mentor, mentee, by=mentor.person)
    interests.withdraw(proposal, by=mentor.person)
    assert (fresh(proposal).state, fresh(proposal).close_reason) == (State.CANCELLED, "withdrawn")
    assert not Email.objects.exists()


def test_an_interest_is_taken_back_until_the_person_was_asked(mentor, mentee):
    in_mode("mentor_choice")
    proposal = interests.express(mentor, mentee, by=mentor.person)
    interests.withdraw(proposal, by=mentor.person)
    assert letters(proposal) == []
    again = interests.express(mentor, mentee, by=mentor.person)
    letters_left()
    with pytest.raises(NotAllowed, match="déjà reçu"):
        interests.withdraw(again, by=mentor.person)
    assert fresh(again).state == State.AWAITING_MENTEE


def test_the_team_approves_and_the_person_is_asked(awa, mentor, mentee):
    proposal = interests.express(mentor, mentee, by=mentor.person)
    other = interests.express(ProfileFactory(mentor=True), mentee, by=mentor.person)
    interests.approve(proposal, by=awa, team_line="Vous visez le même métier.")
    assert fresh(proposal).state == State.AWAITING_MENTEE
    assert letters(proposal) == [("proposal_to_mentee", mentee.person_id)]
    assert fresh(other).state == State.INTEREST
    with pytest.raises(NotAllowed, match="autre proposition"):
        interests.approve(other, by=awa)


def test_only_an_interest_is_approved(awa):
    proposal = ProposalFactory(draft=True)
    with pytest.raises(NotAllowed):
        interests.approve(proposal, by=awa)
    assert fresh(proposal).state == State.DRAFT


def test_an_approval_is_undone_to_an_interest(awa, mentor, mentee):
    proposal = interests.express(mentor, mentee, by=mentor.person)
    interests.approve(proposal, by=awa)
    proposals.undo(proposal, by=awa)
    assert fresh(proposal).state == State.INTEREST
    assert fresh(proposal).mentor_accepted_at is None
    assert letters(proposal) == []


def test_the_team_declines_with_a_kind_word(awa, mentor, mentee):
    proposal = interests.express(mentor, mentee, by=mentor.person)
    interests.decline(proposal, by=awa, reason="needs", message="Ses besoins ont changé, merci à vous.")
    assert (fresh(proposal).state, fresh(proposal).close_reason) == (State.DECLINED, "needs")
    assert letters(proposal) == [("interest_declined", mentor.person_id)]
    assert "Ses besoins ont changé, merci à vous." in Email.objects.get().text


def test_a_declined_interest_comes_back_within_ten_minutes(awa, mentor, mentee):
    proposal = interests.express(mentor, mentee, by=mentor.person)
    interests.decline(proposal, by=awa, reason="needs")
    proposals.undo(proposal, by=awa)
    assert (fresh(proposal).state, fresh(proposal).close_reason) == (State.INTEREST, "")
    assert letters(proposal) == []


def test_a_mentors_own_no_cannot_be_undone(awa):
    proposal = ProposalFactory(state=State.DECLINED)
    with pytest.raises(NotAllowed, match="trop tard"):
        proposals.undo(proposal, by=awa)


def test_a_proposal_is_not_declined_as_an_interest(awa):
    proposal = ProposalFactory()
    with pytest.raises(NotAllowed):
        interests.decline(proposal, by=awa, reason="needs")
    assert fresh(proposal).state == State.AWAITING_MENTEE
