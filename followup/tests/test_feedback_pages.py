"""The feedback page, and the link of an e-mail that answers its first two questions."""

import datetime
import re

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from followup.models import MentoringSession, SessionFeedback
from followup.services import letters, reminders
from followup.tests.factories import GoalFactory, MentoringSessionFactory, SessionFeedbackFactory
from matching.tests.factories import in_days
from mentoring.mail.models import Email
from mentoring.models import HelpRequest
from mentoring.tests.factories import CoordinatorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def over(pair):
    return MentoringSessionFactory(mentorship=pair, over=True)


@pytest.fixture
def url(pair, over):
    return reverse("session_feedback", args=[pair.reference, over.public_id])


def link(over, person):
    return reverse("feedback_by_link", args=[letters.feedback_token(over, person)])


def test_the_whole_feedback(as_yanis, pair, over, url):
    goal = GoalFactory(mentorship=pair)
    answer = as_yanis.post(
        url,
        {
            "took_place": "yes",
            "utility": "4",
            f"goal_{goal.pk}": "ongoing",
            "shared_text": "J’ai compris les tests.",
            "team_text": "Tout va bien.",
            "fit": "yes",
            "minutes": "45",
            "channel": "phone",
        },
    )
    assert answer.url == reverse("pair", args=[pair.reference])
    given = SessionFeedback.objects.get()
    assert (given.utility, given.shared_text, given.team_text, given.fit) == (
        4,
        "J’ai compris les tests.",
        "Tout va bien.",
        "yes",
    )
    over.refresh_from_db()
    goal.refresh_from_db()
    assert (over.state, over.minutes, over.channel, goal.state) == ("held", 45, "phone", "ongoing")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Choisissez une réponse"),
        ({"took_place": "toujours"}, "Choisissez une réponse"),
        ({"took_place": "yes"}, "Choisissez un mot"),
        ({"took_place": "yes", "utility": "11"}, "11"),
        ({"took_place": "yes", "utility": "3", "team_text": "z" * 601}, "600"),
    ],
)
def test_bad_input_keeps_what_was_typed(as_yanis, url, data, sentence):
    html = as_yanis.post(url, {"shared_text": "Un texte gardé", **data}).content.decode()
    assert sentence in html
    assert "Un texte gardé" in html
    assert not SessionFeedback.objects.exists()


def test_moved_leads_to_a_new_date(as_yanis, pair, url):
    answer = as_yanis.post(url, {"took_place": "moved"})
    assert answer.url == reverse("session_plan", args=[pair.reference])
    assert MentoringSession.objects.get().state == "missed"


def test_a_wish_to_change_is_received_kindly(as_yanis, pair, url):
    pair.coordinator = CoordinatorFactory(first_name="Awa")
    pair.save()
    html = as_yanis.post(url, {"took_place": "yes", "utility": "2", "fit": "no"}).content.decode()
    assert "Merci de nous le dire." in html
    assert "Awa vous écrit sous 2\u00a0jours ouvrés." in html
    assert "Rien n’est annoncé à l’autre personne sans vous." in html
    assert HelpRequest.objects.get().message == "Préfère changer de binôme."


def test_it_is_read_again_for_a_day_then_closed(as_yanis, yanis, over, url):
    SessionFeedbackFactory(mentoring_session=over, author=yanis, shared_text="Premier jet")
    assert "Premier jet" in as_yanis.get(url).content.decode()
    SessionFeedback.objects.update(created_at=timezone.now() - datetime.timedelta(hours=25))
    html = as_yanis.get(url).content.decode()
    assert "Merci, votre retour est enregistré." in html
    late = as_yanis.post(url, {"took_place": "yes", "utility": "1", "shared_text": "Trop tard"})
    assert late.status_code == 200
    assert SessionFeedback.objects.get().shared_text == "Premier jet"


@pytest.mark.parametrize(("when", "words"), [(3, "n’est pas encore terminée"), (-20, "Ce retour est clos")])
def test_too_early_and_too_late(as_yanis, over, url, when, words):
    MentoringSession.objects.update(starts_at=in_days(when), ends_at=in_days(when + 0.04))
    assert words in as_yanis.get(url).content.decode()


