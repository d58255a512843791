"""Asking somebody to help with Discord, completing it, following it, and what the team does of it."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from followup.services import help_requests, workshops
from mentoring import help as help_desk
from mentoring.mail.models import Email
from mentoring.models import Event, HelpRequest
from mentoring.tests.factories import UserFactory
from mentoring.tests.pages import page

pytestmark = pytest.mark.django_db
FORM, WITHDRAW = "/aide/discord/demander/", "/aide/discord/demander/annuler/"
ASKED = {
    "device": "computer",
    "troubles": ["account", "call"],
    "message": "Le code n’arrive pas.",
    "reach": "email",
    "reach_when": "le soir",
}


@pytest.fixture
def pierre():
    return UserFactory(first_name="Pierre")


@pytest.fixture
def as_pierre(client, pierre):
    client.force_login(pierre)
    return client


@pytest.fixture
def request_of_pierre(pierre):
    return help_requests.ask_about_discord(pierre, **ASKED)


def act(client, found, action, **data):
    return client.post(reverse("help_act", args=[found.reference, action]), data, follow=True)


def test_one_signs_in_to_ask(client):
    assert client.get(FORM).url.startswith("/connexion/")
    assert client.post(FORM, ASKED).url.startswith("/connexion/")
    assert not HelpRequest.objects.exists()


def test_a_request_is_kept_confirmed_and_told(as_pierre, pierre):
    answer = as_pierre.post(FORM, ASKED, follow=True)
    found = HelpRequest.objects.get()
    assert (found.kind, found.person, found.state, found.email) == ("discord", pierre, "new", pierre.email)
    assert (found.device, found.troubles, found.reach) == ("computer", ["account", "call"], "email")
    text = page(answer).text
    for words in (
        found.reference,
        "sous 2 jours ouvrés",
        "Créer le compte et L’audio ou la vidéo",
        "le soir",
    ):
        assert words in text
    letter = Email.objects.get()
    assert (letter.kind, letter.recipient, found.reference in letter.text) == ("help_received", pierre, True)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"device": ""}, "Choisissez un appareil"),
        ({"device": "minitel"}, "Choisissez une réponse dans la liste"),
        ({"troubles": []}, "Cochez au moins une réponse"),
        ({"reach": ""}, "Choisissez un moyen de vous joindre"),
        ({"reach": "phone"}, "Ajoutez votre numéro"),
        ({"message": "z" * 501}, "500"),
        ({"reach_when": "le\u202esoir"}, "caractères invisibles"),
    ],
)
def test_bad_input_keeps_what_was_typed(as_pierre, changes, sentence):
    answer = as_pierre.post(FORM, {**ASKED, **changes})
    html = answer.content.decode()
    assert sentence in html
    if "message" not in changes:
        assert "Le code n’arrive pas." in html
    assert not HelpRequest.objects.exists()


def test_a_telephone_is_enough_when_there_is_one(client):
    client.force_login(UserFactory(phone="+33612345678"))
    assert client.post(FORM, {**ASKED, "reach": "phone"}).status_code == 302


def test_a_second_form_completes_the_first(as_pierre, pierre, request_of_pierre):
    assert "Le code n’arrive pas." in as_pierre.get(FORM).content.decode()
    as_pierre.post(FORM, {**ASKED, "device": "phone", "message": ""})
    found = HelpRequest.objects.get()
    assert (found.pk, found.device, found.message) == (request_of_pierre.pk, "phone", ASKED["message"])
    assert Email.objects.count() == 1
    assert Event.objects.filter(reference=found.reference, transition="complete").exists()


def test_what_an_approval_opened_is_completed_too(as_pierre, pierre):
    opened = help_desk.ask(HelpRequest.Kind.DISCORD, person=pierre, message="lire un guide rapide")
    assert opened.reference in page(as_pierre.get(FORM)).text
    as_pierre.post(FORM, ASKED)
    assert HelpRequest.objects.get().device == "computer"


def test_nobody_sees_the_request_of_another(client, request_of_pierre):
    client.force_login(UserFactory())
    text = page(client.get(FORM)).text
    assert request_of_pierre.reference not in text
    assert "Le code" not in text
    client.post(WITHDRAW)
    assert HelpRequest.objects.get().state == "new"


def test_a_date_is_told_and_the_note_is_not(client, awa, pierre, request_of_pierre):
    client.force_login(awa)
    day = timezone.localdate() + datetime.timedelta(days=2)
    act(client, request_of_pierre, "planifier", note="SENTINELLE", date=day.isoformat(), time="12:30")
    found = HelpRequest.objects.get()
    assert (found.state, timezone.localtime(found.meets_at).time()) == ("planned", datetime.time(12, 30))
    letter = Email.objects.get(kind="help_planned")
    assert letter.recipient == pierre
    for words in ("Awa, de l’équipe", "12\u00a0h\u00a030", "par e-mail"):
        assert words in letter.text
    client.force_login(pierre)
    html = client.get(FORM).content.decode()
    assert "12\u00a0h\u00a030" in html
    assert "SENTINELLE" not in html + letter.text


def test_without_a_date_nothing_is_sent(client, awa, request_of_pierre):
    client.force_login(awa)
    act(client, request_of_pierre, "planifier", note="Je l’appelle.")
    assert HelpRequest.objects.get().state == "planned"
    assert not Email.objects.filter(kind="help_planned").exists()


def test_a_request_of_a_pair_is_given_a_date_in_its_own_words(awa, pierre):
    found = help_desk.ask(HelpRequest.Kind.PAIR, person=pierre, message="À revoir.")
    help_requests.plan(found, by=awa, meets_at=timezone.now() + datetime.timedelta(days=2))
    letter = Email.objects.get(kind="help_planned")
    assert "Discord" not in letter.text
    assert "/espace/" in letter.text


def test_whoever_wrote_without_an_account_gets_no_such_letter(awa):
    found = help_desk.ask(HelpRequest.Kind.CONTACT, email="lea@exemple.org", message="Bonjour")
    help_requests.plan(found, by=awa, meets_at=timezone.now() + datetime.timedelta(days=2))
    assert not Email.objects.exists()


def test_it_is_followed_to_its_end(client, awa, pierre, request_of_pierre):
    client.force_login(pierre)
    assert "Reçue" in page(client.get(FORM)).text
    help_requests.plan(request_of_pierre, by=awa, note="Jeudi.")
    assert "s’en occupe" in page(client.get(FORM)).text
    help_desk.close(request_of_pierre, by=awa)
    text = page(client.get(FORM)).text
    assert "Vos demandes passées" in text
    assert "Résolue" in text
    client.post(FORM, ASKED)
    assert HelpRequest.objects.count() == 2


def test_whoever_asked_may_need_it_no_more(as_pierre, request_of_pierre):
    for _time in range(2):
        assert "annulée" in page(as_pierre.post(WITHDRAW, follow=True)).text
    assert HelpRequest.objects.get().state == "cancelled"
    assert Event.objects.filter(transition="cancel").count() == 1


def test_a_reopened_request_has_no_date(awa, request_of_pierre):
    help_requests.plan(request_of_pierre, by=awa, meets_at=timezone.now() + datetime.timedelta(days=2))
    help_desk.close(request_of_pierre, by=awa)
    help_desk.reopen(request_of_pierre, by=awa)
    assert HelpRequest.objects.get().meets_at is None


def test_a_new_request_has_no_date_yet(request_of_pierre):
    with pytest.raises(IntegrityError), transaction.atomic():
        HelpRequest.objects.update(meets_at=timezone.now())
    HelpRequest.objects.update(meets_at=timezone.now(), state="planned")


def test_the_team_counts_who_waits_for_a_workshop(client, awa, pierre):
    workshops.show_interest(by=pierre)
    client.force_login(awa)
    shown = page(client.get(reverse("help_workshops"))).text
    assert "1 personne intéressée par un prochain atelier" in shown


def test_the_page_asks_as_much_for_one_past_request_as_for_thirty(
    as_pierre, pierre, django_assert_num_queries
):
    def closed(number):
        for _number in range(number):
            found = help_requests.ask_about_discord(pierre, **ASKED)
            help_desk.close(found, by=pierre)
        help_requests.ask_about_discord(pierre, **ASKED)

    closed(1)
    as_pierre.get(FORM)
    with django_assert_num_queries(7):
        as_pierre.get(FORM)
    help_requests.withdraw(pierre)
    closed(29)
    with django_assert_num_queries(7):
        as_pierre.get(FORM)
