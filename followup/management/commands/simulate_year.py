import datetime
import logging.handlers
import time

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from followup.population import loading
from followup.population.setting import Setting
from followup.population.writing import Writer

# So many applications give enough approved people for one pair, with some left waiting.
MENTORS_A_PAIR, MENTEES_A_PAIR = 1.6, 2.4


class Command(BaseCommand):
    help = "Play a year of pairs day by day, clock moved, through the real tasks, in a database of its own."

    def add_arguments(self, parser):
        parser.add_argument("--pairs", type=int, default=500)
        parser.add_argument("--days", type=int, default=365)
        parser.add_argument(
            "--date", type=datetime.date.fromisoformat, help="the first day, today by default"
        )
        parser.add_argument("--seed", type=int, default=0, help="another seed, another year")
        parser.add_argument("--times", type=int, default=1, help="how many times every due task runs")

    def handle(self, *args, pairs, days, date, seed, times, verbosity, **options):
        try:
            import followup.simulation.year  # noqa: F401
        except ImportError as missing:
            raise CommandError(f"{missing.name} is missing: install requirements-dev.txt.") from None
        real = connection.settings_dict["NAME"]
        # A round of the clock logs what fails and goes on: here it is counted.
        failures = logging.handlers.BufferingHandler(10_000)
        failures.setLevel(logging.WARNING)
        logging.getLogger("mentoring").addHandler(failures)
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            found = self.play(pairs, date or timezone.localdate(), days, seed, times, verbosity)
        finally:
            connection.creation.destroy_test_db(real, verbosity=0)
            logging.getLogger("mentoring").removeHandler(failures)
        logged = sorted({record.getMessage() for record in failures.buffer})
        self.stdout.write(f"failed           {len(failures.buffer)} {' · '.join(logged[:5])}")
        if failures.buffer or not found.is_clean:
            raise CommandError("Something failed, left that should not have, or did not that should.")

    def play(self, pairs, first_day, days, seed, times, verbosity):
        from followup.simulation import checks, clock, life, year

        began = time.monotonic()
        self.stdout.write(f"{pairs} pairs, {days} days from {first_day}, {connection.vendor}")
        write_people(first_day, pairs, seed)
        start = timezone.make_aware(datetime.datetime.combine(first_day, datetime.time()))
        people = life.Life(start, pairs=pairs, seed=seed)

        def tell(day, number):
            if verbosity > 1 and day.day == 1:
                self.stdout.write(f"{time.monotonic() - began:6.0f} s  {day}  {number:,} messages")

        deliveries, calls = year.play(people, clock.moments(first_day, days), times=times, tell=tell)
        found = checks.check(deliveries, start, people.now)
        for line in checks.report(found):
            self.stdout.write(line)
        self.stdout.write(f"deeds            {checks.inline(people.done)}")
        self.stdout.write(f"refused          {checks.inline(people.refused)}")
        took = time.monotonic() - began
        self.stdout.write(f"{calls:,} calls of tasks, {len(deliveries):,} deliveries, {took:.0f} s in all")
        return found


def write_people(first_day, pairs, seed):
    """The team and approved people of both sides, none of whom is in a pair yet."""
    setting, writer = Setting(first_day, seed), Writer()
    mentors, mentees = round(pairs * MENTORS_A_PAIR), round(pairs * MENTEES_A_PAIR)
    loading.write_team(setting, writer, mentors + mentees)
    for kind, number in (("mentor", mentors), ("mentee", mentees)):
        loading.write_people(setting, writer, kind, number, lambda what: None)
