import datetime
import time

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from followup.demo.permission import refuse_real_people
from followup.population import loading


class Command(BaseCommand):
    help = "Write a large fictional programme in bulk, for measures: so many applications on each side."

    def add_arguments(self, parser):
        parser.add_argument("--mentors", type=int, required=True, help="how many mentors' applications")
        parser.add_argument("--mentees", type=int, required=True, help="how many mentees' applications")
        parser.add_argument("--seed", type=int, default=0, help="another seed, other people")
        parser.add_argument("--if-empty", action="store_true", help="leave a population that is there")
        parser.add_argument("--date", type=datetime.date.fromisoformat, help="the population's today")

    def handle(self, *args, mentors, mentees, seed, date, if_empty, verbosity, **options):
        refuse_real_people()
        if loading.is_loaded():
            if if_empty:
                return
            raise CommandError("There is a population already: empty the database first.")
        began = time.monotonic()
        written = loading.load(
            date or timezone.localdate(),
            mentors=mentors,
            mentees=mentees,
            seed=seed,
            tell=self.stdout.write if verbosity > 1 else lambda sentence: None,
        )
        for model, number in written.most_common():
            self.stdout.write(f"{number:>10,}  {model}")
        self.stdout.write(f"{sum(written.values()):,} rows in {time.monotonic() - began:.0f} s.")
