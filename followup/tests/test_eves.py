"""« Demain »: told once, on the last open day before, in the words of the day it is read."""

import datetime
import unicodedata
import zoneinfo

import pytest
import time_machine

from followup import mails, mails_help
from followup.models import WorkshopRegistration
from followup.services import eves, sessions
from followup.tests.factories import (
    MentoringSessionFactory,
    WorkshopFactory,
    WorkshopRegistrationFactory,
)
from mentoring.mail.drain import drain
from mentoring.mail.models import Email

pytestmark = pytest.mark.django_db
PARIS = zoneinfo.ZoneInfo("Europe/Paris")


def on(day, hour=8, minute=0, month=3):
    """A moment of March 2026, whose 9th is a Monday."""
    return datetime.datetime(2026, month, day, hour, minute, tzinfo=PARIS)


def planned(pair, start, agreed=None, **changes):
    agreed = agreed or start - datetime.timedelta(days=10)
    return MentoringSessionFactory(mentorship=pair, starts_at=start, planned_at=agreed, **changes)


def told():
    return list(Email.objects.filter(kind="session_reminder").order_by("pk"))


def plain(subject):
    """With the spaces one types."""
    return unicodedata.normalize("NFKC", subject)


def run(moment):
    with time_machine.travel(moment, tick=False):
        return eves.remind_of_sessions()


def test_both_are_told_once_the_day_before_at_the_same_hour(pair, nadia, yanis):
    planned(pair, on(11, 18))
    assert run(on(9, 23, 50)) == 0
    assert run(on(10)) == 2
    assert [run(on(10)), run(on(10, 19)), run(on(11, 8))] == [0, 0, 0]
    assert {mail.recipient for mail in told()} == {nadia, yanis}
    assert {(plain(mail.subject), mail.next_attempt_at) for mail in told()} == {
        ("Demain 18 h : votre séance", on(10, 18))
    }
    assert all(mails.is_as_planned(mail) for mail in told()) is False  # that day is over


def test_before_a_sunday_it_is_told_on_saturday_by_the_days_name(pair):
    planned(pair, on(16, 14))
    assert [run(on(13, 20)), run(on(14))] == [0, 2]
    assert {plain(mail.subject) for mail in told()} == {"Lundi 14 h : votre séance"}
    with time_machine.travel(on(14, 14), tick=False):
        drain()
    assert {mail.state for mail in told()} == {"sent"}


def test_easter_is_told_on_the_saturday_before(pair):
    planned(pair, on(7, 9, month=4))
    assert [run(on(3, 9, month=4)), run(on(4, 9, month=4))] == [0, 2]
    assert {plain(mail.subject) for mail in told()} == {"Mardi 9 h : votre séance"}


def test_what_was_just_agreed_is_not_told(pair):
    planned(pair, on(11, 18), agreed=on(10, 7))
    assert run(on(10, 18)) == 0


def test_a_clock_that_stopped_tells_it_on_the_day(pair):
    planned(pair, on(11, 18))
    assert run(on(11, 3)) == 0
    assert run(on(11, 9)) == 2
    assert {plain(mail.subject) for mail in told()} == {"Aujourd’hui 18 h : votre séance"}


def test_it_is_the_eve_where_each_lives(pair, nadia):
    nadia.timezone = "Pacific/Noumea"
    nadia.save()
    planned(pair, on(11, 18))  # the 12th at 4 in the morning, there
    run(on(10, 9))
    assert {mail.recipient == nadia: plain(mail.subject) for mail in told()} == {
        False: "Demain 18 h : votre séance"
    }
    run(on(10, 15))  # the 11th, there
    assert {mail.recipient == nadia: plain(mail.subject) for mail in told()}[
        True
    ] == "Demain 4 h : votre séance"


@pytest.mark.parametrize("state", ["paused", "closing"])
def test_a_pair_that_is_not_at_work_is_told_nothing(in_state, state):
    planned(in_state(state), on(11, 18))
    assert run(on(10)) == 0


def test_a_moved_session_is_told_at_its_new_date(pair, nadia):
    moved = planned(pair, on(11, 18))
    run(on(10))
    with time_machine.travel(on(10, 9), tick=False):
        sessions.change(moved, by=nadia, starts_at=on(20, 18), minutes=60, channel="meet")
    assert {mail.state for mail in told()} == {"cancelled"}
    assert run(on(19)) == 2
    assert {mail.state for mail in told()[2:]} == {"scheduled"}


# Workshops -------------------------------------------------------------------------------------------


def seat(state="registered", agreed=None, **changes):
    workshop = WorkshopFactory(starts_at=on(11, 18), **changes)
    return WorkshopRegistrationFactory(workshop=workshop, state=state, asked_at=agreed or on(1))


def run_workshops(moment):
    with time_machine.travel(moment, tick=False):
        return eves.remind_of_workshops()


def test_whoever_has_a_seat_is_told_the_day_before():
    row = seat()
    assert [run_workshops(on(9, 20)), run_workshops(on(10)), run_workshops(on(10))] == [0, 1, 0]
    mail = Email.objects.get(kind="workshop_reminder")
    assert (mail.recipient, plain(mail.subject)) == (row.person, "Demain : atelier Discord")
    assert row.workshop.link in mail.text
    with time_machine.travel(on(10, 18), tick=False):
        assert mails_help.is_seat_kept(mail)
        WorkshopRegistration.objects.update(state="cancelled")
        assert not mails_help.is_seat_kept(mail)


@pytest.mark.parametrize(
    "changes",
    [{"state": "cancelled"}, {"state": "waitlisted"}, {"agreed": on(10, 15)}, {"workshop": "cancelled"}],
    ids=["left", "waiting", "late", "cancelled"],
)
def test_nobody_else_is(changes):
    row = seat(**{name: value for name, value in changes.items() if name != "workshop"})
    if "workshop" in changes:
        row.workshop.state = changes["workshop"]
        row.workshop.save()
    assert run_workshops(on(10, 18)) == 0
