"""What the team keeps an eye on in the guards' world: a request about the pair, an alert, one handled."""

from followup.tests.factories import AlertFactory
from mentoring.models import HelpRequest

TEAM = {"coordinator", "superuser"}


def alerts(world):
    """Neither of the two reads that there is an alert, nor what the team wrote of it."""
    pair, mentee = world.things["pair"], world.people["mentee"]
    HelpRequest.objects.create(
        reference="AID-6789",
        kind=HelpRequest.Kind.PAIR,
        person=mentee,
        email=mentee.email,
        about=pair.reference,
        message=world.word("mentee", "wish", {"mentee", *TEAM}),
    )
    world.things["alert"] = AlertFactory(mentorship=pair, red=True)
    note = world.word("mentee", "alertnote", TEAM)
    world.things["handled"] = AlertFactory(mentorship=pair, resolved=True, note=note)
