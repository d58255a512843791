"""« La charte évolue »: whoever signed another version and takes part is told once what changes."""

import datetime

import pytest
import time_machine

from applications.tests.factories import ApplicationFactory, ProfileFactory
from followup import tasks
from mentoring import charter
from mentoring.mail import drain
from mentoring.mail.models import Email
from mentoring.models import Event, NotAllowed, Programme

pytestmark = pytest.mark.django_db
MORNING = datetime.datetime(2026, 3, 10, 7, 45, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _morning():
    with time_machine.travel(MORNING, tick=False):
        yield


def letters():
    return Email.objects.filter(kind="charter_updated")


def test_signatories_who_take_part_are_told_once(awa):
    mentor = ProfileFactory(mentor=True)
    ProfileFactory(person=mentor.person)
    on_a_break = ProfileFactory(state="paused", paused_until=datetime.date(2026, 6, 1))
    ProfileFactory(state="archived")
    ProfileFactory(closed=True)
    ApplicationFactory()
    tasks.people_tick()
    assert not letters().exists()
    charter.publish("2", "Un signalement est lu en deux jours.\n\nLe rythme se choisit à deux.", by=awa)
    newcomer = ProfileFactory()
    newcomer.application.charter_version = "2"
    newcomer.application.save()
    for _time in range(2):
        tasks.people_tick()
    assert set(letters().values_list("recipient", flat=True)) == {mentor.person_id, on_a_break.person_id}
    email = letters().get(recipient=mentor.person)
    assert "depuis le mardi 10 mars" in email.text
    assert "- Un signalement est lu en deux jours.\n- Le rythme se choisit à deux." in email.text
    assert "/charte/" in email.text
    drain.drain()
    assert set(letters().values_list("state", flat=True)) == {"sent"}
    charter.publish("3", "", by=awa)
    tasks.people_tick()
    assert letters().count() == 2 + 3
    assert "Ce qui change" not in letters().last().text


@pytest.mark.parametrize("turn", ["signed", "replaced", "left"])
def test_it_stays_when_it_says_nothing_any_more(awa, turn):
    profile = ProfileFactory()
    charter.publish("2", "Un mot.", by=awa)
    tasks.people_tick()
    if turn == "signed":
        profile.application.charter_version = "2"
        profile.application.save()
    elif turn == "replaced":
        charter.publish("3", "Un autre mot.", by=awa)
    else:
        profile.state = "archived"
        profile.save()
    drain.drain()
    assert letters().get().state == "suppressed"


def test_a_version_is_published_once_and_leaves_a_trace(awa):
    charter.publish("2", "Un mot.", by=awa)
    programme = Programme.current()
    assert (programme.charter_version, programme.charter_published_on) == ("2", MORNING.date())
    event = Event.objects.get(reference="programme")
    assert (event.actor, event.payload) == (
        awa,
        {"version": "2", "changes": "Un mot.", "before": {"version": "1"}},
    )
    with pytest.raises(NotAllowed, match="existe déjà"):
        charter.publish("2", "Un mot.", by=awa)
    charter.publish("3", "", by=awa)
    with pytest.raises(NotAllowed, match="existe déjà"):
        charter.publish("2", "Un mot.", by=awa)
