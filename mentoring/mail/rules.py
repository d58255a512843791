"""When a message may leave: quiet hours, caps, preferences. Read at sending, because a day changes things."""

import datetime
import functools
import hashlib
import zoneinfo

import holidays
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from . import catalogue
from .models import Email, Preference

DAY_STARTS, DAY_ENDS = datetime.time(8, 0), datetime.time(20, 0)
RESUMES_AT = datetime.time(8, 30)
SPREAD_SECONDS = 20 * 60
PER_DAY, PER_WEEK = 1, 3
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
    return (
        not DAY_STARTS <= local.time() < DAY_ENDS
        or local.weekday() == 6
        or local.date() in public_holidays(zone_name)
    )


def next_slot(moment, zone_name, address):
    """The next allowed 08:30 after `moment`, plus up to 20 minutes that depend on the address: a whole
    programme's mail does not leave in one second, and what waits for one person is due at the same moment, so
    that its rank decides which reminder leaves."""
    zone = zoneinfo.ZoneInfo(zone_name)
    local = moment.astimezone(zone)
    day = local.date()
    if local.time() >= DAY_STARTS:
        day += datetime.timedelta(days=1)
    while day.weekday() == 6 or day in public_holidays(zone_name):
        day += datetime.timedelta(days=1)
    offset = int(hashlib.sha256(address.encode()).hexdigest(), 16) % SPREAD_SECONDS
    return datetime.datetime.combine(day, RESUMES_AT, zone) + datetime.timedelta(seconds=offset)


def suppression(email, kind):
    """Why this message must not leave at all, or "" when it may."""
    if not kind.is_still_relevant(email):
        return _("N’est plus d’actualité")
    if email.recipient and not email.recipient.is_active:
        return _("Compte fermé")
    if email.recipient and kind.switch:
        preference = Preference.objects.filter(user=email.recipient).first() or Preference()
        if not getattr(preference, kind.switch):
            return _("Rappel désactivé par la personne")
    return ""


def postponement(email, kind, now):
    """When to try again if the message may not leave now, or None when it may."""
    zone_name = zone_of(email)
    if kind.category == catalogue.T:
        return None
    if settings.MAIL_QUIET_HOURS and is_quiet(now, zone_name):
        return next_slot(now, zone_name, email.to_address)
    if kind.category == catalogue.R and email.recipient:
        muted_until = getattr(Preference.objects.filter(user=email.recipient).first(), "muted_until", None)
        zone = zoneinfo.ZoneInfo(zone_name)
        if muted_until and muted_until >= timezone.localdate(now, zone):
            start = datetime.datetime.combine(muted_until, DAY_ENDS, zone)
            return next_slot(start, zone_name, email.to_address)
        if not kind.is_never_displaced and is_capped(email.recipient, now, zone_name):
            return next_slot(now, zone_name, email.to_address)
    return None


def is_capped(recipient, now, zone_name):
    """One reminder a calendar day of the person's, three in any seven days."""
    midnight = now.astimezone(zoneinfo.ZoneInfo(zone_name)).replace(hour=0, minute=0, second=0, microsecond=0)
    sent = Email.objects.reminders_sent_to(recipient)
    return (
        sent.filter(sent_at__gte=midnight).count() >= PER_DAY
        or sent.filter(sent_at__gt=now - datetime.timedelta(days=7)).count() >= PER_WEEK
    )


def zone_of(email):
    return email.recipient.timezone if email.recipient else settings.TIME_ZONE
