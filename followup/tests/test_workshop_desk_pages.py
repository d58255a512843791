"""« Ateliers » of the coordination: the lists, opening, changing, cancelling, who comes and who came."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from followup.models import DiscordStep, Workshop, WorkshopInterest
from followup.services import workshop_desk
from followup.tests.factories import MentorshipFactory, WorkshopFactory, WorkshopRegistrationFactory
from mentoring import help as help_desk
from mentoring.mail.models import Email
from mentoring.returns import leaving
from mentoring.tests.factories import CoordinatorFactory, UserFactory
from mentoring.tests.pages import page

pytestmark = pytest.mark.django_db
LIST = "/pilotage/aide/ateliers/"
LINK = "https://meet.example/nouveau"


@pytest.fixture
def as_awa(client, awa):
    client.force_login(awa)
    return client


@pytest.fixture
def lea():
    return UserFactory(first_name="Léa", last_name="Roy", email="lea@exemple.org")


@pytest.fixture
def workshop(awa):
    return WorkshopFactory(capacity=1, host=awa)


@pytest.fixture
def over():
    return WorkshopFactory(starts_at=timezone.now() - datetime.timedelta(days=2))


def address(workshop, act=""):
    return f"{LIST}{workshop.reference}/{act}"


def removal(workshop, row):
    return address(workshop, f"retirer/{row.pk}/")


def plain(answer):
    return page(answer).text.replace("\u00a0", " ").replace("\u202f", " ")


def filled(awa, **changes):
    data = {"date": "2099-03-12", "time": "18:30", "minutes": "60", "capacity": "6", "link": LINK}
    return data | {"host": awa.pk} | changes


def test_the_workshops_are_the_coordination_s(client, workshop):
    places = [LIST, f"{LIST}ouvrir/", address(workshop), address(workshop, "modifier/")]
    client.force_login(MentorshipFactory().mentor.person)
    assert {client.get(url).status_code for url in places} == {403}
    for act in ("annuler/", "inscrire/", "presences/", "prevenir/"):
        assert client.post(address(workshop, act)).status_code == 403


def test_those_to_come_and_those_that_are_past(as_awa, workshop, over):
    WorkshopRegistrationFactory(workshop=workshop)
    WorkshopRegistrationFactory(workshop=workshop, state="waitlisted")
    WorkshopRegistrationFactory(workshop=over, state="attended")
    called_off = WorkshopFactory(state="cancelled")
    coming, past = as_awa.get(LIST), as_awa.get(f"{LIST}?vue=passes&page=zzz")
    for words in ("Complet", "1 sur 1"):
        assert words in plain(coming)
    back, back_to_past = leaving(LIST), leaving(f"{LIST}?vue=passes&page=zzz")
    assert address(workshop) + back in page(coming).links
    assert address(over) + back not in page(coming).links
    assert {address(over) + back_to_past, address(called_off) + back_to_past} <= set(page(past).links)
    for words in ("Passé", "Annulé", "1 sur 8"):
        assert words in plain(past)
    assert page(coming).faults + page(past).faults == []


def test_a_sheet_that_waits_is_announced_until_it_is_filled(as_awa, over):
    row = WorkshopRegistrationFactory(workshop=over)
    assert "Noter les présences de l’atelier du" in plain(as_awa.get(LIST))
    as_awa.post(address(over, "presences/"), {f"said-{row.pk}": "absent"})
    assert "Noter les présences" not in plain(as_awa.get(LIST))


def test_without_a_workshop_the_list_says_what_to_do(as_awa, lea):
    WorkshopInterest.objects.create(person=lea)
    text = plain(as_awa.get(LIST))
    for words in ("Aucun atelier à venir.", "1 personne intéressée par un prochain atelier", "Léa Roy"):
        assert words in text
    assert "Aucun atelier passé." in plain(as_awa.get(f"{LIST}?vue=passes"))


def test_one_is_opened_and_whoever_waits_is_told(as_awa, awa, lea):
    WorkshopInterest.objects.create(person=lea)
    assert "is_told" in as_awa.get(f"{LIST}ouvrir/").content.decode()
    for _time in range(2):
        answer = as_awa.post(f"{LIST}ouvrir/", filled(awa, is_told="on"))
    opened = Workshop.objects.get()
    assert answer.url == address(opened)
    assert (opened.minutes, opened.capacity, opened.link, opened.host) == (60, 6, LINK, awa)
    assert timezone.localtime(opened.starts_at).strftime("%d/%m %H:%M") == "12/03 18:30"
    assert Email.objects.get().recipient == lea


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"date": ""}, "Indiquez une date"),
        ({"date": "2020-01-01"}, "Choisissez une date à venir"),
        ({"date": "9999-12-31"}, "Vérifiez l’année"),
        ({"time": "25:00"}, "Indiquez une heure"),
        ({"minutes": "7"}, "Choisissez une durée"),
        ({"capacity": "0"}, "Indiquez un nombre de places entre 1 et 100"),
        ({"capacity": "beaucoup"}, "Indiquez un nombre de places entre 1 et 100"),
        ({"link": "visio"}, "Indiquez un lien complet"),
        ({"link": "javascript:alert(1)"}, "Indiquez un lien complet"),
        ({"host": "0"}, "Choisissez qui anime l’atelier"),
    ],
)
def test_bad_input_is_said_beside_its_field(as_awa, awa, changes, sentence):
    answer = as_awa.post(f"{LIST}ouvrir/", filled(awa, **changes))
    assert page(answer).title.startswith("Erreur")
    assert sentence in plain(answer)
    assert (changes.get("link") or LINK) in answer.content.decode()
    assert not Workshop.objects.exists()


def test_only_somebody_of_the_team_hosts(as_awa, awa, lea):
    assert "Choisissez qui anime" in plain(as_awa.post(f"{LIST}ouvrir/", filled(awa, host=lea.pk)))
    julien = CoordinatorFactory()
    as_awa.post(f"{LIST}ouvrir/", filled(awa, host=julien.pk))
    assert Workshop.objects.get().host == julien


def test_one_is_changed(as_awa, awa, workshop, lea):
    WorkshopRegistrationFactory(workshop=workshop, person=lea)
    url = address(workshop, "modifier/")
    assert workshop.link in as_awa.get(url).content.decode()
    answer = as_awa.post(url, filled(awa, seen=workshop.version))
    assert answer.url == address(workshop)
    workshop.refresh_from_db()
    assert (workshop.sequence, workshop.capacity, workshop.link) == (1, 6, LINK)
    assert Email.objects.get().kind == "workshop_changed"
    text = plain(as_awa.get(address(workshop)))
    assert "Atelier modifié" in text
    assert "date, places, lien" in text


def test_a_number_of_seats_that_is_too_small_is_said_beside_it(as_awa, awa):
    workshop = WorkshopFactory(capacity=3)
    WorkshopRegistrationFactory.create_batch(2, workshop=workshop)
    answer = as_awa.post(address(workshop, "modifier/"), filled(awa, seen=workshop.version, capacity="1"))
    assert "2 personnes ont déjà une place : prévoyez-en 2 au moins" in plain(answer)
    assert 'id="id_capacity_error"' in answer.content.decode()


def test_a_colleague_s_change_is_shown_before_it_is_written_over(as_awa, awa, workshop):
    data = filled(awa, seen=workshop.version)
    Workshop.objects.update(capacity=7)
    answer = as_awa.post(address(workshop, "modifier/"), data)
    for words in ("Cette page était ancienne", "Maintenant :", "7 places"):
        assert words in plain(answer)
    assert address(workshop, "modifier/") in page(answer).links
    assert LINK in answer.content.decode()


def test_one_is_called_off_after_reading_who_is_told(as_awa, workshop):
    WorkshopRegistrationFactory(workshop=workshop)
    WorkshopRegistrationFactory(workshop=workshop, state="waitlisted")
    text = plain(as_awa.get(address(workshop, "annuler/")))
    assert "1 personne inscrite reçoit un e-mail" in text
    assert "1 personne en attente reçoit un e-mail" in text
    as_awa.post(address(workshop, "annuler/"))
    workshop.refresh_from_db()
    assert (workshop.state, Email.objects.count()) == ("cancelled", 2)
    answer = as_awa.post(address(workshop, "annuler/"), follow=True)
    assert "l’atelier est annulé" in plain(answer)
    assert "ne s’annule plus" in plain(as_awa.get(address(workshop, "annuler/")))


def test_somebody_is_added_by_hand_until_it_is_full(as_awa, workshop, lea):
    url = address(workshop, "inscrire/")
    assert "Léa Roy a une place" in plain(as_awa.post(url, {"email": "LEA@exemple.org"}, follow=True))
    other = UserFactory(first_name="Max")
    answer = as_awa.post(url, {"email": other.email}, follow=True)
    assert "L’atelier est complet : Max" in plain(answer)
    assert list(workshop.registrations.values_list("state", flat=True)) == ["registered", "waitlisted"]
    for email, sentence in (
        ("", "Indiquez l’adresse e-mail"),
        ("personne@exemple.org", "Aucun compte n’a cette adresse"),
        ("lea", "Indiquez une adresse complète"),
    ):
        answer = as_awa.post(url, {"email": email})
        assert sentence in plain(answer)
        assert page(answer).title.startswith("Erreur")


def test_the_page_suggests_who_asked_for_help(as_awa, workshop, lea):
    help_desk.ask("discord", person=lea, message="Aide")
    assert 'value="lea@exemple.org"' in as_awa.get(address(workshop)).content.decode()
    WorkshopRegistrationFactory(workshop=workshop, person=lea)
    assert 'value="lea@exemple.org"' not in as_awa.get(address(workshop)).content.decode()


def test_a_seat_given_back_by_hand_goes_to_who_waits(as_awa, workshop, lea):
    row = WorkshopRegistrationFactory(workshop=workshop, person=lea)
    waiting = WorkshopRegistrationFactory(workshop=workshop, state="waitlisted")
    answer = as_awa.post(removal(workshop, row), follow=True)
    assert "Léa Roy n’est plus sur la liste." in plain(answer)
    waiting.refresh_from_db()
    assert waiting.state == "registered"
    assert list(Email.objects.values_list("kind", flat=True)) == ["workshop_promoted"]
    elsewhere = WorkshopRegistrationFactory()
    assert as_awa.post(removal(workshop, elsewhere)).status_code == 404


def test_the_team_reads_first_who_gets_the_seat_and_is_written_to(as_awa, workshop, lea):
    row = WorkshopRegistrationFactory(workshop=workshop, person=lea)
    first, second = WorkshopRegistrationFactory.create_batch(2, workshop=workshop, state="waitlisted")
    links = as_awa.get(address(workshop)).content.decode()
    for one in (row, first, second):
        assert removal(workshop, one) in links
        assert reverse("person", args=[one.person.public_id]) in links
    answer = as_awa.get(removal(workshop, row))
    assert "Léa perd sa place, et ne reçoit aucun e-mail" in plain(answer)
    assert f"reçoit aussitôt un e-mail avec le lien de la visio : {first.person}" in plain(answer)
    assert str(second.person) not in plain(answer)
    assert "Aucun autre e-mail ne part." not in plain(answer)
    answer = plain(as_awa.get(removal(workshop, second)))
    assert "quitte la liste d’attente" in answer
    assert "Aucun autre e-mail ne part." in answer
    row.refresh_from_db()
    assert row.state == "registered"
    assert not Email.objects.exists()


def test_nothing_is_left_to_remove_twice_or_once_it_has_begun(as_awa, over, lea):
    for row in (
        WorkshopRegistrationFactory(workshop=over, person=lea),
        WorkshopRegistrationFactory(state="cancelled"),
    ):
        assert "rien n’est à retirer" in plain(as_awa.get(removal(row.workshop, row)))


def test_those_who_wait_for_one_are_told_once(as_awa, workshop, lea):
    WorkshopInterest.objects.create(person=lea)
    assert "Prévenir la personne intéressée" in plain(as_awa.get(address(workshop)))
    for words in ("1 personne est prévenue.", "Ces personnes sont déjà prévenues."):
        assert words in plain(as_awa.post(address(workshop, "prevenir/"), follow=True))
    assert Email.objects.count() == 1
    assert "Prévenir" not in plain(as_awa.get(address(workshop)))


def test_the_sheet_opens_with_the_workshop(as_awa, workshop, over, lea):
    row = WorkshopRegistrationFactory(workshop=over, person=lea)
    WorkshopRegistrationFactory(workshop=workshop, person=lea)
    assert "Qui est venu ?" not in plain(as_awa.get(address(workshop)))
    answer = as_awa.get(address(over))
    assert "Qui est venu ?" in plain(answer)
    assert page(answer).faults == []
    data = {f"said-{row.pk}": "attended", "steps": ["account", "browser"]}
    answer = as_awa.post(address(over, "presences/"), data, follow=True)
    assert "Les présences sont enregistrées." in plain(answer)
    row.refresh_from_db()
    assert (row.state, DiscordStep.objects.filter(person=lea).count()) == ("attended", 2)


def test_a_sheet_left_open_does_not_undo_a_colleague_s(as_awa, over):
    first, second = WorkshopRegistrationFactory.create_batch(2, workshop=over, state="attended")
    first.state = "absent"  # corrected by a colleague since the page was shown
    first.save()
    shown = {f"seen-{row.pk}": "attended" for row in (first, second)}
    as_awa.post(
        address(over, "presences/"), shown | {f"said-{first.pk}": "attended", f"said-{second.pk}": "absent"}
    )
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("absent", "absent")


def test_a_sheet_made_up_changes_nothing(as_awa, over):
    row = WorkshopRegistrationFactory(workshop=over)
    answer = as_awa.post(address(over, "presences/"), {f"said-{row.pk}": "waitlisted"}, follow=True)
    assert "Rechargez la page" in plain(answer)
    row.refresh_from_db()
    assert row.state == "registered"


def test_the_lists_ask_as_much_for_one_as_for_thirty(as_awa, over, django_assert_num_queries):
    WorkshopRegistrationFactory(workshop=over)
    WorkshopFactory()
    for url, number in ((LIST, 13), (f"{LIST}?vue=passes", 13)):
        as_awa.get(url)
        with django_assert_num_queries(number):
            as_awa.get(url)
    for row in WorkshopRegistrationFactory.create_batch(29):
        WorkshopRegistrationFactory(workshop=over)
        WorkshopInterest.objects.create(person=row.person)
    for workshop in WorkshopFactory.create_batch(29, starts_at=over.starts_at):
        WorkshopRegistrationFactory(workshop=workshop, state="attended")
    for url, number in ((LIST, 13), (f"{LIST}?vue=passes", 13)):
        with django_assert_num_queries(number):
            as_awa.get(url)


def test_a_workshop_asks_as_much_for_one_person_as_for_thirty(as_awa, awa, django_assert_num_queries):
    workshop = WorkshopFactory(capacity=40)

    def grow(number):
        WorkshopRegistrationFactory.create_batch(number, workshop=workshop)
        WorkshopRegistrationFactory.create_batch(number, workshop=workshop, state="waitlisted")
        for person in UserFactory.create_batch(number):
            WorkshopInterest.objects.create(person=person)
        workshop_desk.tell_interested(workshop, by=awa)
        WorkshopInterest.objects.create(person=UserFactory())

    grow(1)
    as_awa.get(address(workshop))
    with django_assert_num_queries(12):
        as_awa.get(address(workshop))
    grow(29)
    with django_assert_num_queries(12):
        as_awa.get(address(workshop))
