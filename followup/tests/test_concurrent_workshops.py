"""The seats of a workshop under twenty hands at once, on a real PostgreSQL."""

import datetime
import threading

import pytest
from django.utils import timezone

from followup.models import Workshop, WorkshopInterest, WorkshopRegistration
from followup.services import attendance, help_requests, workshop_desk, workshops
from followup.tests.factories import WorkshopFactory, WorkshopRegistrationFactory
from mentoring import help as help_desk
from mentoring.mail.models import Email
from mentoring.models import Event, HelpRequest
from mentoring.tests.factories import CoordinatorFactory, UserFactory
from mentoring.tests.hands import at_once, outcomes

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
HANDS = 20


def counted(workshop, state):
    return workshop.registrations.filter(state=state).count()


def registering(workshop, people):
    return [lambda person=person: workshops.register(workshop, by=person) for person in people]


def test_twenty_people_take_the_three_seats_there_are():
    workshop = WorkshopFactory(capacity=3)
    results = at_once(*registering(workshop, UserFactory.create_batch(HANDS)))
    assert outcomes(results) == (HANDS, 0, [])
    assert (counted(workshop, "registered"), counted(workshop, "waitlisted")) == (3, HANDS - 3)
    assert Email.objects.filter(kind="workshop_registered").count() == 3


def test_without_the_lock_more_would_sit_down(monkeypatch):
    """The negative control: it proves that the test above can fail."""
    workshop, together = WorkshopFactory(capacity=3), threading.Barrier(HANDS)
    counting = workshops.free_seats

    def look_together(held):
        free = counting(held)
        together.wait(timeout=30)
        return free

    monkeypatch.setattr(workshops, "promote", lambda held: None)
    monkeypatch.setattr(workshops, "free_seats", look_together)
    monkeypatch.setattr(workshops.moves, "lock", lambda thing: Workshop.objects.get(pk=thing.pk))
    at_once(*registering(workshop, UserFactory.create_batch(HANDS)))
    assert counted(workshop, "registered") > 3


def test_the_same_person_twenty_times_has_one_seat():
    workshop = WorkshopFactory(capacity=3)
    assert outcomes(at_once(*registering(workshop, [UserFactory()] * HANDS))) == (HANDS, 0, [])
    assert WorkshopRegistration.objects.count() == Email.objects.count() == 1


def test_ten_leave_while_ten_come_and_no_seat_is_lost_or_doubled():
    workshop = WorkshopFactory(capacity=10)
    seated = WorkshopRegistrationFactory.create_batch(10, workshop=workshop)
    WorkshopRegistrationFactory.create_batch(4, workshop=workshop, state="waitlisted")
    leaving = [lambda one=one: workshops.leave(workshop, by=one.person) for one in seated]
    coming = registering(workshop, UserFactory.create_batch(10))
    assert outcomes(at_once(*leaving, *coming)) == (20, 0, [])
    assert (counted(workshop, "registered"), counted(workshop, "waitlisted")) == (10, 4)
    assert counted(workshop, "cancelled") == 10


# The team's side ---------------------------------------------------------------------------------------


def changing(workshop, by, **changes):
    values = {
        "seen": workshop.version,
        "starts_at": workshop.starts_at,
        "minutes": workshop.minutes,
        "capacity": workshop.capacity,
        "link": workshop.link,
        "host": workshop.host,
    }
    return lambda: workshop_desk.change(workshop, by=by, **values | changes)


def test_seats_are_taken_while_their_number_falls():
    """Whoever comes first wins: never more people than seats, and nobody loses one."""
    workshop = WorkshopFactory(capacity=8)
    WorkshopRegistrationFactory.create_batch(2, workshop=workshop)
    coming = registering(workshop, UserFactory.create_batch(8))
    results = at_once(*coming, changing(workshop, CoordinatorFactory(), capacity=3))
    assert outcomes(results)[2] == []
    workshop.refresh_from_db()
    seated = counted(workshop, "registered")
    assert workshop.capacity in (3, 8)
    assert seated <= workshop.capacity
    assert seated + counted(workshop, "waitlisted") == 10


def test_two_coordinators_change_it_at_once_and_one_is_refused():
    workshop = WorkshopFactory(capacity=2)
    WorkshopRegistrationFactory.create_batch(4, workshop=workshop, state="waitlisted")
    link = "https://meet.example/autre"
    acts = [changing(workshop, by, capacity=4, link=link) for by in CoordinatorFactory.create_batch(2)]
    assert outcomes(at_once(*acts)) == (1, 1, [])
    workshop.refresh_from_db()
    assert (workshop.sequence, counted(workshop, "registered")) == (1, 4)
    assert Email.objects.filter(kind="workshop_promoted").count() == 4
    assert Event.objects.filter(transition="change").count() == 1


def test_a_workshop_posted_ten_times_is_one():
    awa, start = CoordinatorFactory(), timezone.now() + datetime.timedelta(days=5)
    WorkshopInterest.objects.create(person=UserFactory())
    wanted = {"starts_at": start, "capacity": 6, "link": "https://meet.example/dix", "is_told": True}
    results = at_once(*[lambda: workshop_desk.open_workshop(by=awa, **wanted)] * 10)
    assert outcomes(results) == (10, 0, [])
    assert len({workshop.pk for workshop in results}) == 1
    assert (Workshop.objects.count(), Email.objects.count()) == (1, 1)


def test_whoever_waits_is_told_once_by_ten_hands():
    awa, workshop = CoordinatorFactory(), WorkshopFactory()
    for person in UserFactory.create_batch(3):
        WorkshopInterest.objects.create(person=person)
    results = at_once(*[lambda: workshop_desk.tell_interested(workshop, by=awa)] * 10)
    assert sorted(results) == [0] * 9 + [3]
    assert Email.objects.filter(kind="workshop_opened").count() == 3


def test_two_sheets_at_once_close_a_request_once():
    workshop = WorkshopFactory(starts_at=timezone.now() - datetime.timedelta(hours=1))
    rows = WorkshopRegistrationFactory.create_batch(4, workshop=workshop)
    for row in rows:
        help_desk.ask(HelpRequest.Kind.DISCORD, person=row.person, message="Aide")
    said = {row.pk: True for row in rows}
    acts = [
        lambda by=by: attendance.note(workshop, by=by, said=said, steps=["account"])
        for by in CoordinatorFactory.create_batch(2)
    ]
    assert sorted(at_once(*acts)) == [0, 4]
    assert Event.objects.filter(transition="close").count() == 4
    assert Event.objects.filter(transition="attendance").count() == 4


def test_two_coordinators_take_one_request_and_answer_it_twice():
    first, second = CoordinatorFactory.create_batch(2)
    asked = help_desk.ask(HelpRequest.Kind.DISCORD, person=UserFactory(), message="Aide")

    def again():
        return HelpRequest.objects.get(pk=asked.pk)

    posts = [lambda: help_requests.write(again(), by=first, text="Jeudi ?")] * 5
    assert outcomes(at_once(*posts, lambda: help_desk.take(again(), by=second)))[1:] == (0, [])
    assert Email.objects.filter(kind="team_message").count() == 1
    assert Event.objects.filter(transition="plan").count() == 1
    assert again().state == "planned"
