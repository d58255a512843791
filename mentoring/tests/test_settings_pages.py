"""« Réglages »: every page of settings, in order, each with its last change."""

import pytest
from django.urls import reverse

from mentoring import navigation
from mentoring.audit import record
from mentoring.models import Programme
from mentoring.tests.factories import CoordinatorFactory, UserFactory
from mentoring.tests.pages import page

pytestmark = pytest.mark.django_db
URL = "/pilotage/reglages/"


@pytest.fixture
def awa(client):
    person = CoordinatorFactory(last_name="Diallo")
    client.force_login(person)
    return person


@pytest.mark.usefixtures("awa")
def test_each_floors_pages_are_listed_in_order(client):
    links = page(client.get(URL)).links
    found = [reverse(name) for name in ("matching_settings", "matching_mode", "testimonials", "news")]
    assert [link for link in links if link in found][-4:] == found


@pytest.mark.usefixtures("awa")
def test_the_account_menu_leads_there(client):
    assert URL in page(client.get(reverse("account"))).links


def test_a_line_says_who_changed_it_last(client, awa):
    programme = Programme.current()
    record(programme, "switch_mode", by=UserFactory(first_name="Julien", last_name="Rouxel"))
    record(programme, "switch_mode", by=awa)
    text = page(client.get(URL)).text
    assert text.count("Modifié par Awa Diallo le") == 1
    assert "Rouxel" not in text


@pytest.mark.usefixtures("awa")
def test_the_clock_has_no_name(client):
    record(Programme.current(), "switch_mode", by=None)
    assert "Modifié le" in page(client.get(URL)).text


def test_some_lines_are_for_superusers(client, awa, monkeypatch):
    monkeypatch.setattr(navigation, "_settings", dict(navigation._settings))
    navigation.register_setting("robots", "Réservé", "Pour qui ?", position=1, is_superuser_only=True)
    assert "Réservé" not in page(client.get(URL)).text
    awa.is_superuser = True
    awa.save()
    assert "Réservé" in page(client.get(URL)).text


@pytest.mark.parametrize("count", [1, 30])
def test_as_many_queries_whatever_happened(client, awa, count, django_assert_num_queries):
    for _ in range(count):
        record(Programme.current(), "switch_mode", by=awa)
        record(Programme.current(), "publish_quote", by=awa)
    client.get(URL)
    with django_assert_num_queries(8):
        client.get(URL)
