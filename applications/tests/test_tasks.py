import datetime

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from applications import tasks
from applications.models import Application, InternalNote, Profile
from applications.services import decisions, profiles, replies, withdrawals
from applications.tests.deciding import approve, ask, everything, hold, in_state, reject
from applications.tests.drafting import approved, drafted, sent
from applications.tests.factories import ProfileFactory
from mentoring.celery import app
from mentoring.mail import drain
from mentoring.mail.models import Email
from mentoring.models import Event

pytestmark = pytest.mark.django_db
State = Application.State
# A question asked on Monday 9 March, to be answered before the 19th.
ASKED = datetime.datetime(2026, 3, 9, 9, 0, tzinfo=datetime.UTC)
DUE = datetime.date(2026, 3, 19)
TICK = datetime.time(6, 50)


def at(day):
    return time_machine.travel(datetime.datetime.combine(day, TICK, datetime.UTC), tick=False)


def days_after(day, count):
    return day + datetime.timedelta(days=count)


@pytest.fixture
def asked(awa):
    with time_machine.travel(ASKED, tick=False):
        application = sent("mentee")
        ask(application, awa, due_on=DUE, steps=[])
        Email.objects.all().delete()
    return application


def test_every_task_of_the_clock_exists():
    app.loader.import_default_modules()
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert {task for task in scheduled if task.startswith("applications.")} <= set(app.tasks)


@pytest.mark.parametrize(("days", "reminded"), [(-4, 0), (-3, 1), (-2, 1), (0, 1), (1, 0), (13, 0)])
def test_a_question_is_recalled_three_days_before_its_date(asked, days, reminded):
    with at(days_after(DUE, days)):
        assert tasks.application_tick()["reminded"] == reminded
        tasks.application_tick()
    assert Email.objects.filter(kind="application_info_reminder").count() == reminded


def test_once_a_question(asked):
    for days in (-3, -2, -1, 0):
        with at(days_after(DUE, days)):
            tasks.application_tick()
    assert Email.objects.filter(kind="application_info_reminder").count() == 1


def test_a_second_question_has_its_own_reminder(asked, awa):
    with at(days_after(DUE, -3)):
        tasks.application_tick()
        replies.answer(asked, "Je suis libre le mardi et le jeudi soir.", by=asked.person)
        ask(asked, awa, due_on=days_after(DUE, 10))
    with at(days_after(DUE, 7)):
        tasks.application_tick()
    assert Email.objects.filter(kind="application_info_reminder").count() == 2


def test_a_question_of_yesterday_is_not_recalled(asked, awa):
    with at(DUE):
        replies.answer(asked, "Je suis libre le mardi et le jeudi soir.", by=asked.person)
        ask(asked, awa, due_on=days_after(DUE, 2))
    with at(days_after(DUE, 1)):
        assert tasks.application_tick()["reminded"] == 0


def test_a_reminder_of_a_question_no_longer_asked_does_not_leave(asked, awa):
    with at(days_after(DUE, -3)):
        tasks.application_tick()
        asked.refresh_from_db()
        hold(asked, awa)
    with time_machine.travel(datetime.datetime(2026, 3, 17, 9, 0, tzinfo=datetime.UTC), tick=False):
        drain.drain()
    assert Email.objects.get(kind="application_info_reminder").state == "suppressed"


@pytest.mark.parametrize(("days", "expired"), [(13, 0), (14, 1), (40, 1)])
def test_two_weeks_after_its_date_a_question_waits_no_more(asked, days, expired):
    with at(days_after(DUE, days)):
        assert tasks.application_tick()["expired"] == expired
        assert tasks.application_tick()["expired"] == 0
    asked.refresh_from_db()
    if not expired:
        assert asked.state == State.INFO_REQUESTED
        return
    assert (asked.state, asked.hold_reason, asked.revisit_on) == (State.ON_HOLD, "no_answer", None)
    event = Event.objects.about(asked.reference).first()
    assert (event.transition, event.actor) == ("expire_info", None)
    email = Email.objects.get(kind="application_on_hold")
    assert "dès que vous répondez" in email.text
    assert decisions.undoable_event(asked.reference) is None


