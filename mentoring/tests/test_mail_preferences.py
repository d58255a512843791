"""Reminders, switched on and off: signed in, by the link of a message, by a mail program's own button."""

import datetime

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mentoring.mail import links
from mentoring.mail.models import Preference
from mentoring.models import Event
from mentoring.tests.factories import UserFactory
from mentoring.tests.pages import page

pytestmark = pytest.mark.django_db
SIGNED_IN = "/compte/notifications/"
ALL_ON = {"is_session_on": "on", "is_follow_up_on": "on", "is_news_on": "on", "muted_until": ""}


@pytest.fixture
def person():
    return UserFactory()


def address(person):
    return reverse("mail_preferences", args=[links.preferences_token(person)])


def chosen(person):
    row = Preference.objects.filter(user=person).first()
    return row and (row.is_session_on, row.is_follow_up_on, row.is_news_on)


def day(count):
    return timezone.localdate() + datetime.timedelta(days=count)


def test_a_visitor_is_led_to_sign_in(client):
    assert client.get(SIGNED_IN).url == f"/connexion/?next={SIGNED_IN}"


def test_the_page_of_the_account(client, person):
    client.force_login(person)
    words = page(client.get(SIGNED_IN)).text
    for label in ("Rappels de séance", "Demandes de retour et points d’étape", "Nouvelles du programme"):
        assert label in words
    assert "Toujours envoyés" in words
    assert chosen(person) is None
    answer = client.post(SIGNED_IN, {"is_follow_up_on": "on"})
    assert (answer.status_code, answer.url) == (302, SIGNED_IN)
    assert chosen(person) == (False, True, False)
    event = Event.objects.get()
    assert (event.transition, event.actor, event.reference) == (
        "mail_preferences",
        person,
        f"person:{person.public_id}",
    )


def test_one_persons_choice_is_not_anothers(client, person):
    client.force_login(person)
    other = UserFactory()
    client.post(SIGNED_IN, ALL_ON | {"user": other.pk, "pk": other.pk})
    assert (chosen(person), chosen(other)) == ((True, True, True), None)


@pytest.mark.parametrize("count", [0, 1, 30])
def test_a_mute_lasts_thirty_days_at_most(client, person, count):
    client.force_login(person)
    assert client.post(SIGNED_IN, ALL_ON | {"muted_until": day(count).isoformat()}).status_code == 302
    assert Preference.objects.get().muted_until == day(count)


@pytest.mark.parametrize("value", ["-1", "31", "x", "2026-02-30", "1" * 500, "9999-12-31", "<b>"])
def test_another_date_is_refused_and_kept(client, person, value):
    client.force_login(person)
    typed = day(int(value)).isoformat() if value in ("-1", "31") else value
    answer = client.post(SIGNED_IN, ALL_ON | {"muted_until": typed})
    assert answer.status_code == 200
    assert "bn-resume-erreurs" in answer.content.decode()
    assert chosen(person) is None


# Without signing in ----------------------------------------------------------------------------------


def test_the_link_of_a_message_opens_the_page_and_its_form_saves(client, person):
    where = address(person)
    assert client.get(where).status_code == 200
    answer = client.post(where, {"is_session_on": "on"})
    assert (answer.status_code, answer.url) == (302, where)
    assert chosen(person) == (True, False, False)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("query", ["", "?un-clic=R", "?un-clic=N", "?un-clic=x"])
@pytest.mark.parametrize(("method", "status"), [("get", 200), ("head", 200), ("options", 405)])
def test_looking_changes_nothing(client, person, method, status, query):
    assert getattr(client, method)(address(person) + query).status_code == status
    assert (chosen(person), Event.objects.count()) == (None, 0)


@pytest.mark.parametrize(("category", "left"), [("R", (False, False, True)), ("N", (True, True, False))])
def test_one_click_turns_its_class_off_and_leaves_the_rest(person, category, left):
    """As a mail program does it (RFC 8058): no cookie, no token of ours."""
    Preference.objects.create(user=person, is_news_on=True)
    program = Client(enforce_csrf_checks=True)
    for _twice in range(2):
        answer = program.post(
            f"{address(person)}?un-clic={category}", {"List-Unsubscribe": "One-Click"}, secure=False
        )
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert chosen(person) == left
    assert not answer.cookies


@pytest.mark.parametrize("query", ["", "?un-clic=T", "?un-clic=", "?un-clic=RN", "?un-clic=D"])
def test_without_a_form_token_one_click_is_all_there_is(person, query):
    outsider = Client(enforce_csrf_checks=True)
    assert outsider.post(address(person) + query, ALL_ON).status_code == 403
    assert chosen(person) is None


def test_every_tampered_link_is_not_found(client, person):
    token = links.preferences_token(person)
    for place in range(len(token)):
        forged = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        assert client.get(reverse("mail_preferences", args=[forged])).status_code == 404
    for forged in (token[:-1], token + "A", "x", "%00", "..", "a:b:c", signing.dumps("x", salt="autre")):
        assert client.get(f"/courriels/{forged}/").status_code in (400, 404)
        assert client.post(f"/courriels/{forged}/?un-clic=R").status_code in (400, 404)
    assert Preference.objects.count() == 0


def test_a_token_made_for_something_else_is_not_found(client, person):
    for salt in ("followup.feedback", "account", ""):
        forged = signing.dumps(person.public_id, salt=salt)
        assert client.post(f"/courriels/{forged}/?un-clic=R").status_code == 404
    assert chosen(person) is None


def test_a_closed_accounts_link_is_dead(client):
    gone = UserFactory(is_active=False)
    assert client.get(address(gone)).status_code == 404
    assert client.post(f"{address(gone)}?un-clic=R").status_code == 404
    erased = UserFactory()
    where = address(erased)
    erased.delete()
    assert client.get(where).status_code == 404


def test_a_link_holds_no_address_and_no_number(person):
    assert person.email not in address(person)
    assert signing.loads(links.preferences_token(person), salt=links.PREFERENCES) == person.public_id
