import datetime

import pytest
from django.utils import timezone

from applications import extensions
from applications.models import Profile
from applications.options import Kind
from applications.questionnaire import typed
from applications.tests.drafting import approved, posted, sent
from mentoring.tests.factories import CoordinatorFactory, UserFactory

pytestmark = pytest.mark.django_db
HOME = "/espace/profil/mentor/"


@pytest.fixture
def person(client):
    person = UserFactory()
    client.force_login(person)
    return person


@pytest.fixture
def profile(person):
    return approved(Kind.MENTOR, person).profile


def day(number):
    return timezone.localdate() + datetime.timedelta(days=number)


@pytest.mark.parametrize("page", ["", "offre/", "quitter/"])
def test_whose_profile_it_is(client, page):
    approved(Kind.MENTOR)
    assert client.get(HOME + page).url == f"/connexion/?next={HOME}{page}"
    for reader in (UserFactory(), CoordinatorFactory()):
        client.force_login(reader)
        assert client.get(HOME + page).status_code == 404
        assert client.post(HOME + page).status_code == 404


@pytest.mark.parametrize("page", ["", "offre/", "quitter/"])
def test_no_profile_before_approval(client, person, page):
    sent(Kind.MENTOR, person)
    assert client.get(HOME + page).status_code == 404


def test_the_page_shows_what_matching_reads(client, profile):
    page = client.get(HOME).content.decode()
    for words in ("Disponible", "Ingénieure plateforme", "lundi soir, mercredi midi, jeudi soir", "Docker"):
        assert words in page
    assert "Pourquoi voulez-vous devenir mentor" not in page


@pytest.mark.parametrize(("side", "kind"), [("mentor", Kind.MENTOR), ("mentore", Kind.MENTEE)])
def test_every_group_is_saved_with_the_questionnaires_forms(client, person, side, kind):
    profile = approved(kind, person).profile
    before = typed.answers_of(profile)
    for slug in typed.PROFILE_QUESTIONS[kind]:
        url = f"/espace/profil/{side}/{slug}/"
        assert client.get(url).status_code == 200
        response = client.post(url, posted(kind, slug))
        assert response.url == f"/espace/profil/{side}/"
    profile.refresh_from_db()
    assert typed.answers_of(profile) == before
    assert not profile.is_text_to_review


def test_a_change_counts_at_once(client, profile):
    client.post(HOME + "offre/", posted(Kind.MENTOR, "offre", term="short"))
    profile.refresh_from_db()
    assert profile.term == "short"


def test_a_problem_is_said_and_nothing_changes(client, profile):
    data = posted(Kind.MENTOR, "disponibilites") | {"slots": [], "frequency": ["weekly"]}
    page = client.post(HOME + "disponibilites/", data).content.decode()
    assert "Choisissez au moins un créneau dans la semaine" in page
    profile.refresh_from_db()
    assert profile.frequency == "biweekly"


@pytest.mark.parametrize("slug", ["engagement", "objectifs", "inconnue"])
def test_groups_a_profile_does_not_keep(client, profile, slug):
    assert client.get(f"{HOME}{slug}/").status_code == 404


def test_fewer_places_than_pairs_is_said_at_its_question(client, profile, pairs):
    pairs(2)
    page = client.post(HOME + "disponibilites/", posted(Kind.MENTOR, "disponibilites", capacity=1))
    sentence = "Vous accompagnez déjà 2 personnes. Baissez à 1 quand un binôme sera terminé."
    assert page.content.decode().count(sentence) == 2
    assert 'href="#id_capacity_0"' in page.content.decode()
    profile.refresh_from_db()
    assert profile.capacity == 2


def test_a_changed_text_is_announced_as_to_be_read(client, profile):
    text = "Je présente ici tout autre chose, assez longuement pour que cela suffise."
    client.post(HOME + "motivation/", posted(Kind.MENTOR, "motivation", presentation=text))
    assert "L’équipe va relire votre nouveau texte" in client.get(HOME).content.decode()


def test_pausing_and_coming_back(client, profile):
    data = {"state": "paused", "until": day(30).isoformat(), "reason": "Examens"}
    assert client.post(HOME, data).url == HOME
    profile.refresh_from_db()
    assert (profile.state, profile.paused_until, profile.pause_reason) == ("paused", day(30), "Examens")
    assert "En pause jusqu’au" in client.get(HOME).content.decode()
    client.post(HOME, {"state": "available", "until": "n’importe quoi"})
    profile.refresh_from_db()
    assert profile.state == "available"


@pytest.mark.parametrize("until", ["", "hier", 0, -5, 184])
def test_a_pause_ends_within_six_months(client, profile, until):
    until = day(until).isoformat() if isinstance(until, int) else until
    page = client.post(HOME, {"state": "paused", "until": until}).content.decode()
    assert "Indiquez une date à venir, dans les 6 mois" in page
    profile.refresh_from_db()
    assert profile.state == "available"


def test_a_switch_without_a_position(client, profile):
    assert "Choisissez une réponse" in client.post(HOME, {"state": "archived"}).content.decode()


def test_leaving_is_asked_before_it_is_done(client, profile, pairs, departures):
    pairs(0)
    assert client.post(HOME, {"state": "leaving"}).url == HOME + "quitter/"
    assert Profile.objects.get().state == "available"
    assert "Quitter le programme" in client.get(HOME + "quitter/").content.decode()
    response = client.post(HOME + "quitter/", {"reason": "Déménagement"})
    profile.refresh_from_db()
    assert (profile.state, profile.application.state) == ("archived", "withdrawn")
    assert response.url == f"/candidature/{profile.application.reference}/"
    assert client.get(response.url).status_code == 200
    assert client.post(HOME + "quitter/").status_code == 404
    assert len(departures) == 1


def test_leaving_in_a_pair_says_what_happens_to_it(client, profile, pairs):
    pairs(2)
    assert "Vos 2 binômes en cours passent à leur bilan" in client.get(HOME + "quitter/").content.decode()


def test_opting_out_of_computed_proposals(client, profile):
    client.post(HOME, {"is_opt_out_form": "oui", "is_opted_out": "on"})
    profile.refresh_from_db()
    assert profile.is_opted_out
    client.post(HOME, {"is_opt_out_form": "oui"})
    profile.refresh_from_db()
    assert not profile.is_opted_out


def test_reading_changes_nothing(client, profile):
    before = Profile.objects.values().get()
    for page in ("", "offre/", "quitter/"):
        client.get(HOME + page)
    assert Profile.objects.values().get() == before


def test_a_field_the_form_does_not_show_is_ignored(client, profile):
    data = posted(Kind.MENTOR, "offre") | {"state": "archived", "capacity": "3", "is_opted_out": "on"}
    client.post(HOME + "offre/", data)
    profile.refresh_from_db()
    assert (profile.state, profile.capacity, profile.is_opted_out) == ("available", 2, False)


def test_pairs_are_counted_above(monkeypatch, client, profile):
    monkeypatch.setattr(extensions, "_slots", {})
    assert client.get(HOME).status_code == 200
