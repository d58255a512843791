"""What the team does with workshops: opens one, changes it, calls it off, tells whoever waited for one.

Whatever counts or moves seats holds the workshop's row, as in `workshops`.
"""

import datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from followup.models import Workshop, WorkshopInterest, WorkshopRegistration
from followup.services import help_letters, workshops
from mentoring import changes, moves
from mentoring.audit import record
from mentoring.mail import outbox
from mentoring.mail.models import Email
from mentoring.models import Event, NotAllowed
from mentoring.references import new_reference

State = WorkshopRegistration.State
COMING = (State.REGISTERED, State.WAITLISTED)
FIELDS = ("starts_at", "ends_at", "capacity", "link", "host_id")
# What the calendars of those who come must know.
IN_CALENDARS = ("starts_at", "ends_at", "link")
TAKEN = gettext_lazy("Un atelier est déjà prévu à ce moment avec ce lien")
CHANGED = changes.Told(
    gettext_lazy("{name} a modifié cet atelier {when}."),
    gettext_lazy("Vous avez modifié cet atelier dans un autre onglet, {when}."),
    gettext_lazy("Relisez-le avant d’enregistrer."),
)
# What is to be said of a change replaces what was to be said of the date before.
OUTDATED = ("workshop_registered", "workshop_promoted", "workshop_reminder", "workshop_changed")


class DateRefused(NotAllowed):
    """A date that cannot be; the form shows it beside the date."""


class SeatsRefused(NotAllowed):
    """A number of seats that cannot be; the form shows it beside that number."""


def open_workshop(*, by, starts_at, capacity, link, host=None, minutes=None, is_told=False):
    """A workshop people may come to; `is_told` writes to whoever waits for one. Opened twice, it is one.

    Raises DateRefused for a date gone by, or when that call is taken at that moment.
    """
    if starts_at <= timezone.now():
        raise DateRefused(_("Choisissez une date à venir"))
    length = datetime.timedelta(minutes=minutes) if minutes else Workshop.LENGTH
    wanted = {"ends_at": starts_at + length, "capacity": capacity, "host": host or by}
    try:
        with transaction.atomic():
            workshop = Workshop.objects.create(
                reference=new_reference("ATE", lambda ref: Workshop.objects.filter(reference=ref).exists()),
                starts_at=starts_at,
                link=link,
                **wanted,
            )
            record(workshop, "open", by=by, to_state=Workshop.State.PLANNED)
            if is_told:
                tell_interested(workshop, by=by)
            return workshop
    except IntegrityError:
        return same_call(starts_at, link, wanted)


def same_call(starts_at, link, wanted):
    """The workshop that has this call at this moment, if it is the very same. Raises DateRefused."""
    found = Workshop.objects.filter(state=Workshop.State.PLANNED, starts_at=starts_at, link=link)
    if same := found.filter(**wanted).first():
        return same
    raise DateRefused(TAKEN)


@transaction.atomic
def change(workshop, *, by, seen, starts_at, minutes, capacity, link, host):
    """Another date, call, number of seats or host. `seen` is the version the coordinator read.

    Whoever has a seat is told of another date or call, and their calendars too; whoever waits, of another
    date. More seats go to the first who wait. Raises NotAllowed when a colleague changed it meanwhile or when
    it has begun, DateRefused and SeatsRefused for what cannot be.
    """
    held = moves.lock(workshop)
    workshops.refuse_over(held)
    if held.version != seen:
        last = Event.objects.about(held.reference).filter(transition="change").first()
        raise NotAllowed(changes.meanwhile(last, by, {"change": CHANGED}))
    if starts_at <= timezone.now():
        raise DateRefused(_("Choisissez une date à venir"))
    refuse_too_few(held, capacity)
    before = {name: getattr(held, name) for name in FIELDS}
    ends_at = starts_at + datetime.timedelta(minutes=minutes)
    after = dict(zip(FIELDS, (starts_at, ends_at, capacity, link, host.pk), strict=True))
    changed = [name for name in FIELDS if before[name] != after[name]]
    if not changed:
        return
    try:
        with transaction.atomic():
            apply(held, {name: after[name] for name in changed}, by=by)
    except IntegrityError as error:
        raise DateRefused(TAKEN) from error
    is_moved = bool({"starts_at", "ends_at"} & set(changed))
    if is_moved or "link" in changed:
        tell_of_change(held, before["starts_at"] if is_moved else None)
    workshops.promote(held)


def refuse_too_few(held, capacity):
    taken = held.capacity - workshops.free_seats(held)
    if capacity < taken:
        raise SeatsRefused(
            ngettext(
                "{n} personne a déjà une place : prévoyez-en {n} au moins",
                "{n} personnes ont déjà une place : prévoyez-en {n} au moins",
                taken,
            ).format(n=taken)
        )


def apply(held, values, *, by):
    """Write these values; what calendars must know is one version more."""
    before = moves.snapshot(held, values)
    for name, value in values.items():
        setattr(held, name, value)
    if set(IN_CALENDARS) & set(values):
        held.sequence, held.changed_at = held.sequence + 1, timezone.now()
    held.save(update_fields=[*values, "sequence", "changed_at"])
    record(held, "change", by=by, before=before, after=moves.snapshot(held, values))


def tell_of_change(held, before):
    """To those who have a seat; to those who wait too when the date is another one (`before` is the old)."""
    told = COMING if before else (State.REGISTERED,)
    for registration in held.registrations.filter(state__in=told).select_related("person"):
        outbox.withdraw_about(registration, *OUTDATED)
        help_letters.workshop_changed(registration, before)


@transaction.atomic
def cancel(workshop, *, by):
    """It will not take place: everybody who had a seat or waited for one is told."""
    held = moves.lock(workshop)
    workshops.refuse_over(held)
    moves.move(
        workshop,
        "cancel",
        Workshop.State.CANCELLED,
        by=by,
        sequence=held.sequence + 1,
        changed_at=timezone.now(),
    )
    outbox.withdraw_about(workshop, "workshop_opened")
    coming = workshop.registrations.filter(state__in=COMING)
    for registration in coming.select_related("person", "workshop"):
        outbox.withdraw_about(registration)
        help_letters.workshop_cancelled(registration)


@transaction.atomic
def tell_interested(workshop, *, by):
    """« Prévenir les personnes intéressées »: one letter each, once for each workshop. Returns how many."""
    held = moves.lock(workshop)
    workshops.refuse_over(held)
    told = [one.person for one in waiting_for_news(held)]
    for person in told:
        help_letters.workshop_opened(held, person)
    if told:
        record(held, "tell", by=by, number=len(told))
    return len(told)


def waiting_for_news(workshop=None):
    """Those whom a workshop interests, the first who said so first; with a `workshop`, those who were not
    told of it."""
    rows = WorkshopInterest.objects.filter(person__is_active=True).select_related("person")
    if workshop is not None:
        letters = Email.objects.filter(kind="workshop_opened", reference=workshop.reference)
        rows = rows.exclude(Exists(letters.filter(recipient=OuterRef("person"))))
    return rows.order_by("created_at", "pk")
