"""After two accounts became one: either address and old links open it, and nothing opens the other."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from followup.services import confirmations
from followup.services.privacy import erasure, letters
from followup.tests.test_merging import merged
from mentoring import accounts
from mentoring.mail import links
from mentoring.mail.models import Email
from mentoring.models import Event, User
from mentoring.tests.factories import UserFactory
from mentoring.tests.test_accounts import ask_for_a_code, code_for

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("which", ["kept", "former"])
def test_both_addresses_open_the_account_by_code(sam, kept, other, client, which):
    address = {"kept": kept.email, "former": other.email}[which]
    merged(kept, other, by=sam)
    ask_for_a_code(client, address.upper())
    answer = client.post("/connexion/code/", {"code": code_for(address), "action": "verify"})
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(kept.pk)
    kept.refresh_from_db()
    assert kept.email == "lea@exemple.org"
    assert EmailAddress.objects.filter(user=kept, verified=True).count() == 2
    assert EmailAddress.objects.get(primary=True, user=kept).email == kept.email


def test_the_password_that_stays_opens_by_either_address(sam, kept, other, client):
    former = other.email
    for person, word in ((kept, "avancez-a-deux-2026"), (other, "restez-a-part-2026")):
        person.set_password(word)
        person.save()
    merged(kept, other, by=sam)
    asked = {"login": former, "password": "avancez-a-deux-2026"}
    assert client.post("/connexion/mot-de-passe/", asked).status_code == 302
    assert client.session["_auth_user_id"] == str(kept.pk)
    client.logout()
    asked["password"] = "restez-a-part-2026"
    assert client.post("/connexion/mot-de-passe/", asked).status_code == 200


def test_sessions_and_keys_of_the_emptied_account_are_over(sam, kept, other):
    browser = Client()
    ask_for_a_code(browser, other.email)
    browser.post("/connexion/code/", {"code": code_for(other.email), "action": "verify"})
    Authenticator.objects.create(user=other, type="totp", data={"secret": "s"})
    assert browser.get("/compte/").status_code == 200
    merged(kept, other, by=sam)
    assert browser.get("/compte/").status_code == 302
    assert not Authenticator.objects.exists()


def test_links_of_before_lead_to_the_account_that_stays(sam, kept, other):
    path = confirmations.path(letters.STAY, other, "20260101")
    token = links.preferences_token(other)
    merged(kept, other, by=sam)
    assert confirmations.read(path.rstrip("/").rpartition("/")[2]).person == kept
    assert (
        Client().post(reverse("mail_preferences", args=[token]), {"is_session_on": "on"}).status_code == 302
    )
    assert not kept.mail_preference.is_follow_up_on
    assert accounts.behind(other.public_id) == kept
    third = UserFactory()
    merged(third, kept, by=sam)
    assert accounts.behind(other.public_id) == third


def test_the_emptied_account_stays_closed(sam, kept, other):
    merged(kept, other, by=sam)
    with pytest.raises(IntegrityError, match="user_merged_is_closed"), transaction.atomic():
        User.objects.filter(pk=other.pk).update(is_active=True)
    with pytest.raises(IntegrityError, match="user_merged_into_another"), transaction.atomic():
        User.objects.filter(pk=other.pk).update(merged_into=other.pk)


def test_erasing_the_person_erases_what_was_merged(sam, kept, other):
    former = other.email
    merged(kept, other, by=sam)
    assert erasure.erase(kept, by=sam)
    assert not User.objects.filter(pk=other.pk).exists()
    assert not EmailAddress.objects.filter(email=former).exists()
    assert not Email.objects.filter(to_address=former).exists()
    assert {row.payload == {} for row in Event.objects.filter(transition="merge")} == {True}
