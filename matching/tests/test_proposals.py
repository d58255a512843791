import datetime

import pytest
from django.utils import timezone

from applications.models import Profile
from applications.models.profile import ALL_SLOTS
from applications.tests.factories import ProfileFactory
from matching.models import Exclusion, Proposal
from matching.services import answers, closing, interests, proposals
from matching.tests.factories import ExclusionFactory, ProposalFactory
from matching.tests.reading import fresh, letters, transitions
from mentoring.mail.models import Email
from mentoring.models import Event, NotAllowed
from mentoring.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
State = Proposal.State


def test_staging_prepares_and_tells_nobody(awa, mentor, mentee):
    proposal = proposals.stage(mentor, mentee, by=awa)
    assert (proposal.state, proposal.created_by) == (State.DRAFT, awa)
    assert proposal.reference.startswith("PRO-")
    assert letters(proposal) == []
    assert transitions(proposal) == ["stage"]


def test_staging_twice_answers_the_same_proposal(awa, mentor, mentee):
    first = proposals.stage(mentor, mentee, by=awa)
    assert proposals.stage(mentor, mentee, by=awa) == first
    assert Proposal.objects.count() == 1


def test_a_person_is_pinned_once(awa, mentor, mentee):
    proposals.stage(mentor, mentee, by=awa)
    with pytest.raises(NotAllowed, match="épinglé"):
        proposals.stage(ProfileFactory(mentor=True), mentee, by=awa)
    assert Proposal.objects.count() == 1


def test_a_discarded_draft_is_gone(awa, mentor, mentee):
    proposal = proposals.stage(mentor, mentee, by=awa)
    reference = proposal.reference
    proposals.discard(proposal, by=awa)
    assert not Proposal.objects.exists()
    assert Event.objects.filter(reference=reference, transition="discard").exists()


def test_a_sent_proposal_cannot_be_discarded(awa):
    proposal = ProposalFactory(asked_mentor=True)
    with pytest.raises(NotAllowed):
        proposals.discard(proposal, by=awa)
    assert Proposal.objects.get() == proposal


def test_sending_asks_the_mentor_first_and_reserves_the_place(awa, mentor, mentee):
    proposal = proposals.propose(mentor, mentee, by=awa, team_line="Vous aimez tous les deux les tests.")
    proposal.refresh_from_db()
    assert proposal.state == State.AWAITING_MENTOR
    assert proposal.team_line == "Vous aimez tous les deux les tests."
    local = timezone.localtime(proposal.answer_by)
    assert (local.date(), local.time()) == (
        timezone.localdate() + datetime.timedelta(days=5),
        datetime.time(23, 59),
    )
    assert Proposal.objects.taking_a_seat().count() == 1
    assert letters(proposal) == [("proposal_to_mentor", mentor.person_id)]
    assert transitions(proposal) == ["stage", "send"]


def test_the_deadline_is_where_the_asked_person_lives(awa):
    mentor = ProfileFactory(mentor=True, slots=ALL_SLOTS, person=UserFactory(timezone="Indian/Reunion"))
    proposal = proposals.propose(mentor, ProfileFactory(slots=ALL_SLOTS), by=awa)
    assert proposal.answer_by.utcoffset() == datetime.timedelta(hours=4)
    assert (proposal.answer_by.hour, proposal.answer_by.minute) == (23, 59)


def test_the_letter_to_the_mentor_names_nobody(awa, mentor, mentee):
    proposal = proposals.propose(mentor, mentee, by=awa)
    email = Email.objects.get(reference=proposal.reference)
    for secret in (mentee.person.first_name, mentee.person.last_name, mentee.person.email, "Montreuil"):
        assert secret not in email.text + email.html + email.subject
    assert "Écrire des tests sans y passer la nuit" in email.text
    assert f"/espace/propositions/{proposal.reference}/" in email.text


