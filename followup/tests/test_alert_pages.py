"""« Alertes » as the coordination reads and uses it; that nobody else reads any of it is asked here too."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from followup.models import Alert
from followup.services import alerts
from followup.services.alerts import handling, words
from followup.tests.factories import AlertFactory, MentorshipFactory
from matching.tests.factories import in_days
from mentoring.mail.models import Email
from mentoring.models import HelpRequest
from mentoring.tests.factories import CoordinatorFactory

pytestmark = pytest.mark.django_db
URL = "/pilotage/alertes/"


@pytest.fixture
def as_awa(client, awa):
    client.force_login(awa)
    return client


@pytest.fixture
def asked(pair, yanis, awa):
    """Yanis would rather change, and Awa follows the pair."""
    pair.coordinator = awa
    pair.save()
    HelpRequest.objects.create(
        reference="AID-2345",
        kind="pair",
        person=yanis,
        email=yanis.email,
        about=pair.reference,
        message="Ses mots",
    )
    return AlertFactory(mentorship=pair, red=True, rule="fit_no", since=in_days(-3))


def page(client, url=URL):
    answer = client.get(url, follow=True)
    assert answer.status_code == 200
    return answer.content.decode().replace("\u202f", " ").replace("\u00a0", " ")


def at(name, alert):
    return reverse(name, args=[alert.pk])


def test_nothing_to_look_at(as_awa):
    html = page(as_awa)
    assert "Aucune alerte." in html
    assert "Dernier calcul : pas encore." in html
    alerts.compute()
    assert "Dernier calcul : pas encore." not in page(as_awa)


def test_red_first_then_amber_then_grey_folded(as_awa, asked, pair, yanis):
    yanis.phone = "+33612345678"
    yanis.save()
    AlertFactory(mentorship=pair)
    AlertFactory(mentorship=pair, rule="overdue_end", level=3)
    html = page(as_awa)
    order = [
        "Yanis préfère changer",
        "Silence depuis 40 jours",
        '<details class="bn-depliable bn-alertes__repli',
        "Fin prévue dépassée",
    ]
    places = [html.index(words) for words in order]
    assert places == sorted(places)
    for text in (
        "Nadia Benali et Yanis Traoré",
        "aucun contact de l’équipe",
        "suivi par Awa",
        "Appeler Yanis ; question à poser : qu’attendez-vous d’un prochain binôme ?",
        "06 12 34 56 78",
        "Ses mots",
        "AID-2345",
    ):
        assert text in html
    # The menu counts what is red or amber.
    assert 'Binômes <span class="bn-compteur">2</span>' in html


def test_filters(as_awa, asked, pair):
    AlertFactory(mentorship=pair, owner=CoordinatorFactory())
    AlertFactory(rule="low", state="snoozed", snoozed_until=in_days(7).date())
    assert "Silence" not in page(as_awa, f"{URL}?niveau=rouge")
    assert "préfère changer" not in page(as_awa, f"{URL}?niveau=orange")
    assert "Aucune alerte." in page(as_awa, f"{URL}?niveau=gris")
    assert "revient le" in page(as_awa, f"{URL}?niveau=reportees")
    mine = page(as_awa, f"{URL}?suivi=moi")
    assert "préfère changer" in mine
    assert "Silence" not in mine
    assert "Rien de ce que vous suivez" in page(as_awa, f"{URL}?suivi=moi&niveau=orange")


def test_put_off_and_taken(as_awa, awa, pair):
    alert = AlertFactory(mentorship=pair)
    assert "Vous suivez cette alerte." in page_of_post(as_awa, at("alert_take", alert))
    assert "Alerte reportée" in page_of_post(as_awa, at("alert_snooze", alert))
    alert.refresh_from_db()
    assert (alert.state, alert.owner) == ("snoozed", awa)
    assert "n’est plus possible" in page_of_post(as_awa, at("alert_snooze", alert))


def page_of_post(client, url, data=None):
    return client.post(url, data or {}, follow=True).content.decode()


def test_handled_with_a_note(as_awa, awa, asked):
    url = at("alert_handle", asked)
    assert "Ses mots" in page(as_awa, url)
    html = page_of_post(as_awa, url, {"note": " "})
    assert "Écrivez ce qui a été fait" in html
    assert Alert.objects.get().state == "open"
    data = {"note": "Appel de dix minutes.", "is_request_closed": "on"}
    assert "L’alerte est traitée." in page_of_post(as_awa, url, data)
    assert (Alert.objects.get().state, HelpRequest.objects.get().state) == ("resolved", "done")
    # A colleague comes second: nothing is overwritten, and the page says what happened.
    assert "n’est plus possible" in page_of_post(as_awa, url, data | {"note": "Encore"})
    html = page(as_awa, url)
    assert "Cette alerte est close : Awa l’a traitée aujourd’hui." in html
    assert "Appel de dix minutes." in html


def test_a_word_from_its_draft(as_awa, awa, asked, yanis):
    url = at("alert_write", asked)
    html = page(as_awa, url)
    assert "Rien n’est annoncé à l’autre personne sans vous." in html
    assert "Yanis l’a dit à l’équipe seulement" in html
    assert html.count("checked") == 1
    html = page_of_post(as_awa, url, {"text": "Jamais perdu"})
    assert "Choisissez au moins une personne" in html
    assert "Jamais perdu" in html
    data = {"to": ["mentee"], "text": "Quand puis-je vous appeler ?"}
    assert "Le message part dans dix minutes." in page_of_post(as_awa, url, data)
    mail = Email.objects.get(kind="team_message")
    assert (mail.recipient, mail.reply_to) == (yanis, awa.email)
    html = page(as_awa)
    assert "(pas encore parti)" in html
    assert reverse("email_detail", args=[mail.public_id]) in html


def test_all_of_a_level_page_by_page(as_awa, django_assert_num_queries):
    AlertFactory(red=True)
    AlertFactory()
    as_awa.get(URL)
    with django_assert_num_queries(16):
        as_awa.get(URL)
    AlertFactory.create_batch(26)
    with django_assert_num_queries(16):
        html = as_awa.get(URL).content.decode()
    assert "Tout voir (27)" in html
    assert html.count("<article") == 26
    assert as_awa.get(f"{URL}?niveau=orange&page=2").content.decode().count("<article") == 2


def test_neither_of_the_two_reads_any_of_it(client, pair, nadia, yanis, awa):
    values = {"rhythm": 14, "number": 3}
    found = [AlertFactory(mentorship=pair, rule=rule, person=yanis, values=values) for rule in Alert.Rule]
    handling.handle(found[0], by=awa, note="SENTINELLE")
    sentences = [words.sentence(alert) for alert in found] + ["SENTINELLE", "Alertes", "alerte-"]
    for person in (nadia, yanis):
        client.force_login(person)
        for url in (
            "/espace/",
            reverse("pair", args=[pair.reference]),
            reverse("pair_ask", args=[pair.reference]),
        ):
            html = client.get(url).content.decode()
            assert [sentence for sentence in sentences if sentence in html] == []
        assert client.get(URL).status_code == client.get(at("alert_write", found[1])).status_code == 403
    assert not Email.objects.filter(recipient__in=pair.people).exists()


def test_a_pair_that_is_over_keeps_what_is_red(as_awa):
    over = MentorshipFactory(ended_early=True)
    AlertFactory(mentorship=over, red=True)
    assert "binôme : Arrêté" in page(as_awa)


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ([1, 2, 5, 30, 400], "5 alertes traitées, la moitié en 5 heures au plus."),
        ([1, 60, 70, 71, 90], "5 alertes traitées, la moitié en 3 jours au plus."),
        ([1, 1, 1, 1], None),
    ],
)
def test_the_page_says_how_long_the_team_takes(as_awa, hours, words):
    now = timezone.now()
    for number in hours:
        AlertFactory(resolved=True, opened_at=now - datetime.timedelta(hours=number), closed_at=now)
    AlertFactory(resolved=True, closed_at=now - datetime.timedelta(days=31))
    text = page(as_awa)
    assert words in text if words else "alertes traitées" not in text
