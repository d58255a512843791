"""Every message catalogue that exists is complete. French, the source, holds plural forms only."""

import re
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

BLOCK = re.compile(r"\n\n+")
STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')


def entries(path):
    """The entries as {field: text} (msgid, msgid_plural, msgstr, msgstr[0]…), obsolete ones left out."""
    for block in BLOCK.split(path.read_text()):
        fields, current, is_fuzzy = {}, None, False
        for line in block.splitlines():
            is_fuzzy = is_fuzzy or line.startswith("#,") and "fuzzy" in line
            if line.startswith("#"):
                continue
            if not line.startswith('"'):
                current = line.split(" ", 1)[0]
            if current:
                fields[current] = fields.get(current, "") + "".join(STRING.findall(line))
        if fields.get("msgid"):
            yield fields | {"fuzzy": is_fuzzy}


class Command(BaseCommand):
    help = "Fails when a catalogue lacks a translation, or French a plural form (--fix writes those)."

    def add_arguments(self, parser):
        parser.add_argument("--fix", action="store_true", help="fill French plurals from the source")

    def handle(self, *args, fix, **options):
        faults = []
        for path in sorted(Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/*.po")):
            language = path.parts[-3]
            if language == settings.LANGUAGE_CODE and fix:
                self.write_plurals(path)
            for entry in entries(path):
                texts = [value for field, value in entry.items() if field.startswith("msgstr")]
                is_source = language == settings.LANGUAGE_CODE and "msgid_plural" not in entry
                if entry["fuzzy"] or (not is_source and not all(texts)):
                    faults.append(f"{path}: « {entry['msgid'][:60]} »")
            if not path.with_suffix(".mo").exists():
                faults.append(f"{path}: not compiled")
        if faults:
            raise CommandError("\n".join(faults))

    def write_plurals(self, path):
        """Keep the plural entries, translated by themselves, and compile."""
        import polib

        catalogue = polib.pofile(str(path))
        kept = polib.POFile()
        kept.metadata = {
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
            "Language": "fr",
            "Plural-Forms": "nplurals=2; plural=(n > 1);",
        }
        for entry in sorted(catalogue, key=lambda entry: entry.msgid):
            if entry.msgid_plural and not entry.obsolete:
                entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural}
                entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
                entry.occurrences, entry.comment = [], ""
                kept.append(entry)
        kept.save(str(path))
        kept.save_as_mofile(str(path.with_suffix(".mo")))
