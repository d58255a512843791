"""A pair both agreed on elsewhere: it starts at once, told to both, whatever was open between the two."""

import pytest

from applications.tests.factories import ProfileFactory
from followup.models import Mentorship
from followup.services import pair_by_hand, pairs
from followup.tests.factories import MentorshipFactory
from matching.models import Exclusion, MatchingSettings, Proposal
from matching.services import by_hand, seats
from matching.tests.factories import ExclusionFactory, ProposalFactory
from mentoring.mail.models import Email
from mentoring.models import Event, NotAllowed
from mentoring.tests.factories import UserFactory
from mentoring.tests.hands import at_once, outcomes

pytestmark = pytest.mark.django_db
NOTE = "Vus ensemble au campus, mardi."


def start(mentor, mentee, awa, note=NOTE):
    return pairs.start_by_hand(mentor, mentee, by=awa, note=note)


@pytest.fixture
def mentor():
    return ProfileFactory(mentor=True, capacity=1)


@pytest.fixture
def mentee():
    return ProfileFactory()


def test_the_pair_starts_and_each_receives_one_letter(mentor, mentee, awa):
    pair = start(mentor, mentee, awa)
    proposal = Proposal.objects.get()
    assert (pair.mentor, pair.mentee, pair.state, pair.proposal) == (mentor, mentee, "active", proposal)
    assert (proposal.state, proposal.created_by) == ("accepted", awa)
    assert proposal.mentor_accepted_at
    assert proposal.mentee_accepted_at
    assert proposal.score > 0
    assert sorted(Email.objects.values_list("kind", "recipient")) == sorted(
        ("pair_started", profile.person_id) for profile in (mentor, mentee)
    )
    events = Event.objects.filter(reference=proposal.reference).order_by("pk")
    assert [(one.transition, one.actor, one.reason) for one in events] == [
        ("agree_elsewhere", awa, NOTE),
        ("mentee_accept", awa, NOTE),
    ]


def test_said_twice_it_is_one_pair(mentor, mentee, awa):
    assert start(mentor, mentee, awa) == start(mentor, mentee, awa)
    assert Email.objects.count() == 2


@pytest.mark.parametrize("state", ["interest", "draft", "asked_mentor", "asked_mentee"])
def test_what_is_open_between_the_two_becomes_the_pair(mentor, mentee, awa, state):
    """Nobody is asked any more: a question on its way is taken back."""
    given = {} if state == "asked_mentee" else {state: True}
    proposal = ProposalFactory(mentor=mentor, mentee=mentee, **given)
    assert start(mentor, mentee, awa).proposal == proposal
    proposal.refresh_from_db()
    assert proposal.state == "accepted"
    assert set(Email.objects.values_list("kind", flat=True)) == {"pair_started"}


def test_the_others_they_were_proposed_to_are_let_go(mentor, mentee, awa):
    """The first yes counts: a place a question reserved goes to the pair, and that question ends."""
    asked = ProposalFactory(mentor=mentor, asked_mentor=True)
    wish = ProposalFactory(mentee=mentee, interest=True)
    start(mentor, mentee, awa)
    closed = Proposal.objects.filter(pk__in=[asked.pk, wish.pk])
    assert {(one.state, one.close_reason) for one in closed} == {
        ("cancelled", "mentor_full"),
        ("cancelled", "mentee_paired"),
    }


def refused(mentor, mentee, awa, sentence):
    before = Event.objects.count()
    with pytest.raises(NotAllowed, match=sentence):
        start(mentor, mentee, awa)
    assert sentence in by_hand.refusal(mentor, mentee)[1]
    assert not Mentorship.objects.filter(mentor=mentor, mentee=mentee).exists()
    assert Event.objects.count() == before
    assert not Email.objects.exists()


def test_what_stands_in_the_way_is_said_and_nothing_is_written(mentor, mentee, awa):
    other = ProposalFactory(mentee=mentee)
    refused(mentor, mentee, awa, "vient de recevoir une autre proposition")
    other.delete()
    pinned = ProposalFactory(mentee=mentee, draft=True)
    refused(mentor, mentee, awa, "Un autre binôme est déjà épinglé")
    pinned.delete()
    excluded = ExclusionFactory(mentor=mentor, mentee=mentee)
    refused(mentor, mentee, awa, "paire exclue")
    Exclusion.objects.filter(pk=excluded.pk).delete()
    mentor.channels, mentee.channels = ["meet"], ["discord"]
    mentor.save()
    mentee.save()
    severities = {**MatchingSettings.current().severities, "no_channel": "block"}
    MatchingSettings.objects.create(severities=severities, reason="Essai.")
    refused(mentor, mentee, awa, "Bloqué")


def test_no_place_no_pair(mentor, mentee, awa):
    MentorshipFactory(proposal=ProposalFactory(mentor=mentor, accepted=True))
    refused(mentor, mentee, awa, "Plus de place")


def test_somebody_away_or_in_a_pair_is_not_paired(mentor, mentee, awa):
    pair = MentorshipFactory(proposal=ProposalFactory(mentee=mentee, accepted=True))
    refused(mentor, mentee, awa, "a déjà un binôme")
    mentor.state = "archived"
    mentor.save()
    refused(mentor, ProfileFactory(), awa, "n’est plus disponible")
    assert Mentorship.objects.get() == pair


def test_only_the_team_says_so_and_says_how(mentor, mentee, awa):
    with pytest.raises(NotAllowed, match="Dites comment"):
        start(mentor, mentee, awa, note="  ")
    with pytest.raises(NotAllowed, match="appartient à une autre personne"):
        start(mentor, mentee, UserFactory())
    assert not Proposal.objects.exists()


def test_whom_a_person_may_be_paired_with(pair, nadia):
    """The side that waits comes first; the other side is found by name, blocked or not."""
    assert pair_by_hand.sides_of(nadia) == [pair.mentor]
    asking = ProfileFactory(person=nadia)
    assert pair_by_hand.sides_of(nadia) == [asking, pair.mentor]
    lea_moreau = ProfileFactory(mentor=True, person=UserFactory(first_name="Léa", last_name="Moreau"))
    (row,) = pair_by_hand.search(asking, "lea mor")
    assert (row["one"].profile, row["mentor"], row["mentee"]) == (lea_moreau, lea_moreau, asking)
    assert pair_by_hand.search(asking, "") == pair_by_hand.search(lea_moreau, "moreau") == []


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_last_place_is_given_once(awa):
    mentor, mentees = ProfileFactory(mentor=True, capacity=1), ProfileFactory.create_batch(6)
    acts = [lambda mentee=mentee: start(mentor, mentee, awa) for mentee in mentees]
    assert outcomes(at_once(*acts)) == (1, 5, [])
    assert Mentorship.objects.count() == 1
    assert seats.places_left(mentor) == 0
    assert Email.objects.filter(kind="pair_started").count() == 2


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_pressed_six_times_at_once_it_is_one_pair(awa):
    """The late ones read that the pair is there, or that the person has one."""
    mentor, mentee = ProfileFactory(mentor=True, capacity=3), ProfileFactory()
    done, politely, broken = outcomes(at_once(*[lambda: start(mentor, mentee, awa)] * 6))
    assert (done >= 1, done + politely, broken) == (True, 6, [])
    assert Mentorship.objects.count() == Proposal.objects.count() == 1
    assert Email.objects.count() == 2
