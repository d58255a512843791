import datetime

import pytest
from django.utils import timezone

from applications.models import Profile
from applications.tests.factories import ProfileFactory
from matching.models import Exclusion, Proposal
from matching.services import answers, proposals
from matching.tests.factories import ProposalFactory
from matching.tests.reading import fresh, letters, transitions
from mentoring.mail.models import Email
from mentoring.models import NotAllowed
from mentoring.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
State = Proposal.State


def test_the_mentor_says_yes_and_the_mentee_is_asked(awa, mentor, mentee):
    proposal = proposals.propose(mentor, mentee, by=awa)
    answers.mentor_accept(proposal, by=mentor.person)
    assert fresh(proposal).state == State.AWAITING_MENTEE
    assert fresh(proposal).mentor_accepted_at is not None
    assert letters(proposal) == [("proposal_to_mentee", mentee.person_id)]
    assert transitions(proposal) == ["stage", "send", "mentor_accept"]


def test_the_letter_to_the_mentee_says_first_name_and_job_and_no_more(mentor, mentee):
    proposal = ProposalFactory(mentor=mentor, mentee=mentee, asked_mentor=True)
    answers.mentor_accept(proposal, by=mentor.person)
    email = Email.objects.get(kind="proposal_to_mentee")
    assert f"{mentor.person.first_name}, développeuse back-end, aimerait avancer avec vous." in email.text
    for secret in (mentor.person.last_name, mentor.person.email, "Kerlis"):
        assert secret not in email.text + email.html


def test_the_mentor_gets_a_new_deadline_counted_from_the_yes(mentor):
    proposal = ProposalFactory(mentor=mentor, asked_mentor=True, extensions=2, reminders_by_hand=1)
    Proposal.objects.filter(pk=proposal.pk).update(answer_by=timezone.now() + datetime.timedelta(hours=1))
    answers.mentor_accept(proposal, by=mentor.person)
    proposal = fresh(proposal)
    assert timezone.localdate(proposal.answer_by) == timezone.localdate() + datetime.timedelta(days=5)
    assert (proposal.extensions, proposal.reminders_by_hand) == (0, 0)


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (answers.mentor_accept, State.AWAITING_MENTEE),
        (answers.mentor_accept, State.INTEREST),
        (answers.mentor_accept, State.DRAFT),
        (answers.mentee_accept, State.AWAITING_MENTOR),
        (answers.mentee_accept, State.CANCELLED),
        (answers.mentee_accept, State.EXPIRED),
    ],
)
def test_an_answer_nobody_waits_for_is_refused(answer, state):
    proposal = ProposalFactory(state=state)
    asked = proposal.mentor if answer == answers.mentor_accept else proposal.mentee
    with pytest.raises(NotAllowed, match="plus possible"):
        answer(proposal, by=asked.person)
    assert fresh(proposal).state == state
    assert not Email.objects.exists()


def test_nobody_answers_for_someone_else(mentor):
    proposal = ProposalFactory(mentor=mentor, asked_mentor=True)
    for stranger in (UserFactory(), proposal.mentee.person):
        with pytest.raises(NotAllowed, match="autre personne"):
            answers.mentor_accept(proposal, by=stranger)
        with pytest.raises(NotAllowed, match="autre personne"):
            answers.mentor_decline(proposal, by=stranger, reason="no_time")
    assert fresh(proposal).state == State.AWAITING_MENTOR


def test_a_coordinator_answers_with_a_note(awa, mentor):
    proposal = ProposalFactory(mentor=mentor, asked_mentor=True)
    with pytest.raises(NotAllowed, match="recueilli"):
        answers.mentor_accept(proposal, by=awa, note=" ")
    answers.mentor_accept(proposal, by=awa, note="Au téléphone, le 12 mars.")
    assert fresh(proposal).state == State.AWAITING_MENTEE


def test_the_mentor_says_no_and_the_mentee_never_knows(mentor, mentee):
    proposal = ProposalFactory(mentor=mentor, mentee=mentee, asked_mentor=True)
    answers.mentor_decline(proposal, by=mentor.person, reason="topics", text="Je ne connais pas Django.")
    proposal = fresh(proposal)
    assert (proposal.state, proposal.close_reason) == (State.DECLINED, "topics")
    assert not Email.objects.exists()
    exclusion = Exclusion.objects.get()
    assert (exclusion.mentor, exclusion.mentee, exclusion.reason) == (mentor, mentee, "declined")
    assert exclusion.until == timezone.localdate() + datetime.timedelta(days=90)


def test_a_second_no_renews_the_silence(mentor, mentee):
    for _time in range(2):
        Exclusion.objects.update(until=timezone.localdate() - datetime.timedelta(days=1))
        proposal = ProposalFactory(mentor=mentor, mentee=mentee, asked_mentor=True)
        answers.mentor_decline(proposal, by=mentor.person, reason="topics")
    assert Exclusion.objects.get().until == timezone.localdate() + datetime.timedelta(days=90)


