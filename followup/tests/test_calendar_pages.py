"""« Vos séances dans votre agenda »: an address that is its owner's, and what answers there."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.models import Profile
from applications.tests.factories import ProfileFactory
from followup.models import CalendarFeed
from followup.services import calendars
from followup.tests.factories import (
    CalendarFeedFactory,
    MentoringSessionFactory,
    MentorshipFactory,
    WorkshopFactory,
    WorkshopRegistrationFactory,
)
from followup.tests.test_calendar_files import told
from matching.tests.factories import in_days
from mentoring.models import Event

pytestmark = pytest.mark.django_db
PAGE = "/espace/calendrier/"


@pytest.fixture
def feed(yanis):
    return CalendarFeedFactory(person=yanis)


def address(feed):
    return reverse("calendar_feed", args=[feed.token])


def test_an_address_is_made_changed_and_stopped(as_yanis, yanis, pair):
    row = MentoringSessionFactory(mentorship=pair)
    for name, address_of_it in (("pair", [pair.reference]), ("session", [pair.reference, row.public_id])):
        assert f'href="{PAGE}"' in as_yanis.get(reverse(name, args=address_of_it)).content.decode()
    assert "Créer mon adresse" in as_yanis.get(PAGE).content.decode()
    assert not CalendarFeed.objects.exists()
    as_yanis.post(f"{PAGE}ouvrir/")
    first = CalendarFeed.objects.get(person=yanis)
    html = as_yanis.get(PAGE).content.decode()
    assert f"http://127.0.0.1:8000{address(first)}</code>" in html
    assert f'href="webcal://127.0.0.1:8000{address(first)}"' in html
    as_yanis.post(f"{PAGE}ouvrir/")
    assert CalendarFeed.objects.get().token == first.token
    as_yanis.post(f"{PAGE}changer/")
    second = CalendarFeed.objects.get()
    assert len(second.token) == 43
    assert [as_yanis.get(address(one)).status_code for one in (first, second)] == [404, 200]
    for _twice in range(2):
        assert as_yanis.post(f"{PAGE}arreter/").url == PAGE
    assert as_yanis.get(address(second)).status_code == 404
    assert set(Event.objects.filter(actor=yanis).values_list("transition", flat=True)) == {
        "open",
        "renew",
        "stop",
    }


def test_it_follows_the_sessions_and_the_workshops_of_one_person(client, pair, feed, yanis):
    planned = MentoringSessionFactory(mentorship=pair)
    held = MentoringSessionFactory(mentorship=pair, held=True)
    gone = MentoringSessionFactory(mentorship=pair, state="cancelled", sequence=1, starts_at=in_days(9))
    missed = MentoringSessionFactory(mentorship=pair, state="missed", starts_at=in_days(-9))
    MentoringSessionFactory(mentorship=pair, state="held", starts_at=in_days(-31))
    MentoringSessionFactory()
    seat = WorkshopRegistrationFactory(person=yanis, workshop__starts_at=in_days(4))
    WorkshopRegistrationFactory(person=yanis, state="waitlisted")
    WorkshopRegistrationFactory()
    answer = client.get(address(feed))
    events = told(answer.content)
    assert [(event["uid"], event["status"]) for event in events] == [
        (f"{missed.public_id}@binome", "CANCELLED"),
        (f"{held.public_id}@binome", "CONFIRMED"),
        (f"{planned.public_id}@binome", "CONFIRMED"),
        (f"{seat.workshop.reference}@binome", "CONFIRMED"),
        (f"{gone.public_id}@binome", "CANCELLED"),
    ]
    assert {event["summary"] for event in events} == {"Séance avec Nadia", "Atelier Discord"}
    lines = answer.content.decode().split("\r\n")
    assert {"X-WR-CALNAME:Séances de mentorat", "REFRESH-INTERVAL;VALUE=DURATION:PT1H"} <= set(lines)
    assert "Benali" not in answer.content.decode()
    assert "@" not in answer.content.decode().replace("@binome", "").replace("equipe", "")


def test_a_calendar_asks_again_for_little(client, pair, feed):
    planned = MentoringSessionFactory(mentorship=pair)
    answer = client.get(address(feed))
    assert answer["Content-Type"].startswith("text/calendar")
    assert set(answer["Cache-Control"].split(", ")) == {"private", "no-cache"}
    assert answer["X-Robots-Tag"] == "noindex"
    again = client.get(address(feed), headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    planned.starts_at += datetime.timedelta(minutes=15)
    planned.save()
    changed = client.get(address(feed), headers={"if-none-match": answer["ETag"]})
    assert changed.status_code == 200


def test_it_costs_the_same_however_much_there_is(client, pair, feed, yanis, django_assert_num_queries):
    MentoringSessionFactory(mentorship=MentorshipFactory(mentor=ProfileFactory(person=yanis, mentor=True)))
    for _row in range(3):
        MentoringSessionFactory(mentorship=pair)
        WorkshopRegistrationFactory(person=yanis, workshop=WorkshopFactory())
        with django_assert_num_queries(5):
            assert client.get(address(feed)).status_code == 200


def test_whoever_left_has_no_calendar(client, feed, yanis):
    profile = Profile.objects.get(person=yanis)
    assert client.get(address(feed)).status_code == 200
    Profile.objects.filter(pk=profile.pk).update(state="archived")
    assert client.get(address(feed)).status_code == 404
    ProfileFactory(person=yanis, mentor=True)
    assert client.get(address(feed)).status_code == 200
    yanis.is_active = False
    yanis.save()
    assert client.get(address(feed)).status_code == 404


def test_sessions_leave_after_thirty_days(pair, feed):
    row = MentoringSessionFactory(mentorship=pair, held=True)
    edge = row.ends_at + calendars.KEPT_FOR
    assert b"VEVENT" in calendars.read(feed.token, edge)
    assert b"VEVENT" not in calendars.read(feed.token, edge + datetime.timedelta(seconds=1))
    assert calendars.read(feed.token, timezone.now())
