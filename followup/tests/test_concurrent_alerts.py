"""Several workers and a colleague over the same pairs at once, on a real PostgreSQL."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections, transaction

from followup.models import Alert, Mentorship
from followup.services import alerts
from followup.services.alerts import computing, handling
from followup.tests.factories import AlertFactory, MentorshipFactory
from matching.tests.factories import in_days
from mentoring.mail.models import Email
from mentoring.models import Event
from mentoring.moves import lock
from mentoring.tests.factories import CoordinatorFactory
from mentoring.tests.hands import at_once, outcomes

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
HANDS = 6


@pytest.fixture
def awa():
    return CoordinatorFactory()


@pytest.fixture
def late(awa):
    """Three pairs that have not met for a month, followed by nobody."""
    pairs = MentorshipFactory.create_batch(3)
    Mentorship.objects.update(started_on=in_days(-30).date())
    return pairs


def looking_together(monkeypatch):
    """All workers decide what to do before any of them does it."""
    together, looking = threading.Barrier(HANDS), computing.steps

    def steps(facts):
        found = list(looking(facts))
        together.wait(timeout=30)
        return found

    monkeypatch.setattr(computing, "steps", steps)


def test_six_workers_open_one_alert_a_pair_with_one_letter(monkeypatch, late):
    looking_together(monkeypatch)
    assert outcomes(at_once(*[alerts.compute] * HANDS)) == (HANDS, 0, [])
    for rows in (Alert.objects.all(), Event.objects.filter(transition="open"), Email.objects.all()):
        assert rows.count() == len(late)


def test_an_alert_is_opened_while_somebody_holds_its_pair():
    """The holder brings alerts up to date too: waiting for each other would be a deadlock."""
    pair = MentorshipFactory()
    with transaction.atomic(), ThreadPoolExecutor(1) as pool:
        lock(pair)
        pool.submit(write_one, pair).result(timeout=5)
    assert Alert.objects.count() == 1


def write_one(pair):
    try:
        AlertFactory(mentorship=pair)
    finally:
        connections.close_all()


def test_a_colleague_handles_what_the_night_closes(late, awa):
    alerts.compute()
    Mentorship.objects.update(started_on=in_days(0).date())
    acts = [
        lambda alert=alert: handling.handle(alert, by=awa, note="Appel fait.")
        for alert in Alert.objects.all()
    ]
    done, refused, errors = outcomes(at_once(*acts, *[alerts.compute] * 3))
    assert (done + refused, errors) == (len(late) + 3, [])
    assert not Alert.objects.live().exists()
    assert Event.objects.filter(transition__in=["handle", "close"]).count() == len(late)
