"""Discord workshops: a seat, a turn in the waiting list, and who takes the seat that somebody leaves. What
only the team does is in `workshop_desk`.

Whatever counts seats holds the workshop's row: two people never take the last one.
"""

import datetime
import zoneinfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from followup.models import Workshop, WorkshopInterest, WorkshopRegistration
from followup.services import help_letters
from mentoring import moves
from mentoring.audit import record
from mentoring.mail import outbox
from mentoring.models import NotAllowed
from mentoring.zones import ZONES

State = WorkshopRegistration.State
# Until then a seat can be given back, and somebody else has the time to take it.
LEAVE_BEFORE = datetime.timedelta(hours=1)


@transaction.atomic
def register(workshop, *, by, person=None):
    """A seat, or the end of the waiting list when they are all taken; twice is once. `person` is whose, when
    the team asks for them.

    Returns the registration. Raises NotAllowed when the workshop has begun or is cancelled.
    """
    held, person = moves.lock(workshop), person or by
    refuse_over(held)
    mine = WorkshopRegistration.objects.filter(workshop=held, person=person).first()
    if mine and mine.state != State.CANCELLED:
        return mine
    promote(held)
    state = State.REGISTERED if free_seats(held) > 0 else State.WAITLISTED
    if mine:
        event = moves.move(mine, "register", state, by=by, asked_at=timezone.now())
    else:
        mine = WorkshopRegistration.objects.create(workshop=held, person=person, state=state)
        event = record(mine, "register", by=by, to_state=state, workshop=held.reference)
    WorkshopInterest.objects.filter(person=person).delete()
    if state == State.REGISTERED:
        help_letters.workshop_registered(mine, event)
    return mine


@transaction.atomic
def leave(workshop, *, by, person=None):
    """Give the seat back: the first who waits takes it, and is told. Whoever is not coming may say it twice.

    `person` is whose seat, when they told the team. Raises NotAllowed within the last hour, when nobody could
    come instead, unless the team does it.
    """
    held, is_own = moves.lock(workshop), person is None
    refuse_over(held)
    mine = WorkshopRegistration.objects.filter(workshop=held, person=person or by).first()
    if mine is None or mine.state == State.CANCELLED:
        return
    is_late = held.starts_at - timezone.now() < LEAVE_BEFORE
    if is_own and is_late and mine.state == State.REGISTERED:
        raise NotAllowed(_("L’atelier commence dans moins d’une heure : prévenez plutôt l’équipe."))
    moves.move(mine, "leave", State.CANCELLED, by=by)
    outbox.withdraw_about(mine)
    promote(held)


@transaction.atomic
def give_up_seats(person, now=None):
    """Somebody is gone: their seats at the workshops to come pass to the first who wait, even in the last
    hour."""
    kept = person.workshop_registrations.filter(state__in=[State.REGISTERED, State.WAITLISTED])
    coming = kept.filter(workshop__in=Workshop.objects.upcoming(now or timezone.now()))
    for registration in coming.order_by("workshop"):  # as everybody locks them
        held = moves.lock(registration.workshop)
        moves.move(registration, "leave", State.CANCELLED, by=None)
        outbox.withdraw_about(registration)
        promote(held)


def promote(held):
    """Give the free seats of a locked workshop to the first who wait."""
    waiting = held.registrations.filter(state=State.WAITLISTED).select_related("person")
    for first in waiting[: max(free_seats(held), 0)]:
        event = moves.move(first, "promote", State.REGISTERED, by=None)
        help_letters.workshop_promoted(first, event)


def next_after(registration):
    """Who gets a seat, and a letter, when this one is given back."""
    workshop = registration.workshop
    if registration.state not in WorkshopRegistration.SEATED:
        return []
    waiting = workshop.registrations.filter(state=State.WAITLISTED).select_related("person")
    return list(waiting[: max(free_seats(workshop) + 1, 0)])


def free_seats(workshop):
    return workshop.capacity - workshop.registrations.filter(state__in=WorkshopRegistration.SEATED).count()


def show_interest(*, by):
    """« Un atelier m’intéresse »; once a person."""
    WorkshopInterest.objects.get_or_create(person=by)


def refuse_over(workshop):
    if workshop.state == Workshop.State.CANCELLED:
        raise NotAllowed(_("Cette action n’est plus possible : l’atelier est annulé."))
    if workshop.starts_at <= timezone.now():
        raise NotAllowed(_("Cette action n’est plus possible : l’atelier a commencé."))


# What the pages show --------------------------------------------------------------------------------


def upcoming(person, now=None):
    """Every workshop to come, each with this person's registration."""
    rows = list(Workshop.objects.upcoming(now or timezone.now()).with_seats().select_related("host"))
    mine = {}
    if person.is_authenticated:
        mine = {one.workshop_id: one for one in person.workshop_registrations.filter(workshop__in=rows)}
    return [card(workshop, mine.get(workshop.pk)) for workshop in rows]


def card(workshop, registration):
    """`workshop` has its seats counted."""
    state = registration.state if registration else ""
    return {
        "workshop": workshop,
        "left": max(workshop.capacity - workshop.taken, 0),
        "is_registered": state in WorkshopRegistration.SEATED,
        "is_waiting": state == State.WAITLISTED,
    }


def page(workshop, person, now=None):
    """One workshop for this person: their turn when they wait, and its hour overseas."""
    now = now or timezone.now()
    mine = (
        person.workshop_registrations.filter(workshop=workshop).first() if person.is_authenticated else None
    )
    seat = card(workshop, mine)
    return {
        "workshop": workshop,
        "seat": seat,
        "rank": rank(mine) if seat["is_waiting"] else None,
        "is_cancelled": workshop.state == Workshop.State.CANCELLED,
        "is_open": workshop.starts_at > now,
        "may_leave": workshop.starts_at - now >= LEAVE_BEFORE,
        "elsewhere": elsewhere(workshop.starts_at),
    }


def has_seat(workshop, person):
    """The link of the call is for people who come."""
    seated = WorkshopRegistration.SEATED
    return person.is_authenticated and workshop.registrations.filter(person=person, state__in=seated).exists()


def rank(registration):
    """1 for the first who waits."""
    waiting = registration.workshop.registrations.filter(state=State.WAITLISTED)
    return list(waiting.values_list("pk", flat=True)).index(registration.pk) + 1


def elsewhere(moment):
    """France and its territories, Paris first: {"name", "zone", "days"}, `days` later than in Paris."""
    _label, places = ZONES[0]
    day = moment.astimezone(zoneinfo.ZoneInfo(places[0][0])).date()
    for code, name in places:
        there = moment.astimezone(zoneinfo.ZoneInfo(code)).date()
        yield {"name": name, "zone": code, "days": (there - day).days}
