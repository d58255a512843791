"""French copy and templates, checked (and mended with --fix): typography, nothing inline."""

import ast
import re
import tokenize
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

THIN = "\u202f"
SPACES = re.compile(r"(?<=[\w%)»’…”\u202f}])[ \u00a0](?=[;:!?»](?![/=\w]))")
AFTER_VARIABLE = re.compile(r"(?<=}})[ \u00a0](?=[;:!?»](?![/=\w]))")
QUOTES = re.compile(r"«[ \u00a0](?=\S)")
APOSTROPHE = re.compile(r"(?<=[a-zA-ZÀ-ÿ])'(?=[a-zA-ZÀ-ÿ«])")
MEDIAN = re.compile(r"\w(?:·e\b|\(e\)|\(s\)|·s\b)")
TAG = re.compile(r"({%.*?%}|{{.*?}}|{#.*?#}|<!--.*?-->|<[^>]*>)", re.DOTALL)
TRANSLATED = re.compile(r"""({%-?\s*(?:translate|trans)\s+|_\()("[^"]*")""")
# Letters, and the page of an archive: no page of the site, they carry their style with them.
ALONE = {"emails", "archive"}
INLINE = re.compile(r"""\s(style|on[a-z]+)\s*=\s*["']|<style\b|<script(?![^>]*\bsrc=)[^>]*>""", re.IGNORECASE)
MARKERS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "gettext_noop"}


def mended(text):
    """`text` with French spaces, quotation marks and apostrophes."""
    return APOSTROPHE.sub("’", QUOTES.sub("«" + THIN, SPACES.sub(THIN, text)))


def mended_template(source):
    """Text between tags, and what translate tags hold, with French typography; the rest untouched."""
    parts = TAG.split(source)
    for index, part in enumerate(parts):
        if index % 2 == 0:
            parts[index] = mended(part)
        else:
            parts[index] = TRANSLATED.sub(lambda match: match[1] + mended(match[2]), part)
    return AFTER_VARIABLE.sub(THIN, "".join(parts))


def translated_lines(tree):
    """(line, column) of every string handed to gettext, or compared in a test with a French sentence."""
    spots = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in MARKERS:
            for inner in node.args:
                spots.update((n.lineno, n.col_offset) for n in ast.walk(inner) if isinstance(n, ast.Constant))
    return spots


def mended_python(path, source):
    """Strings handed to gettext, mended in place."""
    spots = translated_lines(ast.parse(source))
    lines = source.splitlines(keepends=True)
    with path.open("rb") as stream:
        tokens = [token for token in tokenize.tokenize(stream.readline) if token.type == tokenize.STRING]
    byte_columns = {(t.start[0], len(t.line[: t.start[1]].encode())): t for t in tokens}
    in_call = sorted((t for spot, t in byte_columns.items() if spot in spots), key=lambda t: t.start)
    # Implicitly joined strings have one node: their continuation follows on the next lines.
    wanted = []
    for index, token in enumerate(tokens):
        previous = tokens[index - 1] if index else None
        is_joined = previous in wanted and not source_between(lines, previous, token).strip()
        if token in in_call or is_joined:
            wanted.append(token)
    for token in reversed(wanted):
        if token.start[0] != token.end[0]:
            continue
        row, line = token.start[0] - 1, lines[token.start[0] - 1]
        text = token.string if token.string.startswith("'") else mended(token.string)
        lines[row] = line[: token.start[1]] + text + line[token.end[1] :]
    return "".join(lines)


def source_between(lines, first, second):
    if first.end[0] == second.start[0]:
        return lines[first.end[0] - 1][first.end[1] : second.start[1]]
    return (
        lines[first.end[0] - 1][first.end[1] :]
        + "".join(lines[first.end[0] : second.start[0] - 1])
        + lines[second.start[0] - 1][: second.start[1]]
    )


class Command(BaseCommand):
    help = "Checks French typography in templates and translated strings, and that nothing is inline (CSP)."

    def add_arguments(self, parser):
        parser.add_argument("--fix", action="store_true", help="mend the typography in place")
        parser.add_argument("paths", nargs="*", help="only these files")

    def handle(self, *args, fix, paths, **options):
        faults = []
        for path in map(Path, paths) if paths else self.files():
            source = path.read_text()
            is_template = path.suffix in {".html", ".txt"}
            good = mended_template(source) if is_template else mended_python(path, source)
            if good != source and fix:
                path.write_text(good)
            elif good != source:
                line = next(
                    n
                    for n, (a, b) in enumerate(zip(source.split("\n"), good.split("\n"), strict=True), 1)
                    if a != b
                )
                faults.append(f"{path}:{line}: French typography (run lint_copy --fix)")
            for number, line in enumerate(good.splitlines(), 1):
                if is_template and not ALONE & set(path.parts) and INLINE.search(line):
                    faults.append(f"{path}:{number}: inline style, script or handler")
                if is_template and MEDIAN.search(line):
                    faults.append(f"{path}:{number}: median dot or « (e) »")
        if faults:
            raise CommandError("\n".join(faults))

    def files(self):
        base = Path(settings.BASE_DIR)
        yield from sorted((base / "templates").rglob("*.html"))
        yield from sorted((base / "templates").rglob("*.txt"))
        for app in ("mentoring", "applications", "matching", "followup"):
            yield from (p for p in sorted((base / app).rglob("*.py")) if "migrations" not in p.parts)
