"""From a kind and its context to subject, text and HTML: the text is written, the frame is fixed.

A body is plain text in paragraphs parted by blank lines. A paragraph whose lines start with « - » is a list,
with « > » a quotation, with « # » a large line (a code).
"""

import re
import zoneinfo

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from mentoring.models import Programme

from . import catalogue, texts

MARKS = {"- ": "list", "> ": "quote", "# ": "big"}
LONGEST_LINE, LONGEST_SUBJECT, LONGEST_PREHEADER = 200, 60, 140
COLON = "\u202f:"
FOOTER = "-- \n"
# Zero-width and bidirectional signs, and what no text needs (PostgreSQL refuses NUL).
INVISIBLE = re.compile(r"[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def render(kind, *, to, context, buttons, preheader, role, footer_links, signed_by=None, words=None):
    """Return (subject, text, html) in the recipient's language and time zone.

    `to` is a User or None; `buttons` is a list of (label, absolute URL); `role` colours the frame
    ("mentor", "mentee" or ""); `footer_links` is a list of (label, URL) under the signature. `signed_by` is
    the coordinator who writes, or None for the team. Without a `preheader`, a list of messages shows the
    body's first words. `words` is a (subject, body) the coordination is trying, in place of those in force.
    """
    programme = Programme.current()
    language = to.language if to else settings.LANGUAGE_CODE
    zone = zoneinfo.ZoneInfo(to.timezone) if to else None
    with translation.override(language), timezone.override(zone):
        values = {"programme": programme, "to": to, "site_url": settings.SITE_URL, **context}
        subject, body = texts.written(kind, values, words)
        subject, body = cut(one_line(subject), LONGEST_SUBJECT), blocks(body)
        name = to.first_name if to else ""
        greeting = _("Bonjour {name},").format(name=one_line(name)) if name else _("Bonjour,")
        footer = [explanation(kind)]
        frame = {
            "subject": subject,
            "preheader": one_line(preheader) or first_words(body),
            "role": role,
            "greeting": greeting,
            "blocks": body,
            "buttons": [{"label": label, "url": url} for label, url in buttons],
            "signature": signature(programme, signed_by),
            "footer_lines": footer,
            "footer_links": [{"label": label, "url": url} for label, url in footer_links],
            "programme": programme,
            "language": language,
        }
        html = render_to_string(
            "emails/layout.html", frame | {"blocks": [clickable(block) for block in body]}
        )
        return subject, as_text(frame), html


def signature(programme, signed_by=None):
    """« Awa, pour l’équipe Binôme », or the team alone; nobody but the coordination signs for it."""
    team = programme.signature
    if signed_by is None or not signed_by.is_coordinator or not signed_by.first_name:
        return team
    return _("{name}, pour {team}").format(
        name=one_line(signed_by.first_name), team=team[:1].lower() + team[1:]
    )


def one_line(text):
    """One header line: a line break would forge a header, a bidirectional sign reorders what is read.

    French no-break spaces stay.
    """
    text = INVISIBLE.sub("", text)
    return re.sub(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+", " ", text).strip()[:LONGEST_LINE].rstrip()


def cut(line, longest):
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def blocks(body):
    """The body's paragraphs as [{"type": "paragraph"|"list"|"quote"|"big", "lines": [...]}].

    A quotation goes on until the next blank line, as people's own words may hold line breaks.
    """
    found = []
    body = CONTROL.sub("", body.replace("\r\n", "\n"))
    for chunk in re.split(r"\n\s*\n", body.strip()):
        lines = [line.strip() for line in chunk.splitlines() if line.strip()]
        if not lines:
            continue
        kind = next((name for mark, name in MARKS.items() if all(li.startswith(mark) for li in lines)), None)
        if lines[0].startswith("> "):
            kind, lines = "quote", [line.removeprefix("> ") for line in lines]
        elif kind:
            lines = [line[2:] for line in lines]
        found.append({"type": kind or "paragraph", "lines": lines})
    return found


def first_words(body):
    """What a list of messages shows after the subject when nothing better was written for it."""
    words = " ".join(body[0]["lines"]) if body else ""
    if words.endswith(":") and len(body) > 1:
        words = f"{words} {', '.join(body[1]['lines'])}"
    return cut(one_line(words), LONGEST_PREHEADER)


def clickable(block):
    """The block with links on our own addresses: those people write stay words."""
    ours = re.compile(rf"({re.escape(settings.SITE_URL)}/(?:[\w/.#?=-]*[\w/])?)")

    def linked(line):
        pieces = enumerate(ours.split(line))
        return format_html_join(
            "",
            "{}",
            (
                (format_html('<a class="lien" href="{0}">{0}</a>', piece) if i % 2 else piece,)
                for i, piece in pieces
            ),
        )

    return block | {"lines": [linked(line) for line in block["lines"]]}


def as_text(frame):
    """The text alternative: the same words, the buttons as addresses."""
    parts = [frame["greeting"]]
    marks = {name: mark for mark, name in MARKS.items()} | {"big": "", "paragraph": ""}
    parts += ["\n".join(marks[block["type"]] + line for line in block["lines"]) for block in frame["blocks"]]
    parts += [f"{button['label']}{COLON}\n{button['url']}" for button in frame["buttons"]]
    parts += [frame["signature"], FOOTER + "\n".join(frame["footer_lines"])]
    parts += [f"{link['label']}{COLON} {link['url']}" for link in frame["footer_links"]]
    return "\n\n".join(parts) + "\n"


def message_and_footer(text):
    """The blocks of a message's text alternative: those of the message, those under it."""
    message, _mark, footer = text.partition(f"\n{FOOTER}")
    return blocks(message), blocks(footer)


def above_button(text, label):
    """The blocks of a message's text alternative, greeting first, down to its button called `label`."""
    return blocks(text.partition(f"\n\n{label}{COLON}\n")[0])


def explanation(kind):
    """Why the person receives this, and whether it can be switched off."""
    if kind.category == catalogue.R and not kind.switch:
        return _("Ce message part une seule fois, même quand les rappels sont arrêtés.")
    return {
        "T": _(
            "Ce message suit une action sur votre compte, votre demande, votre binôme ou un atelier : "
            "il ne peut pas être désactivé."
        ),
        "D": _("L’équipe vous écrit au sujet de votre mentorat : ce message ne peut pas être désactivé."),
        "R": _("Vous pouvez régler ou arrêter ces rappels à tout moment."),
        "S": _("Message réservé à l’équipe de coordination."),
        "N": _("Vous recevez ces nouvelles parce que vous les avez demandées."),
    }[kind.category]
