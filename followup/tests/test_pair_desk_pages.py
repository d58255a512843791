"""« Binômes » as the coordination reads and uses it: the table, the page of a pair, what is done there."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from followup.models import Alert, Mentorship
from followup.services import asking
from followup.services.alerts import handling
from followup.tests.factories import (
    AlertFactory,
    CheckInFactory,
    ClosingReviewFactory,
    GoalFactory,
    MentoringSessionFactory,
    MentorshipFactory,
    SessionFeedbackFactory,
)
from matching.tests.factories import in_days
from mentoring.mail.models import Email
from mentoring.models import AccessLog, Event
from mentoring.returns import leaving
from mentoring.tests.factories import EmailFactory

pytestmark = pytest.mark.django_db
URL = "/pilotage/binomes/"


@pytest.fixture
def as_awa(client, awa):
    client.force_login(awa)
    return client


def plain(answer):
    assert answer.status_code == 200
    return answer.content.decode().replace("\u202f", " ").replace("\u00a0", " ")


def page(client, url=URL):
    return plain(client.get(url, follow=True))


def post(client, url, **data):
    return plain(client.post(url, data, follow=True))


def at(pair, name=""):
    return reverse("pair_desk" + (f"_{name}" if name else ""), args=[pair.reference])


def letters(kind):
    return {email.recipient: email.text for email in Email.objects.filter(kind=kind)}


def test_no_pair_yet(as_awa):
    html = page(as_awa)
    assert "Pas encore de binôme." in html
    assert reverse("board") in html


def test_the_table(as_awa, pair, awa):
    AlertFactory(mentorship=pair, red=True)
    MentorshipFactory(completed=True)
    html = page(as_awa)
    for words in ("Nadia Benali et Yanis Traoré", "Yanis demande un contact", "1 binôme</p>", "aucun retour"):
        assert words in html
    assert 'Binômes <span class="bn-compteur">1</span>' in html
    assert 'aria-sort="descending"' in page(as_awa, f"{URL}?tri=-depuis&etat=tous")
    assert "?etat=tous&amp;tri=depuis" in page(as_awa, f"{URL}?tri=-depuis&etat=tous")
    assert "Aucun binôme ne correspond." in page(as_awa, f"{URL}?q=personne-de-ce-nom")
    assert as_awa.get(URL, {"q": pair.proposal.reference}).url == at(pair)


def test_as_many_queries_for_one_pair_as_for_a_page(as_awa, pair, django_assert_num_queries):
    as_awa.get(URL)
    with django_assert_num_queries(17):
        as_awa.get(URL)
    others = MentorshipFactory.create_batch(25)
    AlertFactory(mentorship=others[3])
    with django_assert_num_queries(17):
        html = as_awa.get(URL).content.decode()
    assert html.count("<tr data-card") == 25
    assert as_awa.get(f"{URL}?page=2").content.decode().count("<tr data-card") == 1


@pytest.fixture
def lived(pair, nadia, yanis, awa):
    """A pair that has lived a little of everything. « SECRET » is what the two share."""
    GoalFactory(mentorship=pair, title="Tester un composant")
    held = MentoringSessionFactory(
        mentorship=pair, held=True, notes="SECRET", place="SECRET", agenda="SECRET", is_contradicted=True
    )
    SessionFeedbackFactory(
        mentoring_session=held, utility=2, fit="undecided", team_text="On patine", shared_text="SECRET"
    )
    SessionFeedbackFactory(
        mentoring_session=held, author=nadia, took_place="no", utility=None, absent="other"
    )
    MentoringSessionFactory(mentorship=pair, state="cancelled", cancel_word="SECRET")
    CheckInFactory(mentorship=pair, answered=True, needs=["revive"], team_text="Un mot au point")
    ClosingReviewFactory(mentorship=pair, improvement="Plus de séances")
    asking.ask(pair, by=yanis, matter="report", message="Un mot à l’aide", contact="email")
    AlertFactory(mentorship=pair, rule="silent", resolved=True, note="Appel fait.", resolved_by=awa)
    handling.write(pair, by=awa, to=[yanis], text="Bonjour")
    for person in (nadia, yanis):
        key = f"session_moved:{held.reference}:{person.pk}:1"
        EmailFactory(
            recipient=person,
            subject="La séance est déplacée",
            reference=held.reference,
            kind="session_moved",
            key=key,
        )
    EmailFactory(recipient=nadia, subject="Le binôme est en pause", reference=pair.reference)
    return pair


def test_the_page_tells_all_but_what_the_two_share(as_awa, lived, django_assert_num_queries):
    as_awa.get(URL)
    with django_assert_num_queries(36):
        html = page(as_awa, at(lived))
    for words in (
        "Nadia Benali et Yanis Traoré",
        "Signalement de Yanis",
        "Réponses différentes",
        "Nadia : <strong>Non, elle n’a pas eu lieu</strong>",
        "Yanis : <strong>un peu utile</strong>",
        "Je ne sais pas encore",
        "On patine",
        "Tester un composant",
        "Un coup de pouce pour relancer le contact",
        "Un mot au point",
        "Plus de séances",
        "<strong>9 sur 10</strong>",
        "Un mot à l’aide",
        "Appel fait.",
        "Message de l’équipe",
        "à Yanis",
        "2 e-mails",
        "La séance est déplacée",
        "Le binôme est en pause",
        "Des notes partagées existent",
    ):
        assert words in html, words
    assert "SECRET" not in html
    assert {(log.person, log.page) for log in AccessLog.objects.all()} == {
        (person, "pair_desk") for person in lived.people
    }


def test_nobody_else_reads_it(client, pair, nadia):
    assert client.get(at(pair)).url.startswith("/connexion/")
    client.force_login(nadia)
    assert {client.get(url).status_code for url in (URL, at(pair), at(pair, "end"))} == {403}
    assert not AccessLog.objects.exists()


def test_alerts_are_handled_from_the_page(as_awa, pair):
    alert = AlertFactory(mentorship=pair)
    for name in ("alert_take", "alert_snooze"):
        url = reverse(name, args=[alert.pk])
        assert as_awa.post(url + leaving(at(pair))).url == at(pair)
        assert as_awa.post(f"{url}?retour=//ailleurs.example").url == reverse("alerts")
    url = reverse("alert_handle", args=[alert.pk]) + leaving(at(pair))
    assert at(pair) in page(as_awa, url)
    assert "Alertes passées" in post(as_awa, url, note="Appel fait.")
    assert Alert.objects.get().state == "resolved"


def test_writing_and_following(as_awa, pair, awa, nadia, yanis):
    assert "Vous suivez ce binôme." in post(as_awa, at(pair, "follow"))
    assert "Me l’attribuer" not in page(as_awa, at(pair))
    html = page(as_awa, at(pair, "write"))
    assert html.count("checked") == 2
    for side, number in (("mentor", 1), ("mentee", 1), ("ailleurs", 2)):
        assert page(as_awa, f"{at(pair, 'write')}?a={side}").count("checked") == number
    assert "Écrivez votre message" in post(as_awa, at(pair, "write"), to=["mentor"])
    text = "Comment avancez-vous ?"
    assert "dix minutes" in post(as_awa, at(pair, "write"), to=["mentor", "mentee"], text=text)
    assert set(letters("team_message")) == {nadia, yanis}


def test_a_pause_and_the_way_back(as_awa, pair, nadia, yanis):
    url = at(pair, "pause")
    assert "dans les huit semaines" in post(as_awa, url, until=in_days(90).date().isoformat(), word="Gardé")
    until = timezone.localdate() + datetime.timedelta(days=20)
    assert "En pause" in post(as_awa, url, until=until.isoformat(), word="À bientôt", reason="Stage")
    told = letters("pair_paused")
    assert set(told) == {nadia, yanis}
    assert all("À bientôt" in text and "Stage" not in text for text in told.values())
    assert "Stage" in page(as_awa, at(pair))
    assert "n’est plus possible" in post(as_awa, url, until=until.isoformat())
    assert "En cours" in post(as_awa, at(pair, "resume"))
    assert set(letters("pair_resumed")) == {nadia, yanis}
    assert "n’est plus possible" in post(as_awa, at(pair, "resume"))


def test_another_channel(as_awa, pair):
    html = post(as_awa, at(pair, "channel"), channel="meet", link="")
    assert "Canal choisi : Google Meet" in html
    assert Mentorship.objects.get().channel == "meet"
    assert "Choisissez un canal" in post(as_awa, at(pair, "channel"), channel="pigeon")


def test_an_end_is_read_before_it_is_asked(as_awa, pair, awa, nadia, yanis):
    url, said = at(pair, "end"), {"reason": "fit", "note": "Appel du 3."}
    said |= {"word_mentor": "Votre écoute compte.", "word_mentee": ""}
    assert "Choisissez une raison" in post(as_awa, url, note="Gardée")
    html = post(as_awa, url, **said)
    for words in (
        "Ce que Nadia lira",
        "Ce que Yanis lira",
        "L’équipe vous contacte",
        "proposées l’une à l’autre",
        "Un mot de l’équipe",
        "Votre écoute compte.",
        "Awa, pour l’équipe",
        "si vous souhaitez accompagner une nouvelle personne",
        "si vous souhaitez un nouveau mentor",
    ):
        assert words in html
    for_yanis = html.partition("Ce que Yanis lira")[2].partition("</section>")[0]
    assert "Votre écoute compte." not in for_yanis
    assert "Awa" not in for_yanis
    assert Mentorship.objects.get().state == "active"
    html = post(as_awa, url, **said, confirme="oui")
    assert "Bilan à faire" in html
    assert "Appel du 3." in html
    told = letters("pair_ending")
    assert set(told) == {nadia, yanis}
    assert not [word for text in told.values() for word in ("Appel", "trouv") if word in text]
    assert "> Votre écoute compte." in told[nadia]
    assert "Awa, pour l’équipe" in told[nadia]
    assert not [word for word in ("écoute", "Un mot", awa.first_name) if word in told[yanis]]
    event = Event.objects.get(transition="request_end")
    assert (event.actor, event.reason, event.payload) == (awa, "fit", {"note": "Appel du 3."})
    assert "n’est plus possible" in post(as_awa, url, **said, confirme="oui")


def test_the_team_notes_something_and_takes_it_back(as_awa, pair, awa):
    html = post(as_awa, at(pair, "note"), text="Joints tous les deux.")
    assert "La note est ajoutée." in html
    assert "Joints tous les deux." in html
    html = post(as_awa, at(pair, "note"), text="  ")
    assert "Écrivez votre note" in html
    assert "<title>Erreur" in html
    too_long = "é" * 2001
    assert too_long in post(as_awa, at(pair, "note"), text=too_long)
    note = pair.notes.get()
    remove = reverse("pair_desk_note_remove", args=[pair.reference, note.pk])
    assert as_awa.post(remove.replace(pair.reference, MentorshipFactory().reference)).status_code == 404
    note.author = None
    note.save()
    assert "dans l’heure" in post(as_awa, remove)
    note.author = awa
    note.save()
    assert "La note est supprimée." in post(as_awa, remove)
    assert not pair.notes.exists()
