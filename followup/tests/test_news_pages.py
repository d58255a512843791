"""« Nouvelles du programme »: written by the team, read first, sent once to those who asked."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction

from applications.tests.factories import ProfileFactory
from followup import tasks
from followup.models import NewsCampaign
from followup.services import news
from followup.tests.factories import NewsCampaignFactory
from mentoring.mail import drain, preferences
from mentoring.mail.models import Email, Preference
from mentoring.models import Event, NotAllowed
from mentoring.tests.pages import page

pytestmark = pytest.mark.django_db
HOME = "/pilotage/courriels/nouvelles/"
# A Tuesday morning.
NOW = datetime.datetime(2026, 3, 10, 9, 0, tzinfo=datetime.UTC)
WORDS = {
    "subject": "Le printemps du mentorat",
    "text": "Dix binômes de plus.\n\n- {{ settings.SECRET_KEY }}\n- {title}{% load x %} <b>%s</b>",
    "audience": "both",
}


@pytest.fixture
def as_awa(client, awa):
    client.force_login(awa)
    return client


def reader(is_news_on=True, **fields):
    profile = ProfileFactory(**fields)
    Preference.objects.create(user=profile.person, is_news_on=is_news_on)
    return profile.person


def at(minutes=0):
    return time_machine.travel(NOW + datetime.timedelta(minutes=minutes), tick=False)


def told():
    return set(Email.objects.filter(kind="news").values_list("recipient", flat=True))


def test_from_the_first_word_to_the_letters(as_awa, awa):
    mentor, mentee = reader(mentor=True), reader()
    reader(is_news_on=False)
    ProfileFactory()
    with at():
        assert "Nouvelles du programme" in page(as_awa.get(HOME)).text
        url = as_awa.post(HOME, WORDS).url
        assert as_awa.post(HOME, WORDS).url == url  # pressed twice
        shown = as_awa.get(url).content.decode()
        assert "2 personnes l’ont demandé" in shown
        for typed in (
            "{{ settings.SECRET_KEY }}",
            "{title}{% load x %} &lt;b&gt;%s&lt;/b&gt;",
            "Bonjour Awa",
        ):
            assert typed in shown
        for _time in range(2):
            assert as_awa.post(f"{url}envoyer/").url == url
        assert "Elle part à" in page(as_awa.get(url)).text
        assert tasks.send_news() == 0
    with at(10):
        assert tasks.send_news() == 2
        assert tasks.send_news() == 0
        drain.drain()
        assert "Envoyée le mardi 10 mars à 2 personnes" in page(as_awa.get(url)).text
    assert told() == {mentor.pk, mentee.pk}
    email = Email.objects.get(recipient=mentee)
    assert (email.state, email.subject) == ("sent", WORDS["subject"])
    assert "- {{ settings.SECRET_KEY }}\n- {title}{% load x %} <b>%s</b>" in email.text
    assert "&lt;b&gt;" in email.html
    assert "Vous recevez ces nouvelles parce que vous les avez demandées" in email.text
    assert "Gérer mes rappels" in email.text.replace("\u202f", " ")
    assert "Awa, pour" in email.text
    transitions = Event.objects.filter(reference=NewsCampaign.objects.get().reference).order_by("pk")
    assert list(transitions.values_list("transition", flat=True)) == ["draft", "send", "leave"]


def test_each_side_and_nobody_else():
    mentor, mentee = reader(mentor=True), reader()
    both = reader(mentor=True)
    ProfileFactory(person=both)
    on_a_break = reader(state="paused", paused_until=datetime.date(2027, 1, 1))
    reader(closed=True)
    reader(state="archived")
    gone = reader()
    gone.is_active = False
    gone.save()
    Preference.objects.create(user=NewsCampaignFactory().by, is_news_on=True)  # of the team, on no side
    expected = {
        "mentors": {mentor, both},
        "mentees": {mentee, both, on_a_break},
        "both": {mentor, mentee, both, on_a_break},
    }
    for audience, people in expected.items():
        assert set(news.recipients(audience)) == people


def test_who_changes_their_mind_receives_nothing():
    person, other = reader(), reader()
    with at():
        news.send(campaign := NewsCampaignFactory(), by=campaign.by)
        preferences.switch_off(other, "N")
    with at(10):
        tasks.send_news()
        preferences.switch_off(person, "N")
        drain.drain()
    email = Email.objects.get(kind="news")
    assert (email.recipient, email.state) == (person, "suppressed")


def test_a_worker_that_stopped_half_way_is_followed_by_another(monkeypatch):
    people = {reader().pk for _person in range(5)}
    monkeypatch.setattr(news, "AT_ONCE", 2)
    with at():
        campaign = news.send(NewsCampaignFactory(), by=None)
    with at(10):
        assert news.write_some(campaign, sorted(people)[:2]) == 2
        with pytest.raises(NotAllowed, match="déjà partie"):
            news.take_back(campaign, by=None)
        assert tasks.send_news() == 3
    campaign.refresh_from_db()
    assert told() == people
    assert (campaign.state, campaign.recipients) == ("sent", 5)


@pytest.mark.failing_round
def test_a_letter_that_cannot_be_written_keeps_back_none_of_the_others(monkeypatch):
    stuck, *others = [reader() for _person in range(3)]
    monkeypatch.setattr(news, "AT_ONCE", 2)
    with at():
        campaign = news.send(NewsCampaignFactory(), by=None)
    type(stuck).objects.filter(pk=stuck.pk).update(timezone="Nulle/Part")
    with at(10):
        assert (tasks.send_news(), tasks.send_news()) == (2, 0)
    campaign.refresh_from_db()
    assert told() == {person.pk for person in others}
    assert (campaign.state, campaign.recipients) == ("sent", 2)


def test_it_can_be_taken_back_and_changed_until_it_leaves(as_awa):
    reader()
    campaign = NewsCampaignFactory()
    url = f"{HOME}{campaign.reference}/"
    with at():
        as_awa.post(f"{url}envoyer/")
        assert "ne change plus" in page(as_awa.post(url, WORDS)).text
        for _time in range(2):
            assert "de nouveau un brouillon" in page(as_awa.post(f"{url}reprendre/", follow=True)).text
        as_awa.post(url, WORDS | {"subject": "Un autre objet"})
    with at(10):
        assert tasks.send_news() == 0
        as_awa.post(f"{url}envoyer/")
    with at(20):
        assert tasks.send_news() == 1
        for action in ("reprendre", "supprimer", "envoyer"):
            as_awa.post(f"{url}{action}/")
        assert tasks.send_news() == 0
    assert Email.objects.get(kind="news").subject == "Un autre objet"


def test_a_draft_is_thrown_away(as_awa):
    campaign = NewsCampaignFactory()
    assert as_awa.post(f"{HOME}{campaign.reference}/supprimer/").url == HOME
    assert as_awa.get(f"{HOME}{campaign.reference}/").status_code == 404


def test_nothing_leaves_for_nobody(as_awa):
    campaign = NewsCampaignFactory()
    url = f"{HOME}{campaign.reference}/"
    assert "rien ne peut partir" in page(as_awa.get(url)).text
    assert "rien n’est parti" in page(as_awa.post(f"{url}envoyer/", follow=True)).text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"subject": ""}, "Écrivez l’objet"),
        ({"subject": "a" * 61}, "60"),
        ({"subject": "Bonjour\u202e"}, "invisibles"),
        ({"text": "a" * 3001}, "3000"),
        ({"audience": "tous"}, "Choisissez une réponse"),
    ],
)
def test_mistakes_keep_what_was_typed(as_awa, typed, sentence):
    answer = as_awa.post(HOME, WORDS | typed)
    assert sentence in page(answer).text
    kept = [WORDS[name][:20] for name in ("subject", "text") if name not in typed]
    assert [words for words in kept if words not in answer.content.decode()] == []
    assert not NewsCampaign.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"leaves_at": NOW},
        {"state": "leaving"},
        {"state": "sent", "leaves_at": NOW},
        {"state": "sent", "leaves_at": NOW, "sent_at": NOW},
        {"state": "sent", "leaves_at": NOW, "recipients": 3},
        {"sent_at": NOW},
        {"recipients": 3},
    ],
)
def test_a_state_has_its_dates_and_figures(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        NewsCampaignFactory(**fields)
