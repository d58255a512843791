"""Every constraint of the floor: what the form would say, and what the database holds."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from followup.models import CheckIn, MentoringSession, Mentorship
from followup.tests.factories import (
    CalendarFeedFactory,
    CheckInFactory,
    ClosingReviewFactory,
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
    ended = MentorshipFactory(completed=True)
    ended.proposal.ended_at = timezone.now()
    ended.proposal.save()
    again = MentorshipFactory(proposal=ProposalFactory(mentee=ended.mentee, accepted=True))
    assert Mentorship.objects.live().get() == again


def test_a_pair_ends_after_it_starts():
    today = timezone.localdate()
    broken(lambda: mentorship(started_on=today, planned_end_on=today), "La fin doit être après le début.")


@pytest.mark.parametrize("state", ["completed", "ended_early"])
def test_an_ended_pair_has_its_date(state):
    broken(lambda: mentorship(state=state, end_reason="goals"), "Un binôme terminé porte sa date de fin.")


def test_a_pause_has_an_end_and_nothing_else_has():
    broken(lambda: mentorship(state="paused"), "Indiquez la fin de la pause.")
    broken(lambda: mentorship(paused_until=timezone.localdate()), "Ce binôme n’est pas en pause.")


@pytest.mark.parametrize(
    ("state", "reason"), [("active", "goals"), ("closing", ""), ("completed", ""), ("ended_early", "")]
)
def test_an_end_and_its_reason_go_together(state, reason):
    ended = timezone.localdate() if state in ("completed", "ended_early") else None
    broken(
        lambda: mentorship(state=state, end_reason=reason, ended_on=ended),
        "La fin d’un binôme porte sa raison.",
    )


@pytest.mark.parametrize("reason", ["time", "fit", "left"])
def test_a_pair_stopped_on_its_way_is_not_completed(reason):
    broken(
        lambda: mentorship(state="completed", end_reason=reason, ended_on=timezone.localdate()),
        "Un binôme arrêté en chemin n’est pas terminé.",
    )


@pytest.mark.parametrize(
    "changes", [{"extension_months": 6}, {"extension_months": 2, "state": "closing", "end_reason": "goals"}]
)
def test_an_extension_is_of_two_or_three_months_of_a_pair_at_work(changes):
    broken(lambda: mentorship(**changes), "Choisissez deux ou trois mois de plus.")


def test_only_a_pair_at_its_review_may_be_reopened(nadia):
    broken(lambda: mentorship(reopening_asked_by=nadia), "Ce binôme n’est pas à son bilan.")


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


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"recommendation": 11}, "Choisissez un nombre de 0 à 10."),
        ({"is_quote_public": True}, "Écrivez la phrase à publier."),
    ],
)
def test_a_review_holds_together(pair, yanis, changes, sentence):
    broken(lambda: ClosingReviewFactory.build(mentorship=pair, author=yanis, **changes), sentence)


def test_one_review_per_person_and_pair():
    first = ClosingReviewFactory()
    broken(
        lambda: ClosingReviewFactory.build(mentorship=first.mentorship, author=first.author),
        "Votre bilan est déjà enregistré.",
    )
    assert first.mentorship.reference in str(first)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"number": 0}, "Le premier point d’étape porte le numéro 1."),
        ({"asked_at": None}, "Un point d’étape demandé porte sa date."),
        ({"state": "scheduled"}, "Un point d’étape demandé porte sa date."),
        ({"state": "answered"}, "Seul un point d’étape fait porte des réponses."),
        ({"state": "answered", "going": "well"}, "Seul un point d’étape fait porte des réponses."),
        ({"going": "well"}, "Seul un point d’étape fait porte des réponses."),
        ({"team_text": "Trop tôt"}, "Seul un point d’étape fait porte des réponses."),
    ],
)
def test_a_check_in_holds_together(pair, yanis, changes, sentence):
    broken(lambda: CheckInFactory.build(mentorship=pair, person=yanis, **changes), sentence)


def test_one_check_in_per_person_and_number():
    first = CheckInFactory()
    broken(
        lambda: CheckInFactory.build(mentorship=first.mentorship, person=first.person),
        "Ce point d’étape existe déjà.",
    )
    assert first.mentorship.reference in str(first)


@pytest.mark.parametrize("target", CheckIn.State.values)
@pytest.mark.parametrize("state", CheckIn.State.values)
def test_the_map_of_a_check_in(state, target):
    said = {"going": "well", "rhythm": "right"}
    dates = {} if state != "scheduled" else {"asked_at": None}
    found = CheckInFactory(state=state, **dates, **said if state == "answered" else {})
    check_map(found, target, asked_at=timezone.now(), **said if target == "answered" else {})


def pair_in(state):
    return MentorshipFactory() if state == "active" else MentorshipFactory(**{state: True})


@pytest.mark.parametrize("target", Mentorship.State.values)
@pytest.mark.parametrize("state", Mentorship.State.values)
def test_the_map_of_a_pair(state, target):
    found = pair_in(state)
    wanted = MentorshipFactory.build(**{} if target == "active" else {target: True}, proposal=found.proposal)
    needed = {name: getattr(wanted, name) for name in ("ended_on", "paused_until", "end_reason")}
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


def test_an_address_of_a_calendar_has_a_secret_of_its_own(pair):
    one, other = pair.people
    broken(lambda: CalendarFeedFactory.build(person=one, token=""), "Une adresse d’agenda porte un secret.")
    feed = CalendarFeedFactory(person=one)
    for twin in ({"person": one}, {"person": other, "token": feed.token}):
        with transaction.atomic(), pytest.raises(IntegrityError):
            CalendarFeedFactory.build(**twin).save()
