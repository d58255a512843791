"""Writing to the team, with or without an account."""

import pytest
from django.core.cache import cache

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
