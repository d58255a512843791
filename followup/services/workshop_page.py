"""What the coordination reads of workshops: all of them, and everything of one."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy

from followup.models import DiscordStep, Workshop, WorkshopRegistration
from followup.services import workshop_desk
from mentoring.models import Event, HelpRequest, User

State = WorkshopRegistration.State
SHOWN, SUGGESTED = 20, 50
SENTENCES = {
    "open": gettext_lazy("Atelier ouvert"),
    "change": gettext_lazy("Atelier modifié"),
    "cancel": gettext_lazy("Atelier annulé"),
    "tell": gettext_lazy("Personnes intéressées prévenues"),
    "register": gettext_lazy("Inscription"),
    "leave": gettext_lazy("Désistement"),
    "promote": gettext_lazy("Place attribuée depuis la liste d’attente"),
    "attendance": gettext_lazy("Présence notée"),
}
CHANGED = {
    "starts_at": gettext_lazy("date"),
    "ends_at": gettext_lazy("durée"),
    "capacity": gettext_lazy("places"),
    "link": gettext_lazy("lien"),
    "host_id": gettext_lazy("animation"),
}


@dataclass
class Entry:
    """`person` is whose seat it was about, None when it is the workshop."""

    event: Event
    person: User | None

    @property
    def sentence(self):
        if self.event.transition == "attendance":
            return State(self.event.to_state).label if self.event.to_state else ""
        return str(SENTENCES.get(self.event.transition, self.event.transition))

    @property
    def changed(self):
        """Of a change: what of it, « date, lien »."""
        names = self.event.payload.get("after", {})
        shown = [name for name in names if name != "ends_at" or "starts_at" not in names]
        return ", ".join(str(CHANGED[name]) for name in shown)

    @property
    def is_by_the_team(self):
        return self.event.actor is not None and self.event.actor != self.person


def listing(now, *, is_past):
    rows = Workshop.objects.past(now) if is_past else Workshop.objects.upcoming(now)
    return rows.with_seats().with_attendance().select_related("host")


def of(workshop, now=None):
    """The context of its page, in a constant number of queries."""
    now = now or timezone.now()
    everyone = list(workshop.registrations.select_related("person").order_by("asked_at", "pk"))
    is_planned = workshop.state == Workshop.State.PLANNED
    is_open = is_planned and workshop.starts_at > now
    seated = [row for row in everyone if row.state in WorkshopRegistration.SEATED]
    return {
        "workshop": workshop,
        "seated": seated,
        "waiting": [row for row in everyone if row.state == State.WAITLISTED],
        "left": max(workshop.capacity - len(seated), 0),
        "is_open": is_open,
        "is_cancelled": not is_planned,
        "may_be_checked": is_planned and not is_open,
        "is_unsaid": any(row.state == State.REGISTERED for row in seated),
        "interested": list(workshop_desk.waiting_for_news(workshop)) if is_open else [],
        "suggested": suggested(everyone) if is_open else [],
        "steps": DiscordStep.Step.choices,
        "entries": history(workshop, everyone),
    }


def seated(workshop):
    """The registrations the attendance sheet holds."""
    return list(workshop.registrations.filter(state__in=WorkshopRegistration.SEATED))


def suggested(registrations):
    """Who could be added: those whom a workshop interests, and whoever asked for help with Discord."""
    there = {row.person_id for row in registrations if row.state != State.CANCELLED}
    asking = HelpRequest.objects.open().filter(kind=HelpRequest.Kind.DISCORD)
    known = User.objects.filter(is_active=True).exclude(pk__in=there)
    found = known.filter(pk__in=asking.values("person")) | known.filter(workshop_interest__isnull=False)
    return list(found.distinct().order_by("first_name", "last_name", "pk")[:SUGGESTED])


def history(workshop, registrations):
    """[Entry], the latest first: of the workshop, and of everybody's seat."""
    people = {row.reference: row.person for row in registrations}
    events = Event.objects.about(workshop.reference, *people)[:SHOWN]
    return [Entry(event, people.get(event.reference)) for event in events]
