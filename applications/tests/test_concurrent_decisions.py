"""Two readers, one file, at the same moment, on a real PostgreSQL."""

import itertools
import threading

import pytest

from applications.models import Application
from applications.services import decisions
from applications.services.conflicts import Conflict
from applications.tests.deciding import approve, ask, hold, reject
from applications.tests.factories import ProfileFactory
from mentoring.mail.models import Email
from mentoring.models import Event
from mentoring.tests.factories import CoordinatorFactory
from mentoring.tests.hands import at_once, outcomes

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
HANDS = 10
STATE_MOVES = ("approve", "ask_info", "hold", "reject", "undo")


def fresh(application):
    return Application.objects.get(pk=application.pk)


@pytest.fixture
def application(db):
    return ProfileFactory(closed=True).application


@pytest.fixture
def readers(db):
    return CoordinatorFactory.create_batch(HANDS)


def pressing(button, application, by):
    """The reader has the page open as the file is now, and will press this button."""
    page = fresh(application)
    return lambda: button(page, by)


def deciding(application, readers, *buttons):
    """Everyone has the page open, everyone presses another button."""
    turns = itertools.cycle(buttons or [hold, reject, ask, approve])
    return [pressing(next(turns), application, by) for by in readers]


def decided(application):
    return Event.objects.filter(reference=application.reference, transition__in=STATE_MOVES).count()


def test_two_readers_make_one_decision(application, readers):
    results = at_once(*deciding(application, readers[:2]))
    assert outcomes(results) == (1, 1, [])
    assert (decided(application), Email.objects.count(), fresh(application).version) == (1, 1, 2)
    [conflict] = [one for one in results if isinstance(one, Exception)]
    assert isinstance(conflict, Conflict)


def test_ten_readers_make_one_decision(application, readers):
    assert outcomes(at_once(*deciding(application, readers))) == (1, HANDS - 1, [])
    assert (decided(application), Email.objects.count(), fresh(application).version) == (1, 1, 2)


def test_without_version_and_lock_there_would_be_several(application, readers, monkeypatch):
    """The negative control: it proves that the tests above can fail."""
    together = threading.Barrier(HANDS)

    def look_without_locking(thing):
        current = type(thing).objects.get(pk=thing.pk)
        together.wait(timeout=30)
        return current

    monkeypatch.setattr(decisions, "lock", look_without_locking)
    monkeypatch.setattr(decisions, "refuse_stale", lambda *_: None)
    at_once(*deciding(application, readers, hold, ask))
    assert decided(application) > 1


def test_the_same_click_ten_times_is_one_decision(application, readers):
    acts = [pressing(approve, application, readers[0]) for _hand in range(HANDS)]
    assert outcomes(at_once(*acts)) == (1, HANDS - 1, [])
    assert Email.objects.count() == 1


def test_undone_once_by_ten_hands(application, readers):
    approve(application, readers[0])
    acts = [lambda by=by: decisions.undo(fresh(application), by=by) for by in readers]
    assert outcomes(at_once(*acts)) == (1, HANDS - 1, [])
    assert (fresh(application).state, fresh(application).version) == ("submitted", 3)


def test_an_undoing_and_another_decision_do_not_tread_on_each_other(readers):
    for _time in range(5):
        application = ProfileFactory(closed=True).application
        event = hold(application, readers[0])
        done, refused, broken = outcomes(
            at_once(
                pressing(
                    lambda it, by, pk=event.pk: decisions.undo(it, by=by, decision=pk),
                    application,
                    readers[0],
                ),
                pressing(approve, application, readers[1]),
            )
        )
        assert (done, refused, broken) == (1, 1, [])
