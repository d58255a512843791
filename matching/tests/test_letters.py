"""What leaves the outbox, and what is kept back because it is no longer true."""

import datetime

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from applications.tests.factories import ProfileFactory
from matching.models import Proposal
from matching.services import answers, closing, comparing, deadlines, interests, letters, proposals
from matching.tests.factories import ProposalFactory, in_days
from mentoring.mail.drain import drain
from mentoring.mail.models import Email
from mentoring.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
State = Proposal.State
KINDS = [
    "interest_declined",
    "proposal_to_mentor",
    "proposal_to_mentee",
    "proposal_reminder",
    "proposal_expired",
    "proposal_not_concluded",
    "proposal_cancelled",
]


@pytest.fixture(autouse=True)
def _any_hour(settings):
    settings.MAIL_QUIET_HOURS = False


def drain_later():
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=11), tick=False):
        return drain()


def test_the_question_leaves_after_ten_minutes(awa, mentor, mentee):
    proposals.propose(mentor, mentee, by=awa)
    assert drain() == 0
    assert drain_later() == 1
    [sent] = mail.outbox
    assert sent.subject == "Une personne à accompagner vous est proposée"
    assert sent.to == [mentor.person.email]
    assert "Voir la proposition" in sent.body


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        ("proposal_to_mentor", State.CANCELLED),
        ("proposal_to_mentor", State.AWAITING_MENTEE),
        ("proposal_to_mentee", State.EXPIRED),
        ("proposal_reminder", State.ACCEPTED),
        ("proposal_reminder", State.AWAITING_MENTEE),
        ("proposal_expired", State.AWAITING_MENTOR),
        ("proposal_not_concluded", State.ACCEPTED),
        ("proposal_cancelled", State.AWAITING_MENTEE),
        ("interest_declined", State.INTEREST),
    ],
)
def test_what_is_no_longer_true_does_not_leave(kind, state):
    proposal = ProposalFactory(state=state, mentee_accepted_at=timezone.now())
    Email.objects.create(
        key=kind,
        kind=kind,
        category="R" if kind == "proposal_reminder" else "D",
        reference=proposal.reference,
        recipient=proposal.mentor.person,
        to_address=proposal.mentor.person.email,
        subject="x",
        text="x",
    )
    assert drain() == 0
    assert Email.objects.get(key=kind).state == Email.State.SUPPRESSED


def test_the_reminder_carries_its_unsubscribe_link(mentor):
    proposal = ProposalFactory(mentor=mentor, asked_mentor=True)
    deadlines.remind(proposal, by=UserFactory(is_coordinator=True))
    assert drain() == 1
    assert "List-Unsubscribe" in mail.outbox[0].extra_headers
    assert "Répondez à ce message" in mail.outbox[0].body


def test_hostile_words_stay_words(awa):
    nasty = "<script>alert(1)</script>\r\nBcc: x@y.fr {{ 7|add:7 }}"
    mentor = ProfileFactory(
        mentor=True, person=UserFactory(first_name="Zoé <b>"), job_title="Dev <i>", capacity=1
    )
    mentee = ProfileFactory(excerpt=nasty, person=UserFactory(first_name="Ada"))
    proposal = proposals.propose(mentor, mentee, by=awa, team_line=nasty)
    answers.mentor_accept(proposal, by=mentor.person)
    for email in Email.objects.all():
        assert "<script>" not in email.html
        assert "Bcc" not in email.subject
        assert "14" not in email.text.partition("Dites-nous")[0]
    assert (
        "Zoé <b>, dev <i>, aimerait avancer avec vous." in Email.objects.get(kind="proposal_to_mentee").text
    )


def every_letter(awa):
    """One proposal of each fate, so that each kind is written once or more."""
    asked = ProposalFactory(answer_by=in_days(-1), asked_mentor=True)
    deadlines.remind(asked, by=awa)
    deadlines.expire(asked)
    unanswered = ProposalFactory(answer_by=in_days(-1))
    deadlines.expire(unanswered)
    first = proposals.propose(ProfileFactory(mentor=True), ProfileFactory(), by=awa)
    answers.mentor_accept(first, by=first.mentor.person)
    interest = interests.express(mentor := ProfileFactory(mentor=True), ProfileFactory(), by=mentor.person)
    interests.decline(interest, by=awa, reason="needs")
    cancelled = ProposalFactory()
    closing.cancel(cancelled, by=awa, reason="changed")
    return Proposal.objects.select_related("mentor__person", "mentee__person")


def test_no_letter_names_the_other_person(awa):
    """The mentor's first name, told to the mentee who is asked, is the one exception."""
    people = {one.reference: (one.mentor.person, one.mentee.person) for one in every_letter(awa)}
    emails = list(Email.objects.all())
    asked_mentor = proposals.propose(ProfileFactory(mentor=True), ProfileFactory(), by=awa)
    emails.append(Email.objects.get(reference=asked_mentor.reference))
    people[asked_mentor.reference] = (asked_mentor.mentor.person, asked_mentor.mentee.person)
    assert {email.kind for email in emails} == set(KINDS)
    for email in emails:
        mentor, mentee = people[email.reference]
        other = mentee if email.recipient == mentor else mentor
        words = email.subject + email.text + email.html
        for secret in (other.last_name, other.email, other.first_name):
            if (email.kind, secret) != ("proposal_to_mentee", mentor.first_name):
                assert secret not in words, (email.kind, secret)
        assert email.text.count("http") >= 1


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Ingénieure plateforme", "ingénieure plateforme"),
        ("Analyste SOC", "analyste SOC"),
        ("DevOps confirmée", "DevOps confirmée"),
        ("QA", "QA"),
        ("", ""),
    ],
)
def test_a_job_reads_in_a_sentence(title, words):
    assert letters.mid_sentence(title) == words


def test_a_preview_stops_above_its_button(awa, mentor, mentee):
    preview = comparing.preview(mentor, mentee, by=awa)
    assert preview.signature == "Awa, pour l’équipe Binôme"
    assert preview.blocks
    assert not [block for block in preview.blocks for line in block["lines"] if "http" in line]
    assert preview.button not in str(preview.blocks)
