"""What the team does with a workshop: opens, changes and cancels it, and tells whoever waited for one."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from icalendar import Calendar

from followup.models import Workshop, WorkshopInterest, WorkshopRegistration
from followup.services import eves, workshop_desk, workshops
from followup.services.workshop_desk import DateRefused, SeatsRefused
from followup.tests.factories import WorkshopFactory, WorkshopRegistrationFactory
from mentoring.mail.drain import drain
from mentoring.mail.models import Email
from mentoring.models import Event, NotAllowed
from mentoring.tests.factories import CoordinatorFactory, UserFactory

pytestmark = pytest.mark.django_db
State = WorkshopRegistration.State
LINK = "https://meet.example/nouveau"
# In the morning: a reminder has its hour.
MONDAY = datetime.datetime(2026, 3, 9, 9, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(MONDAY):
        yield


@pytest.fixture
def workshop(awa):
    """Two seats, in three days."""
    return WorkshopFactory(capacity=2, host=awa)


def in_days(number):
    return timezone.now().replace(microsecond=0) + datetime.timedelta(days=number)


def came(workshop, number=1):
    return [workshops.register(workshop, by=UserFactory()) for _ in range(number)]


def states(workshop):
    return list(workshop.registrations.values_list("state", flat=True))


def kinds(**filters):
    return list(Email.objects.filter(**filters).order_by("pk").values_list("kind", flat=True))


def change(workshop, by, **changes):
    workshop.refresh_from_db()
    values = {
        "seen": workshop.version,
        "starts_at": workshop.starts_at,
        "minutes": workshop.minutes,
        "capacity": workshop.capacity,
        "link": workshop.link,
        "host": workshop.host,
    }
    workshop_desk.change(workshop, by=by, **values | changes)
    workshop.refresh_from_db()


def interested(number=1):
    return [WorkshopInterest.objects.create(person=UserFactory()).person for _ in range(number)]


# Opening ---------------------------------------------------------------------------------------------


def opening(awa, **changes):
    values = {"starts_at": in_days(5), "minutes": 60, "capacity": 6, "link": LINK, "host": awa}
    return workshop_desk.open_workshop(by=awa, **values | changes)


def test_one_lasts_as_long_as_was_asked(awa):
    host = CoordinatorFactory()
    opened = opening(awa, host=host)
    assert (opened.minutes, opened.capacity, opened.host, opened.sequence) == (60, 6, host, 0)
    event = Event.objects.get(reference=opened.reference)
    assert (event.actor, event.transition, event.to_state) == (awa, "open", "planned")


def test_opened_twice_it_is_one(awa):
    start = in_days(5)
    first = opening(awa, starts_at=start, is_told=True)
    assert opening(awa, starts_at=start, is_told=True) == first
    assert (Workshop.objects.count(), Event.objects.count()) == (1, 1)
    with pytest.raises(DateRefused, match="déjà prévu à ce moment"):
        opening(CoordinatorFactory(), starts_at=start, capacity=9)
    workshop_desk.cancel(first, by=awa)
    assert opening(awa, starts_at=start) != first


def test_a_call_is_taken_once_at_a_moment():
    first = WorkshopFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkshopFactory(starts_at=first.starts_at, link=first.link)


def test_one_is_not_opened_in_the_past(awa):
    with pytest.raises(DateRefused, match="à venir"):
        opening(awa, starts_at=in_days(-1))
    assert not Workshop.objects.exists()


def test_whoever_waits_for_one_is_told_when_it_opens(awa):
    people = interested(3)
    quiet = opening(awa)
    assert kinds() == []
    opened = opening(awa, starts_at=in_days(6), is_told=True)
    assert kinds(reference=opened.reference) == ["workshop_opened"] * 3
    assert set(Email.objects.values_list("recipient", flat=True)) == {person.pk for person in people}
    letter = Email.objects.first()
    assert f"/aide/discord/ateliers/{opened.reference}/" in letter.text
    assert LINK not in letter.text
    assert workshop_desk.tell_interested(quiet, by=awa) == 3


def test_each_is_told_once_of_each_workshop(awa, workshop):
    first, second = interested(2)
    assert workshop_desk.tell_interested(workshop, by=awa) == 2
    late = interested()[0]
    assert [workshop_desk.tell_interested(workshop, by=awa) for _time in range(2)] == [1, 0]
    assert kinds() == ["workshop_opened"] * 3
    events = Event.objects.filter(transition="tell").order_by("pk")
    assert [event.payload for event in events] == [{"number": 2}, {"number": 1}]
    workshops.register(workshop, by=late)
    assert [one.person for one in workshop_desk.waiting_for_news()] == [first, second]


def test_whoever_left_is_not_told(awa, workshop):
    person = interested()[0]
    person.is_active = False
    person.save()
    assert workshop_desk.tell_interested(workshop, by=awa) == 0


def test_nobody_is_told_of_a_workshop_that_is_over_or_called_off(awa, workshop):
    interested()
    with pytest.raises(NotAllowed, match="a commencé"):
        workshop_desk.tell_interested(WorkshopFactory(starts_at=in_days(-1)), by=awa)
    workshop_desk.tell_interested(workshop, by=awa)
    workshop_desk.cancel(workshop, by=awa)
    assert list(Email.objects.values_list("state", flat=True)) == ["cancelled"]
    with pytest.raises(NotAllowed, match="est annulé"):
        workshop_desk.tell_interested(workshop, by=awa)


def test_news_of_a_workshop_that_began_does_not_leave(awa, workshop):
    interested()
    workshop_desk.tell_interested(workshop, by=awa)
    Workshop.objects.update(starts_at=in_days(-1))
    drain()
    assert Email.objects.get().state != Email.State.SENT


# Changing --------------------------------------------------------------------------------------------


def test_another_date_is_told_to_calendars_too(awa, workshop):
    seated, _other, waiting = came(workshop, 3)
    before, after = workshop.starts_at, in_days(8)
    change(workshop, awa, starts_at=after)
    assert (workshop.starts_at, workshop.minutes, workshop.sequence) == (after, 45, 1)
    assert kinds(state=Email.State.SCHEDULED) == ["workshop_changed"] * 3
    letter = Email.objects.get(recipient=seated.person, kind="workshop_changed")
    event = Calendar.from_ical(letter.attachments[0]["content"]).walk("VEVENT")[0]
    assert (event["dtstart"].dt, event["sequence"], event["status"]) == (after, 1, "CONFIRMED")
    assert "Avant :" in letter.text.replace("\u202f", " ").replace("\u00a0", " ")
    assert workshop.link in letter.text
    theirs = Email.objects.get(recipient=waiting.person, kind="workshop_changed")
    assert (theirs.attachments, workshop.link in theirs.text) == ([], False)
    event = Event.objects.get(transition="change")
    assert event.actor == awa
    assert set(event.payload["before"]) == set(event.payload["after"]) == {"starts_at", "ends_at"}
    assert datetime.datetime.fromisoformat(event.payload["before"]["starts_at"]) == before


def test_another_call_is_told_to_those_who_come(awa, workshop):
    seated, _other, waiting = came(workshop, 3)
    change(workshop, awa, link=LINK)
    assert (workshop.link, workshop.sequence) == (LINK, 1)
    letter = Email.objects.get(recipient=seated.person, kind="workshop_changed")
    assert LINK in letter.text
    assert "Avant" not in letter.text
    assert kinds(recipient=waiting.person) == []


def test_the_letter_of_the_date_before_does_not_leave(awa, workshop):
    seated = came(workshop)[0]
    change(workshop, awa, starts_at=in_days(8))
    change(workshop, awa, starts_at=in_days(9))
    letters = Email.objects.filter(recipient=seated.person).order_by("pk")
    assert [(one.kind, one.state) for one in letters] == [
        ("workshop_registered", "cancelled"),
        ("workshop_changed", "cancelled"),
        ("workshop_changed", "scheduled"),
    ]


def test_more_seats_go_to_the_first_who_wait(awa, workshop):
    *_seated, third, fourth, fifth = came(workshop, 5)
    change(workshop, awa, capacity=4)
    assert states(workshop) == ["registered"] * 4 + ["waitlisted"]
    assert workshop.sequence == 0
    for row in (third, fourth):
        assert kinds(recipient=row.person) == ["workshop_promoted"]
    assert kinds(recipient=fifth.person) == []
    assert "workshop_changed" not in kinds()


def test_a_seat_given_with_another_date_says_the_new_one(awa, workshop):
    *_seated, waiting = came(workshop, 3)
    after = in_days(8)
    change(workshop, awa, capacity=3, starts_at=after)
    letter = Email.objects.get(recipient=waiting.person, kind="workshop_promoted")
    event = Calendar.from_ical(letter.attachments[0]["content"]).walk("VEVENT")[0]
    assert (event["dtstart"].dt, event["sequence"]) == (after, 1)


def test_fewer_seats_than_people_is_refused(awa, workshop):
    came(workshop, 2)
    with pytest.raises(SeatsRefused, match="2 personnes ont déjà une place"):
        change(workshop, awa, capacity=1)
    workshop.refresh_from_db()
    assert workshop.capacity == 2


def test_the_same_again_changes_nothing(awa, workshop):
    came(workshop)
    change(workshop, awa)
    assert (workshop.sequence, kinds()) == (0, ["workshop_registered"])
    assert not Event.objects.filter(transition="change").exists()


def test_what_a_colleague_changed_meanwhile_is_not_undone(awa, workshop):
    seen = workshop.version
    change(workshop, CoordinatorFactory(first_name="Julien", last_name="Roy"), capacity=5)
    with pytest.raises(NotAllowed, match="Julien Roy a modifié cet atelier à"):
        change(workshop, awa, seen=seen, starts_at=in_days(8))
    workshop.refresh_from_db()
    assert (workshop.capacity, workshop.sequence) == (5, 0)


def test_what_cannot_be_is_refused(awa, workshop):
    other = WorkshopFactory()
    with pytest.raises(DateRefused, match="à venir"):
        change(workshop, awa, starts_at=in_days(-1))
    with pytest.raises(DateRefused, match="déjà prévu"):
        change(workshop, awa, starts_at=other.starts_at, link=other.link)
    for row in (WorkshopFactory(starts_at=in_days(-1)), WorkshopFactory(state="cancelled")):
        with pytest.raises(NotAllowed, match="plus possible"):
            change(row, awa, capacity=9)
    assert not Event.objects.exists()


# The reminder ----------------------------------------------------------------------------------------


def reminders():
    return list(Email.objects.filter(kind="workshop_reminder").order_by("pk"))


def test_a_moved_workshop_is_recalled_at_its_new_date(awa, workshop):
    WorkshopRegistrationFactory(workshop=workshop, asked_at=in_days(-9))
    eve = workshop.starts_at - datetime.timedelta(days=1)
    assert eves.remind_of_workshops(eve) == 1
    change(workshop, awa, starts_at=workshop.starts_at + datetime.timedelta(days=14))
    assert [letter.state for letter in reminders()] == ["cancelled"]
    eve = workshop.starts_at - datetime.timedelta(days=1)
    assert [eves.remind_of_workshops(eve) for _time in range(2)] == [1, 0]
    assert [letter.state for letter in reminders()] == ["cancelled", "scheduled"]


def test_a_change_on_the_eve_is_its_own_reminder(awa, workshop):
    WorkshopRegistrationFactory(workshop=workshop, asked_at=in_days(-9))
    change(workshop, awa, link=LINK)
    eve = workshop.starts_at - datetime.timedelta(days=1)
    Workshop.objects.update(changed_at=eve)
    assert eves.remind_of_workshops(eve + datetime.timedelta(hours=1)) == 0


# By hand ---------------------------------------------------------------------------------------------


def test_the_team_takes_a_seat_for_somebody(awa, workshop):
    person = interested()[0]
    row = workshops.register(workshop, by=awa, person=person)
    assert (row.person, row.state) == (person, State.REGISTERED)
    assert Event.objects.get(reference=row.reference).actor == awa
    assert kinds(recipient=person) == ["workshop_registered"]
    assert not WorkshopInterest.objects.exists()
    assert workshops.register(workshop, by=awa, person=person) == row


def test_the_team_never_seats_more_than_there_are_seats(awa, workshop):
    came(workshop, 2)
    assert workshops.register(workshop, by=awa, person=UserFactory()).state == State.WAITLISTED


def test_the_team_gives_a_seat_back_even_late(awa, workshop):
    first, _second, waiting = came(workshop, 3)
    start = timezone.now() + datetime.timedelta(minutes=30)
    Workshop.objects.update(starts_at=start, ends_at=start + Workshop.LENGTH)
    workshops.leave(workshop, by=awa, person=first.person)
    waiting.refresh_from_db()
    assert waiting.state == State.REGISTERED
    assert Event.objects.get(transition="leave").actor == awa
