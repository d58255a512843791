"""« Parler à l'équipe »: what reaches the team, and that the other learns nothing."""

import pytest
from django.urls import reverse

from followup.models import Mentorship
from mentoring.mail.models import Email
from mentoring.models import HelpRequest

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(pair):
    return reverse("pair_ask", args=[pair.reference])


@pytest.mark.parametrize(
    ("matter", "kind"), [("pair", "pair"), ("tool", "discord"), ("change", "pair"), ("report", "report")]
)
def test_each_matter_reaches_the_team_alone(as_yanis, client, pair, nadia, url, matter, kind):
    data = {"matter": matter, "message": "SENTINELLE", "contact": "email"}
    for _time in range(2):
        assert "Merci de nous l’avoir dit." in as_yanis.post(url, data, follow=True).content.decode()
    request = HelpRequest.objects.get()
    assert (request.kind, request.person.first_name, request.about) == (kind, "Yanis", pair.reference)
    assert "SENTINELLE" in request.message
    assert ("Préfère changer de binôme." in request.message) == (matter == "change")
    assert Mentorship.objects.get().state == "active"
    client.force_login(nadia)
    for path in (reverse("pair", args=[pair.reference]), url, "/espace/"):
        assert "SENTINELLE" not in client.get(path).content.decode()
    assert not Email.objects.filter(recipient=nadia).exists()


def test_what_is_missing_is_said_and_nothing_is_lost(as_yanis, url):
    html = as_yanis.post(url, {"message": "Jamais perdu"}).content.decode()
    assert html.count("Choisissez une réponse") >= 2
    assert "Jamais perdu" in html
    assert not HelpRequest.objects.exists()


def test_a_call_is_offered_to_who_gave_a_number(as_yanis, yanis, url):
    yanis.phone = ""
    yanis.save()
    assert "Par téléphone" not in as_yanis.get(url).content.decode()
    yanis.phone = "+33612345678"
    yanis.save()
    assert "Par téléphone" in as_yanis.get(url).content.decode()


def test_danger_has_a_number_to_call(as_yanis, url):
    html = as_yanis.get(url).content.decode()
    assert "Votre binôme n’en est pas informé." in html
    assert "112" in html


def test_an_ended_pair_may_still_speak(as_yanis, in_state, url):
    in_state("ended_early")
    assert as_yanis.get(url).status_code == 200
