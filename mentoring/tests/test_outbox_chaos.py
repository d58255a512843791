"""Many workers on one outbox, killed in the middle of their work: nothing lost, little sent twice."""

import collections
import itertools
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.db import connections, transaction
from django.utils import timezone

from mentoring.mail import catalogue, outbox
from mentoring.mail import drain as engine
from mentoring.mail.catalogue import Kind, R
from mentoring.mail.models import Email
from mentoring.tests.factories import EmailFactory, UserFactory
from mentoring.tests.smtp import mail_server
from mentoring.tests.workers import deliveries, finish, kill_and_replace, worker

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def write(count):
    person = UserFactory()
    return [EmailFactory(recipient=person, to_address=f"boite{n}@exemple.org") for n in range(count)]


def states():
    return dict(collections.Counter(Email.objects.values_list("state", flat=True)))


def test_four_workers_send_two_hundred_messages_once_each():
    write(200)
    with mail_server() as server:
        began = time.monotonic()
        finish([worker(server, "300") for _ in range(4)])
        print(f"\n200 messages, 4 workers: {time.monotonic() - began:.1f} s")  # noqa: T201
    assert states() == {"sent": 200}
    assert sorted(deliveries(server).values()) == [1] * 200
    assert set(Email.objects.values_list("attempts", flat=True)) == {1}


def test_without_the_claim_they_would_send_some_twice():
    """The negative control: it proves that the test above can fail."""
    write(200)
    with mail_server(seconds=0.005) as server:
        finish([worker(server, "300", "careless") for _ in range(4)])
    counted = deliveries(server)
    print(f"\nwithout the claim: {counted.total()} deliveries of 200 messages")  # noqa: T201
    assert len(counted) == 200
    assert counted.total() > 200


def test_killed_workers_lose_nothing_and_repeat_at_most_what_they_held():
    write(400)
    kills = 12
    with mail_server(seconds=0.005) as server:
        kill_and_replace(server, kills, every=30, lease="3")
    counted = deliveries(server)
    again = counted.total() - len(counted)
    print(f"\n{kills} kills: {len(counted)} of 400 arrived, {again} of them twice")  # noqa: T201
    assert states() == {"sent": 400}
    assert len(counted) == 400
    assert again <= kills


# In threads ------------------------------------------------------------------------------------------


def at_once(*acts):
    """Run every act in a thread, all starting together. Returns what each gave."""
    start = threading.Barrier(len(acts))

    def run(act):
        try:
            start.wait(timeout=30)
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_the_same_message_written_by_twenty_hands_is_one_row():
    person = UserFactory()

    def write_one():
        with transaction.atomic():
            return outbox.queue("account_notice", to=person, about="essai", context={"fact": "essai"}).pk

    assert len(set(at_once(*[write_one] * 20))) == 1
    assert Email.objects.count() == 1


@pytest.fixture
def reminders(monkeypatch, settings):
    """Three due reminders for each of twenty people; sending one takes a while."""
    settings.MAIL_QUIET_HOURS = False
    monkeypatch.setitem(catalogue._kinds, "essai", Kind("essai", R, "Un essai", rank=1))
    original = engine.rules.postponement

    def rules_read_slowly(*arguments):
        answer = original(*arguments)
        time.sleep(0.02)
        return answer

    monkeypatch.setattr(engine.rules, "postponement", rules_read_slowly)
    people = UserFactory.create_batch(20)
    for person, _turn in itertools.product(people, range(3)):
        EmailFactory(recipient=person, kind="essai", category=R, rank=1)
    return people


def reminded(people):
    counted = collections.Counter(message.to[0] for message in mail.outbox)
    return sorted(counted[person.email] for person in people)


def test_four_workers_keep_to_one_reminder_a_day(reminders):
    now = timezone.now()
    at_once(*[lambda: engine.drain(now=lambda: now)] * 4)
    later = now + engine.TURN
    at_once(*[lambda: engine.drain(now=lambda: later)] * 4)
    assert reminded(reminders) == [1] * 20


def test_without_turns_they_would_not(reminders, monkeypatch):
    """The negative control: each worker would find the day's allowance unused."""
    monkeypatch.setattr(engine, "is_another_reminder_leaving", lambda email, now: False)
    now = timezone.now()
    at_once(*[lambda: engine.drain(now=lambda: now)] * 4)
    assert sum(reminded(reminders)) > 20
