"""From the charter's plain text to what its page shows. A mark at the start of a line says what it is.

## Titre #adresse   a part; the word after # is its address in the page
### Titre           a card in that part; cards stand side by side
- point · 1. article · + ce qui se fait · x ce qui ne se fait pas · = Mot : phrase · ! mise en garde
**gras** and [mots](/page/) inside a line; a blank line parts two paragraphs.
"""

import re

from django.utils.html import format_html, format_html_join
from django.utils.text import slugify

HEADING = re.compile(r"^##\s+(?P<title>.*?)(?:\s+#(?P<anchor>[\w-]+))?$")
CARD = re.compile(r"^###\s+(?P<title>.+)$")
MARKS = (
    ("list", re.compile(r"^-\s+")),
    ("articles", re.compile(r"^\d{1,2}[.)]\s+")),
    ("yes", re.compile(r"^\+\s+")),
    ("no", re.compile(r"^[x×]\s+")),
    ("promises", re.compile(r"^=\s+")),
    ("warning", re.compile(r"^!\s+")),
)
TERM = re.compile(r"^(?P<term>[^:]+?)\s*:\s+(?P<words>.+)$")
INLINE = re.compile(r"(\*\*.+?\*\*|\[[^\]]+\]\(/(?!/)[^)\s]*\))")
LINK = re.compile(r"\[(?P<words>[^\]]+)\]\((?P<path>[^)]*)\)")
HOLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")


def values_of(programme):
    """What the text may say between braces."""
    return {
        "programme": programme.name,
        "adresse_equipe": programme.contact_email,
        "urgence": programme.emergency_text,
    }


def sections(text, programme):
    """[{"title", "anchor", "blocks"}]; a block is {"type", "lines"}, or {"type": "cards", "cards": […]} where
    each card has a title and blocks of its own."""
    values = values_of(programme)
    found, anchors = [{"title": "", "anchor": "", "blocks": []}], set()
    blocks = found[0]["blocks"]
    for line in HOLE.sub(lambda hole: values.get(hole[1], hole[0]), text).splitlines():
        line = line.strip()
        if card := CARD.match(line):
            blocks = new_card(found[-1]["blocks"], card["title"])
        elif heading := HEADING.match(line):
            anchor = unused(heading["anchor"] or slugify(heading["title"]) or "partie", anchors)
            found.append({"title": heading["title"], "anchor": anchor, "blocks": []})
            blocks = found[-1]["blocks"]
        elif line:
            add(blocks, line)
        elif blocks:
            blocks[-1]["is_closed"] = True
    return [section for section in found if section["title"] or section["blocks"]]


def unused(anchor, anchors):
    name, number = anchor, 1
    while name in anchors:
        number += 1
        name = f"{anchor}-{number}"
    anchors.add(name)
    return name


def new_card(blocks, title):
    """The blocks of a card added to the cards that end `blocks`, or to new ones."""
    if not blocks or blocks[-1]["type"] != "cards":
        blocks.append({"type": "cards", "cards": []})
    blocks[-1]["cards"].append({"title": title, "blocks": []})
    return blocks[-1]["cards"][-1]["blocks"]


def add(blocks, line):
    """A list, or a warning, goes on over blank lines; a paragraph does not."""
    kind, mark = next(((kind, mark) for kind, mark in MARKS if mark.match(line)), ("paragraph", None))
    words = mark.sub("", line) if mark else line
    term = TERM.match(words) if kind == "promises" else None
    shown = {"term": inline(term["term"]), "words": inline(term["words"])} if term else inline(words)
    last = blocks[-1] if blocks else None
    goes_on = last and last["type"] == kind and (kind != "paragraph" or not last.get("is_closed"))
    if goes_on:
        last["lines"].append(shown)
    else:
        blocks.append({"type": kind, "lines": [shown]})


def inline(words):
    """Bold and links to our own pages; everything else is escaped."""

    def run(piece):
        if piece.startswith("**") and piece.endswith("**") and len(piece) > 4:
            return format_html("<strong>{}</strong>", piece[2:-2])
        if link := LINK.fullmatch(piece):
            return format_html('<a href="{}">{}</a>', link["path"], link["words"])
        return piece

    return format_html_join("", "{}", ((run(piece),) for piece in INLINE.split(words)))
