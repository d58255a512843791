"""Tables of the coordination: sorted by links, handed over as a file nothing can be run from."""

import datetime

import pytest

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
