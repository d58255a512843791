"""The way back: the address it takes along, and what of it is followed."""

import time

import pytest
from django.test import RequestFactory

from mentoring import returns
from mentoring.returns import leaving

HOME, JOURNAL = "/pilotage/reglages/equipe/", "/pilotage/courriels/"


def place(along, default=HOME, *pages):
    return returns.place(RequestFactory().get("/" + along), default, *pages)


@pytest.mark.parametrize(
    "query", ["", "?page=2", "?q=L%C3%A9a+%26+co&page=2", "?q=&etat=failed", "?q=a%3Db%23c"]
)
def test_the_address_comes_back_as_it_was(query):
    assert place(leaving(HOME + query)) == HOME + query
    assert place(leaving(JOURNAL + query), HOME, "email_journal") == JOURNAL + query
    assert place(leaving(JOURNAL + query), HOME, JOURNAL) == JOURNAL + query


def test_another_page_of_ours_is_passed_over():
    assert place(leaving(JOURNAL)) == HOME
    assert place(leaving("/charte/"), HOME, "email_journal") == HOME
    assert place(leaving(JOURNAL + "etc/"), HOME, JOURNAL) == HOME


def test_the_nearest_on_the_way_is_followed():
    here = JOURNAL + "abc/" + leaving(JOURNAL + "?page=2" + leaving(HOME + "?page=3").replace("?", "&"))
    assert place(leaving(here), HOME, "email_detail", "email_journal") == here
    assert place(leaving(here), HOME, "email_journal").startswith(JOURNAL + "?page=2")
    assert place(leaving(here)) == HOME + "?page=3"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/pilotage/reglages/equipe/",
        "//evil.example/pilotage/reglages/equipe/",
        "/\\evil.example/",
        "\\/evil.example",
        "javascript:alert(1)",
        "/pilotage/reglages/equipe/\r\nLocation: https://evil.example/",
        "/pilotage/reglages/equipe/#https://evil.example",
        "/pilotage/reglages/equipe",
        " /pilotage/reglages/equipe/",
        "?page=2",
        "",
    ],
)
def test_what_is_none_of_the_pages_is_passed_over(target):
    assert place(leaving(target), HOME, "team", "email_journal") == HOME


def test_a_query_leads_nowhere_else():
    found = place(leaving(HOME + "?x=\r\nLocation: https://evil.example/&y=%ff\x00"))
    assert found == HOME + "?x=%0D%0ALocation%3A+https%3A%2F%2Fevil.example%2F&y=%EF%BF%BD%00"


def test_a_way_too_long_is_left_off():
    assert leaving(HOME + "?q=" + "a" * 3_000) == "?retour="
    assert place(leaving(HOME + "?q=" + "a" * 3_000)) == HOME


def test_a_way_without_end_is_not_walked():
    started = time.process_time()
    assert place("?retour=" + "x%3Fretour%3D" * 5_000) == HOME
    assert time.process_time() - started < 1
