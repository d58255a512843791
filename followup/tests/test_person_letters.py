"""« Écrire » on the page of a person: in the journal, taken back within ten minutes, signed."""

import re
from html import unescape

import pytest
from django.urls import reverse

from applications.tests.factories import ProfileFactory
from followup.services import person_letters
from mentoring.mail import journal
from mentoring.mail.models import Email
from mentoring.models import Event, NotAllowed
from mentoring.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_awa(client, awa):
    client.force_login(awa)
    return client


def at(person, name="person_write"):
    return reverse(name, args=[person.public_id])


def html(answer):
    assert answer.status_code == 200
    return answer.content.decode().replace("\u202f", " ").replace("\u00a0", " ")


def test_a_message_to_one_person(as_awa, nadia, awa):
    page = html(as_awa.get(at(nadia, "person")))
    assert at(nadia) in page
    assert f'href="mailto:{nadia.email}">{nadia.email}</a>' in page
    page = html(as_awa.get(at(nadia)))
    for words in ("Écrire à Nadia Benali", nadia.email, awa.email):
        assert words in page
    assert "Écrivez votre message" in html(as_awa.post(at(nadia), {"text": " "}))
    for _time in range(2):
        page = html(as_awa.post(at(nadia), {"text": "Quand puis-je vous appeler ?"}, follow=True))
    assert "Le message part dans dix minutes." in page
    mail = Email.objects.get()
    [found] = re.findall(r'il s’annule <a href="([^"]+)">', page)
    assert reverse("email_act", args=[mail.public_id, "annuler"]) in html(as_awa.get(unescape(found)))
    assert (mail.kind, mail.category) == ("team_message", "D")
    assert (mail.recipient, mail.reply_to) == (nadia, awa.email)
    assert "Quand puis-je vous appeler ?" in mail.text
    assert "Awa, pour l’équipe" in mail.text
    event = Event.objects.get(transition="team_message")
    assert (event.actor, event.reference) == (awa, mail.reference)
    assert "appeler" not in str(event.payload)
    journal.cancel(mail, by=awa)
    mail.refresh_from_db()
    assert mail.state == "cancelled"


def test_the_frame_has_the_colour_of_the_only_side(nadia, yanis):
    assert [person_letters.colour_of(person) for person in (nadia, yanis)] == ["mentor", "mentee"]
    ProfileFactory(person=nadia)
    assert [person_letters.colour_of(person) for person in (nadia, UserFactory())] == ["", ""]


def test_nobody_reads_at_a_closed_account(as_awa, awa):
    closed = UserFactory(is_active=False)
    assert at(closed) not in html(as_awa.get(at(closed, "person")))
    assert "personne n’y lirait votre message" in html(as_awa.get(at(closed)))
    assert "<textarea" not in html(as_awa.get(at(closed)))
    assert "personne n’y lirait votre message" in html(as_awa.post(at(closed), {"text": "Bonjour"}))
    with pytest.raises(NotAllowed, match="fermé"):
        person_letters.write(closed, by=awa, text="Bonjour")
    assert not Email.objects.exists()
