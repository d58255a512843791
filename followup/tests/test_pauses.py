"""A pair rests until a date: who is told, what stops, and how it goes on."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from followup import mails, tasks
from followup.models import MentoringSession, Mentorship
from followup.services import pauses, reminders, sessions
from followup.tests.factories import MentoringSessionFactory
from matching.tests.factories import in_days
from mentoring.mail.models import Email
from mentoring.models import Event, NotAllowed
from mentoring.templatetags.dates import date_heure

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 3, 10, 11, tzinfo=datetime.UTC)


def on(day):
    return timezone.localdate() + datetime.timedelta(days=day)


def written(kind):
    return [mail.recipient for mail in Email.objects.filter(kind=kind).order_by("pk")]


def test_a_pause_is_told_to_the_other(pair, yanis, nadia):
    pauses.pause(pair, by=yanis, until=on(20), reason="Examens", word="À bientôt,\nbon courage")
    found = Mentorship.objects.get()
    assert (found.state, found.paused_until) == ("paused", on(20))
    event = Event.objects.get(reference=pair.reference)
    assert (event.actor, event.transition, event.from_state) == (yanis, "pause", "active")
    assert (event.to_state, event.reason, event.payload) == ("paused", "Examens", {"until": str(on(20))})
    mail = Email.objects.get()
    assert (mail.kind, mail.recipient) == ("pair_paused", nadia)
    assert "À bientôt, bon courage" in mail.text
    assert "Examens" not in mail.text


def test_a_pause_by_the_coordination_is_told_to_both(pair, awa, nadia, yanis):
    pauses.pause(pair, by=awa, until=on(20))
    assert written("pair_paused") == [nadia, yanis]


def test_sessions_of_the_pause_are_kept_or_cancelled(pair, nadia, yanis):
    first, second, after = (
        MentoringSessionFactory(mentorship=pair, starts_at=in_days(n)) for n in (3, 9, 30)
    )
    assert list(pauses.planned_before(pair, on(20))) == [first, second]
    pauses.pause(pair, by=nadia, until=on(20), cancelled=[first.public_id, after.public_id])
    states = dict(MentoringSession.objects.values_list("pk", "state"))
    assert states == {first.pk: "cancelled", second.pk: "planned", after.pk: "planned"}
    assert written("session_cancelled") == [nadia, yanis]
    mail = Email.objects.get(kind="pair_paused")
    assert f"\n- {date_heure(second.starts_at)}\n" in mail.text
    assert mail.text.count("\n- ") == 1


@pytest.mark.parametrize("days", [-1, 0, 57])
def test_a_pause_ends_within_eight_weeks(pair, nadia, days):
    with pytest.raises(sessions.Refused):
        pauses.pause(pair, by=nadia, until=on(days))
    assert Mentorship.objects.get().state == "active"


@pytest.mark.parametrize("state", ["paused", "closing", "completed"])
def test_only_a_pair_at_work_is_paused(nadia, in_state, state):
    pair = in_state(state)
    with pytest.raises(NotAllowed):
        pauses.pause(pair, by=nadia, until=on(9))
    assert not Email.objects.exists()


def test_either_resumes_before_the_date(pair, nadia, yanis):
    pauses.pause(pair, by=yanis, until=on(20))
    pauses.resume(pair, by=nadia)
    found = Mentorship.objects.get()
    assert (found.state, found.paused_until) == ("active", None)
    assert written("pair_resumed") == [nadia, yanis]
    assert Event.objects.about(pair.reference).first().transition == "resume"


@pytest.mark.parametrize("state", ["active", "closing", "ended_early"])
def test_only_a_paused_pair_resumes(nadia, in_state, state):
    pair = in_state(state)
    with pytest.raises(NotAllowed):
        pauses.resume(pair, by=nadia)
    assert not Email.objects.exists()


@pytest.mark.thorough
def test_a_pause_through_time(pair, nadia, yanis):
    """Each day asked five times: told two days before, resumed on the day, each message once."""
    with time_machine.travel(NOON) as clock:
        pauses.pause(pair, by=nadia, until=on(10))
        for day in range(1, 13):
            clock.move_to(NOON + datetime.timedelta(days=day))
            for _time in range(5):
                tasks.pair_tick()
            assert Mentorship.objects.get().state == ("paused" if day < 10 else "active")
            assert written("pair_resuming") == ([nadia, yanis] if day >= 8 else [])
    assert written("pair_resumed") == [nadia, yanis]
    assert Event.objects.get(transition="resume").actor is None


def test_a_resumption_is_no_longer_announced_once_it_happened(pair, nadia):
    pauses.pause(pair, by=nadia, until=on(2))
    assert reminders.remind_of_resuming() == 2
    mail = Email.objects.filter(kind="pair_resuming").first()
    assert mails.is_about_to_resume(mail)
    pauses.resume(pair, by=nadia)
    assert not mails.is_about_to_resume(mail)
    pauses.pause(pair, by=nadia, until=on(9))
    assert not mails.is_about_to_resume(mail)
