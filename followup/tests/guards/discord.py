"""Who learns Discord in the guards' world: a workshop with one seat, a request for somebody's help."""

from followup.services import help_requests
from followup.tests.factories import WorkshopFactory, WorkshopRegistrationFactory

READERS = {"mentee", "coordinator", "superuser"}


def help_and_workshops(world):
    """The mentee has the seat and asked for help, the stranger waits."""
    people = world.people
    help_requests.ask_about_discord(
        people["mentee"],
        device="phone",
        troubles=["call"],
        message=world.word("mentee", "stuck", READERS),
        reach="email",
        reach_when=world.word("mentee", "when", READERS),
    )
    link = f"https://meet.example/{world.word('mentee', 'call', READERS)}"
    workshop = WorkshopFactory(capacity=1, host=people["coordinator"], link=link)
    WorkshopRegistrationFactory(workshop=workshop, person=people["mentee"])
    WorkshopRegistrationFactory(workshop=workshop, person=people["stranger"], state="waitlisted")
    world.things["workshop"] = workshop
