"""The clock of a simulated day: a few moments, and the periodic tasks that came due since the last one."""

import datetime
import zoneinfo

from celery.schedules import crontab
from django.conf import settings

from mentoring.celery import app

ZONE = zoneinfo.ZoneInfo(settings.TIME_ZONE)
MINUTE = datetime.timedelta(minutes=1)
# After the night's work, the morning's ticks and its mail, then through the day to its last hour.
MOMENTS = [
    datetime.time(hour, minute)
    for hour, minute in (
        (5, 0),
        (8, 0),
        (8, 52),
        (10, 0),
        (12, 0),
        (14, 0),
        (16, 0),
        (18, 0),
        (19, 45),
        (21, 0),
    )
]
MAIL = "mentoring.mail.tasks.send_due_emails"
# It counts what the mentors' menu shows and writes no mail; at every moment it would take most of the time.
LEFT_OUT = {"matching.tasks.count_suggestions"}


def tasks():
    """[(task, schedule)] of everything the clock calls; the mail, which it calls all the time, last."""
    app.loader.import_default_modules()
    entries = [entry for entry in settings.CELERY_BEAT_SCHEDULE.values() if entry["task"] not in LEFT_OUT]
    entries.sort(key=lambda entry: entry["task"] == MAIL)
    return [(app.tasks[entry["task"]], entry["schedule"]) for entry in entries]


def moments(first_day, days, times=MOMENTS):
    """The moments of so many days (a number, or an iterable of them after the first), aware."""
    for number in range(days) if isinstance(days, int) else days:
        day = first_day + datetime.timedelta(days=number)
        for time in times:
            yield datetime.datetime.combine(day, time, ZONE)


def run(due, before, now, *, times=1):
    """Call every task of `due` whose hour came in (before, now], `times` times. Returns how many calls."""
    called = [task for task, schedule in due if came(schedule, before, now)]
    for task in called:
        for _time in range(times):
            task.run()
    return len(called) * times


def came(schedule, before, now):
    """Did a task's hour come in (before, now]? What runs every few minutes or seconds always did."""
    if not isinstance(schedule, crontab):
        return True
    moment = before + MINUTE
    while moment <= now:
        if is_on(schedule, moment):
            return True
        moment += MINUTE
    return False


def is_on(schedule, moment):
    return (
        moment.minute in schedule.minute
        and moment.hour in schedule.hour
        and moment.isoweekday() % 7 in schedule.day_of_week
        and moment.day in schedule.day_of_month
        and moment.month in schedule.month_of_year
    )
