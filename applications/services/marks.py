"""What makes a coordinator look twice at a file: overload, help wanted with Discord, a possible duplicate."""

import datetime
from collections import defaultdict

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from applications.options import DiscordHelp, Kind, Workload
from mentoring.mail.rules import public_holidays
from mentoring.models import User

# Mentoring is an option: not in the first three weeks of a training, nor in the last four (decision D23).
STARTING, ENDING = datetime.timedelta(days=21), datetime.timedelta(days=28)
ACCOMPANIED = (DiscordHelp.WORKSHOP, DiscordHelp.PERSON)
LABELS = {
    "overload": _("Risque de surcharge"),
    "discord": _("Discord à accompagner"),
    "duplicate": _("Doublon possible"),
}
# Working days after which a file that waits is shown as such, then as late.
WAITS, IS_LATE = 3, 5


def is_overload_risk(profile):
    """Very busy, or a training that begins or ends these weeks. Mentees only."""
    if profile.kind != Kind.MENTEE:
        return False
    today, start, end = timezone.localdate(), profile.training_start, profile.training_end
    return (
        profile.workload == Workload.OVERLOADED
        or bool(start and today - STARTING < start <= today)
        or bool(end and today <= end < today + ENDING)
    )


def overloaded():
    """The same as a condition on applications."""
    today = timezone.localdate()
    return Q(profile__kind=Kind.MENTEE) & (
        Q(profile__workload=Workload.OVERLOADED)
        | Q(profile__training_start__gt=today - STARTING, profile__training_start__lte=today)
        | Q(profile__training_end__gte=today, profile__training_end__lt=today + ENDING)
    )


def is_discord_help_wanted(profile):
    """Does the person ask for someone's help: a workshop, somebody beside them?"""
    return any(code in profile.discord_help for code in ACCOMPANIED)


def wanting_discord_help(applications):
    """The same as a filter on applications."""
    wanted = Q()
    for code in ACCOMPANIED:
        wanted |= Q(discord_help_text__contains=f'"{code.value}"')
    return applications.annotate(discord_help_text=Cast("profile__discord_help", TextField())).filter(wanted)


def duplicates_of(people):
    """{pk: [other people]} with the same full name or telephone who sent an application too: one query.

    Names are compared without case or accents.
    """
    people = list(people)
    phones = {person.phone for person in people if person.phone}
    names = {person.plain_name for person in people if person.plain_name}
    if not phones | names:
        return {}
    sent = Application.objects.sent().filter(person=OuterRef("pk"))
    alike = User.objects.filter(Q(phone__in=phones) | Q(plain_name__in=names)).filter(Exists(sent))
    by_phone, by_name = defaultdict(list), defaultdict(list)
    for other in alike:
        if other.phone:
            by_phone[other.phone].append(other)
        by_name[other.plain_name].append(other)
    found = {}
    for person in people:
        others = by_name[person.plain_name] + (by_phone[person.phone] if person.phone else [])
        found[person.pk] = list({other.pk: other for other in others if other.pk != person.pk}.values())
    return {pk: others for pk, others in found.items() if others}


def flags(application, duplicates):
    """The codes of LABELS that apply; `duplicates` is the answer of `duplicates_of`."""
    profile = getattr(application, "profile", None)
    found = []
    if profile and is_overload_risk(profile):
        found.append("overload")
    if profile and is_discord_help_wanted(profile):
        found.append("discord")
    if application.person_id in duplicates:
        found.append("duplicate")
    return found


def working_days_since(day):
    """How many French working days have begun after `day`, today included."""
    today, count = timezone.localdate(), 0
    while day < today:
        day += datetime.timedelta(days=1)
        count += is_worked(day)
    return count


def working_day_from(day):
    """The day itself when it is worked in France, else the next that is."""
    while not is_worked(day):
        day += datetime.timedelta(days=1)
    return day


def is_worked(day):
    return day.weekday() < 5 and day not in public_holidays(settings.TIME_ZONE)


def age_tone(days):
    """« neutral », « info » from three working days, « warning » beyond five."""
    return "warning" if days > IS_LATE else "info" if days >= WAITS else "neutral"
