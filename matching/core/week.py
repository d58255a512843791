"""Weeks of 28 bands, and when two of them meet across time zones.

Two bands meet when they share at least one hour. A common slot is a band of one person during which the other
is free for an hour or more; pages show it in the reader's own bands. Hours are taken in an ordinary week of
March 2026 (standard time in France), so that a score does not change with the season.
"""

import datetime
import functools
import zoneinfo

import numpy as np

BANDS = {"M": (8, 12), "D": (12, 14), "A": (14, 18), "S": (18, 21)}
HOURS = tuple(BANDS.values())
SLOTS = 28
MONDAY = datetime.datetime(2026, 3, 9)  # noqa: DTZ001  made aware in each zone below


def bits(slots):
    """A 28-bit week as 28 zeros and ones."""
    return np.array([(slots >> index) & 1 for index in range(SLOTS)], dtype=np.float64)


def indices(slots):
    return [index for index in range(SLOTS) if slots >> index & 1]


@functools.cache
def meetings(zone, other):
    """(28, 28) zeros and ones: does band i of `zone` share an hour with band j of `other`?"""
    if zone == other:
        return np.eye(SLOTS)
    ours, theirs = utc_hours(zone), utc_hours(other)
    return np.array([[float(bool(a & b)) for b in theirs] for a in ours])


def utc_hours(zone):
    """For each of the 28 bands, the hours of the week (0 to 167, UTC, around the clock) it covers."""
    offset = MONDAY.replace(tzinfo=zoneinfo.ZoneInfo(zone)).utcoffset()
    shift = int(offset.total_seconds() // 3600)
    return [
        frozenset((24 * (index // 4) + hour - shift) % 168 for hour in range(*HOURS[index % 4]))
        for index in range(SLOTS)
    ]


def common(slots, zone, other_slots, other_zone):
    """The bands of `slots` (indices, ascending) during which the other is free for an hour or more."""
    free = meetings(zone, other_zone) @ bits(other_slots) > 0
    return [index for index in indices(slots) if free[index]]
