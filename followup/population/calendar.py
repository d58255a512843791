"""Days told in numbers before today, and moments within them."""

import datetime

from followup.demo.world import PARIS

FIRST_DAY = 730


def day(today, days_ago):
    return today - datetime.timedelta(days=days_ago)


def moment(today, days_ago, draw):
    """That day, at some minute between 8:00 and 19:59 in Paris."""
    minutes = draw.randrange(8 * 60, 20 * 60)
    return datetime.datetime.combine(
        day(today, days_ago), datetime.time(minutes // 60, minutes % 60), tzinfo=PARIS
    )


def midnight(someday):
    """The moment that day begins in Paris."""
    return datetime.datetime.combine(someday, datetime.time(), tzinfo=PARIS)


def clock(someday, days):
    """So many days after that one, when the clock looks after pairs."""
    return midnight(someday + datetime.timedelta(days=days)) + datetime.timedelta(hours=7, minutes=45)


def last_minute(today, days_ago, zone):
    """23:59 of that day where the person lives."""
    return datetime.datetime.combine(day(today, days_ago), datetime.time(23, 59), tzinfo=zone)


def month(someday):
    return f"{someday:%Y-%m}"


def growing(draw, nearest, furthest):
    """So many days ago, between the two, most of them recent: the programme grows with the square of time."""
    return nearest + int((furthest - nearest) * (1 - draw.random() ** (1 / 3)))
