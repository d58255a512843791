"""What each person says of a session, and who may read it."""

import datetime

import pytest
from django.utils import timezone

from followup.models import Goal, MentoringSession, SessionFeedback
from followup.services import feedback, sessions
from followup.tests.factories import GoalFactory, MentoringSessionFactory, SessionFeedbackFactory
from matching.tests.factories import in_days
from mentoring.models import HelpRequest, NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def over(pair):
    return MentoringSessionFactory(mentorship=pair, over=True)


def state_of(mentoring_session):
    return MentoringSession.objects.get(pk=mentoring_session.pk).state


def test_the_first_word_settles_the_session(over, nadia, yanis):
    feedback.give(over, by=yanis, took_place="yes", utility=4, shared_text="Merci.")
    assert state_of(over) == "held"
    feedback.give(over, by=nadia, took_place="no", absent="other")
    found = MentoringSession.objects.get()
    assert (found.state, found.is_contradicted) == ("held", True)
    assert list(SessionFeedback.objects.order_by("pk").values_list("author", "took_place", "utility")) == [
        (yanis.pk, "yes", 4),
        (nadia.pk, "no", None),
    ]


def test_whoever_spoke_first_may_correct_themselves(over, yanis):
    feedback.give(over, by=yanis, took_place="yes", utility=4, shared_text="Merci.", fit="no")
    feedback.give(over, by=yanis, took_place="no", absent="both")
    found, given = MentoringSession.objects.get(), SessionFeedback.objects.get()
    assert (found.state, found.is_contradicted) == ("missed", False)
    assert (given.absent, given.utility, given.shared_text, given.fit) == ("both", None, "", "")
    feedback.give(over, by=yanis, took_place="yes", utility=3)
    assert state_of(over) == "held"


@pytest.mark.parametrize(
    ("who", "word", "state"),
    [("nadia", "yes", "held"), ("yanis", "no", "missed"), ("yanis", "moved", "missed")],
)
def test_two_words_that_differ_are_flagged_until_they_agree(over, nadia, yanis, who, word, state):
    feedback.give(over, by=yanis, took_place="yes", utility=4)
    feedback.give(over, by=nadia, took_place="no", absent="other")
    feedback.give(over, by=nadia, took_place="moved")
    found = MentoringSession.objects.get()
    assert (found.state, found.is_contradicted) == ("held", True)
    feedback.give(over, by={"nadia": nadia, "yanis": yanis}[who], took_place=word)
    found.refresh_from_db()
    assert (found.state, found.is_contradicted) == (state, False)


def test_a_session_that_was_noted_is_the_word_of_whoever_noted_it(pair, nadia, yanis):
    noted = sessions.log(pair, by=yanis, starts_at=in_days(-2), minutes=60, channel="phone")
    feedback.give(noted, by=nadia, took_place="no")
    found = MentoringSession.objects.get()
    assert (found.state, found.is_contradicted) == ("held", True)
    feedback.give(noted, by=yanis, took_place="no")
    found.refresh_from_db()
    assert (found.state, found.is_contradicted) == ("missed", False)


def test_the_link_of_an_e_mail_rewrites_nothing(over, yanis):
    feedback.give_first(over, by=yanis, took_place="yes", utility=5)
    with pytest.raises(NotAllowed, match="votre retour est déjà enregistré"):
        feedback.give_first(over, by=yanis, took_place="no")
    assert SessionFeedback.objects.get().utility == 5


@pytest.mark.parametrize("word", ["no", "moved"])
def test_a_session_that_was_not_held(over, yanis, word):
    feedback.give(over, by=yanis, took_place=word, absent="me", utility=3, team_text="rien")
    given = SessionFeedback.objects.get()
    assert (state_of(over), given.utility, given.team_text) == ("missed", None, "")


def test_saying_it_again_completes_it(over, yanis):
    feedback.give(over, by=yanis, took_place="yes", utility=2)
    feedback.give(over, by=yanis, took_place="yes", utility=5, shared_text="Finalement, décisive.")
    given = SessionFeedback.objects.get()
    assert (given.utility, given.shared_text) == (5, "Finalement, décisive.")


