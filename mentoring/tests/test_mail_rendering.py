"""What a message looks like when it leaves: every kind, whatever people write in it."""

import datetime
import email
import email.policy
import re
from unittest import mock

import pytest
from django.core import mail
from django.db import transaction
from django.template.loader import get_template
from django.utils import timezone
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from mentoring.mail import catalogue, links, outbox, rendering, texts
from mentoring.mail.catalogue import D, Kind, N, R, S, T
from mentoring.mail.drain import drain, message
from mentoring.models import Programme
from mentoring.tests.factories import UserFactory
from mentoring.tests.pages import Page
from mentoring.tests.proofreading import faults

pytestmark = pytest.mark.django_db
SITE = "https://binome.example"
HEADERS = {
    *("Content-Type", "MIME-Version", "Subject", "From", "To", "Reply-To", "Date", "Message-ID"),
    *("X-Binome-Kind", "Auto-Submitted"),
}
UNSUBSCRIBE = {"List-Unsubscribe", "List-Unsubscribe-Post"}
HOSTILE = {
    "header": "A\r\nBcc: victime@exemple.org\r\n\r\nUn autre corps",
    "lone return": "A\rBcc: victime@exemple.org",
    "unicode lines": "A\u2028Bcc: victime@exemple.org\u2029\x85B",
    "null": "A\x00B\x07\x1b[31m",
    "bidi": "abc\u202egpj.exe\u2066\u200b\ufeff",
    "address": 'Dupont, "Jean" <autre@exemple.org>;:@',
    "markup": '<script>alert(1)</script><img src=x onerror=alert(1)>"><a href="https://evil.example">',
    "template": "{{ 7|add:7 }} {% now 'Y' %} {to.password} %(x)s ${y}",
    "marks": "\n\n# Urgent\n\n> faux\n\n- faux",
    "long": "très long " * 300,
    "emoji": "👩🏽‍💻 Z̷̡̛a̸l̵g̶o̴ ﷽ 日本語 עברית",
    "formula": "=HYPERLINK(1);+1;-1;@x",
    "dots": ".\r\n.\r\nQUIT",
}
words = st.text(st.characters(codec="utf-8"), max_size=60) | st.text('\r\n\x00\u202e\u2028,:"@<>&;{}% ')


class Word(str):
    """What a template may ask of something a person wrote: its text, or any part of it."""

    __slots__ = ()

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return Word(self)


def sample(kind, word):
    """A context for any kind, read from its subject and its template: `word` wherever a person's words go."""
    source = get_template(f"emails/{kind.key}.txt").template.source
    names = re.findall(r"[a-z_]\w+", " ".join(re.findall(r"\{[{%](.+?)[%}]\}", source)))
    context = dict.fromkeys([*names, *re.findall(r"\{(\w+)\}", str(kind.subject))], Word(word))
    context |= dict.fromkeys(re.findall(r"count \w+=(\w+)", source), 2)
    context |= dict.fromkeys(re.findall(r"(\w+)\|floatformat", source), 2)
    context |= dict.fromkeys(re.findall(r"for \w+ in (\w+) ?%", source), [Word(word)] * 2)
    context |= dict.fromkeys([name for name in names if name.endswith("_path")], "/essai/")
    dates = re.findall(r"(\w+)\|(?:date_\w+|heure|depuis|moment)", source)
    context |= dict.fromkeys(dates, timezone.now() + datetime.timedelta(days=3))
    return {name: value for name, value in context.items() if name not in ("programme", "to", "site_url")}


def queue(kind, person, word="essai", **options):
    options = {"buttons": [("Ouvrir", "/espace/")], "context": sample(kind, word)} | options
    with transaction.atomic():
        return outbox.queue(kind.key, to=person, about="essai", **options)


def leave(row):
    """The message of a row as a mail program would read it, whatever its guard says."""
    return received_from(message(row, catalogue.get(row.kind)))


def received_from(built):
    return email.message_from_bytes(built.message().as_bytes(), policy=email.policy.default)


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = SITE


@pytest.fixture(params=catalogue.all_kinds(), ids=lambda kind: kind.key)
def kind(request):
    return request.param


# Every kind ------------------------------------------------------------------------------------------


def test_every_kind_renders(kind):
    row = queue(kind, UserFactory(first_name="Yanis"))
    assert row.text.startswith("Bonjour Yanis,\n\n")
    assert "Bonjour Yanis," in row.html
    assert str(rendering.explanation(kind)) in row.text
    assert 0 < len(row.subject) <= rendering.LONGEST_SUBJECT
    assert faults(row) == []
    assert row.is_secret is kind.is_secret


def test_what_may_be_absent_leaves_no_hole(kind):
    source = get_template(f"emails/{kind.key}.txt").template.source
    context, person = sample(kind, "essai"), UserFactory(first_name="")
    for name in set(re.findall(r"{% (?:el)?if (?:not )?(\w+) ?%}", source)):
        row = queue(kind, person, context=context | {name: ""}, discriminator=name)
        assert (name, faults(row)) == (name, [])


