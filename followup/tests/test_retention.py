"""How long everything is kept, through the clock: what the page « Confidentialité » says."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from followup import tasks
from followup.models import InactivityNotice
from followup.services.privacy import retention
from followup.tests.factories import MentorshipFactory
from mentoring import help as help_desk
from mentoring.mail import journal
from mentoring.mail.drain import drain
from mentoring.mail.models import Email
from mentoring.models import AccessLog, Event, HelpRequest, NotAllowed, User
from mentoring.tests.factories import CoordinatorFactory, EmailFactory, UserFactory

pytestmark = pytest.mark.django_db
START = datetime.datetime(2026, 3, 9, 10, 0, tzinfo=datetime.UTC)


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as clock:
        yield clock


def after(clock, days):
    """A night, so many days after the start; twice, for the clock may stutter."""
    clock.move_to(START + datetime.timedelta(days=days))
    first = tasks.retention()
    assert not any(tasks.retention().values())
    return first


def warnings():
    return Email.objects.filter(kind="retention_warning")


def test_one_warning_at_23_months_then_erased_at_24(clock):
    person, awa = UserFactory(last_login=timezone.now()), CoordinatorFactory()
    assert after(clock, 699)["warned"] == 0
    assert after(clock, 700)["warned"] == 1
    warning = warnings().get()
    assert "mercredi 8 mars" in warning.text
    assert after(clock, 729)["erased"] == 0
    assert after(clock, 730)["erased"] == 1
    assert warnings().count() == 0
    person.refresh_from_db()
    assert (person.first_name, person.is_active) == ("Compte supprimé", False)
    awa.refresh_from_db()
    assert awa.is_active


@pytest.mark.parametrize("sign", ["signed in", "clicked"])
def test_activity_at_23_months_and_a_half_spares(clock, sign):
    person = UserFactory(last_login=timezone.now())
    after(clock, 700)
    notice = InactivityNotice.objects.get(person=person)
    clock.move_to(START + datetime.timedelta(days=715))
    if sign == "clicked":
        subject = f"{notice.sent_at:%Y%m%d}"
        assert retention.is_asked(person, subject)
        assert not retention.is_asked(person, "20200101")
        retention.CONFIRMATION.act(person, subject)
        retention.CONFIRMATION.act(person, subject)
        assert not retention.is_asked(person, subject)
    else:
        User.objects.filter(pk=person.pk).update(last_login=timezone.now())
    drain(now=timezone.now)
    assert warnings().get().state == "suppressed"
    assert after(clock, 730)["erased"] == 0
    assert after(clock, 715 + 700)["warned"] == 1
    assert after(clock, 715 + 729)["erased"] == 0
    assert after(clock, 715 + 730)["erased"] == 1


def test_a_pair_keeps_its_people(clock):
    going = MentorshipFactory()
    ended = MentorshipFactory(completed=True, ended_on=datetime.date(2026, 4, 9))
    assert after(clock, 720)["warned"] == 0
    assert after(clock, 731)["warned"] == 2
    assert after(clock, 761)["erased"] == 2
    ended.mentor.person.refresh_from_db()
    assert ended.mentor.person.first_name == "Compte supprimé"
    assert User.objects.get(pk=going.mentor.person_id).is_active


def test_nobody_goes_without_a_warning(clock):
    """The clock stopped for three years: a warning first, a month later the end."""
    UserFactory(last_login=timezone.now())
    first = after(clock, 1000)
    assert (first["warned"], first["erased"]) == (1, 0)
    assert after(clock, 1029)["erased"] == 0
    assert after(clock, 1030)["erased"] == 1


def test_the_journal_keeps_bodies_60_days_and_the_rest_24_months(clock):
    sent = EmailFactory(state="sent", sent_at=START, html="<p>Bonjour.</p>", recipient=CoordinatorFactory())
    late = EmailFactory(recipient=sent.recipient)
    failed = EmailFactory(state="failed", recipient=sent.recipient)
    assert after(clock, 59)["bodies"] == 0
    assert after(clock, 60)["bodies"] == 2
    sent.refresh_from_db()
    assert (sent.subject, sent.text, sent.html) == ("Un essai", "", "")
    failed.refresh_from_db()
    with pytest.raises(NotAllowed, match="effacé"):
        journal.resend(failed, by=sent.recipient)
    assert after(clock, 730)["emails"] == 2
    assert list(Email.objects.values_list("pk", "text")) == [(late.pk, "Bonjour.")]


def test_looks_and_help_requests_are_kept_a_year(clock):
    awa, person = CoordinatorFactory(), UserFactory()
    AccessLog.objects.create(reader=awa, person=person, page="comparer")
    closed, still_open = (help_desk.ask("contact", person=person, about=about) for about in "ab")
    help_desk.close(closed, by=awa, note="Rappelée mardi.")
    night = after(clock, 364)
    assert (night["looks"], night["requests"]) == (0, 0)
    night = after(clock, 365)
    assert (night["looks"], night["requests"]) == (1, 1)
    assert list(HelpRequest.objects.all()) == [still_open]
    assert Event.objects.get(reference=closed.reference).reason == ""
