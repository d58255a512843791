"""The workshops' pages: anyone reads them, one signs in for a seat, the call is for those who come."""

import datetime

import pytest
from django.utils import timezone
from icalendar import Calendar

from followup.models import Workshop, WorkshopInterest, WorkshopRegistration
from followup.tests.factories import WorkshopFactory, WorkshopRegistrationFactory
from mentoring.tests.factories import UserFactory
from mentoring.tests.pages import page

pytestmark = pytest.mark.django_db
LIST = "/aide/discord/ateliers/"


@pytest.fixture
def lea():
    return UserFactory(first_name="Léa")


@pytest.fixture
def as_lea(client, lea):
    client.force_login(lea)
    return client


def address(workshop, act=""):
    return f"{LIST}{workshop.reference}/{act}"


def test_the_list_says_when_and_how_many_seats(client):
    soon = WorkshopFactory(capacity=2, host=UserFactory(first_name="Awa"))
    WorkshopRegistrationFactory(workshop=soon)
    full = WorkshopFactory(capacity=1)
    WorkshopRegistrationFactory(workshop=full)
    for state, start in (("planned", timezone.now() - datetime.timedelta(days=2)), ("cancelled", None)):
        WorkshopFactory(state=state, **({"starts_at": start} if start else {}))
    shown = page(client.get(LIST))
    assert shown.text.count("45 min en") == 0
    assert len([level for level, _text in shown.headings if level == 2]) == 2
    assert "1 place libre" in shown.text
    assert "Complet, liste d’attente ouverte" in shown.text
    assert "avec Awa" in shown.text
    assert shown.faults == []


def test_an_empty_list_asks_who_is_interested(client, lea):
    assert "Se connecter pour le dire" in page(client.get(LIST)).text
    client.force_login(lea)
    assert "Un atelier m’intéresse" in page(client.get(LIST)).text
    for _time in range(2):
        answer = client.post(f"{LIST}interet/", follow=True)
    assert "Votre intérêt est noté." in page(answer).text
    assert WorkshopInterest.objects.get().person == lea


def test_a_visitor_signs_in_to_come(client):
    workshop = WorkshopFactory()
    shown = page(client.get(address(workshop)))
    assert f"/connexion/?next={address(workshop)}" in shown.links
    assert workshop.link not in client.get(address(workshop)).content.decode()
    assert client.post(address(workshop, "inscription/")).url.startswith("/connexion/")
    assert client.get(f"{LIST}ATE-RIEN/").status_code == 404


def test_a_seat_is_taken_and_given_back(as_lea, lea):
    workshop = WorkshopFactory()
    answer = as_lea.post(address(workshop, "inscription/"), follow=True)
    shown = page(answer)
    assert "Votre place est gardée. Le lien arrive par e-mail." in shown.text
    assert workshop.link in shown.links
    assert "Votre place est gardée" in page(as_lea.get(LIST)).text
    answer = as_lea.post(address(workshop, "annulation/"), follow=True)
    assert "Votre place est rendue." in page(answer).text
    assert workshop.link not in page(answer).links
    assert WorkshopRegistration.objects.get().state == "cancelled"


def test_a_full_one_gives_a_turn(as_lea):
    workshop = WorkshopFactory(capacity=1)
    WorkshopRegistrationFactory(workshop=workshop)
    WorkshopRegistrationFactory(workshop=workshop, state="waitlisted")
    assert "Rejoindre la liste d’attente" in page(as_lea.get(address(workshop))).text
    shown = page(as_lea.post(address(workshop, "inscription/"), follow=True))
    assert "Votre rang sur la liste d’attente : 2." in shown.text.replace("\u202f", " ")
    assert workshop.link not in shown.links
    assert "Vous êtes sur la liste d’attente" in page(as_lea.get(LIST)).text


@pytest.mark.parametrize(
    ("state", "hours", "words"),
    [
        ("planned", -48, "Cet atelier a commencé ou est passé."),
        ("planned", -0.2, "Cet atelier a commencé ou est passé."),
        ("planned", 0.5, "il est trop tard pour rendre votre place"),
        ("cancelled", 48, "Cet atelier est annulé."),
    ],
)
def test_what_is_too_late_is_said(as_lea, lea, state, hours, words):
    start = timezone.now() + datetime.timedelta(hours=hours)
    workshop = WorkshopFactory(starts_at=start, state=state)
    WorkshopRegistrationFactory(workshop=workshop, person=lea)
    assert words in page(as_lea.get(address(workshop))).text
    answer = as_lea.post(address(workshop, "annulation/"), follow=True)
    assert 'role="alert"' in answer.content.decode()
    assert WorkshopRegistration.objects.get().state == "registered"


def test_the_calendar_file_keeps_the_call_for_those_who_come(client, lea):
    workshop = WorkshopFactory()
    file = f"{LIST}{workshop.reference}.ics"
    for person, has_link in ((None, False), (UserFactory(), False), (lea, True)):
        if person:
            client.force_login(person)
        if has_link:
            WorkshopRegistrationFactory(workshop=workshop, person=person)
        answer = client.get(file)
        assert answer["Content-Type"].startswith("text/calendar")
        event = Calendar.from_ical(answer.content).walk("VEVENT")[0]
        assert (event["location"] == workshop.link) is has_link
        assert event["uid"].startswith(workshop.reference)


def test_whoever_lives_overseas_reads_their_own_hour(client):
    at = datetime.datetime.combine(
        timezone.localdate() + datetime.timedelta(days=9), datetime.time(17, tzinfo=datetime.UTC)
    )
    workshop = WorkshopFactory(starts_at=at)
    text = page(client.get(address(workshop))).text
    for words in ("La Réunion21\u00a0h", "Nouvelle-Calédonie4\u00a0h le lendemain"):
        assert words in text.replace("\n", "")
    assert "à Paris" not in text
    client.force_login(UserFactory(timezone="Indian/Reunion"))
    text = page(client.get(address(workshop))).text
    assert "21\u00a0h, 45 min" in text
    assert "à Paris" in text


def test_the_list_asks_as_much_for_one_as_for_thirty(as_lea, lea, django_assert_num_queries):
    WorkshopRegistrationFactory(person=lea)
    as_lea.get(LIST)
    with django_assert_num_queries(8):
        as_lea.get(LIST)
    for workshop in WorkshopFactory.create_batch(29):
        WorkshopRegistrationFactory(workshop=workshop, person=lea)
        WorkshopRegistrationFactory(workshop=workshop)
    assert Workshop.objects.count() == 30
    with django_assert_num_queries(8):
        as_lea.get(LIST)


def test_a_workshop_asks_as_much_for_one_who_waits_as_for_thirty(as_lea, lea, django_assert_num_queries):
    workshop = WorkshopFactory(capacity=1)
    WorkshopRegistrationFactory(workshop=workshop)
    WorkshopRegistrationFactory(workshop=workshop, person=lea, state="waitlisted")
    as_lea.get(address(workshop))
    with django_assert_num_queries(10):
        as_lea.get(address(workshop))
    WorkshopRegistrationFactory.create_batch(29, workshop=workshop, state="waitlisted")
    with django_assert_num_queries(10):
        as_lea.get(address(workshop))
