"""The seats of a workshop under twenty hands at once, on a real PostgreSQL."""

import threading

import pytest

from followup.models import Workshop, WorkshopRegistration
from followup.services import workshops
from followup.tests.factories import WorkshopFactory, WorkshopRegistrationFactory
from mentoring.mail.models import Email
from mentoring.tests.factories import UserFactory
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
