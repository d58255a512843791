import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from followup.demo import loading
from followup.demo.permission import refuse_real_people


class Command(BaseCommand):
    help = "Load the demo's fictional programme: 120 people and nine months of their history."

    def add_arguments(self, parser):
        parser.add_argument("--date", type=datetime.date.fromisoformat, help="the demo's today")
        parser.add_argument("--reset", action="store_true", help="throw every person's data away first")
        parser.add_argument("--with-report", action="store_true", help="add a behaviour that was reported")
        parser.add_argument("--if-empty", action="store_true", help="do nothing when someone is there")

    def handle(self, *args, date, reset, with_report, if_empty, **options):
        refuse_real_people()
        if if_empty and loading.is_loaded():
            return
        if reset:
            loading.unload()
        elif loading.is_loaded():
            raise CommandError("There are people already: --reset throws their data away.")
        world = loading.load(date or timezone.localdate(), with_report=with_report)
        self.stdout.write(f"{len(world.rows)} people, {len(world.mentorships)} pairs.")
