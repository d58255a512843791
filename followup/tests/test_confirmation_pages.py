"""`/confirmer/<token>/`: one button behind a signed link, and « Vos disponibilités ont-elles changé ? »."""

import datetime
import re

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from applications.models import Profile
from applications.services import profiles
from applications.tests.factories import ProfileFactory
from followup import tasks
from followup.services import confirmations, profile_reviews
from mentoring.mail import drain
from mentoring.mail.models import Email
from mentoring.models import Event
from mentoring.tests.pages import page

pytestmark = pytest.mark.django_db
# A Tuesday, and half a year later.
WRITTEN = datetime.datetime(2026, 3, 10, 9, 0, tzinfo=datetime.UTC)
TICK = datetime.datetime(2026, 9, 10, 5, 45, tzinfo=datetime.UTC)
MORNING = TICK.replace(hour=7)


@pytest.fixture
def idle():
    """A mentor's profile nobody has touched since WRITTEN."""
    return ProfileFactory(mentor=True, updated_at=WRITTEN)


def asked(moment=TICK):
    """What the clock wrote at this moment: its letters about profiles."""
    with time_machine.travel(moment, tick=False):
        tasks.people_tick()
        tasks.people_tick()
    return Email.objects.filter(kind="profile_review").order_by("pk")


def link_of(email):
    return re.search(rf"{settings.SITE_URL}(/confirmer/\S+)", email.text)[1]


def test_half_a_year_without_a_change_is_asked_about_once(idle):
    ProfileFactory(updated_at=TICK - datetime.timedelta(days=182))
    ProfileFactory(updated_at=WRITTEN, state="paused", paused_until=datetime.date(2026, 12, 1))
    [email] = asked()
    assert email.recipient == idle.person
    for words in (
        "Vos domaines",
        "lundi soir",
        "toutes les deux semaines",
        "2 personnes à la fois",
        "/espace/profil/mentor/",
    ):
        assert words in email.text.replace("\u202f", " ")
    for days, letters in ((100, 1), (183, 2), (600, 2)):
        assert asked(TICK + datetime.timedelta(days=days)).filter(recipient=idle.person).count() == letters


def test_a_change_meanwhile_keeps_it_from_leaving(idle):
    [email] = asked()
    with time_machine.travel(MORNING, tick=False):
        profiles.confirm(idle, as_of=idle.updated_at, by=idle.person)
        drain.drain()
    email.refresh_from_db()
    assert (email.state, email.note) == ("suppressed", "N’est plus d’actualité")


def test_one_click_says_that_nothing_changed(client, idle):
    path = link_of(asked()[0])
    with time_machine.travel(MORNING, tick=False):
        shown = page(client.get(path))
        assert "Vos disponibilités ont-elles changé" in shown.text
        idle.refresh_from_db()
        assert idle.updated_at == WRITTEN
        for _time in range(2):
            answer = client.post(path)
            assert answer.url == path
            assert "C’est noté" in page(client.get(path)).text
        idle.refresh_from_db()
        assert idle.updated_at == timezone.now()
    assert list(Event.objects.about(idle.reference).values_list("transition", "actor")) == [
        ("confirm", idle.person_id)
    ]
    assert idle.features.updated_at == idle.updated_at
    assert len(asked(TICK + datetime.timedelta(days=100))) == 1


def test_a_profile_that_left_is_told_so(client, idle):
    path = link_of(asked()[0])
    with time_machine.travel(MORNING, tick=False):
        profiles.archive(idle, by=idle.person)
        assert "C’est noté" in page(client.get(path)).text
        answer = client.post(path)
    assert answer.status_code == 200
    assert "n’est pas ouvert" in page(answer).text
    assert Profile.objects.get().updated_at == WRITTEN


def test_a_forged_or_old_link_is_nothing(client, idle):
    path = confirmations.path(profile_reviews.CODE, idle.person, profile_reviews.subject_of(idle))
    other = confirmations.path("inconnu", idle.person)
    for wrong in (path[:-4] + "abc/", other, "/confirmer/x/"):
        assert client.get(wrong).status_code == 404
        assert client.post(wrong).status_code == 404
    with time_machine.travel(timezone.now() + datetime.timedelta(days=61)):
        assert client.get(path).status_code == 404
    idle.person.is_active = False
    idle.person.save()
    assert client.get(path).status_code == 404


def test_another_persons_profile_is_not_confirmed(client, idle):
    stranger = ProfileFactory().person
    path = confirmations.path(profile_reviews.CODE, stranger, profile_reviews.subject_of(idle))
    client.post(path)
    idle.refresh_from_db()
    assert idle.updated_at == WRITTEN


def test_a_code_has_one_meaning():
    confirmations.register(profile_reviews.CODE, profile_reviews.CONFIRMATION)
    with pytest.raises(ValueError, match="profil"):
        confirmations.register(profile_reviews.CODE, None)
