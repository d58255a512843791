"""`/compte/donnees/`: download, who read, erase, each for oneself and after signing in a moment ago."""

import time

import pytest
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from django.urls import reverse

from followup.models import AccountDeletion, DataExport
from followup.services.privacy import deletions, exports
from mentoring.models import AccessLog
from mentoring.tests.factories import EmailFactory, UserFactory

pytestmark = pytest.mark.django_db
# Session and reader, programme and menu, the looks and how many, the pairs.
QUERIES = 10
DATA, DELETION, LOOKS = "/compte/donnees/", "/compte/donnees/suppression/", "/compte/donnees/consultations/"


def signed_in_ago(client, person, seconds):
    client.force_login(person)
    session = client.session
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(person.pk)
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "code", "at": time.time() - seconds}]
    session.save()
    return client


@pytest.fixture
def as_her(client, nadia):
    """Nadia, who typed her code a minute ago."""
    return signed_in_ago(client, nadia, 60)


def test_asking_waiting_and_downloading(as_her, nadia):
    assert "Préparer mon fichier" in as_her.get(DATA).content.decode()
    for _click in range(2):
        assert as_her.post(DATA).url == DATA
    export = DataExport.objects.get()
    page = as_her.get(DATA).content.decode()
    assert "Votre fichier se prépare" in page
    assert "Préparer mon fichier" not in page
    where = reverse("data_export", args=[export.public_id])
    assert as_her.get(where).status_code == 404
    exports.prepare_due()
    assert where in as_her.get(DATA).content.decode()
    answer = as_her.get(where)
    assert (answer["Content-Type"], answer.content[:2]) == ("application/zip", b"PK")
    assert "attachment" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    assert signed_in_ago(as_her, UserFactory(), 1).get(where).status_code == 404


def test_a_session_left_open_is_not_enough(client, nadia):
    signed_in_ago(client, nadia, 3600)
    assert client.get(DATA).status_code == 200
    for answer in (client.post(DATA), client.get(DELETION), client.post(DELETION, {"word": "SUPPRIMER"})):
        assert answer.status_code == 403
        assert "Reconnectez-vous" in answer.content.decode()
    assert not DataExport.objects.exists()
    assert not AccountDeletion.objects.exists()
    leaving = client.post("/deconnexion/", {"next": f"/connexion/?next={DELETION}"})
    assert leaving.url == f"/connexion/?next={DELETION}"


def test_a_password_is_asked_for_again(client, nadia):
    nadia.set_password("avancez-a-deux-2026")
    nadia.save()
    signed_in_ago(client, nadia, 3600)
    where = f"/compte/confirmer/?next={DATA.replace('/', '%2F')}"
    assert client.post(DATA).url == where
    page = client.get(where).content.decode()
    assert f'value="/connexion/?next={DATA}"' in page
    assert "Mot de passe incorrect" in client.post(where, {"password": "inconnu"}).content.decode()
    client.post(f"/compte/confirmer/?next={DATA}", {"password": "avancez-a-deux-2026"})
    assert DataExport.objects.filter(person=nadia).count() == 1


def test_erasing_takes_a_word_and_can_be_taken_back(as_her, nadia):
    page = as_her.get(DELETION).content.decode()
    assert "Votre binôme avec Yanis continue jusqu’à ce jour-là" in page
    page = as_her.post(DELETION, {"word": "oui <b>"}).content.decode()
    assert "Tapez SUPPRIMER, en toutes lettres" in page
    assert "oui &lt;b&gt;" in page
    assert as_her.post(DELETION, {"word": " supprimer "}).url == DATA
    assert as_her.post(DELETION, {"word": "SUPPRIMER"}).url == DATA
    deletion = AccountDeletion.objects.get(person=nadia)
    for where in (DATA, "/compte/"):
        assert "Votre compte sera supprimé le" in as_her.get(where).content.decode()
    as_her.post(f"{DELETION}annuler/")
    as_her.post(f"{DELETION}annuler/")
    assert not AccountDeletion.objects.exists()
    assert "sera supprimé" not in as_her.get("/compte/").content.decode()
    assert deletion.person == nadia


def test_the_last_coordinator_is_told(client, awa):
    signed_in_ago(client, awa, 1)
    assert "la seule personne de la coordination" in client.get(DELETION).content.decode()
    client.post(DELETION, {"word": "SUPPRIMER"})
    assert deletions.scheduled(awa) is None


def test_an_e_mail_whose_text_is_forgotten_says_so(client, awa):
    email = EmailFactory(state="failed", text="")
    client.force_login(awa)
    page = client.get(reverse("email_detail", args=[email.public_id])).content.decode()
    assert "Le texte de cet e-mail est effacé" in page
    assert "Renvoyer" not in page


def test_who_opened_the_file(as_nadia, nadia, yanis, awa, django_assert_num_queries):
    stranger = UserFactory(first_name="Inconnue")
    for reader, page in ((awa, "comparer"), (yanis, "pair"), (stranger, "suggestion"), (awa, "admin user")):
        AccessLog.objects.create(reader=reader, person=nadia, page=page)
    AccessLog.objects.create(reader=nadia, person=yanis, page="pair")
    page = as_nadia.get(LOOKS).content.decode()
    for words in (
        "Awa, équipe de coordination",
        "Yanis, votre binôme",
        "Un mentor",
        "Une page de votre dossier",
    ):
        assert words in page
    assert "Inconnue" not in page
    for _more in range(2):
        with django_assert_num_queries(QUERIES):
            page = as_nadia.get(LOOKS).content.decode()
        readers = UserFactory.create_batch(26)
        AccessLog.objects.bulk_create(AccessLog(reader=one, person=nadia, page="email") for one in readers)
    assert "Page 1 sur 2" in page
    assert as_nadia.get(f"{LOOKS}?page=zero").status_code == 200
