"""A few pairs live some weeks of a simulated year; what leaves is what should, and the checks see what is
not."""

import datetime
import io

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from followup.demo import loading
from followup.models import MentoringSession
from followup.simulation import checks, clock, life, post, year
from followup.tests.factories import MentorshipFactory
from matching.models import Proposal
from mentoring.audit import record
from mentoring.mail.catalogue import D, R
from mentoring.mail.models import Email
from mentoring.tests.factories import CoordinatorFactory, EmailFactory, UserFactory

pytestmark = pytest.mark.django_db
MONDAY = datetime.date(2026, 3, 9)
NOON = datetime.datetime(2026, 3, 10, 12, tzinfo=clock.ZONE)
LONG_AGO = NOON - datetime.timedelta(days=60)


def sent(kind, category, at=NOON, **changes):
    made = EmailFactory(kind=kind, category=category, state="sent", sent_at=at, **changes)
    return post.Delivery(made.public_id, kind, made.to_address, at, made.text)


@pytest.mark.slow
def test_weeks_of_two_pairs():
    CoordinatorFactory()
    pairs = MentorshipFactory.create_batch(2, started_on=MONDAY)
    started = timezone.make_aware(datetime.datetime.combine(MONDAY, datetime.time()))
    people = life.Life(started, pairs=0, seed=3)
    for pair in pairs:
        people.manners[pair.reference] = "steady"
    hours = [datetime.time(8, 0), datetime.time(8, 52), datetime.time(19, 45)]
    deliveries, calls = year.play(people, clock.moments(MONDAY, 24, hours), times=2)
    found = checks.check(deliveries, started, people.now)
    assert found.is_clean, found
    assert calls > 500
    assert MentoringSession.objects.filter(state="held").exists()
    kinds = {delivery.kind for delivery in deliveries}
    assert {"first_session_nudge", "session_planned", "session_feedback", "checkin_due"} <= kinds
    assert any("most" in line for line in checks.report(found))


@pytest.mark.slow
def test_a_year_of_the_demo_five_times_over_sends_each_message_once():
    """Nobody answers: every day of a week, then one day a month."""
    moments = list(clock.moments(MONDAY, [*range(8), *range(30, 360, 30)], [datetime.time(10)]))
    with time_machine.travel(moments[0], tick=False):
        loading.load(MONDAY)
    deliveries, _calls = year.play(None, moments, times=5)
    found = checks.check(deliveries, moments[0], moments[-1])
    assert found.is_clean, found
    kinds = {delivery.kind for delivery in deliveries}
    assert {"checkin_due", "end_approaching", "staff_daily", "proposal_expired"} <= kinds


def test_a_task_is_called_when_its_hour_came():
    schedules = {task.name.rpartition(".")[2]: schedule for task, schedule in clock.tasks()}
    monday = datetime.datetime(2026, 3, 9, 8, 0, tzinfo=clock.ZONE)
    hour, day = datetime.timedelta(hours=1), datetime.timedelta(days=1)
    assert clock.came(schedules["staff_daily"], monday, monday + hour)
    assert not clock.came(schedules["staff_daily"], monday + hour, monday + 2 * hour)
    assert not clock.came(schedules["staff_weekly"], monday + day, monday + day + hour)
    assert clock.came(schedules["send_due_emails"], monday, monday + hour)
    assert len(list(clock.moments(MONDAY, 2))) == 2 * len(clock.MOMENTS)


def test_clean_is_clean():
    found = checks.check([sent("essai", R)], LONG_AGO, NOON)
    assert found.is_clean
    assert list(found.weeks.values()) == list(found.reminder_weeks.values()) == [1]


def test_what_goes_beyond_the_caps_is_seen():
    person = UserFactory()
    hours = [NOON + datetime.timedelta(hours=number) for number in (0, 1, 24, 25)]
    deliveries = [sent("essai", R, at, recipient=person, text=str(at)) for at in hours]
    found = checks.check(deliveries, LONG_AGO, NOON)
    assert (len(found.over_a_day), len(found.over_a_week)) == (2, 1)
    assert not found.is_clean


def test_three_about_one_thing_are_seen():
    for number in (1, 2, 3):
        sent("essai", R, key=f"essai:sujet:1:{number}")
    assert checks.check([], LONG_AGO, NOON).over_a_subject


def test_a_decision_in_the_night_is_seen():
    assert checks.check([sent("essai", D, NOON.replace(hour=22))], LONG_AGO, NOON).in_quiet_hours


def test_twice_is_seen():
    delivery = sent("essai", D, text="Bonjour")
    assert checks.check([delivery, delivery], LONG_AGO, NOON).twice
    person = UserFactory()
    again = [sent("autre", D, to_address=person.email, text="Bonjour") for _time in range(2)]
    assert len(checks.check([delivery, *again], LONG_AGO, NOON).twice) == 1
    another = [sent("autre", D, to_address=person.email, text=words) for words in ("Avant", "Après")]
    assert not checks.check([delivery, *another], LONG_AGO, NOON).twice


def test_lost_is_seen():
    delivery = sent("essai", D)
    assert len(checks.check([], LONG_AGO, NOON).lost) == 1
    EmailFactory(next_attempt_at=NOON - datetime.timedelta(hours=1))
    assert len(checks.check([delivery], LONG_AGO, NOON).lost) == 1
    Email.objects.filter(state="scheduled").update(state="failed")
    assert len(checks.check([delivery], LONG_AGO, NOON).lost) == 1


def test_a_move_nobody_was_told_of_is_seen():
    record(MentorshipFactory(), "pause", by=None)
    assert [line.partition(" ")[0] for line in checks.check([], LONG_AGO, timezone.now()).lost] == ["pause"]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_command_plays_in_a_database_of_its_own(monkeypatch):
    """The one the tests run in takes the part of the fresh one: making another takes ten seconds."""
    from django.db import connection

    monkeypatch.setattr(type(connection.creation), "create_test_db", lambda *args, **options: None)
    monkeypatch.setattr(type(connection.creation), "destroy_test_db", lambda *args, **options: None)
    told = io.StringIO()
    call_command("simulate_year", "--pairs", "2", "--days", "5", "--date", "2026-03-06", stdout=told)
    assert "lost             0" in told.getvalue()
    assert Proposal.objects.exists()
