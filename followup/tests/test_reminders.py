"""What the clock writes about sessions, and how often: each message once, however often it is asked."""

import datetime

import pytest
from django.utils import timezone

from followup import mails, tasks
from followup.models import Alert, MentoringSession, Mentorship
from followup.services import feedback, figures, pauses, reminders
from followup.tests.factories import (
    AlertFactory,
    MentoringSessionFactory,
    MentorshipFactory,
    SessionFeedbackFactory,
)
from matching.tests.factories import in_days
from mentoring.mail.models import Email
from mentoring.models import Event, PublicFigures

pytestmark = pytest.mark.django_db


def hours(number):
    return timezone.now() + datetime.timedelta(hours=number)


def wrote(kind):
    return {mail.recipient for mail in Email.objects.filter(kind=kind).exclude(state="cancelled")}


def session(pair, starts, planned_before, **changes):
    """A session in `starts` hours, planned `planned_before` hours before its start."""
    at = hours(starts)
    return MentoringSessionFactory(
        mentorship=pair, starts_at=at, planned_at=at - datetime.timedelta(hours=planned_before), **changes
    )


def test_feedback_is_asked_after_the_session_then_once_again(pair, nadia, yanis):
    over = session(pair, -5, 100, state="to_confirm")
    for _time in range(3):
        reminders.ask_for_feedback()
    assert Email.objects.filter(kind="session_feedback").count() == 2
    feedback.give(over, by=yanis, took_place="yes", utility=4)
    MentoringSession.objects.update(starts_at=hours(-80), ends_at=hours(-79))
    for _time in range(3):
        reminders.ask_for_feedback()
    again = Email.objects.filter(kind="session_feedback").order_by("pk")[2:]
    assert [mail.recipient for mail in again] == [nadia]


@pytest.mark.parametrize("state", ["planned", "missed", "cancelled"])
def test_feedback_is_not_asked_of_what_did_not_happen(pair, state):
    session(pair, -5, 100, state=state)
    reminders.ask_for_feedback()
    assert not Email.objects.exists()


def test_a_paused_pair_is_left_in_peace(pair):
    session(pair, -5, 100, state="to_confirm")
    Mentorship.objects.update(state="paused", paused_until=timezone.localdate() + datetime.timedelta(days=9))
    reminders.ask_for_feedback()
    reminders.nudge_first_sessions()
    assert not Email.objects.exists()


@pytest.mark.parametrize(("age", "people"), [(4, 0), (5, 1), (6, 1), (7, 2), (30, 2)])
def test_a_first_session_is_suggested_to_one_then_the_other(pair, nadia, age, people):
    Mentorship.objects.update(started_on=timezone.localdate() - datetime.timedelta(days=age))
    for _time in range(3):
        reminders.nudge_first_sessions()
    told = wrote("first_session_nudge")
    assert len(told) == people
    assert (nadia in told) == bool(people)


def test_a_first_session_nobody_told_of_does_not_hold_back_for_ever(pair, nadia):
    Mentorship.objects.update(started_on=timezone.localdate() - datetime.timedelta(days=30))
    MentoringSessionFactory(mentorship=pair, state="to_confirm", starts_at=in_days(-20))
    reminders.nudge_first_sessions()
    assert nadia in wrote("first_session_nudge")
    assert all(mails.is_without_a_session(mail) for mail in Email.objects.all())


@pytest.mark.parametrize("state", ["planned", "to_confirm", "held"])
def test_a_pair_that_meets_is_not_nudged(pair, state):
    Mentorship.objects.update(started_on=timezone.localdate() - datetime.timedelta(days=9))
    MentoringSessionFactory(mentorship=pair, state=state)
    reminders.nudge_first_sessions()
    assert not Email.objects.exists()


@pytest.mark.parametrize(("days", "people"), [(20, 0), (22, 1), (25, 2), (60, 2)])
def test_the_next_session_is_suggested_once_for_each_gap(pair, nadia, yanis, days, people):
    """Every two weeks: one and a half rhythms are three weeks."""
    MentoringSessionFactory(mentorship=pair, held=True, starts_at=in_days(-days))
    MentoringSessionFactory(mentorship=pair, held=True, starts_at=in_days(-days - 14))
    for _time in range(5):
        reminders.nudge_next_sessions()
    told = Email.objects.filter(kind="next_session_nudge").order_by("pk")
    assert [mail.recipient for mail in told] == [yanis, nadia][:people]
    assert all(mails.is_in_a_gap(mail) for mail in told)
    MentoringSessionFactory(mentorship=pair, held=True, starts_at=in_days(-1))
    assert not any(mails.is_in_a_gap(mail) for mail in told)


