"""The charter's next version: a draft, what publishing says, and its signature by people who take part."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from applications.tests.factories import ApplicationFactory, ProfileFactory
from followup.services import charters
from mentoring import charter, charter_marks
from mentoring.models import CharterText, Event, NotAllowed, Programme
from mentoring.tests.factories import CoordinatorFactory, UserFactory

pytestmark = pytest.mark.django_db
SETTINGS, SIGN, SPACE = "/pilotage/reglages/charte/", "/espace/charte/", "/espace/"
TEXT = "## Nos engagements #engagements\n\n= Rythme : Nous le choisissons à deux.\n\n! **{{ urgence }}**"
WORDS = {"text": TEXT, "changes": "Le rythme se choisit à deux."}


def plain(response):
    return " ".join(response.content.decode().replace("\u202f", " ").replace("\u00a0", " ").split())


@pytest.fixture
def team(client, awa):
    client.force_login(awa)
    return awa


@pytest.fixture
def mentor(client):
    profile = ProfileFactory(mentor=True)
    client.force_login(profile.person)
    return profile


def saved(by, text=TEXT, changes="Le rythme se choisit à deux."):
    return charter.save_draft(text, changes, by=by, seen=charter.seen())


def published(by, text=TEXT):
    saved(by, text)
    return charter.publish_draft(by=by, seen=charter.seen())


def sent(client, url, **data):
    """Sent from the page as it is now."""
    return client.post(url, {"seen": charter.seen(), **data})


# The coordination ------------------------------------------------------------------------------------


def test_a_draft_is_kept_and_changes_nothing(client, team):
    first = plain(client.get(SETTINGS))
    assert "## Nos trois engagements #engagements" in first
    assert "Publier la version" not in first
    assert sent(client, SETTINGS, **WORDS).url == SETTINGS
    row = CharterText.objects.get()
    assert (row.version, row.text, row.changes, row.author) == ("", TEXT, WORDS["changes"], team)
    assert "Nous le choisissons à deux." in plain(client.get(SETTINGS))
    assert "Nous le choisissons à deux." not in plain(client.get("/charte/"))
    assert Programme.current().charter_version == "1"


def test_a_preview_keeps_nothing(client, team):
    seen = plain(client.post(SETTINGS, WORDS | {"apercu": "oui"}))
    assert "<dt>Rythme</dt><dd>Nous le choisissons à deux.</dd>" in seen
    assert "<strong>En cas de danger immédiat : 17 ou 112.</strong>" in seen
    assert not CharterText.objects.exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Écrivez le texte de la charte"),
        ("Un paragraphe.", "Il manque un titre"),
        ("## Titre\n\n<script>alert(1)</script>", "Pas de HTML ici : « &lt;script&gt; »"),
        ("## Titre\n\n[Ici](https://ailleurs.example/)", "Un lien mène à une page de ce site"),
        ("## Titre\n\n[Ici](//ailleurs.example/)", "Un lien mène à une page de ce site"),
        ("## Titre\n\n{{ surnom }}", "« surnom » n’existe pas"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, team, text, said):
    answer = client.post(SETTINGS, {"text": text, "changes": "Un mot."})
    assert said in plain(answer)
    assert "Un mot." in plain(answer)
    assert not CharterText.objects.exists()


def test_publishing_says_what_happens_then_does_it(client, team):
    ProfileFactory(mentor=True)
    ProfileFactory()
    sent(client, SETTINGS, **WORDS)
    asked = plain(client.get(f"{SETTINGS}publier/"))
    assert "2 personnes prennent part au programme" in asked
    assert "Publier la version 2" in asked
    assert Programme.current().charter_version == "1"
    assert sent(client, f"{SETTINGS}publier/").url == SETTINGS
    programme = Programme.current()
    assert (programme.charter_version, programme.charter_published_on) == ("2", timezone.localdate())
    assert "Nous le choisissons à deux." in plain(client.get("/charte/"))
    assert "Version 2, publiée le" in plain(client.get("/charte/"))
    event = Event.objects.get(transition=charter.PUBLISH)
    assert (event.actor, event.payload["before"], event.payload["version"]) == (team, {"version": "1"}, "2")
    older = plain(client.get(f"{SETTINGS}versions/1/"))
    assert "Nos trois engagements" in older
    assert [row.version for row in charter.history()] == ["2", "1"]
    assert client.get(f"{SETTINGS}versions/9/").status_code == 404


def test_what_cannot_be_published_says_what_to_do(client, team):
    assert "pas de brouillon à publier" in plain(client.post(f"{SETTINGS}publier/", follow=True))
    saved(team, charter.original(), "Rien.")
    assert "dit la même chose" in plain(client.get(f"{SETTINGS}publier/", follow=True))
    saved(team, changes="")
    assert "Écrivez d’abord ce qui change" in plain(client.get(f"{SETTINGS}publier/", follow=True))
    assert sent(client, f"{SETTINGS}publier/").url == SETTINGS
    assert Programme.current().charter_version == "1"


def test_a_draft_is_thrown_away(client, team):
    saved(team)
    assert sent(client, f"{SETTINGS}supprimer/").url == SETTINGS
    assert charter.draft() is None
    assert Event.objects.get(transition="discard_charter").payload["before"]["text"] == TEXT
    assert "pas de brouillon" in plain(client.post(f"{SETTINGS}supprimer/", follow=True))


@pytest.fixture
def julien():
    return CoordinatorFactory(first_name="Julien", last_name="Roy")


def test_a_colleague_who_saved_first_is_named_and_what_was_typed_stays(client, team, julien):
    seen = charter.seen()
    saved(julien, f"{TEXT}\n\nDe Julien.", "Un autre mot.")
    refused = client.post(SETTINGS, WORDS | {"seen": seen})
    said = plain(refused)
    assert "Julien Roy a enregistré le brouillon à" in said
    assert WORDS["changes"] in said
    assert "De Julien." in charter.draft().text
    assert f'name="seen" value="{charter.seen()}"' in refused.content.decode()
    assert sent(client, SETTINGS, **WORDS).url == SETTINGS
    assert charter.draft().text == TEXT
    assert sent(client, SETTINGS, **WORDS, seen=seen).url == SETTINGS  # a second click
    assert Event.objects.filter(transition=charter.SAVE).count() == 2


@pytest.mark.parametrize("address", ["publier/", "supprimer/"])
def test_a_draft_changed_since_it_was_seen_is_neither_published_nor_thrown_away(
    client, team, julien, address
):
    saved(team)
    seen = charter.seen()
    saved(julien, f"{TEXT}\n\nDe Julien.")
    answer = client.post(f"{SETTINGS}{address}", {"seen": seen}, follow=True)
    assert "Julien Roy a enregistré le brouillon à" in plain(answer)
    assert Programme.current().charter_version == "1"
    assert "De Julien." in charter.draft().text


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (charter.publish_draft, "Julien Roy a publié la charte à"),
        (charter.discard_draft, "Julien Roy a supprimé le brouillon à"),
    ],
)
def test_a_draft_that_went_is_not_written_again_unseen(team, julien, act, said):
    saved(team)
    seen = charter.seen()
    act(by=julien, seen=seen)
    with pytest.raises(NotAllowed, match=said):
        charter.save_draft(f"{TEXT}\n\nEncore.", "Un mot.", by=team, seen=seen)
    assert charter.draft() is None


def test_what_was_done_is_told_passage_by_passage(client, team):
    saved(team)
    saved(team, TEXT.replace("à deux", "à trois"))
    event = charter.journal().first()
    assert (event.actor, list(event.payload["after"])) == (team, ["text"])
    assert (event.payload["before"]["text"], event.payload["after"]["text"].count("à trois")) == (TEXT, 1)
    [change] = charter.changes_in(event)
    assert (change.label, change.before) == ("Texte", "= Rythme : Nous le choisissons à deux.")
    first = charter.changes_in(charter.journal().last())
    assert len(first) <= 2 * (charter.MOST_PASSAGES + 1)
    charter.publish_draft(by=team, seen=charter.seen())
    html = plain(client.get(SETTINGS))
    for said in ("Historique", "Brouillon enregistré", "Nous le choisissons à trois.", "Version 2 publiée"):
        assert said in html
    saved(team, f"{TEXT}\n\nEncore.")
    charter.discard_draft(by=team, seen=charter.seen())
    assert "Brouillon supprimé" in plain(client.get(SETTINGS))


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_asks_the_same_of_the_database(client, team, django_assert_num_queries, number):
    for turn in range(number):
        published(team, f"{TEXT}\n\nVersion {turn}.")
    client.get(SETTINGS)
    with django_assert_num_queries(18):
        client.get(SETTINGS)


# The text --------------------------------------------------------------------------------------------


def test_the_original_keeps_its_parts_and_their_addresses():
    found = charter_marks.sections(charter.original(), Programme.current())
    assert [part["anchor"] for part in found] == ["engagements", "entre-nous", "perimetre", "valeurs", "aide"]
    assert [[block["type"] for block in part["blocks"]] for part in found] == [
        ["promises"],
        ["articles"],
        ["cards"],
        ["list"],
        ["warning"],
    ]
    cards = found[2]["blocks"][0]["cards"]
    assert [[block["type"] for block in card["blocks"]] for card in cards] == [["yes"], ["no"]]


def test_marks_make_parts_and_nothing_else_is_read():
    text = (
        "Avant.\n\n## A & B\n\nUn.\nDeux.\n\nTrois <b>.\n\n## A & B\n\n- **gras** et [mots](/page/) [x](//y)"
    )
    found = charter_marks.sections(text, Programme.current())
    assert [(part["title"], part["anchor"]) for part in found] == [
        ("", ""),
        ("A & B", "a-b"),
        ("A & B", "a-b-2"),
    ]
    assert [block["lines"] for block in found[1]["blocks"]] == [["Un.", "Deux."], ["Trois &lt;b&gt;."]]
    assert found[2]["blocks"][0]["lines"] == ['<strong>gras</strong> et <a href="/page/">mots</a> [x](//y)']


# People who take part --------------------------------------------------------------------------------


def test_a_banner_then_a_signature(client, mentor, awa):
    assert "La charte du mentorat a changé" not in plain(client.get(SPACE))
    published(awa)
    assert "La charte du mentorat a changé." in plain(client.get(SPACE))
    read = plain(client.get(SIGN))
    assert "Le rythme se choisit à deux." in read
    assert "Nous le choisissons à deux." in read
    refused = plain(client.post(SIGN, {"version": "2"}))
    assert "Lisez la charte et cochez la case pour signer" in refused
    assert client.post(SIGN, {"version": "2", "charter_ok": "on"}).url == SPACE
    application = mentor.application
    application.refresh_from_db()
    assert application.charter_version == "2"
    assert application.charter_signed_at.date() == timezone.now().date()
    event = Event.objects.get(transition="sign_charter")
    assert (event.actor, event.reference) == (mentor.person, application.reference)
    assert event.payload == {"before": {"charter_version": "1"}, "after": {"charter_version": "2"}}
    assert "La charte du mentorat a changé" not in plain(client.get(SPACE))
    assert "Rien d’autre à faire" in plain(client.get(SIGN))
    assert charters.sign(mentor.person, "2") == []
    assert not charters.signatories("2").exists()


def test_after_thirty_days_a_sentence_and_nothing_closed(client, mentor, awa):
    published(awa)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=31)):
        client.force_login(mentor.person)
        shown = plain(client.get(SPACE))
        assert "votre signature est celle d’une version précédente" in shown
        assert "La charte du mentorat a changé." not in shown
        assert client.post(SIGN, {"version": "2", "charter_ok": "on"}).url == SPACE


def test_a_version_read_before_another_came_is_read_again(client, mentor, awa):
    published(awa)
    published(awa, f"{TEXT}\n\nEncore.")
    answer = plain(client.post(SIGN, {"version": "2", "charter_ok": "on"}))
    assert "La charte a changé depuis" in answer
    assert 'name="version" value="3"' in answer
    with pytest.raises(NotAllowed):
        charters.sign(mentor.person, "2")


def test_only_people_who_take_part_sign(client, awa):
    for person in (UserFactory(), awa, ApplicationFactory().person):
        client.force_login(person)
        assert client.get(SIGN).status_code == 404
        assert client.post(SIGN, {"version": "1", "charter_ok": "on"}).status_code == 404


def test_both_sides_of_a_person_sign_at_once(awa):
    first = ProfileFactory(mentor=True)
    second = ProfileFactory(person=first.person)
    published(awa)
    signed = charters.sign(first.person, "2")
    assert {row.pk for row in signed} == {first.application.pk, second.application.pk}
