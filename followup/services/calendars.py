"""A person's sessions and workshops as a calendar that follows them, at a secret address."""

import datetime

from django.db import transaction
from django.utils import timezone, translation

from applications.models import Profile
from followup import ics
from followup.models import CalendarFeed, MentoringSession, Mentorship, Workshop, WorkshopRegistration
from followup.models.calendars import new_token
from mentoring.audit import record

KEPT_FOR = datetime.timedelta(days=30)


@transaction.atomic
def open_feed(person):
    """Their address; twice is the same one."""
    feed, is_new = CalendarFeed.objects.get_or_create(person=person)
    if is_new:
        record(feed, "open", by=person)


@transaction.atomic
def renew(person):
    """Another address: the one before answers no more."""
    feed, _is_new = CalendarFeed.objects.update_or_create(
        person=person, defaults={"token": new_token(), "created_at": timezone.now()}
    )
    record(feed, "renew", by=person)


@transaction.atomic
def stop(person):
    for feed in CalendarFeed.objects.select_for_update().filter(person=person):
        record(feed, "stop", by=person)
        feed.delete()


def read(token, now=None):
    """The bytes of the calendar at this address, or None: it was never one, or is one no more."""
    feed = CalendarFeed.objects.select_related("person").filter(token=token, person__is_active=True).first()
    if feed is None or has_left(feed.person):
        return None
    person, since = feed.person, (now or timezone.now()) - KEPT_FOR
    sessions = MentoringSession.objects.filter(
        mentorship__in=Mentorship.objects.of(person), ends_at__gte=since
    )
    seats = WorkshopRegistration.objects.filter(person=person, state__in=WorkshopRegistration.SEATED)
    workshops = Workshop.objects.filter(registrations__in=seats, ends_at__gte=since)
    with translation.override(person.language):
        return ics.feed(
            sessions.with_people().order_by("starts_at", "pk"), workshops.order_by("starts_at", "pk"), person
        )


def has_left(person):
    """Did they leave the programme on each side they were on?"""
    states = set(Profile.objects.filter(person=person).values_list("state", flat=True))
    return states == {Profile.State.ARCHIVED}
