"""Every application in one table: narrowed, sorted both ways, the same each time."""

import datetime

import pytest
from django.utils import timezone

from applications.models import Application, Campus, Formation
from applications.services import application_list
from applications.tests.factories import ApplicationFactory, ProfileFactory
from mentoring.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def listed(by=None, **chosen):
    return list(application_list.listing(by, chosen))


def ago(days):
    return timezone.now() - datetime.timedelta(days=days)


@pytest.fixture
def three(awa):
    """Zoé's, read and approved; Anouk's, the newest; Anouk's refused of long ago. And a draft nobody sees."""
    anouk = UserFactory(first_name="Anouk", last_name="Bernard")
    zoe = ProfileFactory(
        mentor=True,
        person=UserFactory(first_name="Zoé", last_name="Zola"),
        campus=Campus.objects.create(code="ailleurs", label="Ailleurs"),
        formation=Formation.objects.create(code="anglais", label="Anglais"),
    ).application
    zoe.assigned_to, zoe.submitted_at, zoe.state_changed_at = awa, ago(9), ago(1)
    zoe.save()
    refused = ApplicationFactory(person=anouk, rejected=True, submitted_at=ago(90), state_changed_at=ago(80))
    new = ProfileFactory(person=anouk, closed=True).application
    ApplicationFactory(draft=True, person=zoe.person)
    return zoe, new, refused


def test_the_newest_first_and_never_a_draft(three):
    zoe, new, refused = three
    assert listed() == [new, zoe, refused]


def test_each_filter(three, awa):
    zoe, new, refused = three
    for chosen in (
        {"etat": "validees"},
        {"cote": "mentor"},
        {"campus": "ailleurs"},
        {"formation": "anglais"},
    ):
        assert listed(awa, **chosen) == [zoe], chosen
    assert listed(awa, suivi="me") == [zoe]
    assert listed(awa, suivi="none") == [new, refused]
    assert listed(awa, q="zoé zola") == listed(awa, q=zoe.reference.lower()) == [zoe]
    assert listed(awa, q="bernard", etat="refusees") == [refused]
    assert listed(awa, campus="nulle-part") == listed(awa, q="zoé bernard") == []


def test_each_order_and_the_other_way_round(three):
    """Ties stand as they came. What says nothing in a column comes last both ways."""
    zoe, new, refused = three
    orders = {
        "nom": ([refused, new, zoe], [zoe, new, refused]),
        "cote": ([refused, new, zoe], [zoe, new, refused]),
        "etat": ([new, zoe, refused], [refused, zoe, new]),
        "recue": ([refused, zoe, new], [new, zoe, refused]),
        "change": ([refused, zoe, new], [new, zoe, refused]),
        "campus": ([zoe, new, refused], [new, zoe, refused]),
        "formation": ([zoe, new, refused], [new, zoe, refused]),
        "suivi": ([zoe, refused, new], [zoe, new, refused]),
    }
    for column, (there, back) in orders.items():
        assert (listed(tri=column), listed(tri=f"-{column}")) == (there, back), column
    assert set(orders) == set(application_list.ORDERS)
    assert {word.removeprefix("-") for word in application_list.SORTS} == set(orders)


def test_an_application_another_took_the_place_of_has_no_side(three):
    _zoe, new, refused = three
    rows = {row.pk: row for row in application_list.rows(Application.objects.sent())}
    assert rows[refused.pk].side is None
    assert rows[new.pk].side.kind == "mentee"