def test_the_letter_of_an_expired_question_leaves_unless_answered(asked):
    moment = datetime.datetime.combine(days_after(DUE, 14), datetime.time(9, 0), datetime.UTC)
    with at(days_after(DUE, 14)):
        tasks.application_tick()
    with time_machine.travel(moment, tick=False):
        drain.drain(now=lambda: moment)
    assert Email.objects.get(kind="application_on_hold").state == "sent"


def test_a_file_on_hold_comes_back_by_itself_and_stays_on_hold(awa):
    with time_machine.travel(ASKED, tick=False):
        application = sent("mentee")
        hold(application, awa, revisit_on=DUE)
        before = everything()
    with at(DUE):
        tasks.application_tick()
    assert everything() == before


def test_idle_drafts_are_recalled_by_the_clock():
    with time_machine.travel(ASKED, tick=False):
        drafted("mentor", steps=["vous"])
    with at(days_after(ASKED.date(), 4)):
        assert tasks.application_tick()["drafts"] == 1
        tasks.application_tick()
    assert Email.objects.filter(kind="draft_reminder").count() == 1


def test_a_pause_ends_at_its_date(awa):
    profile = ProfileFactory(state=Profile.State.PAUSED, paused_until=DUE)
    for days, resumed in ((-1, 0), (0, 1), (0, 0), (5, 0)):
        with at(days_after(DUE, days)):
            assert tasks.profile_tick()["resumed"] == resumed
    profile.refresh_from_db()
    assert (profile.state, profile.paused_until) == ("available", None)
    assert Email.objects.get(kind="profile_resumed").recipient == profile.person


def test_a_new_pause_keeps_the_news_of_the_last_from_leaving():
    profile = ProfileFactory(state=Profile.State.PAUSED, paused_until=DUE)
    with at(DUE):
        tasks.profile_tick()
        profiles.pause(profile, days_after(DUE, 30), by=profile.person)
        drain.drain()
    assert Email.objects.get(kind="profile_resumed").state == "suppressed"


def test_who_left_is_withdrawn_when_the_last_pair_has_ended(pairs):
    pairs(1)
    application = approved("mentor")
    profiles.leave(application.profile, by=application.person)
    assert tasks.profile_tick()["withdrawn"] == 0
    pairs(0)
    assert tasks.profile_tick()["withdrawn"] == 1
    assert tasks.profile_tick()["withdrawn"] == 0
    application.refresh_from_db()
    assert application.state == State.WITHDRAWN


def later(days):
    return time_machine.travel(timezone.now() + datetime.timedelta(days=days), tick=False)


def test_drafts_go_after_sixty_idle_days():
    drafted("mentee", steps=["vous"])
    with later(59):
        assert tasks.forget() == {"drafts": 0, "closed": 0}
    with later(60):
        assert tasks.forget() == {"drafts": 1, "closed": 0}
        assert tasks.forget() == {"drafts": 0, "closed": 0}


def test_a_refused_file_goes_after_a_year_with_every_word(awa):
    application = in_state("on_hold", awa)
    InternalNote.objects.create(application=application, author=awa, text="Sentinelle note")
    reject(application, awa, message="Sentinelle message")
    reference = application.reference
    with later(364):
        assert tasks.forget()["closed"] == 0
    with later(366):
        assert tasks.forget()["closed"] == 1
        assert tasks.forget()["closed"] == 0
    assert (Application.objects.count(), Profile.objects.count(), InternalNote.objects.count()) == (0, 0, 0)
    assert not Email.objects.filter(reference=reference).exists()
    events = Event.objects.filter(reference=reference)
    assert [event.transition for event in events.order_by("pk")] == ["start", "submit", "hold", "reject"]
    assert {(event.reason, str(event.payload)) for event in events} == {("", "{}")}


def test_a_withdrawn_file_goes_unless_the_person_took_part(awa):
    never, once = sent("mentor"), sent("mentee")
    approve(once, awa)
    for application in (never, once):
        withdrawals.withdraw(application, by=application.person)
    with later(366):
        assert tasks.forget()["closed"] == 1
    assert Application.objects.get() == once


def test_a_file_in_progress_never_goes(awa):
    for state in ("submitted", "info_requested", "on_hold", "approved"):
        in_state(state, awa)
    with later(800):
        assert tasks.forget()["closed"] == 0
