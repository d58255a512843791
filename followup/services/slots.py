"""When two people are both free, as real dates: the chips of « Planifier une séance »."""

import datetime
import zoneinfo

from django.utils import timezone

from matching.core import week

SHOWN = 3
LOOK_AHEAD_DAYS = 28


def common(mentorship, profile):
    """The bands both are free in, as indices in `profile`'s own week."""
    other = mentorship.mentee if profile.pk == mentorship.mentor_id else mentorship.mentor
    return week.common(profile.slots, profile.person.timezone, other.slots, other.person.timezone)


def free_dates(mentorship, profile):
    """`next_dates` of days on which the pair has no session planned yet."""
    return next_dates(mentorship, profile, planned=mentorship.mentoring_sessions.upcoming(timezone.now()))


def next_dates(mentorship, profile, *, now=None, number=SHOWN, planned=()):
    """The next starts both could make, aware, in `profile`'s time zone: at most `number`, one a day.

    A start is the first hour of a common band that falls in the other's band too, from tomorrow on; days of
    `planned` sessions are left out.
    """
    other = mentorship.mentee if profile.pk == mentorship.mentor_id else mentorship.mentor
    zone = zoneinfo.ZoneInfo(profile.person.timezone)
    today = timezone.localdate(now, zone)
    bands = common(mentorship, profile)
    taken = {timezone.localdate(row.starts_at, zone) for row in planned}
    found = []
    for ahead in range(1, LOOK_AHEAD_DAYS):
        day = today + datetime.timedelta(days=ahead)
        if day in taken:
            continue
        for index in (index for index in bands if index // 4 == day.weekday()):
            start = first_shared_hour(day, index, zone, other)
            if start:
                found.append(start)
                break
        if len(found) == number:
            return found
    return found


def first_shared_hour(day, index, zone, other):
    """The first hour of this band on this day at which the other is free too, or None."""
    other_zone = zoneinfo.ZoneInfo(other.person.timezone)
    for hour in range(*week.HOURS[index % 4]):
        start = datetime.datetime.combine(day, datetime.time(hour), zone)
        there = start.astimezone(other_zone)
        for band, (first, last) in enumerate(week.HOURS):
            if first <= there.hour < last and other.slots >> (4 * there.weekday() + band) & 1:
                return start
    return None