def test_two_yeses_make_a_pair(mentor, mentee):
    proposal = ProposalFactory(mentor=mentor, mentee=mentee)
    assert answers.mentee_accept(proposal, by=mentee.person) == proposal
    assert fresh(proposal).state == State.ACCEPTED
    assert Proposal.objects.pairs().get() == proposal
    assert not Email.objects.exists()


def test_a_pair_closes_the_other_proposals_of_the_mentee_neutrally(mentee):
    proposal = ProposalFactory(mentee=mentee)
    interest = ProposalFactory(mentee=mentee, interest=True)
    answers.mentee_accept(proposal, by=mentee.person)
    assert (fresh(interest).state, fresh(interest).close_reason) == (State.CANCELLED, "mentee_paired")
    assert letters(interest) == [("proposal_not_concluded", interest.mentor.person_id)]
    email = Email.objects.get(reference=interest.reference)
    for secret in (mentee.person.first_name, proposal.mentor.person.first_name):
        assert secret not in email.text


def test_a_pair_closes_what_the_mentor_has_no_place_for():
    mentor = ProfileFactory(mentor=True, capacity=1)
    proposal = ProposalFactory(mentor=mentor)
    interest = ProposalFactory(mentor=mentor, interest=True)
    draft = ProposalFactory(mentor=mentor, draft=True)
    answers.mentee_accept(proposal, by=proposal.mentee.person)
    assert (fresh(interest).state, fresh(draft).state) == (State.CANCELLED, State.CANCELLED)
    assert letters(interest) == [("proposal_not_concluded", mentor.person_id)]
    assert letters(draft) == []


def test_a_pair_leaves_the_rest_alone_while_a_place_is_free():
    mentor = ProfileFactory(mentor=True, capacity=2)
    proposal = ProposalFactory(mentor=mentor)
    interest = ProposalFactory(mentor=mentor, interest=True)
    answers.mentee_accept(proposal, by=proposal.mentee.person)
    assert fresh(interest).state == State.INTEREST


def test_when_the_places_were_lowered_the_first_yes_counts():
    mentor = ProfileFactory(mentor=True, capacity=2)
    first = ProposalFactory(mentor=mentor)
    second = ProposalFactory(mentor=mentor)
    Profile.objects.filter(pk=mentor.pk).update(capacity=1)
    assert answers.mentee_accept(first, by=first.mentee.person).state == State.ACCEPTED
    assert (fresh(second).state, fresh(second).close_reason) == (State.CANCELLED, "mentor_full")
    assert letters(second) == [
        ("proposal_cancelled", mentor.person_id),
        ("proposal_cancelled", second.mentee.person_id),
    ]
    with pytest.raises(NotAllowed):
        answers.mentee_accept(second, by=second.mentee.person)
    assert Proposal.objects.pairs().count() == 1


def test_a_mentor_without_a_place_is_told_to_free_one():
    mentor = ProfileFactory(mentor=True, capacity=2)
    ProposalFactory(mentor=mentor, accepted=True)
    proposal = ProposalFactory(mentor=mentor, asked_mentor=True)
    Profile.objects.filter(pk=mentor.pk).update(capacity=1)
    with pytest.raises(NotAllowed, match="Libérez une place"):
        answers.mentor_accept(proposal, by=mentor.person)


def test_a_participant_is_told_nothing_of_the_obstacle(mentor):
    proposal = ProposalFactory(mentor=mentor)
    Profile.objects.filter(pk=mentor.pk).update(state="archived")
    with pytest.raises(NotAllowed, match="L’équipe s’en occupe"):
        answers.mentee_accept(proposal, by=proposal.mentee.person)
    assert fresh(proposal).state == State.AWAITING_MENTEE


def test_the_mentee_says_no_and_the_mentor_reads_a_neutral_word(mentor, mentee):
    proposal = ProposalFactory(mentor=mentor, mentee=mentee)
    answers.mentee_decline(proposal, by=mentee.person, reason="undisclosed", text="Trop loin de mes goûts.")
    assert fresh(proposal).state == State.DECLINED
    assert letters(proposal) == [("proposal_not_concluded", mentor.person_id)]
    text = Email.objects.get().text
    assert "goûts" not in text
    assert mentee.person.first_name not in text
    assert Exclusion.objects.get().reason == "declined"


def test_answering_after_the_others_answer_changes_nothing(mentee):
    proposal = ProposalFactory(mentee=mentee)
    answers.mentee_accept(proposal, by=mentee.person)
    with pytest.raises(NotAllowed, match="Acceptée"):
        answers.mentee_decline(proposal, by=mentee.person, reason="times")
    assert fresh(proposal).state == State.ACCEPTED
    assert not Exclusion.objects.exists()
