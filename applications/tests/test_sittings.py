"""« Tout est lu. »: how many decisions, in how long."""

import datetime

import pytest
import time_machine

from applications.services import batches, decisions, queue
from applications.tests.deciding import approve, hold
from applications.tests.factories import ApplicationFactory, ProfileFactory
from mentoring.audit import saw

pytestmark = pytest.mark.django_db
MONDAY = datetime.datetime(2026, 3, 9, 9, 0, tzinfo=datetime.UTC)


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as found:
        yield found


def minutes(number):
    return datetime.timedelta(minutes=number)


def file():
    return ProfileFactory(closed=True).application


def test_reading_counts_from_the_first_look(awa, clock):
    assert queue.sitting(awa) is None
    first, second = file(), file()
    saw(awa, first.person, queue.READ)
    assert queue.sitting(awa) is None
    clock.shift(minutes(6))
    approve(first, awa)
    clock.shift(minutes(9))
    hold(second, awa)
    assert queue.sitting(awa) == {"count": 2, "minutes": 15}


def test_a_pause_begins_another(awa, clock):
    hold(ApplicationFactory(), awa)
    clock.shift(minutes(31))
    saw(awa, ApplicationFactory().person, queue.READ)
    clock.shift(minutes(4))
    hold(ApplicationFactory(), awa)
    assert queue.sitting(awa) == {"count": 1, "minutes": 4}


def test_what_was_taken_back_does_not_count(awa, julien, clock):
    one, other = ApplicationFactory(), ApplicationFactory()
    hold(one, awa)
    hold(other, awa)
    hold(ApplicationFactory(), julien)
    decisions.undo(one, by=awa)
    assert queue.sitting(awa) == {"count": 1, "minutes": 1}


def test_a_batch_counts_for_each(awa, clock):
    files = [file(), file(), file()]
    planned = batches.sorted_out("approve", files, by=awa)
    batches.decide("approve", planned, by=awa, versions={one.reference: one.version for one in files})
    assert queue.sitting(awa)["count"] == 3


def test_a_file_fetched_ahead_was_not_read(awa, clock):
    saw(awa, ApplicationFactory().person, queue.FETCHED)
    clock.shift(minutes(10))
    hold(ApplicationFactory(), awa)
    assert queue.sitting(awa) == {"count": 1, "minutes": 1}