def test_sending_twice_is_refused_and_writes_one_letter(awa, mentor, mentee):
    proposal = proposals.propose(mentor, mentee, by=awa)
    with pytest.raises(NotAllowed):
        proposals.propose(mentor, mentee, by=awa)
    with pytest.raises(NotAllowed):
        proposals.send(proposal, by=awa)
    assert Email.objects.count() == 1


def test_a_draft_with_an_interest_goes_straight_to_the_mentee(awa, mentor, mentee):
    proposal = proposals.stage(mentor, mentee, by=awa)
    interests.express(mentor, mentee, by=mentor.person)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.is_interest) == (State.DRAFT, True)
    proposals.send(proposal, by=awa)
    assert proposal.state == State.AWAITING_MENTEE
    assert letters(proposal) == [("proposal_to_mentee", mentee.person_id)]
    proposals.undo(proposal, by=awa)
    assert proposal.state == State.DRAFT


@pytest.mark.parametrize("state", [Profile.State.PAUSED, Profile.State.CLOSED, Profile.State.ARCHIVED])
@pytest.mark.parametrize("side", ["mentor", "mentee"])
def test_nobody_unavailable_is_asked(awa, mentor, mentee, side, state):
    Profile.objects.filter(pk={"mentor": mentor, "mentee": mentee}[side].pk).update(
        state=state, paused_until=timezone.localdate() + datetime.timedelta(days=9)
    )
    with pytest.raises(NotAllowed, match="disponible"):
        proposals.propose(mentor, mentee, by=awa)
    assert not Proposal.objects.exists()
    assert not Email.objects.exists()


def test_a_full_mentor_is_not_asked(awa, mentee):
    mentor = ProfileFactory(mentor=True, capacity=1)
    ProposalFactory(mentor=mentor, accepted=True)
    with pytest.raises(NotAllowed, match="Plus de place"):
        proposals.propose(mentor, mentee, by=awa)


def test_a_pair_that_ended_frees_the_place(awa, mentee):
    mentor = ProfileFactory(mentor=True, capacity=1)
    pair = ProposalFactory(mentor=mentor, accepted=True)
    closing.end_pair(pair, by=awa)
    closing.end_pair(pair, by=awa)
    assert transitions(pair) == ["end_pair"]
    assert proposals.propose(mentor, mentee, by=awa).state == State.AWAITING_MENTOR


def test_a_draft_sent_after_the_last_place_went_is_refused(awa, mentee):
    mentor = ProfileFactory(mentor=True, capacity=1)
    draft = proposals.stage(mentor, mentee, by=awa)
    ProposalFactory(mentor=mentor)
    with pytest.raises(NotAllowed, match="Plus de place"):
        proposals.send(draft, by=awa)
    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_a_mentee_is_asked_about_one_mentor_at_a_time(awa, mentee):
    ProposalFactory(mentee=mentee)
    with pytest.raises(NotAllowed, match="autre proposition"):
        proposals.propose(ProfileFactory(mentor=True), mentee, by=awa)


def test_a_mentee_in_a_pair_is_not_asked(awa, mentee):
    ProposalFactory(mentee=mentee, accepted=True)
    with pytest.raises(NotAllowed, match="déjà un binôme"):
        proposals.propose(ProfileFactory(mentor=True), mentee, by=awa)


def test_an_excluded_pair_is_refused_until_it_is_lifted_or_over(awa, mentor, mentee):
    exclusion = ExclusionFactory(mentor=mentor, mentee=mentee)
    with pytest.raises(NotAllowed, match="exclue"):
        proposals.propose(mentor, mentee, by=awa)
    Exclusion.objects.filter(pk=exclusion.pk).update(until=timezone.localdate())
    assert proposals.propose(mentor, mentee, by=awa).state == State.AWAITING_MENTOR


def test_undo_takes_everything_back(awa, mentor, mentee):
    proposal = proposals.propose(mentor, mentee, by=awa)
    proposals.undo(proposal, by=awa)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.answer_by) == (State.DRAFT, None)
    assert letters(proposal) == []
    assert Proposal.objects.taking_a_seat().count() == 0
    assert transitions(proposal) == ["stage", "send", "undo"]


