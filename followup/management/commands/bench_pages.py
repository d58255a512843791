"""How long pages take over the people of the database in use, beside the bars they are held to.

Nothing is kept, unless `--for-good`: then decisions are committed as they are in production, and stand.
"""

import contextlib
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError, connection, transaction
from django.test.utils import override_settings

from applications.models import Application
from followup import bench
from matching.bench import pages


@dataclass(frozen=True)
class Case:
    """`bar` is what 95 requests in a hundred stay under, in milliseconds; None where there is none."""

    words: str
    asked: object
    bar: int | None = None
    before: object = None


CASES = [
    Case("decision (POST …/valider/)", bench.decisions, 100),
    Case("/pilotage/candidatures/", bench.queue_pages, 150),
    Case("/pilotage/candidatures/…/", bench.file_pages, 150),
    Case("/pilotage/, every cache empty", bench.todo_pages, 300, cache.clear),
    Case("/pilotage/", bench.todo_pages, 300),
    Case("/pilotage/alertes/", bench.alert_pages, 300),
    Case("/pilotage/binomes/", bench.pair_pages, 300),
    Case("/pilotage/bilans/", bench.review_pages, 300),
    Case("/pilotage/aide/", bench.help_pages, 300),
    Case("/pilotage/aide/ateliers/", bench.workshop_pages, 300),
    Case("/pilotage/courriels/", bench.mail_pages, 300),
    Case("/pilotage/courriels/?q=…", bench.mail_searches),
    Case("/espace/suggestions/", pages.suggestion_pages),
    Case("/pilotage/…/personne/ (mentee)", pages.mentee_pages),
    Case("/pilotage/…/personne/ (mentor)", pages.mentor_pages),
]


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--rows", type=int, default=60, help="how many times each page is asked for")
        parser.add_argument("--long", type=int, default=300, help="how many suggestion pages for the memory")
        parser.add_argument("--only", default="", help="a part of the names of the pages to ask for")
        parser.add_argument("--for-good", action="store_true", help="commit what is decided")

    def handle(self, *args, rows, long, only, for_good, **options):
        if not settings.ALLOW_DEMO:
            raise CommandError(
                "Pages are asked in people's names: set ALLOW_DEMO=1 where they are fictional."
            )
        self.each = contextlib.nullcontext if for_good else undone
        if for_good:
            gather_statistics()
        with override_settings(ALLOWED_HOSTS=["localhost"], DEBUG=False):
            missed = self.measure([case for case in CASES if only in case.words], rows)
            if not only:
                self.remember(long)
        if missed:
            raise CommandError(f"Over its bar: {', '.join(missed)}.")

    def measure(self, cases, rows):
        """The names of those that missed their bar."""
        self.stdout.write(f"{Application.objects.count():,} applications, {connection.vendor}")
        heads = "".join(f"{head:>10}" for head in ("min", "median", "p95", "bar", "n", "queries"))
        self.stdout.write(f"{'page':<34}{heads}")
        missed = []
        for case in cases:
            with self.each():
                asked = case.asked(rows + 2)
                if len(asked) < 3:
                    raise CommandError(f"{case.words}: too few people to ask it of, load a population.")
                found = pages.measure(asked, case.before)
            times = "".join(f"{found.at(percent):>7.0f} ms" for percent in (0, 50, 95))
            bar = f"{case.bar} ms" if case.bar else ""
            self.stdout.write(f"{case.words:<34}{times}{bar:>10}{len(found.seconds):>10}{found.queries:>10}")
            if case.bar and found.at(95) > case.bar:
                missed.append(case.words)
        return missed

    def remember(self, long):
        before = pages.resident()
        with self.each():
            pages.measure(pages.suggestion_pages(long + 2))
        after = pages.resident()
        self.stdout.write(f"{long} suggestion pages: {before:.0f} MB before, {after:.0f} MB after")


@contextlib.contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def gather_statistics():
    """A table filled in bulk has none on PostgreSQL before autovacuum has gone by, and is still to be written
    to the disk."""
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
            with contextlib.suppress(ProgrammingError):  # left to whoever runs the server
                cursor.execute("CHECKPOINT")
