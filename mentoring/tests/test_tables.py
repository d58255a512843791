"""Tables of the coordination: sorted by links, handed over as a file nothing can be run from."""

import datetime

import pytest
from django import forms
from django.http import QueryDict

from mentoring import tables
from mentoring.models import Event, User
from mentoring.tests.factories import CoordinatorFactory

TITLES = (("nom", lambda: "Nom"), ("", lambda: "État"), ("recue", lambda: "Reçue"))


def test_a_column_sorts_then_sorts_backwards_and_keeps_the_rest():
    found = tables.columns(TITLES, {"q": "a b", "tri": "nom"})
    assert [(one["label"], one["order"]) for one in found] == [
        ("Nom", "ascending"),
        ("État", ""),
        ("Reçue", ""),
    ]
    assert [one["url"] for one in found] == ["?q=a+b&tri=-nom", "", "?q=a+b&tri=recue"]
    assert tables.columns(TITLES, {"tri": "-nom"})[0] == {
        "label": "Nom",
        "url": "?tri=nom",
        "order": "descending",
    }


@pytest.mark.django_db
def test_a_page_is_read_by_the_keys_of_its_rows(django_assert_num_queries):
    people = CoordinatorFactory.create_batch(5)
    rows = User.objects.order_by("-pk")
    with django_assert_num_queries(2) as asked:
        page = tables.page_of(rows, 2, "2")
        assert list(page) == [people[2], people[1]]
    assert (page.paginator.count, page.paginator.num_pages, page.has_next()) == (5, 3, True)
    keys, _shown = asked.captured_queries
    assert "password" not in keys["sql"]
    assert list(tables.page_of(rows, 2, "9")) == [people[0]]
    assert list(tables.page_of(rows.none(), 2, None)) == []


class Narrowed(tables.Narrowing):
    always = ("etat", "tri")
    q = forms.CharField(label="Nom ou référence")
    etat = forms.ChoiceField(label="État", choices=[("", "À suivre"), ("tous", "Tous")])
    marque = forms.MultipleChoiceField(label="Marque", choices=[("a", "Une"), ("b", "Deux")])
    tri = forms.ChoiceField(label="Ordre", choices=[("", "Par nom"), ("-nom", "À rebours")])


def test_what_narrows_a_table_can_be_taken_away_one_by_one():
    asked = QueryDict("vue=v&q=a+b&etat=tous&marque=a&marque=b&tri=-nom&inconnu=1")
    form = Narrowed(asked, kept={"vue": "v"})
    rest = "?vue=v&q=a+b&etat=tous&marque={}&tri=-nom"
    assert form.chips() == [
        {"label": "Recherche\u00a0: a b", "url": "?vue=v&etat=tous&marque=a&marque=b&tri=-nom"},
        {"label": "État\u00a0: Tous", "url": "?vue=v&q=a+b&marque=a&marque=b&tri=-nom"},
        {"label": "Marque\u00a0: Une", "url": rest.format("b")},
        {"label": "Marque\u00a0: Deux", "url": rest.format("a")},
    ]
    assert (form.bare, form.said()) == ("?vue=v", ["À rebours"])
    plain = Narrowed(QueryDict("etat=autre&tri=rien"))
    assert (plain.chips(), plain.bare, plain.said()) == ([], "", ["À suivre", "Par nom"])
    (alone,) = Narrowed(QueryDict("marque=a")).chips()
    assert alone["url"] == ""


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (3, 3),
        (datetime.date(2026, 11, 26), "2026-11-26"),
        (datetime.datetime(2026, 11, 26, 23, 30, tzinfo=datetime.UTC), "2026-11-27"),
        ("deux\r\nlignes\tet \u202eune", "deux lignes et une"),
        ("\t=1+1", "=1+1"),
    ],
)
def test_a_cell_is_one_line_of_plain_words(value, shown):
    assert tables.cell(value) == shown


@pytest.mark.django_db
def test_a_file_for_a_spreadsheet():
    """What it holds, to the byte: the mark, semicolons, quotes, and no formula."""
    awa = CoordinatorFactory()
    rows = [["Élodie ; dite « Lo »", "+33612345678"], ["\t=HYPERLINK(1)", "@import"], ["-2", 'dit "non"']]
    answer = tables.spreadsheet(
        "personnes", ["Nom", "Tél."], rows, by=awa, chosen={"q": "lo", "etat": "attend"}
    )
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="personnes-20')
    assert answer.content.decode().split("\r\n") == [
        "\ufeffNom;Tél.",
        '"Élodie ; dite « Lo »";\'+33612345678',
        "'=HYPERLINK(1);'@import",
        '-2;"dit ""non"""',
        "",
    ]
    event = Event.objects.get()
    assert (event.actor, event.reference, event.transition) == (awa, "table:personnes", "export")
    assert event.payload == {"rows": 3, "chosen": {"etat": "attend"}, "is_searched": True}
