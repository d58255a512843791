"""« Modèles d’e-mail »: the list, the editor, its three buttons, and the way back."""

import re

import pytest
from django.urls import reverse

from mentoring.mail import texts, wordings
from mentoring.mail.models import Email, EmailText
from mentoring.tests.factories import CoordinatorFactory, UserFactory
from mentoring.tests.pages import page

pytestmark = pytest.mark.django_db
LIST = "/pilotage/reglages/modeles-email/"
EDITOR = f"{LIST}pair_resumed/"
WORDS = {
    "subject": "Reprise avec {{ prenom }}",
    "body": "Rendez-vous avec {{ prenom }}.",
    "seen": "0",
}


@pytest.fixture
def awa(client):
    person = CoordinatorFactory(first_name="Awa")
    client.force_login(person)
    return person


def plain(response):
    return " ".join(response.content.decode().replace("\u202f", " ").replace("\u00a0", " ").split())


def test_the_list_tells_every_message(client, awa):
    texts.save(wordings.get("pair_resumed"), "Reprise", "Avec {{ prenom }}.", by=awa)
    shown = page(client.get(LIST))
    assert shown.text.index("Candidatures ") < shown.text.index("Textes qui ne changent pas")
    assert EDITOR in shown.links
    assert f"{LIST}login_code/" not in shown.links
    assert "Modifié" in shown.text
    assert "Votre demande est retirée" in shown.text


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_asks_the_same_of_the_database(client, awa, django_assert_num_queries, number):
    for turn in range(number):
        for code in ("pair_resumed", "pair_extended"):
            texts.save(wordings.get(code), f"Version {turn}", "Avec {{ prenom }}.", by=awa)
    client.get(LIST)
    with django_assert_num_queries(9):
        client.get(LIST)


def test_a_text_is_seen_then_received_then_saved(client, awa):
    seen = plain(client.post(EDITOR, WORDS | {"apercu": "oui"}))
    assert "Rendez-vous avec Nadia." in seen
    assert "Reprise avec Nadia" in seen
    assert not EmailText.objects.exists()
    tried = client.post(EDITOR, WORDS | {"essai": "oui"})
    assert "L’essai part à votre adresse" in plain(tried)
    assert Email.objects.get().recipient == awa
    assert not EmailText.objects.exists()
    saved = client.post(EDITOR, WORDS)
    assert saved.url == EDITOR
    row = EmailText.objects.get()
    assert (row.subject, row.body, row.author) == (WORDS["subject"], WORDS["body"], awa)
    again = plain(client.get(EDITOR))
    assert "Modifié par Awa" in again
    assert "Rétablir le texte d’origine" in again


def test_what_is_refused_is_named_and_what_was_typed_stays(client, awa):
    answer = plain(client.post(EDITOR, WORDS | {"body": "Bonjour {{ surnom }} et merci."}))
    assert "« surnom » n’existe pas dans ce message" in answer
    assert "Bonjour {{ surnom }} et merci." in answer
    assert "l’aperçu du vôtre attend" in answer
    assert not EmailText.objects.exists()


def test_a_colleague_who_wrote_first_is_named_once(client, awa):
    texts.save(
        wordings.get("pair_resumed"), "Le mien", "Avec {{ prenom }}.", by=UserFactory(first_name="Julien")
    )
    refused = client.post(EDITOR, WORDS)
    assert "a changé ce texte à" in plain(refused)
    assert "Rendez-vous" in plain(refused)
    newest = texts.seen(wordings.get("pair_resumed"))
    assert f'name="seen" value="{newest}"' in refused.content.decode()
    assert client.post(EDITOR, WORDS | {"seen": newest}).url == EDITOR


def test_versions_come_back(client, awa):
    wording = wordings.get("pair_resumed")
    first = texts.save(wording, "Un", "Avec {{ prenom }}.", by=awa)
    texts.save(wording, "Deux", "Avec {{ prenom }}.", by=awa)
    back, original = (reverse("email_text_restore", args=["pair_resumed", key]) for key in (first.pk, 0))
    assert client.post(back, shown(client, back)).url == EDITOR
    assert texts.words_in_force("pair_resumed")[0] == "Un"
    read = shown(client, original)
    client.post(original, read)
    assert texts.words_in_force("pair_resumed") is None
    refused = client.post(original, read, follow=True)
    assert "déjà celui qui part" in plain(refused)


def shown(client, action):
    """What the form of this action sends, as the page shows it."""
    html = client.get(EDITOR).content.decode()
    form = html.partition(f'action="{action}"')[2].partition("</form>")[0]
    return {"seen": re.search(r'name="seen" value="(\d+)"', form)[1]}


def test_a_page_that_is_old_puts_nothing_back(client, awa):
    wording = wordings.get("pair_resumed")
    first = texts.save(wording, "Un", "Avec {{ prenom }}.", by=awa)
    texts.save(wording, "Deux", "Avec {{ prenom }}.", by=awa)
    for number in (0, first.pk):
        url = reverse("email_text_restore", args=["pair_resumed", number])
        read = shown(client, url)
        julien = UserFactory(first_name="Julien", last_name="Roy")
        texts.save(wording, f"Trois et {number}", "Avec {{ prenom }}, demain.", by=julien)
        for sent in (read, {}, {"seen": "x" * 400}):
            told = plain(client.post(url, sent, follow=True))
            assert re.search(r"Julien Roy a changé ce texte à \d+ h( \d\d)?\. Relisez-le", told)
        assert texts.words_in_force("pair_resumed")[0] == f"Trois et {number}"
        assert client.post(url, shown(client, url)).url == EDITOR
        assert texts.words_in_force("pair_resumed") != (f"Trois et {number}", "Avec {{ prenom }}, demain.")


@pytest.mark.parametrize("code", ["login_code", "inconnu", "pair_completed"])
def test_what_is_not_edited_has_no_editor(client, awa, code):
    assert client.get(reverse("email_text", args=[code])).status_code == 404
    assert client.post(reverse("email_text_restore", args=[code, 0])).status_code == 404


@pytest.mark.parametrize("number", [2, 30])
def test_the_editor_asks_the_same_whatever_was_written(client, awa, django_assert_num_queries, number):
    for turn in range(number):
        texts.save(wordings.get("pair_resumed"), f"Version {turn}", "Avec {{ prenom }}.", by=awa)
    client.get(EDITOR)
    with django_assert_num_queries(12):
        client.get(EDITOR)
