"""The pages of the turns of a pair's life: what each side reads, and what a form keeps."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from followup.models import MentoringSession, Mentorship
from followup.services import endings, extensions, pauses, reviews
from followup.tests.factories import CheckInFactory, GoalFactory, MentoringSessionFactory

pytestmark = pytest.mark.django_db


def on(day):
    return timezone.localdate() + datetime.timedelta(days=day)


def page(client, name, pair, **query):
    answer = client.get(reverse(name, args=[pair.reference]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def send(client, name, pair, **data):
    return client.post(reverse(name, args=[pair.reference]), data, follow=True)


def test_pausing_and_resuming(as_yanis, pair, nadia):
    planned = MentoringSessionFactory(mentorship=pair)
    assert planned.public_id in page(as_yanis, "pair_pause", pair)
    data = {"until": on(20).isoformat(), "cancelled": planned.public_id, "word": "Examens"}
    html = send(as_yanis, "pair_pause", pair, **data).content.decode()
    assert "Le binôme est en pause." in html
    assert "Reprendre dès maintenant" in html
    assert MentoringSession.objects.get().state == "cancelled"
    assert "C’est reparti." in send(as_yanis, "pair_resume", pair).content.decode()
    assert Mentorship.objects.get().state == "active"
    assert "Cette action n’est plus possible" in send(as_yanis, "pair_resume", pair).content.decode()


@pytest.mark.parametrize(
    ("until", "words"),
    [("", "Indiquez une date"), ("demain", "Indiquez une date"), (str(on(80)), "dans les huit semaines")],
)
def test_a_pause_needs_its_date(as_yanis, pair, until, words):
    html = send(as_yanis, "pair_pause", pair, until=until, word="Jamais perdu").content.decode()
    assert words in html
    assert "Jamais perdu" in html
    assert Mentorship.objects.get().state == "active"


def test_a_paused_pair_is_not_paused_again(as_yanis, pair, nadia):
    pauses.pause(pair, by=nadia, until=on(9))
    assert "Mettre en pause" not in page(as_yanis, "pair", pair)
    html = send(as_yanis, "pair_pause", pair, until=str(on(20))).content.decode()
    assert "Cette action n’est plus possible" in html
    assert Mentorship.objects.get().paused_until == on(9)


def test_continuing_together(as_yanis, client, pair, nadia, yanis):
    html = send(as_yanis, "pair_extend", pair, months="2").content.decode()
    assert "Votre proposition de continuer est envoyée" in html
    client.force_login(nadia)
    assert "Yanis aimerait continuer avec vous" in page(client, "pair", pair)
    html = send(client, "pair_extend", pair, answer="yes").content.decode()
    assert "Votre binôme continue." in html
    assert Mentorship.objects.get().planned_end_on == pair.planned_end_on + datetime.timedelta(days=61)


def test_a_no_is_seen_as_a_date_that_did_not_change(as_nadia, client, pair, yanis):
    extensions.ask(pair, by=yanis, months=2)
    send(as_nadia, "pair_extend", pair, answer="no")
    client.force_login(yanis)
    html = page(client, "pair", pair)
    assert "est envoyée" not in html
    assert Mentorship.objects.get().extension_months is None


@pytest.mark.parametrize(
    ("is_asked", "words"), [(False, "Choisissez une durée"), (True, "Choisissez une réponse")]
)
def test_a_choice_is_needed_to_go_on(as_nadia, pair, yanis, is_asked, words):
    if is_asked:
        extensions.ask(pair, by=yanis, months=2)
    assert words in send(as_nadia, "pair_extend", pair, months="9", answer="peut-être").content.decode()


def test_the_planned_end_shows_three_weeks_before(as_yanis, pair):
    assert "Fin prévue du binôme" not in page(as_yanis, "pair", pair)
    Mentorship.objects.update(planned_end_on=on(20))
    CheckInFactory(mentorship=pair)
    html = page(as_yanis, "pair", pair)
    assert "Fin prévue du binôme" in html
    assert "Un point sur votre binôme" in html
    assert "Continuer ou terminer\u202f?" in as_yanis.get("/espace/").content.decode()
    assert reverse("pair_end", args=[pair.reference]) in page(as_yanis, "pair_extend", pair)
    Mentorship.objects.update(started_on=on(-90), planned_end_on=on(-1))
    assert "La fin était prévue le" in page(as_yanis, "pair", pair)


def test_ending_and_looking_back(as_yanis, client, pair, nadia):
    goal = GoalFactory(mentorship=pair)
    html = page(as_yanis, "pair_end", pair)
    assert "Ce que Nadia lira" in html
    assert "L’équipe vous contacte pour la suite." in html
    assert "Départ du programme" not in html
    assert "Choisissez une raison" in send(as_yanis, "pair_end", pair, reason="left").content.decode()
    html = send(as_yanis, "pair_end", pair, reason="fit").content.decode()
    assert "Souhaitez-vous un autre mentor" in html
    assert "Votre situation aujourd’hui" in html
    html = send(as_yanis, "pair_review", pair, quote="Un déclic").content.decode()
    for words in ("Choisissez un nombre", "Choisissez une réponse", "Un déclic"):
        assert words in html
    data = {"recommendation": "9", "another": "later", f"goal_{goal.pk}": "reached", "gains": "faster"}
    html = send(as_yanis, "pair_review", pair, **data).content.decode()
    assert "Votre bilan est donné, merci" in html
    client.force_login(nadia)
    html = page(client, "pair_review", pair)
    assert "Souhaitez-vous accompagner une autre personne" in html
    assert "Votre situation aujourd’hui" not in html
    html = send(client, "pair_review", pair, recommendation="10", another="yes").content.decode()
    assert "Ce binôme est terminé." in html
    assert Mentorship.objects.get().state == "ended_early"
    assert client.get(reverse("pair_review", args=[pair.reference])).status_code == 302


def test_the_other_reads_neither_who_wanted_an_end_nor_why(as_yanis, client, pair, nadia):
    send(as_yanis, "pair_end", pair, reason="fit")
    client.force_login(nadia)
    for name in ("pair", "pair_review", "pair_goals"):
        html = page(client, name, pair)
        assert "trouvés" not in html
        assert "Yanis met fin" not in html
    assert "La suite" in page(client, "pair", pair)
    assert "rien de plus n’est prévu" in page(client, "pair", pair)


def test_a_sentence_to_publish_is_written_first(as_yanis, in_state):
    pair = in_state("closing")
    data = {"recommendation": "9", "another": "later", "is_quote_public": "on"}
    assert "Écrivez la phrase à publier" in send(as_yanis, "pair_review", pair, **data).content.decode()


def test_taking_an_end_back(as_yanis, client, pair, nadia):
    send(as_yanis, "pair_end", pair, reason="time")
    assert "le binôme reprend si" in send(as_yanis, "pair_reopen", pair).content.decode()
    client.force_login(nadia)
    assert "Yanis aimerait continuer." in page(client, "pair", pair)
    assert "Votre binôme reprend." in send(client, "pair_reopen", pair).content.decode()
    assert Mentorship.objects.get().state == "active"
    assert "Cette action n’est plus possible" in send(client, "pair_reopen", pair).content.decode()


def test_the_space_says_what_a_turn_asks(as_nadia, client, pair, nadia, yanis):
    extensions.ask(pair, by=yanis, months=2)
    assert "Yanis aimerait continuer avec vous." in client.get("/espace/").content.decode()
    endings.request_end(pair, by=yanis, reason="time")
    assert "Faites votre bilan" in client.get("/espace/").content.decode()
    reviews.give(pair, by=nadia, recommendation=9, another="yes")
    assert "Faites votre bilan" not in client.get("/espace/").content.decode()


def test_common_dates_wait_for_the_end_of_a_pause(as_yanis, pair, nadia):
    pauses.pause(pair, by=nadia, until=on(30))
    html = page(as_yanis, "pair", pair)
    assert "Pour la reprise, vous êtes libres" in html
    assert f"date={on(3)}" not in html


def test_a_check_in_is_answered_or_passed(as_yanis, client, pair, nadia):
    first = CheckInFactory(mentorship=pair)
    url = reverse("check_in", args=[pair.reference, 1])
    assert url in page(as_yanis, "pair", pair)
    assert url in client.get("/espace/").content.decode()
    html = client.post(url, {"going": "well", "team_text": "Jamais perdu"}).content.decode()
    assert "Choisissez une réponse" in html
    assert "Jamais perdu" in html
    data = {"going": "hard", "rhythm": "right", "needs": "change", "team_text": "SENTINELLE"}
    assert "Merci. L’équipe lit" in client.post(url, data, follow=True).content.decode()
    first.refresh_from_db()
    assert first.state == "answered"
    assert "ce point est fait" in client.get(url).content.decode()
    CheckInFactory(mentorship=pair, number=2)
    again = client.post(reverse("check_in", args=[pair.reference, 2]), {"passer": "1"}, follow=True)
    assert "Rendez-vous au prochain point." in again.content.decode()
    client.force_login(nadia)
    assert client.get(url).status_code == 404
    assert "SENTINELLE" not in page(client, "pair", pair)


def test_a_check_in_to_come_has_no_page_yet(as_yanis, pair):
    CheckInFactory(mentorship=pair, state="scheduled", asked_at=None)
    assert as_yanis.get(reverse("check_in", args=[pair.reference, 1])).status_code == 404
