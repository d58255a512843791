"""Saved while typing, in one tab or two."""

import pytest
import time_machine

from applications.models import Application
from applications.options import Kind
from applications.tests.drafting import posted, sent
from mentoring.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    person = UserFactory(first_name="", last_name="")
    client.force_login(person)
    return person


def autosave(client, slug="vous", **data):
    return client.post(f"/candidature/mentor/{slug}/brouillon/", data)


def test_typing_is_saved_valid_or_not(client, person):
    with time_machine.travel("2026-03-10 13:32:00+00:00", tick=False):
        client.force_login(person)
        response = autosave(client, first_name="Zo", phone="06")
    assert "Enregistré à 14:32" in response.content.decode()
    row = Application.objects.get().draft_steps.get()
    assert (row.data["first_name"], row.data["phone"], row.is_complete) == (["Zo"], ["06"], False)


def test_two_tabs_are_told(client, person):
    with time_machine.travel("2026-03-10 13:30:00+00:00", tick=False):
        client.force_login(person)
        autosave(client, first_name="Zoé", tab="a")
        seen = Application.objects.get().draft_steps.get().saved_at.isoformat()
    with time_machine.travel("2026-03-10 13:31:00+00:00", tick=False):
        assert "onglet" not in autosave(client, first_name="Léa", tab="b", seen_at=seen).content.decode()
    with time_machine.travel("2026-03-10 13:32:00+00:00", tick=False):
        page = autosave(client, first_name="Nadia", tab="a", seen_at=seen).content.decode()
    assert "Cette étape a été modifiée dans un autre onglet à 14:31." in page
    assert Application.objects.get().draft_steps.get().data["first_name"] == ["Nadia"]


def test_the_notice_follows_a_full_save(client, person):
    autosave(client, first_name="Zoé", tab="a")
    client.post("/candidature/mentor/vous/", posted(Kind.MENTOR, "vous") | {"tab": "b"})
    assert "dans un autre onglet" in client.get("/candidature/mentor/").content.decode()


def test_what_is_sent_is_no_longer_saved(client, person):
    application = sent(Kind.MENTOR, person)
    assert "votre demande est partie" in autosave(client, first_name="Zoé").content.decode()
    assert not application.draft_steps.exists()


@pytest.mark.parametrize("seen_at", ["hier", "2026-13-45", "2026-03-10 12:00", "9" * 400])
def test_a_strange_moment_is_no_moment(client, person, seen_at):
    assert autosave(client, first_name="Zoé", seen_at=seen_at).status_code == 200
