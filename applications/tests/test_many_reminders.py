"""Ten thousand reminders, two workers, ten of them killed: `make chaos` prints what became of them."""

import datetime
import time

import pytest
from django.utils import timezone

from applications.models import Application
from applications.services import drafts
from mentoring.mail.models import Email
from mentoring.models import User
from mentoring.tests.smtp import mail_server
from mentoring.tests.workers import deliveries, kill_and_replace

pytestmark = [pytest.mark.chaos, pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
MANY, KILLS = 10_000, 10


def idle_drafts(count):
    """As many people, each with a draft nobody has touched for four days."""
    people = User.objects.bulk_create(
        [User(email=f"personne{number}@exemple.org", first_name="Camille") for number in range(count)]
    )
    long_ago = timezone.now() - datetime.timedelta(days=4)
    Application.objects.bulk_create(
        Application(
            reference=f"DEM-{number}",
            person=person,
            kind="mentee",
            state=Application.State.DRAFT,
            started_at=long_ago,
            saved_at=long_ago,
        )
        for number, person in enumerate(people)
    )


def test_ten_thousand_reminders_survive_ten_kills():
    idle_drafts(MANY)
    began = time.monotonic()
    assert drafts.remind_idle() == MANY
    written = time.monotonic() - began
    with mail_server() as server:
        began = time.monotonic()
        kill_and_replace(server, KILLS, every=MANY // (KILLS + 1), lease="5")
        took = time.monotonic() - began
    counted = deliveries(server)
    again = counted.total() - len(counted)
    print(  # noqa: T201
        f"\n{MANY:,} reminders written in {written:.0f} s; two workers, {KILLS} kills: {took:.0f} s,"
        f" {MANY / took:.0f} a second, {MANY - len(counted)} lost, {again} twice"
    )
    assert Email.objects.filter(state="sent").count() == MANY
    assert len(counted) == MANY
    assert again <= KILLS
