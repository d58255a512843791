"""Who learns Discord: the ticks of the guide, and two workshops, the first one full."""

from followup.models import DiscordStep, Workshop, WorkshopRegistration
from followup.services import help_letters

from .world import happened, told

State = WorkshopRegistration.State
TICKED = {"M02": 2, "E52": 4, "E08": 6}
THURSDAY = 3
# Weeks after the next Thursday, hour, seats, who came first to last; the last wait when seats run out.
WORKSHOPS = (
    (0, "12:30", 6, ("M08", "M21", "E36", "M23", "E52", "M26", "M19", "E35")),
    (1, "18:00", 8, ("M04", "E40", "M11")),
)


def everything(world):
    for id, number in TICKED.items():
        for place, step in enumerate(DiscordStep.Step.values[:number]):
            at = world.moment(-6 + place // 2, "step", id, step)
            DiscordStep.objects.create(person=world.people[id], step=step, ticked_at=at)
    for place, (weeks, time, capacity, people) in enumerate(WORKSHOPS):
        workshop(world, next_thursday(world.today) + 7 * weeks, time, capacity, people, place)


def next_thursday(today):
    """In how many days: two at least, so that a day and a half is left to whoever registers today."""
    days = (THURSDAY - today.weekday()) % 7
    return days if days >= 2 else days + 7


def workshop(world, number, time, capacity, people, place):
    start, opened = world.at(number, time), world.moment(-12, "workshop", place)
    found = Workshop.objects.create(
        reference=world.reference("ATE", place),
        starts_at=start,
        ends_at=start + Workshop.LENGTH,
        capacity=capacity,
        link=f"https://meet.google.com/bin-ome{place}-ate",
        host=world.people["julien"],
        changed_at=opened,
    )
    happened(found, "open", opened, by=found.host, to_state=found.state)
    for rank, id in enumerate(people):
        state = State.REGISTERED if rank < capacity else State.WAITLISTED
        asked = world.moment(rank - 9, "registration", id)
        registration = WorkshopRegistration.objects.create(
            workshop=found, person=world.people[id], state=state, asked_at=asked
        )
        event = happened(registration, "register", asked, by=registration.person, to_state=state)
        if state == State.REGISTERED:
            told(asked, help_letters.workshop_registered, registration, event)