def test_what_was_undone_can_be_sent_again(awa, mentor, mentee):
    proposal = proposals.propose(mentor, mentee, by=awa)
    proposals.undo(proposal, by=awa)
    proposals.send(proposal, by=awa)
    assert letters(proposal) == [("proposal_to_mentor", mentor.person_id)]


def test_undo_is_refused_after_ten_minutes(awa, mentor, mentee):
    proposal = proposals.propose(mentor, mentee, by=awa)
    Event.objects.update(at=timezone.now() - datetime.timedelta(minutes=11))
    with pytest.raises(NotAllowed, match="trop tard"):
        proposals.undo(proposal, by=awa)
    proposal.refresh_from_db()
    assert proposal.state == State.AWAITING_MENTOR
    assert len(letters(proposal)) == 1


def test_undo_is_refused_once_the_letter_left(awa, mentor, mentee):
    proposal = proposals.propose(mentor, mentee, by=awa)
    Email.objects.update(state="sent", sent_at=timezone.now())
    with pytest.raises(NotAllowed, match="parti"):
        proposals.undo(proposal, by=awa)


def test_undo_is_refused_once_somebody_answered(awa, mentor, mentee):
    proposal = proposals.propose(mentor, mentee, by=awa)
    answers.mentor_accept(proposal, by=mentor.person)
    with pytest.raises(NotAllowed, match="trop tard"):
        proposals.undo(proposal, by=awa)
    assert letters(proposal) == [("proposal_to_mentee", mentee.person_id)]


def test_cancelling_before_the_letter_left_tells_nobody(awa, mentor, mentee):
    proposal = proposals.propose(mentor, mentee, by=awa)
    closing.cancel(proposal, by=awa, reason="mistake")
    assert (proposal.state, proposal.close_reason) == (State.CANCELLED, "mistake")
    assert letters(proposal) == []


def test_cancelling_tells_the_mentor_who_had_been_asked(awa, mentor, mentee):
    proposal = proposals.propose(mentor, mentee, by=awa)
    Email.objects.update(state="sent", sent_at=timezone.now())
    closing.cancel(proposal, by=awa, reason="changed", text="Un autre projet.")
    assert letters(proposal) == [("proposal_cancelled", mentor.person_id)]
    assert "autre projet" not in Email.objects.get(kind="proposal_cancelled").text


def test_cancelling_tells_both_once_the_mentee_was_asked(awa):
    proposal = ProposalFactory()
    closing.cancel(proposal, by=awa, reason="changed")
    assert letters(proposal) == [
        ("proposal_cancelled", proposal.mentor.person_id),
        ("proposal_cancelled", proposal.mentee.person_id),
    ]


def test_a_pair_cannot_be_cancelled(awa):
    pair = ProposalFactory(accepted=True)
    with pytest.raises(NotAllowed):
        closing.cancel(pair, by=awa, reason="changed")
    pair.refresh_from_db()
    assert pair.state == State.ACCEPTED


def test_only_a_pair_ends(awa):
    proposal = ProposalFactory()
    with pytest.raises(NotAllowed):
        closing.end_pair(proposal, by=awa)


def test_a_departure_closes_what_is_open_and_spares_the_leaver_a_letter():
    proposal = ProposalFactory()
    interest = ProposalFactory(interest=True, mentee=proposal.mentee)
    pair = ProposalFactory(accepted=True)
    closing.leave(proposal.mentee, by=proposal.mentee.person)
    assert {p.state for p in (fresh(proposal), fresh(interest))} == {State.CANCELLED}
    assert fresh(pair).state == State.ACCEPTED
    assert letters(proposal) == [("proposal_cancelled", proposal.mentor.person_id)]
    assert letters(interest) == [("proposal_not_concluded", interest.mentor.person_id)]