def test_a_day_later_it_is_closed(over, yanis):
    given = SessionFeedbackFactory(mentoring_session=over, author=yanis, utility=2)
    SessionFeedback.objects.update(created_at=timezone.now() - datetime.timedelta(hours=25))
    with pytest.raises(NotAllowed, match="votre retour date"):
        feedback.give(over, by=yanis, took_place="yes", utility=5)
    given.refresh_from_db()
    assert given.utility == 2


@pytest.mark.parametrize(("when", "is_open"), [(1, False), (-1, True), (-13, True), (-15, False)])
def test_feedback_is_open_for_a_fortnight(pair, yanis, when, is_open):
    row = MentoringSessionFactory(
        mentorship=pair, state="to_confirm", starts_at=in_days(when) - datetime.timedelta(minutes=1)
    )
    assert feedback.may_give(row) is is_open
    under_way = MentoringSessionFactory(mentorship=pair, starts_at=in_days(-0.01))
    assert not feedback.may_give(under_way)
    under_way.state = "held"
    assert feedback.may_give(under_way)
    if not is_open:
        with pytest.raises(NotAllowed, match="ce retour est clos"):
            feedback.give(row, by=yanis, took_place="yes", utility=3)
        assert not SessionFeedback.objects.exists()


def test_a_cancelled_session_has_no_feedback(pair, yanis):
    row = MentoringSessionFactory(mentorship=pair, state="cancelled", starts_at=in_days(-1))
    with pytest.raises(NotAllowed):
        feedback.give(row, by=yanis, took_place="yes", utility=3)


def test_duration_channel_and_goals_are_corrected(over, pair, yanis):
    goal, other = GoalFactory(mentorship=pair), GoalFactory(mentorship=pair, title="Autre")
    strange = GoalFactory()
    states = {goal.pk: "reached", other.pk: "invented", strange.pk: "reached"}
    feedback.give(
        over, by=yanis, took_place="yes", utility=3, minutes=30, channel="phone", goal_states=states
    )
    found = MentoringSession.objects.get(pk=over.pk)
    assert (found.minutes, found.channel) == (30, "phone")
    assert [Goal.objects.get(pk=one.pk).state for one in (goal, other, strange)] == [
        "reached",
        "to_start",
        "to_start",
    ]


def test_the_fit_is_asked_after_the_first_session_and_again_in_doubt(pair, yanis):
    first = MentoringSessionFactory(mentorship=pair, held=True, starts_at=in_days(-30))
    second = MentoringSessionFactory(mentorship=pair, held=True, starts_at=in_days(-15))
    third = MentoringSessionFactory(mentorship=pair, held=True, starts_at=in_days(-1))
    assert feedback.asks_about_fit(first, yanis)
    SessionFeedbackFactory(mentoring_session=first, author=yanis, fit="undecided")
    assert feedback.asks_about_fit(second, yanis)
    SessionFeedback.objects.update(fit="yes")
    assert not feedback.asks_about_fit(second, yanis)
    assert not feedback.asks_about_fit(third, yanis)
    SessionFeedback.objects.update(fit="undecided")
    assert not feedback.asks_about_fit(third, yanis)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"fit": "no"}, "Préfère changer de binôme."),
        ({"is_contact_wanted": True}, "Souhaite que l’équipe prenne contact."),
    ],
)
def test_the_team_hears_a_wish_and_the_other_person_does_not(over, yanis, said, message):
    feedback.give(over, by=yanis, took_place="yes", utility=3, team_text="Entre nous.", **said)
    request = HelpRequest.objects.get()
    assert (request.person, request.kind, request.about) == (yanis, "pair", over.mentorship.reference)
    assert request.message == f"{message}\nEntre nous."
    feedback.give(over, by=yanis, took_place="yes", utility=3, team_text="Entre nous.", **said)
    assert HelpRequest.objects.count() == 1


def test_ordinary_feedback_asks_the_team_nothing(over, yanis):
    feedback.give(over, by=yanis, took_place="yes", utility=1, team_text="Un peu long.", fit="undecided")
    assert not HelpRequest.objects.exists()
