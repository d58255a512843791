"""« Continuer ensemble »: one asks, the other agrees, the planned end moves."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from followup import mails, tasks
from followup.models import Mentorship
from followup.services import extensions, pauses
from followup.tests.factories import GoalFactory
from mentoring.mail.models import Email
from mentoring.models import Event, NotAllowed

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 3, 10, 11, tzinfo=datetime.UTC)


def on(day):
    return timezone.localdate() + datetime.timedelta(days=day)


def question():
    return Mentorship.objects.values_list("extension_months", "extension_asked_by").get()


def test_one_asks_and_the_other_agrees(pair, nadia, yanis):
    end = pair.planned_end_on
    extensions.ask(pair, by=yanis, months=2)
    assert question() == (2, yanis.pk)
    assert Mentorship.objects.get().planned_end_on == end
    mail = Email.objects.get()
    assert (mail.kind, mail.recipient) == ("pair_extension_asked", nadia)
    extensions.agree(pair, by=nadia)
    assert question() == (None, None)
    assert Mentorship.objects.get().planned_end_on == end + datetime.timedelta(days=61)
    told = Email.objects.filter(kind="pair_extended").order_by("pk")
    assert [mail.recipient for mail in told] == [nadia, yanis]
    event = Event.objects.about(pair.reference).first()
    assert (event.transition, event.payload) == ("extend", {"months": 2, "before": end.isoformat()})


def test_months_count_from_today_once_the_end_is_past(pair, nadia, yanis):
    Mentorship.objects.update(started_on=on(-200), planned_end_on=on(-10))
    pair.refresh_from_db()
    extensions.ask(pair, by=yanis, months=3)
    extensions.agree(pair, by=nadia)
    assert Mentorship.objects.get().planned_end_on == on(91)


def test_the_same_question_twice_is_one(pair, yanis):
    extensions.ask(pair, by=yanis, months=2)
    extensions.ask(pair, by=yanis, months=2)
    assert Email.objects.count() == 1
    extensions.ask(pair, by=yanis, months=3)
    assert question() == (3, yanis.pk)


def test_a_no_changes_nothing_and_writes_to_nobody(pair, nadia, yanis):
    end = pair.planned_end_on
    extensions.ask(pair, by=yanis, months=2)
    extensions.decline(pair, by=nadia)
    assert question() == (None, None)
    assert Mentorship.objects.get().planned_end_on == end
    assert Email.objects.count() == 1


def test_nobody_answers_their_own_question(pair, nadia, yanis):
    with pytest.raises(NotAllowed):
        extensions.agree(pair, by=yanis)
    extensions.ask(pair, by=yanis, months=2)
    for answer in (extensions.agree, extensions.decline):
        with pytest.raises(NotAllowed):
            answer(pair, by=yanis)
    with pytest.raises(NotAllowed, match="répondez-lui d’abord"):
        extensions.ask(pair, by=nadia, months=3)
    assert question() == (2, yanis.pk)


@pytest.mark.parametrize("state", ["paused", "closing", "completed", "ended_early"])
def test_only_a_pair_at_work_goes_on_longer(yanis, in_state, state):
    with pytest.raises(NotAllowed):
        extensions.ask(in_state(state), by=yanis, months=2)
    assert not Email.objects.exists()


def test_a_pause_lets_the_question_drop(pair, nadia, yanis):
    extensions.ask(pair, by=yanis, months=2)
    pauses.pause(pair, by=nadia, until=on(9))
    assert question() == (None, None)


@pytest.mark.thorough
def test_the_end_is_announced_three_weeks_before_and_again_after_an_extension(pair, nadia, yanis):
    GoalFactory(mentorship=pair, title="Écrire mes premiers tests")
    with time_machine.travel(NOON) as clock:
        Mentorship.objects.update(started_on=on(-100), planned_end_on=on(25))
        pair.refresh_from_db()
        for day in range(26):
            clock.move_to(NOON + datetime.timedelta(days=day))
            for _time in range(5):
                tasks.pair_tick()
            written = Email.objects.filter(kind="end_approaching")
            assert written.count() == (2 if day >= 4 else 0)
        mail = written.first()
        assert "- Écrire mes premiers tests" in mail.text
        assert mails.is_near_its_end(mail)
        extensions.ask(pair, by=yanis, months=2)
        extensions.agree(pair, by=nadia)
        assert not mails.is_near_its_end(mail)
        clock.move_to(NOON + datetime.timedelta(days=80))
        tasks.pair_tick()
        assert written.count() == 4
