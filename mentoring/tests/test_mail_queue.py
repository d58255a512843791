"""Into the outbox: one message per event, a decision that can be undone, nothing without its change."""

import datetime
import string

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from mentoring.mail import catalogue, outbox
from mentoring.mail.catalogue import D, Kind, R, T
from mentoring.mail.drain import drain
from mentoring.mail.models import Email
from mentoring.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def of_class(monkeypatch):
    """Gives the ground's kind another class for the time of a test."""

    def make(category):
        monkeypatch.setitem(catalogue._kinds, "account_notice", Kind("account_notice", category, "Un essai"))

    return make


def write(person, *, about="essai", **options):
    with transaction.atomic():
        return outbox.queue("account_notice", to=person, about=about, context={"fact": "essai"}, **options)


def minutes_to_wait(email):
    return round((email.next_attempt_at - email.created_at) / datetime.timedelta(minutes=1), 2)


@pytest.mark.parametrize(("category", "minutes"), [(T, 0), (D, 10), (R, 0)])
def test_only_a_decision_waits_ten_minutes(of_class, category, minutes):
    of_class(category)
    assert minutes_to_wait(write(UserFactory())) == minutes


def test_the_time_to_undo_is_a_setting(of_class, settings):
    of_class(D)
    settings.MAIL_UNDO_MINUTES = 3
    assert minutes_to_wait(write(UserFactory())) == 3


def test_a_moment_given_wins(of_class):
    of_class(D)
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    assert write(UserFactory(), at=tomorrow).next_attempt_at == tomorrow


def test_a_decision_leaves_after_its_delay_and_not_before(of_class, settings, mailoutbox):
    settings.MAIL_QUIET_HOURS = False
    of_class(D)
    email = write(UserFactory())
    assert drain(now=lambda: email.next_attempt_at - datetime.timedelta(seconds=1)) == 0
    assert mailoutbox == []
    assert drain(now=lambda: email.next_attempt_at) == 1
    assert [message.to for message in mailoutbox] == [[email.to_address]]


def test_a_decision_taken_back_never_leaves(of_class, settings, mailoutbox):
    settings.MAIL_QUIET_HOURS = False
    of_class(D)
    email = write(UserFactory())
    assert outbox.withdraw(email.key)
    assert not outbox.withdraw(email.key)
    assert drain(now=lambda: email.next_attempt_at + datetime.timedelta(days=2)) == 0
    email.refresh_from_db()
    assert (email.state, email.note) == ("cancelled", "Retiré avant l’envoi")
    assert mailoutbox == []


def test_what_has_left_cannot_be_taken_back():
    email = write(UserFactory())
    assert drain() == 1
    assert not outbox.withdraw(email.key)
    email.refresh_from_db()
    assert email.state == "sent"


def test_taking_back_what_tells_of_a_thing():
    person = UserFactory()
    about_it = [write(person, about="MTR-2345", discriminator=n) for n in range(2)]
    elsewhere = write(person, about="MTR-6789")
    assert outbox.withdraw_about("MTR-2345", "login_code") == 0
    assert outbox.withdraw_about("MTR-2345", "account_notice", "login_code") == 2
    assert outbox.withdraw_about("MTR-2345") == 0
    left = Email.objects.pending().values_list("pk", flat=True)
    assert list(left) == [elsewhere.pk]
    assert {row.pk for row in about_it}.isdisjoint(left)


def test_the_key_says_what_to_whom_about_what():
    person = UserFactory()
    email = write(person, about="MTR-2345", discriminator="2026-03-09")
    assert email.key == f"account_notice:MTR-2345:{person.pk}:2026-03-09"
    assert write("lea@exemple.org", about="MTR-2345").key == "account_notice:MTR-2345:lea@exemple.org:"


def test_computed_twice_it_is_one_message():
    person = UserFactory()
    first = write(person, discriminator="1")
    assert write(person, discriminator="1") == first
    assert write(person, discriminator="2") != first
    assert write(UserFactory(), discriminator="1") != first
    assert Email.objects.count() == 3


def test_computed_again_after_it_left_or_was_cancelled_it_does_not_come_back(mailoutbox):
    person = UserFactory()
    write(person, discriminator="1")
    cancelled = write(person, discriminator="2")
    outbox.withdraw(cancelled.key)
    drain()
    write(person, discriminator="1")
    write(person, discriminator="2")
    assert drain() == 0
    assert len(mailoutbox) == 1


def test_a_change_rolled_back_takes_its_message_along():
    def change():
        with transaction.atomic():
            write(UserFactory())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change()
    assert Email.objects.count() == 0


def test_an_unknown_kind_is_the_authors_mistake():
    with pytest.raises(KeyError), transaction.atomic():
        outbox.queue("no_such_kind", to=UserFactory(), about="essai")


def test_two_kinds_cannot_share_a_name():
    catalogue.register(catalogue.get("login_code"))
    with pytest.raises(ValueError, match="two kinds of e-mail are called login_code"):
        catalogue.register(Kind("login_code", D, "Un essai"))


@pytest.mark.thorough
class OneMessagePerEvent(TestCase):
    """However often, in whatever order, with whatever withdrawn in between: as many rows as events."""

    @settings(max_examples=60, deadline=None)
    @given(
        events=st.lists(
            st.tuples(
                st.sampled_from(["a@exemple.org", "b@exemple.org"]),
                st.sampled_from(["MTR-2345", "MTR-6789"]),
                st.text(string.ascii_lowercase, max_size=2),
                st.booleans(),
            ),
            max_size=12,
        )
    )
    def test_rows_are_events(self, events):
        keys = set()
        for address, about, discriminator, is_withdrawn in events:
            email = write(address, about=about, discriminator=discriminator)
            keys.add(email.key)
            if is_withdrawn:
                outbox.withdraw(email.key)
        rows = Email.objects.filter(kind="account_notice")
        assert set(rows.values_list("key", flat=True)) == keys
        assert rows.count() == len(keys)