def test_every_message_has_its_headers_and_no_other(kind):
    received = leave(queue(kind, UserFactory()))
    expected = HEADERS | (UNSUBSCRIBE if kind.category in (R, N) else set())
    assert sorted(received.keys()) == sorted(expected)
    assert [part.get_content_type() for part in received.iter_parts()] == ["text/plain", "text/html"]
    assert received["Reply-To"] == Programme.current().contact_email


def test_every_message_shows_one_main_button(kind):
    person = UserFactory()
    row = queue(kind, person, buttons=[("Ouvrir", "/espace/"), ("Refuser", "/non/")])
    assert row.html.count('class="bouton"') == 1
    assert f'<a class="bouton" href="{SITE}/espace/">Ouvrir</a>' in row.html
    assert f"Ouvrir\u202f:\n{SITE}/espace/" in row.text


def test_a_scale_favours_none_of_its_answers():
    answers = [("Pas utile", "/1/"), ("Utile", "/2/"), ("Décisive", "/3/")]
    html = queue(catalogue.get("session_feedback"), UserFactory(), buttons=answers).html
    assert html.count('class="bouton second"') == 3


def test_every_address_is_absolute_and_ours(kind):
    row = queue(kind, UserFactory())
    addresses = [link for link in Page(row.html).links if not link.startswith("mailto:")]
    assert [link for link in addresses if not link.startswith(f"{SITE}/")] == []
    assert [u for u in re.findall(r"\w+://\S+", row.text) if not u.startswith(f"{SITE}/")] == []


def test_no_message_loads_anything(kind):
    row = queue(kind, UserFactory())
    assert re.findall(r"src\s*=|url\(|@import|<link|<script|<iframe|<form", row.html) == []
    assert Page(row.html).faults == ["style"]


@pytest.mark.parametrize("word", HOSTILE.values(), ids=HOSTILE)
def test_no_message_believes_what_people_write(kind, word):
    stored = word.replace("\x00", "")  # no request brings a NUL, and PostgreSQL keeps none
    person = UserFactory(first_name=stored[:60], last_name=stored[:80])
    row = queue(kind, person, word, preheader=word, reply_to="equipe@exemple.org")
    received = leave(row)
    assert not set(received.keys()) - HEADERS - UNSUBSCRIBE
    assert (received["To"], received["Reply-To"]) == (person.email, "equipe@exemple.org")
    assert len(row.subject.splitlines()) == 1
    assert len(row.subject) <= rendering.LONGEST_SUBJECT
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", row.subject)
    assert "\x00" not in row.text + row.html
    page = Page(row.html)
    assert page.faults == ["style"]
    assert [link for link in page.links if "evil" in link] == []
    assert "<img" not in row.html


def test_no_message_holds_more_of_its_reader_than_needed(kind):
    person = UserFactory(last_name="Sentinelle-nom", phone="+33611223344")
    row = queue(kind, person)
    for private in ("Sentinelle-nom", "33611223344", "0611223344", person.public_id, person.password):
        assert private not in row.subject + row.text + row.html.replace(f"/{private}/", "")


@pytest.mark.thorough
class WhateverTheWords(TestCase):
    """Any words, in any kind: built, sent, received, and not one header more."""

    @settings(max_examples=300, deadline=None)
    @given(name=words, word=words, kind=st.sampled_from(catalogue.all_kinds()))
    @example(name="\r\nBcc: x@y.fr", word="\r\nBcc: x@y.fr", kind=catalogue.get("login_code"))
    def test_it_leaves(self, name, word, kind):
        mail.outbox.clear()
        person = UserFactory(first_name=name.replace("\x00", "")[:60])
        row = queue(kind, person, word, preheader=word, at=timezone.now())
        at_once = Kind(kind.key, T, kind.subject)
        with mock.patch.dict(catalogue._kinds, {kind.key: at_once}):
            assert drain() == 1
        received = received_from(mail.outbox[0])
        assert sorted(received.keys()) == sorted(HEADERS)
        assert received["To"] == person.email
        assert Page(row.html).faults == ["style"]


# The frame -------------------------------------------------------------------------------------------

NOTICE = catalogue.get("account_notice")


def with_body(monkeypatch, body):
    """Render the ground's kind with another body."""
    original = texts.render_to_string

    def render(name, values):
        return body if name == "emails/account_notice.txt" else original(name, values)

    monkeypatch.setattr(texts, "render_to_string", render)


def test_the_text_is_not_escaped_and_the_html_is(monkeypatch):
    with_body(monkeypatch, "Tom & Jérôme <3 l’été")
    row = queue(NOTICE, UserFactory(first_name="D’Artagnan & fils"))
    assert "Tom & Jérôme <3 l’été" in row.text
    assert "Bonjour D’Artagnan & fils," in row.text
    assert "<p>Tom &amp; Jérôme &lt;3 l’été</p>" in row.html


