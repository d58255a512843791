"""People are found whatever the case and the accents, by what every writer of a name keeps beside it."""

from importlib import import_module

import pytest
from django.apps import apps

from mentoring.models import User
from mentoring.searching import fold, named
from mentoring.tests.factories import CoordinatorFactory, UserFactory
from mentoring.tests.naming import assert_names_are_plain

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Élodie", "elodie"),
        ("E\u0301lodie", "elodie"),
        ("BENSAÏD", "bensaid"),
        ("  Jean‑Noël \u00a0 L’Œuvre ", "jean-noel l'oeuvre"),
        ("Łukasz Sørensen", "lukasz sorensen"),
        ("Çelik Weiß", "celik weiss"),
        ("Нина", "нина"),
        ("", ""),
    ],
)
def test_words_as_they_are_compared(written, plain):
    assert fold(written) == fold(written.upper()) == plain


def found(search, *people):
    rows = User.objects.all()
    for word in search.split():
        rows = rows.filter(named(word, ""))
    return list(rows)


@pytest.mark.parametrize("search", ["bensaid", "BENSAÏD", "élodie", "ELODIE", "bensaïd élodie", "Élo.B@"])
def test_whoever_is_named(search):
    elodie = UserFactory(first_name="Élodie", last_name="BENSAÏD", email="elo.b@exemple.org")
    UserFactory(first_name="Paul", last_name="Dupont")
    assert found(search) == ([elodie] if search != "Élo.B@" else [])
    assert found("ELO.B@") == [elodie]


@pytest.mark.parametrize("search", ["%", "_", "\\", "'", "elodie paul", "[e]"])
def test_nobody_is_named_so(search):
    UserFactory(first_name="Élodie", last_name="Guérin")
    assert found(search) == []


def test_every_way_of_writing_a_name_keeps_its_plain_form():
    (made,) = User.objects.bulk_create([User(email="a@exemple.org", first_name="Élodie", last_name="Guérin")])
    assert User.objects.get(plain_name="elodie guerin") == made
    made.first_name = "Zoé"
    made.save(update_fields=["first_name"])
    User.objects.get_or_create(email="b@exemple.org", defaults={"last_name": "Noël"})
    assert_names_are_plain()
    made.last_name = "É" * 80
    made.first_name = "ﷺ" * 60
    made.save()
    assert_names_are_plain()
    made.phone = "+33600000000"
    made.save(update_fields=["phone"])
    assert_names_are_plain()


@pytest.mark.parametrize("name", ["first_name", "last_name"])
def test_a_name_is_not_changed_behind_its_plain_form(name):
    person = UserFactory()
    User.objects.update(phone="+33600000000")
    with pytest.raises(TypeError, match="plain_name"):
        User.objects.filter(pk=person.pk).update(**{name: "Zoé"})
    with pytest.raises(TypeError, match="plain_name"):
        User.objects.bulk_update([person], [name])


def test_the_migration_fills_those_who_came_before():
    UserFactory.create_batch(3, first_name="Élodie")
    User.objects.update(plain_name="")
    import_module("mentoring.migrations.0015_plain_names").fill(apps, None)
    assert_names_are_plain()
    assert User.objects.filter(plain_name__startswith="elodie nomdefamille").count() == 3


def test_the_back_room_searches_so_too(client):
    root = CoordinatorFactory(is_superuser=True, is_staff=True)
    elodie = UserFactory(first_name="Élodie", last_name="Guérin")
    client.force_login(root)
    page = client.get("/admin/mentoring/user/", {"q": "GUERIN élodie"})
    assert list(page.context["cl"].result_list) == [elodie]
