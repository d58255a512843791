"""« Toutes les candidatures » as the coordination reads it, and takes it away."""

import pytest
from django.urls import reverse

from applications.tests.factories import ApplicationFactory, ProfileFactory
from mentoring.models import Event
from mentoring.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
URL = "/pilotage/candidatures/toutes/"
FILE = "/pilotage/candidatures/toutes.csv"
QUERIES = 11


@pytest.fixture
def as_awa(client, awa):
    client.force_login(awa)
    return client


def html(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def test_nothing_yet(as_awa):
    ApplicationFactory(draft=True)
    assert "Pas encore de candidature." in html(as_awa.get(URL))
    assert URL in html(as_awa.get(reverse("queue")))


def test_the_table(as_awa):
    """An address is enough to find the same rows again."""
    ApplicationFactory(person=UserFactory(first_name="Yanis", last_name="Kaci"), rejected=True)
    other = ProfileFactory(mentor=True).application
    page = html(as_awa.get(URL))
    assert page.count('<th scope="row">') == 2
    assert reverse("queue_item", args=[other.reference]) in page
    assert 'aria-sort="descending"' in page
    assert "?tri=nom" in page
    page = html(as_awa.get(URL, {"etat": "refusees", "tri": "-nom", "q": "kaci"}))
    assert page.count('<th scope="row">') == 1
    assert "?tri=nom&amp;q=kaci&amp;etat=refusees" in page
    assert "Aucune candidature ne correspond." in html(as_awa.get(URL, {"q": "personne-de-ce-nom"}))
    assert (
        html(as_awa.get(URL, {"etat": "inconnu", "tri": "rien", "page": "x"})).count('<th scope="row">') == 2
    )


def test_as_many_queries_for_one_row_as_for_thirty(as_awa, django_assert_num_queries):
    ProfileFactory()
    as_awa.get(URL)
    with django_assert_num_queries(QUERIES):
        as_awa.get(URL)
    ProfileFactory.create_batch(18)
    ApplicationFactory.create_batch(6)
    with django_assert_num_queries(QUERIES):
        assert html(as_awa.get(URL)).count('<th scope="row">') == 25


def test_pages_of_twenty_five(as_awa):
    ApplicationFactory.create_batch(26)
    assert html(as_awa.get(URL)).count('<th scope="row">') == 25
    assert html(as_awa.get(URL, {"page": 2})).count('<th scope="row">') == 1


def test_the_file_holds_what_the_filters_leave(as_awa, awa):
    person = UserFactory(first_name="=Yanis", last_name="Kaci", email="yanis@exemple.org")
    kept = ProfileFactory(person=person).application
    ApplicationFactory(rejected=True)
    answer = as_awa.post(f"{FILE}?etat=validees&q=kaci")
    head, row, end = html(answer).split("\r\n")
    assert head.startswith("\ufeffRéférence;Prénom;Nom;E-mail;Côté;État;Reçue le")
    assert row.startswith(f"{kept.reference};'=Yanis;Kaci;yanis@exemple.org;Mentoré;Validée;20")
    assert row.endswith(";Montreuil;Développeur web et web mobile;")
    assert end == ""
    event = Event.objects.get(transition="export")
    assert (event.actor, event.payload["rows"], event.payload["chosen"]) == (awa, 1, {"etat": "validees"})
    assert as_awa.get(FILE).status_code == 405


def test_the_coordination_alone(client):
    assert client.get(URL).url.startswith("/connexion/")
    client.force_login(UserFactory())
    assert (client.get(URL).status_code, client.post(FILE).status_code) == (403, 403)
    assert not Event.objects.exists()