def test_our_own_addresses_can_be_clicked_and_no_other(monkeypatch):
    with_body(
        monkeypatch,
        f'Lisez {SITE}/charte/.\n\n> {SITE}.evil.example/x et https://evil.example/ et {SITE}/a"b',
    )
    row = queue(NOTICE, UserFactory(), buttons=[])
    links = [link for link in Page(row.html).links if "mailto" not in link]
    assert links == [f"{SITE}/charte/", f"{SITE}/a"]
    assert f"Lisez {SITE}/charte/." in row.text


def test_a_list_of_messages_shows_the_first_words_unless_others_were_written(monkeypatch):
    def shown(body, preheader=""):
        with_body(monkeypatch, body)
        html = queue(NOTICE, UserFactory(), preheader=preheader).html
        return re.search(r'class="apercu"[^>]*>([^<]*)<', html)[1]

    assert shown("Un mot.\nPuis un autre.\n\nLa suite.") == "Un mot. Puis un autre."
    assert shown("Vos dates :\n\n- lundi\n- mardi\n\nLa suite.") == "Vos dates : lundi, mardi"
    assert shown("Un mot.", "Mieux.") == "Mieux."


def test_someone_without_a_name_is_greeted_all_the_same():
    assert queue(NOTICE, UserFactory(first_name="")).text.startswith("Bonjour,\n\n")
    assert queue(NOTICE, "lea@exemple.org").text.startswith("Bonjour,\n\n")


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("Un\ndeux\n\ntrois", [("paragraph", ["Un", "deux"]), ("paragraph", ["trois"])]),
        ("- un\n- deux", [("list", ["un", "deux"])]),
        ("- un\ndeux", [("paragraph", ["- un", "deux"])]),
        ("> un\ndeux\n> trois", [("quote", ["un", "deux", "trois"])]),
        ("# 123456", [("big", ["123456"])]),
        ("un\r\n\r\n\r\n\r\ndeux", [("paragraph", ["un"]), ("paragraph", ["deux"])]),
        ("\n \n", []),
        ("-un\n\n>deux\n\n#3", [("paragraph", ["-un"]), ("paragraph", [">deux"]), ("paragraph", ["#3"])]),
    ],
)
def test_a_body_is_made_of_blocks(body, found):
    assert [(block["type"], block["lines"]) for block in rendering.blocks(body)] == found


@given(st.text())
def test_blocks_lose_no_word(body):
    kept = "".join(line for block in rendering.blocks(body) for line in block["lines"])
    letters = [sign for sign in body if sign.isalnum()]
    assert [sign for sign in kept if sign.isalnum()] == letters


@given(st.text())
def test_one_line_is_one_line(text):
    line = rendering.one_line(text)
    assert len(line.splitlines()) <= 1
    assert len(line) <= rendering.LONGEST_LINE
    assert rendering.one_line(line) == line


def test_one_line_keeps_french_spaces():
    assert rendering.one_line("  40\u202f% :\u00a0\n\t oui ") == "40\u202f% :\u00a0 oui"


def test_dates_are_in_the_readers_own_time():
    """An evening in Paris is the next morning in Nouméa."""
    kind = catalogue.get("proposal_reminder")
    context = {
        "remaining": "2 jours",
        "answer_by": datetime.datetime(2026, 3, 16, 19, 0, tzinfo=datetime.UTC),
    }
    here = queue(kind, UserFactory(), context=context).text
    there = queue(kind, UserFactory(timezone="Pacific/Noumea"), context=context).text
    assert ("lundi 16 mars" in here, "mardi 17 mars" in there) == (True, True)


def test_only_a_reminder_with_a_switch_says_it_can_be_stopped(kind):
    is_promised = "arrêter ces rappels" in rendering.explanation(kind)
    assert is_promised is (kind.category == R and bool(kind.switch))


@pytest.mark.parametrize(
    ("category", "is_switchable"), [(T, False), (D, False), (R, True), (S, False), (N, True)]
)
def test_only_what_can_be_switched_off_says_how(monkeypatch, category, is_switchable):
    monkeypatch.setitem(catalogue._kinds, NOTICE.key, Kind(NOTICE.key, category, "Un essai"))
    monkeypatch.setattr(links, "preferences_token", lambda person: f"jeton-de-{person.first_name}")
    person = UserFactory(first_name="yanis")
    row = queue(catalogue.get(NOTICE.key), person)
    received = leave(row)
    address = f"{SITE}/courriels/jeton-de-yanis/"
    assert ("Gérer mes rappels" in row.text, address in row.html) == (is_switchable, is_switchable)
    assert (received["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click") is is_switchable
    expected = f"<{address}?un-clic={category}>" if is_switchable else ""
    assert (received["List-Unsubscribe"] or "").strip() == expected


def test_a_calendar_file_travels_along():
    file = {"name": "seance.ics", "content": "BEGIN:VCALENDAR", "type": "text/calendar; method=PUBLISH"}
    received = leave(queue(NOTICE, UserFactory(), attachments=[file]))
    part = next(received.iter_attachments())
    assert (part.get_content_type(), part.get_param("method")) == ("text/calendar", "PUBLISH")
    assert part.get_filename() == "seance.ics"
    assert part.get_content().strip() == "BEGIN:VCALENDAR"
