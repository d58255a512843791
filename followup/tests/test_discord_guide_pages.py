"""The express guide: read by anyone, its six ticks kept for whoever signs in, with or without a script."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import resolve, reverse

from applications.models import Profile
from applications.tests.factories import ProfileFactory
from followup.models import DiscordStep
from followup.services import discord_guide
from followup.tests.factories import DiscordStepFactory, WorkshopRegistrationFactory
from mentoring.models import Event, HelpRequest, Programme
from mentoring.tests.factories import UserFactory
from mentoring.tests.pages import Page, page

pytestmark = pytest.mark.django_db
GUIDE, STEPS, EASE = "/aide/discord/", "/aide/discord/etapes/", "/aide/discord/aisance/"
ALL = DiscordStep.Step.values
SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def pierre():
    """A mentor of the programme who has never opened Discord."""
    return ProfileFactory(mentor=True, discord_ease="none", channels=["phone", "email"]).person


@pytest.fixture
def as_pierre(client, pierre):
    client.force_login(pierre)
    return client


def test_a_visitor_reads_it_all_and_keeps_nothing(client):
    answer = client.get(GUIDE)
    shown, html = page(answer), answer.content.decode()
    for words in ("Six étapes", "Cinq mots utiles", "Protéger votre vie privée", "Autres outils"):
        assert words in shown.text
    assert shown.faults == []
    assert html.count("bn-croquis") == len(ALL)
    assert html.count('name="etapes"') == len(ALL)
    assert STEPS not in html
    assert "Se connecter" in shown.text
    assert client.post(STEPS, {"etapes": ["account"]}).url.startswith("/connexion/")
    for address in shown.links:
        if address.startswith("/"):
            resolve(address.partition("#")[0].partition("?")[0])


def test_no_step_is_longer_than_sixty_words(client):
    steps = client.get(GUIDE).content.decode().partition("bn-guide-etapes")[2].split("</h3>")[1:]
    for step in steps:
        assert len(Page(step.partition("<label")[0]).text.split()) <= 60


def test_ticks_are_kept_without_a_script(as_pierre, pierre):
    answer = as_pierre.post(STEPS, {"etapes": ["account", "server"]}, follow=True)
    assert answer.redirect_chain == [(GUIDE, 302)]
    assert "2 étapes sur 6" in page(answer).text
    assert discord_guide.ticked(pierre) == {"account", "server"}
    as_pierre.post(STEPS, {"etapes": ["server", "call"]})
    assert discord_guide.ticked(pierre) == {"server", "call"}
    as_pierre.post(STEPS, {})
    assert discord_guide.ticked(pierre) == set()


def test_a_script_gets_how_far_the_person_is(as_pierre):
    answer = as_pierre.post(STEPS, {"etapes": ["account"]}, headers=SCRIPT)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "1 étape sur 6" in html
    assert "Enregistré à" in html
    assert "<html" not in html


def test_a_step_that_is_none_is_refused(as_pierre):
    assert as_pierre.post(STEPS, {"etapes": ["account", "pigeon"]}).status_code == 400
    assert not DiscordStep.objects.exists()


def test_ticking_twice_keeps_when_it_was_first_done(pierre):
    discord_guide.tick(pierre, ["account"])
    first = DiscordStep.objects.get().ticked_at
    discord_guide.tick(pierre, ["account", "browser"])
    assert DiscordStep.objects.get(step="account").ticked_at == first


def test_one_tick_for_a_step_and_six_steps():
    tick = DiscordStepFactory()
    for step in (tick.step, "pigeon"):
        with pytest.raises(IntegrityError), transaction.atomic():
            DiscordStep.objects.create(person=tick.person, step=step)


def test_the_ticks_of_one_are_not_those_of_another(as_pierre, pierre):
    other = DiscordStepFactory()
    as_pierre.post(STEPS, {"etapes": ["call"]})
    assert discord_guide.ticked(other.person) == {"account"}


def test_the_servers_address_is_for_people_of_the_programme(client, as_pierre):
    Programme.objects.update(discord_invite_url="https://discord.example/simplon")
    assert "https://discord.example/simplon" in as_pierre.get(GUIDE).content.decode()
    client.force_login(UserFactory())
    assert "discord.example" not in client.get(GUIDE).content.decode()
    client.force_login(ProfileFactory(closed=True).person)
    assert "discord.example" not in client.get(GUIDE).content.decode()
    client.logout()
    assert "discord.example" not in client.get(GUIDE).content.decode()


def test_at_six_it_asks_and_a_yes_changes_the_profile(as_pierre, pierre):
    assert "à l’aise avec Discord maintenant" not in as_pierre.get(GUIDE).content.decode()
    as_pierre.post(STEPS, {"etapes": ALL})
    assert "à l’aise avec Discord maintenant" in as_pierre.get(GUIDE).content.decode()
    as_pierre.post(EASE, {"reponse": "oui"})
    profile = Profile.objects.get(person=pierre)
    assert (profile.discord_ease, profile.channels) == ("use", ["phone", "email"])
    assert Event.objects.filter(actor=pierre, transition="update").exists()
    text = page(as_pierre.get(GUIDE)).text
    assert "à l’aise avec Discord maintenant" not in text
    assert "Les six étapes sont faites. Bravo." in text


def test_a_not_yet_changes_nothing(as_pierre, pierre):
    for data in ({"reponse": "non"}, {}):
        answer = as_pierre.post(EASE, data, follow=True)
        assert "Pas de souci" in page(answer).text
    assert Profile.objects.get(person=pierre).discord_ease == "none"


def test_the_menu_leads_there(as_pierre):
    assert 'href="/aide/discord/"' in as_pierre.get(reverse("space")).content.decode()


def test_the_guide_asks_as_much_for_six_ticks_as_for_none(as_pierre, pierre, django_assert_num_queries):
    as_pierre.get(GUIDE)
    with django_assert_num_queries(9):
        as_pierre.get(GUIDE)
    discord_guide.tick(pierre, ALL)
    with django_assert_num_queries(9):
        as_pierre.get(GUIDE)


@pytest.mark.parametrize(
    ("ease", "wanted", "is_shown"),
    [("none", ["guide"], True), ("some", ["workshop", "person"], True)]
    + [("none", ["nothing"], False), ("none", [], False), ("use", ["guide"], False)],
)
def test_the_space_recalls_help_that_was_asked_for(as_pierre, pierre, ease, wanted, is_shown):
    Profile.objects.update(discord_ease=ease, discord_help=wanted)
    assert ("Prenez Discord en main" in page(as_pierre.get(reverse("space"))).text) is is_shown


@pytest.mark.parametrize("used", ["step", "workshop", "request"])
def test_help_that_is_used_is_not_recalled(as_pierre, pierre, used):
    Profile.objects.update(discord_help=["guide"])
    if used == "step":
        discord_guide.tick(pierre, ["account"])
    elif used == "workshop":
        WorkshopRegistrationFactory(person=pierre)
    else:
        HelpRequest.objects.create(reference="AID-2345", kind="discord", person=pierre, email=pierre.email)
    assert "Prenez Discord en main" not in page(as_pierre.get(reverse("space"))).text
