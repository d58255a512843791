"""« Pas sur Discord ? Pas de problème. »: every channel carries a pair, either of the two changes it, and a
mentor who never opens Discord misses nothing."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from applications.models import Profile
from applications.options import Channel
from followup import ics
from followup.models import MentoringSession, Mentorship
from followup.services import channels, sessions
from followup.tests.factories import MentoringSessionFactory
from mentoring.mail.models import Email
from mentoring.tests.pages import page

pytestmark = pytest.mark.django_db
HINTS = {
    "discord": "écrivez-lui depuis le serveur Simplon",
    "meet": "L’un de vous crée la réunion",
    "zoom": "L’un de vous crée la réunion",
    "slack": "Convenez d’un espace Slack",
    "phone": "demandez-le par e-mail",
    "email": "Une question par message",
    "in_person": "Choisissez un lieu public",
}


def uses(profile, *codes, ease="use"):
    Profile.objects.filter(pk=profile.pk).update(channels=list(codes), discord_ease=ease)


def shown(client, pair, name="pair"):
    return page(client.get(reverse(name, args=[pair.reference])))


def choose(client, pair, channel, link=""):
    url = reverse("pair_channel", args=[pair.reference])
    return page(client.post(url, {"channel": channel, "link": link}, follow=True))


def planned(client, pair, channel, place=""):
    when = {"date": (timezone.localdate() + datetime.timedelta(days=9)).isoformat(), "time": "18:30"}
    how = {"minutes": "60", "channel": channel, "place": place, "agenda": "", "is_repeated": ""}
    answer = client.post(reverse("session_plan", args=[pair.reference]), when | how)
    assert answer.status_code == 302
    return MentoringSession.objects.latest("pk")


@pytest.mark.parametrize("channel", Channel.values)
def test_every_channel_carries_a_pair(client, pair, nadia, yanis, channel):
    for person in (nadia, yanis):
        client.force_login(person)
        choose(client, pair, channel)
        text = shown(client, pair).text
        assert str(Channel(channel).label) in text
        assert HINTS[channel] in text
    found = planned(client, pair, channel)
    assert (Mentorship.objects.get().channel, found.channel) == (channel, channel)
    assert Email.objects.filter(kind="session_planned").count() == 2
    sessions.change(
        found, by=nadia, starts_at=found.starts_at, minutes=30, channel=channel, place="Café de la Gare"
    )
    assert "Café de la Gare" in shown(client, pair).text


def test_a_session_may_use_another_channel_than_the_pairs(as_nadia, pair):
    choose(as_nadia, pair, "discord", "salon #binome-nadia")
    found = planned(as_nadia, pair, "in_person", "Médiathèque, place du Marché")
    assert found.where == "Médiathèque, place du Marché"
    assert Mentorship.objects.get().channel == "discord"
    assert "Médiathèque" in shown(as_nadia, pair).text


def test_a_link_given_once_serves_every_session(as_nadia, pair, nadia):
    link = "https://meet.example/abc"
    choose(as_nadia, pair, "meet", link)
    found = planned(as_nadia, pair, "meet")
    assert link in Email.objects.filter(kind="session_planned").first().text
    assert str(Calendar.from_ical(ics.calendar(found, nadia)).walk("VEVENT")[0]["location"]) == link
    assert "Ce lien sert à toutes vos séances" in shown(as_nadia, pair).text
    other = MentoringSessionFactory(mentorship=Mentorship.objects.get(), channel="phone")
    assert other.where == ""
    assert str(Calendar.from_ical(ics.calendar(other, nadia)).walk("VEVENT")[0]["location"]) == "Téléphone"


def test_the_page_says_what_both_use(as_nadia, pair):
    uses(pair.mentor, "phone", "email", "meet")
    uses(pair.mentee, "discord", "email", "phone")
    assert "Téléphone et E-mail." in shown(as_nadia, pair, "pair_channel").text
    uses(pair.mentee, "discord")
    assert "aucun moyen en commun" in shown(as_nadia, pair, "pair_channel").text


def test_a_channel_the_other_never_ticked_is_theirs_to_agree_to(as_nadia, pair):
    uses(pair.mentee, "discord")
    assert "Yanis n’avait pas coché ce moyen" in choose(as_nadia, pair, "phone").text
    assert "n’avait pas coché" not in choose(as_nadia, pair, "discord").text


def test_a_pair_that_is_over_keeps_its_channel(as_nadia, pair):
    Mentorship.objects.update(state="completed", ended_on=timezone.localdate(), end_reason="goals")
    assert "ce binôme est terminé" in choose(as_nadia, pair, "phone").text
    assert Mentorship.objects.get().channel == "discord"


@pytest.mark.parametrize(
    ("mentor", "mentee", "channel", "who"),
    [
        ("use", "use", "discord", []),
        ("none", "use", "discord", ["mentor"]),
        ("use", "some", "discord", ["mentee"]),
        ("none", "none", "meet", ["mentor", "mentee"]),
    ],
)
def test_who_is_new_to_discord(pair, mentor, mentee, channel, who):
    uses(pair.mentor, "discord", "meet", ease=mentor)
    uses(pair.mentee, "discord", "meet", ease=mentee)
    Mentorship.objects.update(channel=channel)
    fresh = Mentorship.objects.get()
    assert [side.kind for side in channels.newcomers(fresh)] == who


def test_help_is_offered_to_whoever_is_new(client, pair, nadia, yanis):
    uses(pair.mentor, "discord", "phone", ease="none")
    client.force_login(nadia)
    links = shown(client, pair).links
    for name in ("discord_guide", "discord_workshops", "discord_help"):
        assert reverse(name) in links
    client.force_login(yanis)
    found = shown(client, pair)
    assert "Discord est nouveau pour Nadia" in found.text
    assert reverse("discord_help") not in found.links


def test_a_mentor_who_never_opens_discord_misses_nothing(client, pair, nadia, yanis):
    uses(pair.mentor, "phone", "email", ease="none")
    uses(pair.mentee, "discord", "phone")
    nadia.phone = "+33612345678"
    nadia.save()
    client.force_login(nadia)
    choose(client, pair, "phone", "le mardi midi")
    main = shown(client, pair).text.partition("Comment échanger")[2].partition("Journal")[0]
    assert "Discord" not in main
    client.force_login(yanis)
    found = shown(client, pair)
    assert "appelez Nadia au numéro ci-dessous" in found.text
    assert "tel:+33612345678" in found.links
    planned(client, pair, "phone")
    for letter in Email.objects.filter(recipient=nadia):
        assert "Discord" not in letter.text
