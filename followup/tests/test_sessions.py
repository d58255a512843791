"""A session is planned, moved, cancelled, noted; both people have it in their calendar."""

import datetime
import zoneinfo

import icalendar
import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from followup import ics
from followup.models import MentoringSession, Mentorship
from followup.services import sessions
from followup.tests.factories import MentoringSessionFactory
from matching.tests.factories import in_days
from mentoring.mail.models import Email
from mentoring.models import Event, NotAllowed
from mentoring.templatetags.dates import date_heure

pytestmark = pytest.mark.django_db
State = MentoringSession.State


def plan(pair, by, **changes):
    details = {"starts_at": in_days(3), "minutes": 45, "channel": "meet", "place": "", "agenda": ""}
    return sessions.plan(pair, by=by, **details | changes)


def change(mentoring_session, by, **changes):
    details = {"starts_at": in_days(5), "minutes": 45, "channel": "meet"}
    return sessions.change(mentoring_session, by=by, **details | changes)


def mails(kind):
    return Email.objects.filter(kind=kind, state="scheduled")


def file_of(email):
    return icalendar.Calendar.from_ical(email.attachments[0]["content"]).walk("VEVENT")[0]


def test_planning_tells_both_with_a_calendar_file(pair, nadia, yanis):
    (planned,) = plan(pair, yanis, agenda="Relire le projet", place="https://meet.example.org/x")
    assert (planned.state, planned.minutes, planned.planned_by) == ("planned", 45, yanis)
    found = mails("session_planned")
    assert {mail.recipient for mail in found} == {nadia, yanis}
    event = file_of(found.get(recipient=nadia))
    assert event["summary"] == "Séance avec Yanis"
    assert str(event["uid"]).startswith(planned.public_id)
    assert (event["sequence"], event["status"]) == (0, "CONFIRMED")
    assert event["dtstart"].dt == planned.starts_at.replace(microsecond=0)
    assert event["location"] == "https://meet.example.org/x"
    assert Event.objects.filter(reference=planned.reference).get().transition == "plan"


def test_planning_twice_is_one_session(pair, yanis):
    at = in_days(3)
    first = plan(pair, yanis, starts_at=at)
    assert plan(pair, yanis, starts_at=at) == first
    assert mails("session_planned").count() == 2


def test_three_sessions_follow_the_rhythm(pair, yanis):
    at = in_days(2)
    planned = plan(pair, yanis, starts_at=at, is_repeated=True)
    assert [row.starts_at - at for row in planned] == [datetime.timedelta(days=n) for n in (0, 14, 28)]
    assert MentoringSession.objects.count() == 3


def test_three_sessions_are_one_message_with_a_file_for_each(pair, nadia, yanis):
    planned = plan(pair, yanis, is_repeated=True)
    found = mails("session_planned")
    assert {mail.recipient for mail in found} == {nadia, yanis}
    letter = found.get(recipient=nadia)
    files = [icalendar.Calendar.from_ical(one["content"]).events for one in letter.attachments]
    assert [[str(event["uid"]) for event in events] for events in files] == [
        [f"{row.public_id}@binome"] for row in planned
    ]
    assert len({one["name"] for one in letter.attachments}) == 3
    for row in planned:
        assert date_heure(row.starts_at) in letter.text
    # A date that changes before the message left does not keep the two others from being told.
    change(planned[0], nadia)
    assert found.count() == 2
    assert plan(pair, yanis, starts_at=planned[1].starts_at) == [planned[1]]
    assert found.count() == 2


@time_machine.travel("2026-10-10 12:00+02:00", tick=False)
@pytest.mark.parametrize("zone", ["Europe/Paris", "Indian/Reunion", "Pacific/Noumea"])
def test_a_repeat_keeps_its_hour_from_summer_to_winter_time(pair, yanis, zone):
    """Whatever the moment was written in: 18 h of whoever plans, and one hour less of sun for Paris."""
    yanis.timezone, here = zone, zoneinfo.ZoneInfo(zone)
    yanis.save()
    first = datetime.datetime(2026, 10, 13, 18, tzinfo=here)
    planned = plan(pair, yanis, starts_at=first.astimezone(datetime.UTC), is_repeated=True)
    local = [row.starts_at.astimezone(here) for row in planned]
    assert [(start.day, start.month, start.hour) for start in local] == [
        (13, 10, 18),
        (27, 10, 18),
        (10, 11, 18),
    ]
    stretch = datetime.timedelta(hours=1) if zone == "Europe/Paris" else datetime.timedelta()
    assert planned[1].starts_at - planned[0].starts_at == datetime.timedelta(days=14) + stretch


@pytest.mark.parametrize(
    ("when", "sentence"),
    [
        (-1, "Choisissez une date à venir"),
        (184, "Choisissez une date dans les six mois"),
        (3, "Une séance est déjà prévue à ce moment"),
    ],
)
def test_a_date_that_cannot_be(pair, yanis, when, sentence):
    MentoringSessionFactory(mentorship=pair, starts_at=in_days(3) - datetime.timedelta(minutes=15))
    with pytest.raises(sessions.Refused, match=sentence):
        plan(pair, yanis, starts_at=in_days(when))
    assert MentoringSession.objects.count() == 1
    assert not Email.objects.exists()


def test_a_repeat_that_hits_another_plans_nothing(pair, yanis):
    at = in_days(3)
    second = at + datetime.timedelta(days=14)
    MentoringSessionFactory(mentorship=pair, starts_at=second - datetime.timedelta(minutes=20))
    with pytest.raises(sessions.Refused, match=f"La séance du {date_heure(second)} en croise une autre"):
        plan(pair, yanis, starts_at=at, is_repeated=True)
    late = in_days(160)
    with pytest.raises(sessions.Refused, match="serait dans plus de six mois"):
        plan(pair, yanis, starts_at=late, is_repeated=True)
    assert MentoringSession.objects.count() == 1
    assert not Email.objects.exists()


