"""« Équipe »: who coordinates, a colleague invited, a role taken back; superusers alone."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.urls import reverse

from mentoring import team
from mentoring.mail.models import Email
from mentoring.models import Event, NotAllowed, User
from mentoring.tests.factories import CoordinatorFactory, UserFactory

pytestmark = pytest.mark.django_db
TEAM = "/pilotage/reglages/equipe/"


@pytest.fixture
def sam(client):
    person = UserFactory(first_name="Sam", is_superuser=True)
    client.force_login(person)
    return person


def plain(response):
    return " ".join(response.content.decode().replace("\u202f", " ").replace("\u00a0", " ").split())


def withdrawal(person):
    return reverse("team_withdraw", args=[person.public_id])


@pytest.mark.parametrize("fields", [{}, {"is_coordinator": True}])
def test_only_a_superuser_opens_it(client, fields):
    person = UserFactory(**fields)
    client.force_login(person)
    for answer in (
        client.get(TEAM),
        client.post(TEAM, {"email": person.email}),
        client.post(withdrawal(person)),
    ):
        assert answer.status_code == 403
    assert User.objects.get(pk=person.pk).is_coordinator is person.is_coordinator


def test_the_list_tells_roles_and_second_factors(client, sam):
    awa, julien = CoordinatorFactory(), CoordinatorFactory(first_name="Julien")
    CoordinatorFactory(first_name="Partie", is_active=False)
    Authenticator.objects.create(user=awa, type="totp", data={})
    Authenticator.objects.create(user=julien, type="recovery_codes", data={})
    rows = {row.first_name: row.has_second_factor for row in team.members()}
    assert rows == {"Awa": True, "Julien": False, "Sam": False}
    shown = plain(client.get(TEAM))
    assert "Administration" in shown
    assert shown.count("Absent") == 2
    assert withdrawal(awa) in shown
    assert withdrawal(sam) not in shown


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_asks_the_same_of_the_database(client, sam, django_assert_num_queries, number):
    CoordinatorFactory.create_batch(number)
    client.get(TEAM)
    with django_assert_num_queries(9):
        client.get(TEAM)


def test_a_colleague_without_an_account_signs_in_by_code(client, sam):
    assert client.post(TEAM, {"email": "Lea@Exemple.org"}).url == TEAM
    lea = User.objects.get(email="lea@exemple.org")
    assert lea.is_coordinator
    assert not lea.is_superuser
    assert not lea.has_usable_password()
    assert not EmailAddress.objects.get(user=lea).verified
    event = Event.objects.get(transition="invite_coordinator")
    assert (event.actor, event.reference) == (sam, f"person:{lea.public_id}")
    assert event.payload == {"before": {"is_coordinator": False}, "after": {"is_coordinator": True}}
    assert "accès à la coordination ouvert" in Email.objects.get(recipient=lea).text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("awa@exemple.org", "coordonne déjà"),
        ("closed@exemple.org", "Ce compte est fermé"),
        ("nulle part", "Indiquez une adresse complète"),
        ("", "Indiquez l’adresse e-mail"),
    ],
)
def test_what_cannot_be_is_said_under_the_address(client, sam, typed, said):
    CoordinatorFactory(email="awa@exemple.org")
    UserFactory(email="closed@exemple.org", is_active=False)
    answer = plain(client.post(TEAM, {"email": typed}))
    assert said in answer
    assert f'value="{typed}"' in answer or not typed
    assert not Event.objects.exists()


def test_a_role_is_taken_back(client, sam):
    awa, julien = CoordinatorFactory(), CoordinatorFactory(first_name="Julien")
    assert "Retirer le rôle d’Awa" in plain(client.get(withdrawal(awa)))
    assert client.post(withdrawal(awa)).url == TEAM
    assert not User.objects.get(pk=awa.pk).is_coordinator
    assert Event.objects.get(transition="withdraw_coordinator").payload["after"] == {"is_coordinator": False}
    assert client.get(withdrawal(awa)).status_code == 404
    last = client.post(withdrawal(julien), follow=True)
    assert "Il faut au moins une personne" in plain(last)
    assert User.objects.get(pk=julien.pk).is_coordinator


def test_nobody_takes_their_own_role_back(sam):
    sam.is_coordinator = True
    sam.save()
    CoordinatorFactory()
    with pytest.raises(NotAllowed, match="votre propre rôle"):
        team.withdraw(sam, by=sam)
    with pytest.raises(NotAllowed, match="ne coordonne plus"):
        team.withdraw(UserFactory(), by=sam)
