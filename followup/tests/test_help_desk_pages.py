"""The team's desk: the list narrowed, one request, who follows it, its history, an answer."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from followup.services import help_requests, workshops
from followup.tests.factories import MentorshipFactory, WorkshopFactory
from mentoring.mail.models import Email
from mentoring.models import AccessLog, Event, HelpRequest
from mentoring.returns import leaving
from mentoring.tests.factories import CoordinatorFactory, UserFactory
from mentoring.tests.pages import page

pytestmark = pytest.mark.django_db
LIST = "/pilotage/aide/"


@pytest.fixture
def as_awa(client, awa):
    client.force_login(awa)
    return client


@pytest.fixture
def lea():
    return UserFactory(first_name="Léa", last_name="Roy", email="lea@exemple.org", phone="+33612345678")


def asked(number=1, **changes):
    told = {"kind": "contact", "email": "lea@exemple.org", "message": "Un mot"}
    return HelpRequest.objects.create(**{"reference": f"AID-{number:04}"} | told | changes)


def address(found, act=""):
    return f"{LIST}{found.reference}/{act}"


def read(client, url):
    return page(client.get(url)).text


def names(client, query=""):
    links = page(client.get(LIST + query)).links
    return [link.split("/")[3] for link in links if link.startswith(f"{LIST}AID-")]


def test_the_desk_is_the_coordination_s(client, awa):
    found = asked()
    places = [LIST, address(found), address(found, "ecrire/")]
    for url in places:
        assert client.get(url).url.startswith("/connexion/")
    client.force_login(MentorshipFactory().mentor.person)
    assert [client.get(url).status_code for url in places] == [403, 403, 403]
    assert client.post(address(found, "resoudre/")).status_code == 403
    client.force_login(awa)
    assert [client.get(url).status_code for url in places] == [200, 200, 200]
    assert client.get(address(found, "resoudre/")).status_code == 405
    assert client.get(f"{LIST}AID-RIEN/").status_code == 404
    assert HelpRequest.objects.get().state == "new"


def test_those_to_follow_come_first_the_oldest_before_the_others(as_awa, awa):
    now = timezone.now()
    for number, state in enumerate(("planned", "new", "new", "done", "cancelled")):
        asked(number, state=state, created_at=now - datetime.timedelta(days=9 - number))
    assert names(as_awa) == ["AID-0001", "AID-0002", "AID-0000"]
    assert names(as_awa, "?etat=toutes") == [f"AID-000{number}" for number in (4, 3, 2, 1, 0)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?etat=nouvelles", "12"),
        ("?etat=planifiees", "3"),
        ("?etat=resolues", "4"),
        ("?etat=annulees", ""),
        ("?nature=discord", "1"),
        ("?nature=contact&etat=toutes", "432"),
        ("?suivi=moi", "3"),
        ("?suivi=personne", "12"),
        ("?q=roy", "1"),
        ("?q=Autre", "2"),
        ("?etat=nimporte&page=zzz", "123"),
    ],
)
def test_the_list_is_narrowed(as_awa, awa, lea, query, found):
    asked(1, kind="discord", person=lea)
    asked(2, email="autre@exemple.org")
    asked(3, state="planned", owner=awa)
    asked(4, state="done", closed_at=timezone.now(), created_at=timezone.now() + datetime.timedelta(hours=1))
    assert names(as_awa, query) == [f"AID-000{number}" for number in found]


def test_a_reference_leads_to_its_request(as_awa):
    found = asked()
    assert as_awa.get(f"{LIST}?q=aid-0001").url == address(found)


def test_an_empty_list_says_so(as_awa):
    assert "Aucune demande d’aide." in read(as_awa, LIST)
    assert "Aucune demande ne correspond." in read(as_awa, f"{LIST}?suivi=moi")


def test_a_request_says_who_asks_what_and_how_to_reach_them(as_awa, awa, lea):
    lea.timezone = "Indian/Reunion"
    lea.save()
    pair = MentorshipFactory()
    found = asked(
        kind="discord",
        person=lea,
        device="phone",
        troubles=["call"],
        reach="phone",
        reach_when="le soir",
        about=pair.reference,
    )
    asked(2, person=lea, state="done")
    shown = page(as_awa.get(address(found)))
    for words in ("Léa Roy", "Un téléphone", "L’audio ou la vidéo", "le soir", "Un mot", "La Réunion"):
        assert words in shown.text
    assert {"tel:+33612345678", "mailto:lea@exemple.org"} <= set(shown.links)
    assert {f"/pilotage/binomes/{pair.reference}/", f"{LIST}AID-0002/"} <= set(shown.links)
    assert "0 étape sur 6" in shown.text.replace("\u00a0", " ")
    assert shown.faults == []
    look = AccessLog.objects.get()
    assert (look.reader, look.person, look.page) == (awa, lea, "help_request")


def test_it_is_followed_to_its_end_and_its_history_tells(as_awa, awa):
    found = asked()
    for action, state in (
        ("prendre", "new"),
        ("planifier", "planned"),
        ("resoudre", "done"),
        ("rouvrir", "new"),
        ("annuler", "cancelled"),
    ):
        answer = as_awa.post(address(found, f"{action}/"), {"note": f"Note {action}"})
        assert answer.url == address(found)
        assert HelpRequest.objects.get().state == state
    assert HelpRequest.objects.get().owner == awa
    text = read(as_awa, address(found))
    for words in ("Demande reçue", "Suivi attribué", "Prise en charge", "Note resoudre", "Demande rouverte"):
        assert words in text
    assert f"par {awa.get_short_name()}" in text


def test_what_a_colleague_did_meanwhile_is_said_and_the_note_stays(as_awa):
    found = asked(state="done")
    shown = page(as_awa.post(address(found, "resoudre/"), {"note": "Appelé hier."}))
    assert shown.title.startswith("Erreur")
    assert "l’état est maintenant « Résolue »" in shown.text.replace("\u00a0", " ").replace("\u202f", " ")
    assert "Appelé hier." in shown.text
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"date": "2026-02-30", "time": "10:00"}, "Indiquez une date"),
        ({"date": "", "time": "10:00"}, "Indiquez aussi la date du rendez-vous"),
        ({"date": "2099-01-01", "time": ""}, "Indiquez aussi l’heure du rendez-vous"),
        ({"date": "2099-01-01", "time": "25:00"}, "Indiquez une heure"),
        ({"date": "9999-12-31", "time": "10:00"}, "Vérifiez l’année"),
        ({"date": "2020-01-01", "time": "10:00"}, "Choisissez une date à venir"),
        ({"note": "n" * 501}, "500"),
    ],
)
def test_a_wrong_date_is_said_beside_it_and_nothing_is_lost(as_awa, lea, typed, sentence):
    found = asked(kind="discord", person=lea)
    shown = page(as_awa.post(address(found, "planifier/"), {"note": "À voir."} | typed))
    assert sentence in shown.text
    assert typed.get("note", "À voir.") in shown.text
    assert (HelpRequest.objects.get().state, Email.objects.count()) == ("new", 0)


def test_a_meeting_is_told_and_told_again_when_it_moves(as_awa, lea):
    found = asked(kind="discord", person=lea)
    for date in ("2099-03-12", "2099-03-12", "2099-03-19"):
        as_awa.post(address(found, "planifier/"), {"date": date, "time": "18:30"})
    assert HelpRequest.objects.get().meets_at.astimezone().day == 19
    letters = Email.objects.filter(kind="help_planned").order_by("pk")
    assert [letter.state for letter in letters] == ["cancelled", "scheduled"]
    assert "19 mars" in letters[1].text
    as_awa.post(address(found, "planifier/"), {"note": "Apporter son ordinateur."})
    found.refresh_from_db()
    assert (found.meets_at.astimezone().day, found.note) == (19, "Apporter son ordinateur.")
    assert letters.count() == 2


def test_whoever_plans_a_request_follows_it_unless_somebody_does(awa, lea):
    other = CoordinatorFactory()
    mine, theirs = asked(1, person=lea), asked(2, person=lea, owner=other)
    for found in (mine, theirs):
        help_requests.plan(found, by=awa)
        found.refresh_from_db()
    assert (mine.owner, theirs.owner) == (awa, other)


def test_an_answer_leaves_once_signed_and_takes_the_request_in_hand(as_awa, awa, lea):
    found = asked(kind="discord", person=lea)
    assert "Discord" in read(as_awa, address(found, "ecrire/"))
    for _time in range(2):
        answer = as_awa.post(address(found, "ecrire/"), {"text": "Jeudi à 18 h ?"})
        assert answer.url == address(found)
    letter = Email.objects.get()
    assert (letter.kind, letter.recipient, letter.reply_to) == ("team_message", lea, awa.email)
    assert "Jeudi à 18 h ?" in letter.text
    assert letter.next_attempt_at > timezone.now() + datetime.timedelta(minutes=9)
    found.refresh_from_db()
    assert (found.state, found.owner) == ("planned", awa)
    assert f"/pilotage/courriels/{letter.public_id}/" in page(as_awa.get(address(found))).links


def test_an_answer_may_resolve_the_request(as_awa, lea):
    found = asked(person=lea)
    as_awa.post(address(found, "ecrire/"), {"text": "Voilà.", "is_closed": "on"})
    assert HelpRequest.objects.get().state == "done"
    assert "is_closed" not in as_awa.get(address(found, "ecrire/")).content.decode()


def test_a_stranger_is_answered_at_the_address_they_gave(as_awa, lea):
    strangers, another = asked(1), asked(2, person=lea, email="autre@exemple.org")
    for found in (strangers, another):
        as_awa.post(address(found, "ecrire/"), {"text": "Bonjour."})
    assert list(Email.objects.order_by("pk").values_list("to_address", "recipient")) == [
        ("lea@exemple.org", None),
        ("autre@exemple.org", None),
    ]


def test_nobody_is_left_to_answer(as_awa):
    found = asked(email="")
    assert "n’a plus d’adresse" in read(as_awa, address(found, "ecrire/"))
    shown = page(as_awa.post(address(found, "ecrire/"), {"text": "Bonjour."}))
    assert shown.title.startswith("Erreur")
    assert not Email.objects.exists()


def test_an_empty_answer_is_refused(as_awa):
    shown = page(as_awa.post(address(asked(), "ecrire/"), {"text": " "}))
    assert "Écrivez votre message" in shown.text
    assert not Email.objects.exists()


def test_whoever_asks_about_discord_is_put_in_a_workshop_from_there(as_awa, awa, lea):
    found, workshop = asked(kind="discord", person=lea), WorkshopFactory(capacity=1)
    shown = page(as_awa.get(address(found)))
    assert reverse("help_workshop", args=[workshop.reference]) in shown.links
    url = reverse("help_workshop_add", args=[workshop.reference]) + leaving(address(found))
    answer = as_awa.post(url, {"email": lea.email})
    assert answer.url == address(found)
    assert lea.workshop_registrations.get().state == "registered"
    assert "Inscrire à un atelier" not in read(as_awa, address(found))
    workshops.leave(workshop, by=lea)
    assert "Inscrire à un atelier" in read(as_awa, address(found))


def test_the_list_asks_as_much_for_one_as_for_thirty(as_awa, awa, django_assert_num_queries):
    asked(0)
    as_awa.get(LIST)
    with django_assert_num_queries(11):
        as_awa.get(LIST)
    for number in range(1, 30):
        asked(number, person=UserFactory(), owner=awa)
    with django_assert_num_queries(11):
        as_awa.get(LIST)


def test_a_request_asks_as_much_for_one_event_as_for_thirty(as_awa, awa, lea, django_assert_num_queries):
    found = asked(kind="discord", person=lea)
    WorkshopFactory()
    help_requests.write(found, by=awa, text="Un mot")
    as_awa.get(address(found))
    with django_assert_num_queries(17):
        as_awa.get(address(found))
    for number in range(30):
        help_requests.write(found, by=awa, text=f"Mot {number}")
        asked(100 + number, person=lea)
        WorkshopFactory()
    with django_assert_num_queries(17):
        as_awa.get(address(found))
