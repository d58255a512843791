"""Writing to the team, with or without an account, and the team's list."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from followup.tests.factories import MentorshipFactory
from followup.views.help import PER_HOUR
from mentoring import help as help_desk
from mentoring.models import HelpRequest, NotAllowed
from mentoring.moves import move
from mentoring.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
LETTER = {
    "subject": "programme",
    "message": "Bonjour, une question.",
    "email": "lea@exemple.org",
    "website": "",
}


@pytest.fixture(autouse=True)
def _fresh_counter():
    cache.clear()


def asked(**changes):
    return HelpRequest.objects.create(
        **{"reference": "AID-TEST", "kind": "contact", "email": "lea@exemple.org", "message": "Un mot"}
        | changes
    )


def test_a_stranger_writes_to_the_team(client):
    answer = client.post("/contact/", LETTER, follow=True)
    assert answer.redirect_chain[-1][0] == "/contact/merci/"
    found = HelpRequest.objects.get()
    assert (found.kind, found.email, found.message, found.person) == (
        "contact",
        "lea@exemple.org",
        "Bonjour, une question.",
        None,
    )
    assert found.reference.startswith("AID-")


def test_someone_known_is_named(client):
    person = UserFactory()
    client.force_login(person)
    assert person.email in client.get("/contact/").content.decode()
    client.post("/contact/", LETTER | {"email": person.email})
    assert HelpRequest.objects.get().person == person


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"subject": ""}, "Choisissez un sujet"),
        ({"subject": "x"}, "Choisissez un sujet"),
        ({"message": "  "}, "Écrivez votre message"),
        ({"email": "lea"}, "Indiquez une adresse complète"),
        ({"message": "z" * 2001}, "2000"),
    ],
)
def test_bad_input_keeps_what_was_typed(client, changes, sentence):
    html = client.post("/contact/", {**LETTER, **changes}).content.decode()
    assert sentence in html
    if "message" not in changes:
        assert "Bonjour, une question." in html
    assert not HelpRequest.objects.exists()


def test_a_program_believes_it_was_heard(client):
    assert client.post("/contact/", LETTER | {"website": "https://spam.example"}).url == "/contact/merci/"
    assert not HelpRequest.objects.exists()


def test_letters_are_counted_by_the_hour(client):
    for number in range(PER_HOUR):
        assert client.post("/contact/", LETTER | {"message": f"Lettre {number}"}).status_code == 302
    assert client.post("/contact/", LETTER).status_code == 429
    assert HelpRequest.objects.count() == PER_HOUR


def test_the_list_is_the_coordination_s(client, awa):
    asked()
    url = reverse("help_requests")
    assert client.get(url).url.startswith("/connexion/")
    client.force_login(MentorshipFactory().mentor.person)
    assert client.get(url).status_code == 403
    assert client.post(reverse("help_act", args=["AID-TEST", "resoudre"])).status_code == 403
    client.force_login(awa)
    assert "Un mot" in client.get(url).content.decode()
    assert client.get(url + "?vue=toutes&page=zzz").status_code == 200
    assert client.get(reverse("help_act", args=["AID-TEST", "resoudre"])).status_code == 405


def test_a_request_is_followed_to_its_end(client, awa):
    asked()
    client.force_login(awa)
    for action, state in (
        ("planifier", "planned"),
        ("resoudre", "done"),
        ("rouvrir", "new"),
        ("annuler", "cancelled"),
    ):
        client.post(reverse("help_act", args=["AID-TEST", action]), {"note": f"Note {state}"})
        assert HelpRequest.objects.get().state == state
    answer = client.post(reverse("help_act", args=["AID-TEST", "resoudre"]), follow=True)
    assert "n’est plus possible" in answer.content.decode()
    assert client.post(reverse("help_act", args=["AID-RIEN", "resoudre"])).status_code == 404
    assert "Aucune demande d’aide." in client.get(reverse("help_requests")).content.decode()
    assert "Note cancelled" in client.get(reverse("help_requests") + "?vue=toutes").content.decode()


@pytest.mark.parametrize("target", HelpRequest.State.values)
@pytest.mark.parametrize("state", HelpRequest.State.values)
def test_the_map_of_a_request(state, target):
    found = asked(state=state)
    if target in HelpRequest.SUCCESSORS[state]:
        move(found, "test", target, by=None)
        assert HelpRequest.objects.get().state == target
    else:
        with pytest.raises(NotAllowed):
            move(found, "test", target, by=None)
        assert HelpRequest.objects.get().state == state


def test_asking_twice_is_one_request():
    person = UserFactory()
    first = help_desk.ask("discord", person=person, message="Aide")
    assert help_desk.ask("discord", person=person, message="Aide") == first
    assert help_desk.ask("discord", person=person, message="Autre chose") != first
    assert first.email == person.email


def test_the_list_asks_as_much_for_one_as_for_twenty(client, awa, django_assert_num_queries):
    client.force_login(awa)
    asked()
    url = reverse("help_requests")
    client.get(url)
    with django_assert_num_queries(10):
        client.get(url)
    for number in range(20):
        asked(reference=f"AID-{number:04}", person=UserFactory())
    with django_assert_num_queries(10):
        client.get(url)