def test_moving_keeps_the_calendar_entry(pair, nadia, yanis):
    (planned,) = plan(pair, yanis)
    change(planned, nadia)
    found = MentoringSession.objects.get()
    assert (found.sequence, found.state) == (1, "planned")
    assert not mails("session_planned").exists()
    letters = mails("session_moved")
    assert {mail.recipient for mail in letters} == {nadia, yanis}
    event = file_of(letters.get(recipient=yanis))
    assert str(event["uid"]).startswith(planned.public_id)
    assert event["sequence"] == 1
    assert Event.objects.filter(reference=planned.reference).last().transition == "move"


def test_whoever_did_not_choose_the_date_may_say_that_it_does_not_suit(pair, nadia, yanis):
    def told(kind):
        asked = {mail.recipient for mail in mails(kind) if "Ça ne me convient pas" in mail.text}
        own = {mail.recipient for mail in mails(kind) if "Déplacez-la" in mail.text}
        assert asked | own == {nadia, yanis}
        return asked - own

    (planned,) = plan(pair, yanis)
    assert told("session_planned") == {nadia}
    moved = change(planned, nadia)
    assert (told("session_moved"), moved.planned_by) == ({yanis}, nadia)


def test_a_session_may_move_onto_itself(pair, yanis):
    (planned,) = plan(pair, yanis)
    change(planned, yanis, starts_at=planned.starts_at + datetime.timedelta(minutes=15))
    assert MentoringSession.objects.get().sequence == 1


def test_cancelling_takes_it_out_of_both_calendars(pair, nadia, yanis):
    (planned,) = plan(pair, yanis)
    sessions.cancel(planned, by=nadia, reason="illness", word="Je suis au lit.")
    found = MentoringSession.objects.get()
    assert (found.state, found.sequence, found.cancel_reason) == ("cancelled", 1, "illness")
    assert not mails("session_planned").exists()
    letter = mails("session_cancelled").get(recipient=yanis)
    assert file_of(letter)["status"] == "CANCELLED"
    assert "Je suis au lit." in letter.text
    assert reverse("session_plan", args=[pair.reference]) in letter.text
    with pytest.raises(NotAllowed):
        sessions.cancel(found, by=nadia)
    assert mails("session_cancelled").count() == 2


def test_a_session_that_has_begun_is_not_cancelled(pair, nadia):
    begun = MentoringSessionFactory(mentorship=pair, starts_at=timezone.now() - datetime.timedelta(minutes=5))
    with pytest.raises(NotAllowed, match="la séance a commencé"):
        sessions.cancel(begun, by=nadia)
    assert MentoringSession.objects.get().state == "planned"


@pytest.mark.parametrize("state", ["held", "missed", "cancelled"])
def test_what_is_over_does_not_move(pair, yanis, state):
    done = MentoringSessionFactory(mentorship=pair, state=state)
    with pytest.raises(NotAllowed):
        change(done, yanis)
    assert MentoringSession.objects.get().sequence == 0
    assert not Email.objects.exists()


def test_noting_a_past_session_holds_it(pair, yanis):
    at = in_days(-2)
    first = sessions.log(pair, by=yanis, starts_at=at, minutes=60, channel="phone", notes="Les bases.")
    assert (first.state, first.notes) == ("held", "Les bases.")
    assert sessions.log(pair, by=yanis, starts_at=at, minutes=60, channel="phone") == first
    assert not Email.objects.exists()


@pytest.mark.parametrize(
    ("when", "sentence"),
    [
        (1, "Choisissez une date passée"),
        (-61, "Choisissez une date des 60 derniers jours"),
        (-7, "Une séance existe déjà à ce moment"),
    ],
)
def test_a_past_session_that_cannot_be_noted(pair, yanis, when, sentence):
    MentoringSessionFactory(mentorship=pair, held=True, starts_at=in_days(-7) - datetime.timedelta(minutes=5))
    with pytest.raises(sessions.Refused, match=sentence):
        sessions.log(pair, by=yanis, starts_at=in_days(when), minutes=60, channel="phone")
    assert MentoringSession.objects.count() == 1


def test_an_ended_pair_plans_nothing(pair, yanis):
    """Even where its page was opened before."""
    Mentorship.objects.update(state="completed", end_reason="goals", ended_on=timezone.localdate())
    with pytest.raises(NotAllowed, match="ce binôme est terminé"):
        plan(pair, yanis)
    with pytest.raises(NotAllowed, match="ce binôme est terminé"):
        sessions.log(pair, by=yanis, starts_at=in_days(-2), minutes=60, channel="phone")
    assert not MentoringSession.objects.exists()


def test_the_clock_ends_what_is_over(pair):
    over = MentoringSessionFactory(mentorship=pair, starts_at=in_days(-1))
    ahead = MentoringSessionFactory(mentorship=pair)
    assert (sessions.end_due(), sessions.end_due()) == (1, 0)
    over.refresh_from_db()
    ahead.refresh_from_db()
    assert (over.state, ahead.state) == ("to_confirm", "planned")


def test_the_calendar_file_tells_utc(pair, nadia):
    at = datetime.datetime(2026, 7, 7, 18, tzinfo=datetime.timezone(datetime.timedelta(hours=2)))
    text = ics.calendar(MentoringSessionFactory(mentorship=pair, starts_at=at), nadia).decode()
    assert "DTSTART:20260707T160000Z" in text.splitlines()
