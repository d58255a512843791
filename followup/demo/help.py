"""Who learns Discord: the ticks of the guide, five requests for help, two workshops, the first one full, one
that is over, and who would come to another."""

import datetime

from followup.models import DiscordStep, Workshop, WorkshopInterest, WorkshopRegistration
from followup.services import help_letters, help_requests
from mentoring import help as help_desk
from mentoring.models import HelpRequest

from .world import dated, happened, told

State = WorkshopRegistration.State
TICKED = {"M02": 2, "E52": 4, "E08": 6}
THURSDAY = 3
# Weeks after the next Thursday, hour, seats, who came first to last; the last wait when seats run out.
WORKSHOPS = (
    (0, "12:30", 6, ("M08", "M21", "E36", "M23", "E52", "M26", "M19", "E35")),
    (1, "18:00", 8, ("M04", "E40", "M11")),
)
# The one that is over: weeks, hour, seats, who came and who did not.
PAST = (-2, "18:00", 8, {"M06": True, "M16": True, "E13": False, "E22": True})
INTERESTED = {"E48": -3, "E42": -1}
# Whose, what became of it, what they wrote, on which device, where it is stuck, how to reach them.
REQUESTS = (
    (
        *("M02", "new", "Qu’une personne m’aide à installer Discord et à trouver le bon salon."),
        *("computer", ["account", "server"], "phone", "le mercredi midi"),
    ),
    (
        *("E36", "new", "J’ai créé mon compte, mais je ne trouve pas comment rejoindre le serveur."),
        *("computer", ["server"], "email", ""),
    ),
    (
        *("E52", "planned", "Je n’ai qu’un téléphone : est-ce que cela suffit pour une séance en vidéo ?"),
        *("phone", ["call"], "video", "le midi"),
    ),
    (
        *("M08", "done", "L’audio ne marche pas sur mon ordinateur : on m’entend, je n’entends rien."),
        *("computer", ["call"], "video", ""),
    ),
    (
        *("E08", "done", "Je me perds entre les salons et les messages privés."),
        *("unknown", ["messages"], "email", ""),
    ),
)


def everything(world):
    requests(world)
    for id, number in TICKED.items():
        for place, step in enumerate(DiscordStep.Step.values[:number]):
            at = world.moment(-6 + place // 2, "step", id, step)
            DiscordStep.objects.create(person=world.people[id], step=step, ticked_at=at)
    for place, (weeks, time, capacity, people) in enumerate(WORKSHOPS):
        workshop(world, next_thursday(world.today) + 7 * weeks, time, capacity, people, place)
    past(world)
    for id, number in INTERESTED.items():
        at = world.moment(number, "interest", id)
        WorkshopInterest.objects.create(person=world.people[id], created_at=at)


def next_thursday(today):
    """In how many days: two at least, so that a day and a half is left to whoever registers today."""
    days = (THURSDAY - today.weekday()) % 7
    return days if days >= 2 else days + 7


def workshop(world, number, time, capacity, people, place):
    start, opened = world.at(number, time), world.moment(min(number, 0) - 12, "workshop", place)
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
        asked = world.moment(min(number, 0) + rank - 9, "registration", id)
        registration = WorkshopRegistration.objects.create(
            workshop=found, person=world.people[id], state=state, asked_at=asked
        )
        event = happened(registration, "register", asked, by=registration.person, to_state=state)
        if state == State.REGISTERED:
            told(asked, help_letters.workshop_registered, registration, event)
    return found


def past(world):
    """Attendance was noted that evening: whoever came has done the six steps."""
    weeks, time, capacity, people = PAST
    number = next_thursday(world.today) + 7 * weeks
    found = workshop(world, number, time, capacity, people, len(WORKSHOPS))
    noted = found.ends_at + datetime.timedelta(minutes=10)
    for registration in found.registrations.all():
        came = people[next(id for id in people if world.people[id].pk == registration.person_id)]
        registration.state = State.ATTENDED if came else State.ABSENT
        registration.save(update_fields=["state"])
        steps = DiscordStep.Step.values if came else []
        for step in steps:
            DiscordStep.objects.create(person=registration.person, step=step, ticked_at=noted)
        states = {"from_state": State.REGISTERED, "to_state": registration.state}
        happened(registration, "attendance", noted, by=found.host, **states, steps=steps, requests=[])


def requests(world):
    """Five people ask for help with Discord, two of them in the last days."""
    for number, (id, state, message, device, troubles, reach, when) in enumerate(REQUESTS):
        answers = {"device": device, "troubles": troubles, "reach": reach, "reach_when": when}
        found = help_desk.ask(HelpRequest.Kind.DISCORD, person=world.people[id], message=message, **answers)
        found.reference = world.reference("AID", id)
        found.created_at = world.moment(-1 - number * 3, "help", id)
        found.save()
        event = happened(found, "ask", found.created_at, by=found.person, to_state=found.state)
        told(found.created_at, help_letters.help_received, found, event)
        if state == "planned":
            meets_at = world.at(next_thursday(world.today), "12:30")
            help_requests.plan(found, by=world.people["julien"], note="Appel vidéo.", meets_at=meets_at)
            dated(found, "plan", found.created_at + datetime.timedelta(hours=1))
        elif state == "done":
            awa, closed_at = world.people["awa"], world.moment(-3, "closed", id)
            help_desk.close(found, by=awa, note="Installé ensemble, un appel d’essai réussi.")
            HelpRequest.objects.filter(pk=found.pk).update(owner=awa, closed_at=closed_at)
            dated(found, "close", closed_at)