@pytest.mark.parametrize("state", ["planned", "to_confirm"])
def test_a_pair_with_a_date_is_not_asked_for_the_next(pair, state):
    MentoringSessionFactory(mentorship=pair, held=True, starts_at=in_days(-40))
    MentoringSessionFactory(mentorship=pair, state=state)
    reminders.nudge_next_sessions()
    assert not Email.objects.exists()


def test_a_session_nobody_told_of_does_not_hold_back_for_ever(pair, yanis):
    MentoringSessionFactory(mentorship=pair, held=True, starts_at=in_days(-60))
    MentoringSessionFactory(mentorship=pair, state="to_confirm", starts_at=in_days(-20))
    reminders.nudge_next_sessions()
    assert yanis in wrote("next_session_nudge")


@pytest.mark.parametrize("state", ["paused", "closing"])
def test_nobody_is_asked_for_a_date_in_a_pause_or_at_the_end(in_state, state):
    MentoringSessionFactory(mentorship=in_state(state), held=True, starts_at=in_days(-40))
    reminders.nudge_next_sessions()
    assert not Email.objects.exists()


@pytest.mark.parametrize(("days", "people"), [(5, 0), (22, 1), (25, 2)])
def test_a_gap_is_counted_from_the_end_of_a_pause(in_state, days, people):
    """The letter that says « C'est reparti » already asks for a date."""
    pair = in_state("paused")
    MentoringSessionFactory(mentorship=pair, held=True, starts_at=in_days(-60))
    pauses.resume(pair, by=None)
    Event.objects.filter(transition="resume").update(at=in_days(-days))
    reminders.nudge_next_sessions()
    assert len(wrote("next_session_nudge")) == people


@pytest.mark.parametrize(("days", "people"), [(4, 0), (5, 1), (7, 2)])
def test_a_first_session_is_waited_for_from_the_end_of_a_pause(in_state, days, people):
    pair = in_state("paused")
    Mentorship.objects.update(started_on=in_days(-40).date())
    pauses.resume(pair, by=None)
    Event.objects.filter(transition="resume").update(at=in_days(-days))
    reminders.nudge_first_sessions()
    assert len(wrote("first_session_nudge")) == people


def test_whoever_wishes_to_change_is_not_asked_for_a_date(pair, nadia, yanis):
    AlertFactory(mentorship=pair, rule="fit_no", level=Alert.Level.RED, person=yanis, values={})
    Mentorship.objects.update(started_on=in_days(-40).date())
    reminders.nudge_first_sessions()
    assert wrote("first_session_nudge") == {nadia}
    MentoringSessionFactory(mentorship=pair, held=True, starts_at=in_days(-60))
    reminders.nudge_next_sessions()
    assert wrote("next_session_nudge") == {nadia}


def test_the_ticks_do_all_of_it_and_may_run_again(pair):
    session(pair, -5, 100)
    for _time in range(3):
        tasks.session_tick()
        tasks.pair_tick()
        tasks.write_public_figures()
    assert MentoringSession.objects.get().state == "to_confirm"
    assert Email.objects.filter(kind="session_feedback").count() == 2
    assert PublicFigures.objects.get().pairs_formed == 1


def test_public_figures_need_thirty_answers():
    session_of = MentoringSessionFactory(held=True)
    found = figures.write_public_figures()
    assert (found.pairs_formed, found.sessions_held, found.useful_in_ten) == (1, 1, None)
    assert found.median_days_to_pair == 0
    for utility in [4] * 24 + [2] * 6:
        row = MentoringSessionFactory(mentorship=session_of.mentorship, held=True)
        SessionFeedbackFactory(mentoring_session=row, utility=utility)
    assert figures.write_public_figures().useful_in_ten == 8


def test_the_first_pairs_of_an_empty_programme_give_no_delay():
    assert figures.write_public_figures().median_days_to_pair is None
    MentorshipFactory(started_on=timezone.localdate() - datetime.timedelta(days=120))
    assert figures.write_public_figures().median_days_to_pair is None
