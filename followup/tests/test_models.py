"""Every constraint of the floor: what the form would say, and what the database holds."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from followup.models import MentoringSession, Mentorship
from followup.tests.factories import (
    GoalFactory,
    MentoringSessionFactory,
    MentorshipFactory,
    SessionFeedbackFactory,
)
from matching.tests.factories import ProposalFactory
from mentoring.models import NotAllowed
from mentoring.moves import move

pytestmark = pytest.mark.django_db


def broken(build, sentence):
    """The object `build` makes is refused by its constraints with `sentence`, and by the database."""
    with transaction.atomic(), pytest.raises(IntegrityError):
        build().save(force_insert=True)
    with pytest.raises(ValidationError) as refusal:
        build().validate_constraints()
    assert sentence in refusal.value.messages


def mentorship(**changes):
    proposal = ProposalFactory(accepted=True)
    return MentorshipFactory.build(
        proposal=proposal, mentor=proposal.mentor, mentee=proposal.mentee, reference="BIN-TEST", **changes
    )


def test_a_mentee_has_one_live_pair(pair):
    broken(
        lambda: MentorshipFactory.build(
            proposal=ProposalFactory(mentee=pair.mentee, accepted=True, ended_at=timezone.now()),
            mentee=pair.mentee,
            reference="BIN-TEST",
        ),
        "Cette personne a déjà un binôme.",
    )


def test_an_ended_pair_leaves_room_for_another():
    ended = MentorshipFactory(state="completed", ended_on=timezone.localdate())
    ended.proposal.ended_at = timezone.now()
    ended.proposal.save()
    again = MentorshipFactory(proposal=ProposalFactory(mentee=ended.mentee, accepted=True))
    assert Mentorship.objects.live().get() == again


def test_a_pair_ends_after_it_starts():
    today = timezone.localdate()
    broken(lambda: mentorship(started_on=today, planned_end_on=today), "La fin doit être après le début.")


@pytest.mark.parametrize("state", ["completed", "ended_early"])
def test_an_ended_pair_has_its_date(state):
    broken(lambda: mentorship(state=state), "Un binôme terminé porte sa date de fin.")


def test_a_pause_has_an_end():
    broken(lambda: mentorship(state="paused"), "Indiquez la fin de la pause.")


def test_a_session_ends_after_it_starts(pair):
    now = timezone.now()
    broken(
        lambda: MentoringSessionFactory.build(
            mentorship=pair, planned_by=pair.mentor.person, starts_at=now, ends_at=now
        ),
        "La fin doit être après le début.",
    )


def test_one_feedback_per_person_and_session():
    first = SessionFeedbackFactory()
    broken(
        lambda: SessionFeedbackFactory.build(mentoring_session=first.mentoring_session, author=first.author),
        "Votre retour est déjà enregistré.",
    )


@pytest.mark.parametrize("changes", [{"took_place": "no", "utility": 3}, {"utility": 6}])
def test_utility_is_of_a_held_session(pair, changes):
    mentoring_session = MentoringSessionFactory(mentorship=pair, held=True)
    broken(
        lambda: SessionFeedbackFactory.build(
            mentoring_session=mentoring_session, author=pair.mentor.person, **changes
        ),
        "L’utilité se dit d’une séance qui a eu lieu.",
    )


def pair_in(state):
    ended = timezone.localdate() if state in ("completed", "ended_early") else None
    until = timezone.localdate() + datetime.timedelta(days=9) if state == "paused" else None
    return MentorshipFactory(state=state, ended_on=ended, paused_until=until)


@pytest.mark.parametrize("target", Mentorship.State.values)
@pytest.mark.parametrize("state", Mentorship.State.values)
def test_the_map_of_a_pair(state, target):
    found = pair_in(state)
    needed = {"ended_on": timezone.localdate(), "paused_until": timezone.localdate()}
    check_map(found, target, **needed)


@pytest.mark.parametrize("target", MentoringSession.State.values)
@pytest.mark.parametrize("state", MentoringSession.State.values)
def test_the_map_of_a_session(state, target):
    check_map(MentoringSessionFactory(state=state), target)


def check_map(thing, target, **needed):
    """`move` follows SUCCESSORS, and a refusal leaves the row as it was."""
    before = thing.state
    if target in thing.SUCCESSORS[before]:
        move(thing, "test", target, by=None, **needed)
        assert type(thing).objects.get(pk=thing.pk).state == target
        return
    with pytest.raises(NotAllowed):
        move(thing, "test", target, by=None, **needed)
    assert type(thing).objects.get(pk=thing.pk).state == before


def test_things_say_what_they_are():
    goal = GoalFactory()
    assert str(goal) == goal.title
    assert str(goal.mentorship) == goal.mentorship.reference
    feedback = SessionFeedbackFactory()
    assert feedback.mentoring_session.mentorship.reference in str(feedback)
