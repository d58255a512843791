from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.test.utils import override_settings

from applications.models import Profile
from matching.bench import pages

PAGES = {
    "/espace/suggestions/": pages.suggestion_pages,
    "/pilotage/…/personne/ (mentee)": pages.mentee_pages,
    "/pilotage/…/personne/ (mentor)": pages.mentor_pages,
}


class Command(BaseCommand):
    help = "How long one mentor's suggestions and one person's board take here, and what memory they leave."

    def add_arguments(self, parser):
        parser.add_argument("--rows", type=int, default=60, help="how many people each page is asked for")
        parser.add_argument("--long", type=int, default=300, help="how many suggestion pages for the memory")

    def handle(self, *args, rows, long, **options):
        if not settings.ALLOW_DEMO:
            raise CommandError(
                "Pages are asked in people's names: set ALLOW_DEMO=1 where they are fictional."
            )
        with transaction.atomic(), override_settings(ALLOWED_HOSTS=["localhost"], DEBUG=False):
            self.stdout.write(f"{Profile.objects.count():,} profiles, {connection.vendor}")
            self.stdout.write(f"{'page':<34}{'asked':>6}{'p50':>9}{'p95':>9}{'most':>9}{'queries':>9}")
            for words, asked in PAGES.items():
                self.tell(words, pages.measure(asked(rows)))
            before = pages.resident()
            pages.measure(pages.suggestion_pages(long))
            after = pages.resident()
            self.stdout.write(f"{long} suggestion pages: {before:.0f} MB before, {after:.0f} MB after")
            transaction.set_rollback(True)

    def tell(self, words, found):
        times = "".join(f"{found.at(percent):>6.0f} ms" for percent in (50, 95, 100))
        self.stdout.write(f"{words:<34}{len(found.seconds):>6}{times}{found.queries:>9}")
