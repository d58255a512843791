"""When a message may leave: quiet hours, caps, preferences. Read at sending, because a day changes things."""

import datetime
import functools
import hashlib
import zoneinfo

import holidays
from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from . import catalogue, preferences
from .models import Email

DAY_STARTS, DAY_ENDS = datetime.time(8, 0), datetime.time(20, 0)
RESUMES_AT = datetime.time(8, 30)
SPREAD_SECONDS = 20 * 60
# The last of the hours in which the eve of a meeting is told.
LAST_EVE = datetime.time(19, 30)
PER_DAY, PER_WEEK = 1, 3
# One kind of reminder about one thing; a month later it is another story.
PER_SUBJECT, SUBJECT_MEMORY = 2, datetime.timedelta(days=30)
TERRITORIES = {
    "Indian/Reunion": "974",
    "Indian/Mayotte": "976",
    "America/Martinique": "972",
    "America/Guadeloupe": "971",
    "America/Cayenne": "973",
    "Pacific/Noumea": "NC",
    "Pacific/Tahiti": "PF",
    "America/Miquelon": "PM",
}


@functools.cache
def public_holidays(zone_name):
    return holidays.country_holidays("FR", subdiv=TERRITORIES.get(zone_name))


def is_quiet(moment, zone_name):
    """Is `moment` (aware) between 20:00 and 08:00, a Sunday or a public holiday where the person lives?"""
    local = moment.astimezone(zoneinfo.ZoneInfo(zone_name))
    return not DAY_STARTS <= local.time() < DAY_ENDS or is_closed(local.date(), zone_name)


def is_closed(day, zone_name):
    """Is it a Sunday or a public holiday where the person lives?"""
    return day.weekday() == 6 or day in public_holidays(zone_name)


def next_slot(moment, zone_name, address):
    """The next allowed 08:30 after `moment`, plus up to 20 minutes that depend on the address: a whole
    programme's mail does not leave in one second, and what waits for one person is due at the same moment, so
    that its rank decides which reminder leaves."""
    zone = zoneinfo.ZoneInfo(zone_name)
    local = moment.astimezone(zone)
    day = local.date()
    if local.time() >= DAY_STARTS:
        day += datetime.timedelta(days=1)
    while is_closed(day, zone_name):
        day += datetime.timedelta(days=1)
    offset = int(hashlib.sha256(address.encode()).hexdigest(), 16) % SPREAD_SECONDS
    return datetime.datetime.combine(day, RESUMES_AT, zone) + datetime.timedelta(seconds=offset)


def eve_of(start, zone_name):
    """When « demain » is said of a meeting at `start` (aware): the same hour the day before, within the hours
    and days when mail may leave where the person lives; the last such day when that one is closed."""
    zone = zoneinfo.ZoneInfo(zone_name)
    local = start.astimezone(zone)
    day = local.date() - datetime.timedelta(days=1)
    while is_closed(day, zone_name):
        day -= datetime.timedelta(days=1)
    return datetime.datetime.combine(day, min(max(local.time(), RESUMES_AT), LAST_EVE), zone)


def suppression(email, kind, now):
    """Why this message must not leave at all, or "" when it may."""
    if not kind.is_still_relevant(email):
        return _("N’est plus d’actualité")
    if email.recipient and not email.recipient.is_active:
        return _("Compte fermé")
    if email.recipient and kind.switch and not getattr(preferences.of(email.recipient), kind.switch):
        return _("Rappel désactivé par la personne")
    if kind.category == catalogue.R and email.recipient:
        return overdue(email, kind, now)
    return ""


def overdue(email, kind, now):
    """Why a reminder is worth nothing any more, or ""."""
    if kind.is_never_displaced:
        return _("Rappels en pause") if is_muted(email, now) else ""
    if kind.keeps_days and now - email.created_at > datetime.timedelta(days=kind.keeps_days):
        return _("A attendu trop longtemps")
    told = Email.objects.reminders_sent_to(email.recipient).filter(
        kind=email.kind, reference=email.reference, sent_at__gt=now - SUBJECT_MEMORY
    )
    return _("Déjà rappelé") if told.count() >= PER_SUBJECT else ""


def postponement(email, kind, now):
    """When to try again if the message may not leave now, or None when it may."""
    if kind.category == catalogue.T:
        return None
    zone_name = zone_of(email)
    if settings.MAIL_QUIET_HOURS and is_quiet(now, zone_name):
        return next_slot(now, zone_name, email.to_address)
    if kind.category == catalogue.R and email.recipient and not kind.is_never_displaced:
        if kind.switch and is_muted(email, now):
            until = preferences.of(email.recipient).muted_until
            last = datetime.datetime.combine(until, DAY_ENDS, zoneinfo.ZoneInfo(zone_name))
            return next_slot(last, zone_name, email.to_address)
        if is_capped(email.recipient, now, zone_name):
            return next_slot(now, zone_name, email.to_address)
    return None


def is_muted(email, now):
    until = preferences.of(email.recipient).muted_until
    return until is not None and until >= timezone.localdate(now, zoneinfo.ZoneInfo(zone_of(email)))


def is_capped(recipient, now, zone_name):
    """One reminder a calendar day of the person's, three in any seven days. The eve of a meeting that is to
    be told of later in the day has its place already."""
    midnight = now.astimezone(zoneinfo.ZoneInfo(zone_name)).replace(hour=0, minute=0, second=0, microsecond=0)
    sent = Q(category=catalogue.R, state=Email.State.SENT, sent_at__gt=now - datetime.timedelta(days=7))
    coming = Q(
        kind__in=catalogue.never_displaced(),
        state=Email.State.SCHEDULED,
        next_attempt_at__lt=midnight + datetime.timedelta(days=1),
    )
    times = Email.objects.filter(sent | coming, recipient=recipient).values_list("sent_at", flat=True)
    today = sum(sent_at is None or sent_at >= midnight for sent_at in times)
    return today >= PER_DAY or len(times) >= PER_WEEK


def zone_of(email):
    return email.recipient.timezone if email.recipient else settings.TIME_ZONE
