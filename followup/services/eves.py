"""« Demain : votre séance »: the eve of a session or a workshop, told on the last day when mail may leave."""

import datetime
import zoneinfo

from django.utils import timezone

from followup.models import MentoringSession, Mentorship, Workshop, WorkshopRegistration
from followup.services import help_letters, letters
from followup.services.reminders import write_once
from mentoring.mail import outbox, rules

# The longest run of closed days (Easter, the bridge of a 1st of November) and the eve before it.
FURTHEST = datetime.timedelta(days=5)
# Nobody is reminded of what they agreed to half a day before.
AGREED_BEFORE = datetime.timedelta(hours=12)


def remind_of_sessions(now=None):
    """Write to both people of each session whose eve is today, where each lives. Returns how many."""
    now = now or timezone.now()
    soon = (
        MentoringSession.objects.planned()
        .filter(starts_at__gt=now, starts_at__lte=now + FURTHEST, mentorship__state=Mentorship.State.ACTIVE)
        .select_related("mentorship__mentor__person", "mentorship__mentee__person", "mentorship__proposal")
        .order_by("pk")
    )
    wanted = {}
    for row in soon:
        for profile in (row.mentorship.mentor, row.mentorship.mentee):
            if leaves_at := telling(row.starts_at, row.planned_at, profile.person.timezone, now):
                key = outbox.key_of("session_reminder", row.reference, profile.person, str(row.sequence))
                wanted[key] = (row, profile, leaves_at)
    return write_once(wanted, letters.session_reminder)


def remind_of_workshops(now=None):
    """Write to whoever has a seat at a workshop whose eve is today. Returns how many."""
    now = now or timezone.now()
    coming = WorkshopRegistration.objects.filter(
        state=WorkshopRegistration.State.REGISTERED,
        workshop__state=Workshop.State.PLANNED,
        workshop__starts_at__gt=now,
        workshop__starts_at__lte=now + FURTHEST,
    )
    wanted = {}
    for row in coming.select_related("person", "workshop").order_by("pk"):
        if leaves_at := telling(row.workshop.starts_at, known_since(row), row.person.timezone, now):
            version = help_letters.reminder_version(row)
            wanted[outbox.key_of("workshop_reminder", row.reference, row.person, version)] = (row, leaves_at)
    return write_once(wanted, help_letters.workshop_reminder)


def known_since(registration):
    """When they last heard of the date of their workshop: they asked for a seat, or were told of a change."""
    workshop = registration.workshop
    if workshop.sequence:
        return max(registration.asked_at, workshop.changed_at)
    return registration.asked_at


def telling(start, agreed_at, zone_name, now):
    """When the eve of a meeting is told to somebody, if that is today: from now on, or now when the hour
    passed while no clock ran. None when it is not today, or when they have just agreed to it."""
    zone = zoneinfo.ZoneInfo(zone_name)
    eve = rules.eve_of(start, zone_name)
    if agreed_at > eve - AGREED_BEFORE or timezone.localdate(now, zone) < eve.date():
        return None
    if eve < now and rules.is_quiet(now, zone_name):
        return None
    return max(eve, now)