def test_the_link_shows_and_its_button_answers(client, over, yanis):
    url = link(over, yanis)
    html = client.get(url, {"utilite": "5"}).content.decode()
    assert 'value="5" id="id_utility_4" class="form-check-input" checked' in html
    assert not SessionFeedback.objects.exists()
    html = client.post(url, {"took_place": "yes", "utility": "5"}).content.decode()
    assert "Merci pour votre retour." in html
    given = SessionFeedback.objects.get()
    assert (given.author, given.utility) == (yanis, 5)


def test_the_link_answers_only_two_questions(client, over, yanis):
    client.post(
        link(over, yanis),
        {"took_place": "yes", "utility": "5", "shared_text": "Intrus", "fit": "no", "team_text": "Intrus"},
    )
    given = SessionFeedback.objects.get()
    assert (given.shared_text, given.team_text, given.fit) == ("", "", "")
    assert not HelpRequest.objects.exists()


def test_the_link_leads_to_a_new_date_when_it_moved(client, pair, over, yanis):
    html = client.post(link(over, yanis), {"took_place": "moved"}).content.decode()
    assert f'href="{reverse("session_plan", args=[pair.reference])}"' in html
    assert "Fixer la nouvelle date" in html


def test_the_link_answers_once(client, over, yanis):
    url = link(over, yanis)
    client.post(url, {"took_place": "yes", "utility": "5"})
    html = client.post(url, {"took_place": "yes", "utility": "1"}).content.decode()
    assert "Merci, votre retour est enregistré." in html
    assert SessionFeedback.objects.get().utility == 5


def test_the_link_signs_nobody_in(client, over, yanis, url):
    client.post(link(over, yanis), {"took_place": "yes", "utility": "5"})
    assert "_auth_user_id" not in client.session
    assert client.get(url).url.startswith("/connexion/")


def test_the_link_shows_no_one_s_name(client, over, nadia, yanis):
    html = client.get(link(over, yanis)).content.decode()
    for words in (nadia.last_name, nadia.email, yanis.last_name, yanis.email):
        assert words not in html


@pytest.mark.parametrize(
    "forge",
    [
        lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"),
        lambda token: "rien",
        lambda token: signing.dumps(["x", 0, "y"], salt="another"),
        lambda token: signing.dumps("rien", salt=letters.FEEDBACK_SALT),
        lambda token: signing.dumps([1, "b", None], salt=letters.FEEDBACK_SALT),
    ],
)
def test_a_forged_link_is_not_found(client, over, yanis, forge):
    url = reverse("feedback_by_link", args=[forge(letters.feedback_token(over, yanis))])
    assert client.get(url).status_code == 404
    assert client.post(url, {"took_place": "yes", "utility": "5"}).status_code == 404
    assert not SessionFeedback.objects.exists()


def test_a_link_of_a_stranger_or_an_old_date_is_not_found(client, over, yanis, awa):
    assert client.get(link(over, awa)).status_code == 404
    old = link(over, yanis)
    MentoringSession.objects.update(sequence=1)
    assert client.get(old).status_code == 404


def test_a_link_dies_after_a_fortnight(client, over, yanis, monkeypatch):
    url = link(over, yanis)
    later = signing.time.time() + 15 * 24 * 3600
    monkeypatch.setattr(signing.time, "time", lambda: later)
    assert client.get(url).status_code == 404


def test_the_mail_s_own_links_work(client, over, yanis, settings):
    MentoringSession.objects.update(ends_at=timezone.now() - datetime.timedelta(hours=4))
    reminders.ask_for_feedback()
    email = Email.objects.get(kind="session_feedback", recipient=yanis)
    paths = re.findall(rf"{settings.SITE_URL}(/retour/\S+)", email.text)
    assert len(paths) == 6
    assert [client.get(path).status_code for path in paths] == [200] * 6
