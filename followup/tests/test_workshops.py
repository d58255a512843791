"""Discord workshops: seats, the waiting list, what leaves by e-mail and when."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from icalendar import Calendar

from followup.models import Workshop, WorkshopInterest, WorkshopRegistration
from followup.services import workshop_desk, workshops
from followup.tests.factories import WorkshopFactory, WorkshopRegistrationFactory
from mentoring.mail.models import Email
from mentoring.models import Event, NotAllowed
from mentoring.moves import move
from mentoring.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
State = WorkshopRegistration.State


@pytest.fixture
def workshop():
    """Two seats, in three days."""
    return WorkshopFactory(capacity=2)


def came(workshop, number=1):
    return [workshops.register(workshop, by=UserFactory()) for _ in range(number)]


def states(workshop):
    return list(workshop.registrations.values_list("state", flat=True))


def moved(workshop, **changes):
    Workshop.objects.filter(pk=workshop.pk).update(**changes)
    workshop.refresh_from_db()
    return workshop


def at(workshop, start):
    return moved(workshop, starts_at=start, ends_at=start + Workshop.LENGTH)


def kinds(**filters):
    return list(Email.objects.filter(**filters).order_by("pk").values_list("kind", flat=True))


# Seats -----------------------------------------------------------------------------------------------


def test_seats_then_the_waiting_list(workshop):
    came(workshop, 4)
    assert states(workshop) == ["registered", "registered", "waitlisted", "waitlisted"]
    assert kinds() == ["workshop_registered"] * 2


def test_twice_is_once(workshop):
    person = UserFactory()
    first = workshops.register(workshop, by=person)
    assert workshops.register(workshop, by=person) == first
    assert (workshop.registrations.count(), Email.objects.count()) == (1, 1)


def test_the_first_who_waits_takes_the_seat_and_is_told(workshop):
    first, second, third, fourth = came(workshop, 4)
    workshops.leave(workshop, by=first.person)
    assert states(workshop) == ["cancelled", "registered", "registered", "waitlisted"]
    assert kinds(recipient=third.person) == ["workshop_promoted"]
    assert kinds(recipient=fourth.person) == []
    assert workshops.rank(fourth) == 1
    event = Event.objects.get(transition="promote")
    assert (event.actor, event.from_state, event.to_state) == (None, "waitlisted", "registered")


def test_leaving_twice_frees_one_seat(workshop):
    first, _second, third, fourth = came(workshop, 4)
    for _time in range(2):
        workshops.leave(workshop, by=first.person)
    workshops.leave(workshop, by=UserFactory())
    assert workshop.registrations.filter(state=State.WAITLISTED).get() == fourth
    third.refresh_from_db()
    assert third.state == State.REGISTERED


def test_whoever_waits_and_leaves_frees_no_seat(workshop):
    *_seated, waiting = came(workshop, 3)
    workshops.leave(workshop, by=waiting.person)
    assert states(workshop) == ["registered", "registered", "cancelled"]
    assert "workshop_promoted" not in kinds()


def test_whoever_comes_back_is_last_in_the_queue(workshop):
    first, *_others = came(workshop, 3)
    workshops.leave(workshop, by=first.person)
    again = workshops.register(workshop, by=first.person)
    assert (again.pk, again.state, workshops.rank(again)) == (first.pk, State.WAITLISTED, 1)
    late = came(workshop)[0]
    assert workshops.rank(late) == 2


def test_a_letter_that_has_not_left_is_taken_back(workshop):
    first = came(workshop)[0]
    workshops.leave(workshop, by=first.person)
    assert Email.objects.get().state == Email.State.CANCELLED
    workshops.register(workshop, by=first.person)
    assert Email.objects.filter(kind="workshop_registered", state=Email.State.SCHEDULED).count() == 1


def test_a_seat_nobody_gave_back_goes_to_who_waits_first(workshop):
    """An account erased takes its seat away with it; the next newcomer does not jump the queue."""
    first, _second, third = came(workshop, 3)
    first.person.delete()
    newcomer = came(workshop)[0]
    third.refresh_from_db()
    assert (third.state, newcomer.state) == (State.REGISTERED, State.WAITLISTED)


def test_within_the_last_hour_a_seat_is_kept_and_a_turn_is_not(workshop):
    first, _second, waiting = came(workshop, 3)
    at(workshop, timezone.now() + datetime.timedelta(minutes=59))
    with pytest.raises(NotAllowed, match="moins d’une heure"):
        workshops.leave(workshop, by=first.person)
    workshops.leave(workshop, by=waiting.person)
    assert states(workshop) == ["registered", "registered", "cancelled"]


def test_what_has_begun_or_is_cancelled_takes_nobody(workshop, awa):
    seated = came(workshop)[0]
    at(workshop, timezone.now() - datetime.timedelta(minutes=1))
    for act in (workshops.register, workshops.leave, workshop_desk.cancel):
        with pytest.raises(NotAllowed, match="a commencé"):
            act(workshop, by=seated.person)
    cancelled = WorkshopFactory(state="cancelled")
    for act in (workshops.register, workshops.leave, workshop_desk.cancel):
        with pytest.raises(NotAllowed, match="est annulé"):
            act(cancelled, by=awa)


def test_an_interest_is_said_once_and_answered_by_a_seat(workshop):
    person = UserFactory()
    for _time in range(2):
        workshops.show_interest(by=person)
    assert WorkshopInterest.objects.count() == 1
    workshops.register(workshop, by=person)
    assert not WorkshopInterest.objects.exists()


# What the team does ----------------------------------------------------------------------------------


def test_opening_one(awa):
    start = timezone.now() + datetime.timedelta(days=5)
    opened = workshop_desk.open_workshop(by=awa, starts_at=start, capacity=6, link="https://meet.example/x")
    assert (opened.minutes, opened.host, opened.reference[:4]) == (45, awa, "ATE-")
    assert Event.objects.get(reference=opened.reference).actor == awa


def test_a_cancelled_one_tells_everybody_and_their_calendars(workshop, awa):
    seated, _other, waiting = came(workshop, 3)
    workshop_desk.cancel(workshop, by=awa)
    assert (workshop.state, workshop.sequence) == ("cancelled", 1)
    assert kinds(state=Email.State.SCHEDULED) == ["workshop_cancelled"] * 3
    letter = Email.objects.get(recipient=seated.person, kind="workshop_cancelled")
    event = Calendar.from_ical(letter.attachments[0]["content"]).walk("VEVENT")[0]
    assert (event["status"], event["sequence"]) == ("CANCELLED", 1)
    assert Email.objects.get(recipient=waiting.person).attachments == []


@pytest.mark.parametrize("target", State.values)
@pytest.mark.parametrize("state", State.values)
def test_the_map_of_a_registration(state, target):
    found = WorkshopRegistrationFactory(state=state)
    if target in WorkshopRegistration.SUCCESSORS[state]:
        move(found, "test", target, by=None)
    else:
        with pytest.raises(NotAllowed):
            move(found, "test", target, by=None)


@pytest.mark.parametrize("target", Workshop.State.values)
@pytest.mark.parametrize("state", Workshop.State.values)
def test_the_map_of_a_workshop(state, target):
    found = WorkshopFactory(state=state)
    if (state, target) == ("planned", "cancelled"):
        move(found, "test", target, by=None)
    else:
        with pytest.raises(NotAllowed):
            move(found, "test", target, by=None)


# Constraints -----------------------------------------------------------------------------------------


def test_one_row_for_a_person(workshop):
    first = came(workshop)[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkshopRegistrationFactory(workshop=workshop, person=first.person)


@pytest.mark.parametrize("changes", [{"capacity": 0}, {"ends_at": timezone.now()}])
def test_a_workshop_has_a_seat_and_an_end(workshop, changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        Workshop.objects.update(**changes)


# Letters ---------------------------------------------------------------------------------------------


def test_the_letter_of_a_seat_holds_the_call_and_the_calendar(workshop):
    person = UserFactory(timezone="Indian/Reunion")
    start = datetime.datetime.combine(
        timezone.localdate() + datetime.timedelta(days=9), datetime.time(10, 30, tzinfo=datetime.UTC)
    )
    at(workshop, start)
    workshops.register(workshop, by=person)
    letter = Email.objects.get()
    assert "14\u00a0h\u00a030" in letter.text
    assert workshop.link in letter.text
    assert f"/aide/discord/ateliers/{workshop.reference}/" in letter.text
    event = Calendar.from_ical(letter.attachments[0]["content"]).walk("VEVENT")[0]
    assert (event["location"], event["dtstart"].dt) == (workshop.link, start)
