"""What the coordination's tables share: what each shows is in its address, and leaves as a file for a
spreadsheet."""

import datetime
import io
import unicodedata
from urllib.parse import urlencode

from defusedcsv import csv
from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.audit import record
from mentoring.forms import HIDDEN, helper

BOM = "\ufeff"


class Narrowing(forms.Form):
    """What a table shows; every field is a word of the page's address, none is required. `q` is the search,
    `tri` the order; those of `always` are said even when nothing was chosen in them. `kept` are the words of
    the address that choose another table, not what this one shows."""

    helper = helper()
    always = ("tri",)

    def __init__(self, *args, kept=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.kept = kept or {}
        for field in self.fields.values():
            field.required = False

    def chosen(self):
        """{field: value}: what was understood; the rest is passed over."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def chips(self):
        """[{"label": « Campus : Lille », "url": the query without it}] of what the table is narrowed to."""
        chosen, found = self.chosen(), []
        for name in (name for name in self.fields if name in chosen and name != "tri"):
            values = chosen[name] if isinstance(chosen[name], list) else [chosen[name]]
            for value in values:
                rest = [one for one in values if one != value]
                without = {word: rest if word == name else words for word, words in chosen.items()}
                url = query(self.kept | {word: words for word, words in without.items() if words})
                found.append({"label": f"{self.named(name)}\u00a0: {self.words_of(name, value)}", "url": url})
        return found

    @property
    def bare(self):
        """The query without what can be taken away."""
        return query(self.kept)

    def said(self):
        """In words, what the table keeps to where nothing is chosen, and its order."""
        chosen = self.chosen()
        shown = [name for name in self.always if name == "tri" or name not in chosen]
        return [str(self.words_of(name, chosen.get(name, ""))) for name in shown]

    def named(self, name):
        return _("Recherche") if name == "q" else self.fields[name].label

    def words_of(self, name, value):
        return value if name == "q" else dict(self.fields[name].choices)[value]


def query(words):
    """« ?campus=lille », "" without words."""
    return f"?{urlencode(words, doseq=True)}" if words else ""


def offer(form, name, everything, rows):
    """Have a field of `form` offer these rows of a catalogue, after the word for all of them."""
    form.fields[name].choices = [("", everything), *rows.values_list("code", "label")]


def columns(titles, chosen):
    """[{"label", "url", "order"}] of `titles`: (the word that sorts by it, its label as a function), "" for
    what stands in no order. A link sorts by its column, then the other way round; `order` is as `aria-sort`
    takes it."""
    current, found = chosen.get("tri", ""), []
    for word, label in titles:
        order = {word: "ascending", f"-{word}": "descending"}.get(current, "") if word else ""
        wanted = f"-{word}" if order == "ascending" else word
        url = query(chosen | {"tri": wanted}) if word else ""
        found.append({"label": label(), "url": url, "order": order})
    return found


def page_of(rows, per_page, number):
    """A page of `rows`: their keys in order, then what is told of those of the page alone."""
    page = Paginator(list(rows.values_list("pk", flat=True)), per_page).get_page(number)
    page.object_list = rows.filter(pk__in=page.object_list)
    return page


class Export:
    """What the event of an export is filed under."""

    def __init__(self, name):
        self.reference = f"table:{name}"


def spreadsheet(name, head, rows, *, by, chosen):
    """The answer that hands `rows` over as « name-2026-11-26.csv », and the event that says who took what.

    UTF-8 with its mark and semicolons, as spreadsheets in French open it; no cell is read as a formula. The
    event keeps the filters, not the words searched for: they may name somebody.
    """
    file = io.StringIO()
    file.write(BOM)
    writer = csv.writer(file, delimiter=";")
    rows = list(rows)
    writer.writerows([cell(value) for value in row] for row in (head, *rows))
    kept = {word: value for word, value in chosen.items() if word != "q"}
    record(Export(name), "export", by=by, rows=len(rows), chosen=kept, is_searched="q" in chosen)
    filename = f"{name}-{timezone.localdate().isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{filename}"'}
    return HttpResponse(file.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def cell(value):
    """A value on one line, without what hides (a tab before a formula makes it one): days as 2026-11-26."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        value = timezone.localdate(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, int):
        return value
    shown = (" " if unicodedata.category(one) in HIDDEN else one for one in str(value))
    return " ".join("".join(shown).split())
