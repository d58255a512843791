"""What the team did about a pair it keeps an eye on; a report, where one is asked for."""

import functools

from followup.services import asking
from followup.services.alerts import handling
from mentoring.models import HelpRequest

from .pairs import SILENT
from .texts import pairing
from .world import dated, told

REPORTS = "E20"


def everything(world, *, with_report):
    write_to_the_silent(world)
    if with_report:
        report(world)


def write_to_the_silent(world):
    """Awa wrote to both three days ago, and waits for an answer."""
    pair, at = world.mentorships[SILENT], world.moment(-3, "team message")
    write = functools.partial(handling.write, by=world.people["awa"], to=pair.people, text=pairing.TEAM_WORD)
    told(at, write, pair)
    dated(pair, "team_message", at)


def report(world):
    """A mentee reported a behaviour yesterday; the alert opens at once, as it does on the page."""
    pair, at = world.mentorships[REPORTS], world.moment(-1, "report")
    said = {"matter": asking.Matter.REPORT, "message": pairing.REPORT, "contact": asking.Contact.EMAIL}
    request = asking.ask(pair, by=pair.mentee.person, **said)
    reference = world.reference("AID", "report")
    HelpRequest.objects.filter(pk=request.pk).update(created_at=at, reference=reference)
    pair.alerts.filter(fact=request.reference).update(since=at, fact=reference)
