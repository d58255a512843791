"""Dates as people say them: « jeudi 12 mars à 18 h 30 », in the reader's time zone."""

import datetime
import zoneinfo

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()


def local(value):
    return timezone.localtime(value) if isinstance(value, datetime.datetime) else value


def hour_text(moment):
    """« 18 h 30 », kept on one line by no-break spaces."""
    minutes = f"\u00a0{moment.minute:02d}" if moment.minute else ""
    return f"{moment.hour}\u00a0h{minutes}"


def number_of(day):
    """« 1er », then « 2 »: how French counts the days of a month."""
    return _("1er") if day.day == 1 else str(day.day)


def with_year(text, day):
    """The year is said when it is another one."""
    return text if day.year == timezone.localdate().year else f"{text} {day.year}"


@register.filter
def date_longue(value):
    """« jeudi 12 mars », with the year when it is another one."""
    if not value:
        return ""
    day = local(value)
    return with_year(f"{date_format(day, 'l')} {number_of(day)} {date_format(day, 'F')}", day)


@register.filter
def date_courte(value):
    """« 12 mars », with the year when it is another one."""
    if not value:
        return ""
    day = local(value)
    return with_year(f"{number_of(day)} {date_format(day, 'F')}", day)


@register.filter
def date_complete(value):
    """« 12 mars 2026 », the year always: for papers that are read later."""
    if not value:
        return ""
    day = local(value)
    return f"{number_of(day)} {date_format(day, 'F Y')}"


@register.filter
def date_breve(value):
    """« jeu. 12 mars », where three dates stand side by side; the page that follows says it in full."""
    if not value:
        return ""
    day = local(value)
    return f"{date_format(day, 'D').lower().rstrip('.')}. {number_of(day)} {date_format(day, 'N').lower()}"


@register.filter
def date_serree(value):
    """« 12 oct. », with the year when it is another one, where dates stand in columns."""
    if not value:
        return ""
    day = local(value)
    return with_year(f"{number_of(day)}\u00a0{date_format(day, 'N').lower()}", day)


@register.filter
def heure(value):
    """« 18 h » or « 18 h 30 »."""
    if not value:
        return ""
    moment = local(value)
    return hour_text(moment)


@register.filter
def date_heure(value):
    """« jeudi 12 mars à 18 h 30 »."""
    if not value:
        return ""
    return _("{date} à {time}").format(date=date_longue(value), time=heure(value))


@register.filter
def heure_a(value, zone_name):
    """The hour in another time zone: {{ starts_at|heure_a:"Indian/Reunion" }}."""
    moment = value.astimezone(zoneinfo.ZoneInfo(zone_name))
    return hour_text(moment)


@register.filter
def heure_pour(value, person):
    """« 21 h pour Nadia », with the day when hers is another one; "" when she reads the same hour."""
    here, there = local(value), value.astimezone(zoneinfo.ZoneInfo(person.timezone))
    if here.utcoffset() == there.utcoffset():
        return ""
    hour = hour_text(there)
    if here.date() != there.date():
        with timezone.override(person.timezone):
            hour = _("{date} à {time}").format(date=date_longue(value), time=hour)
    return _("{time} pour {name}").format(time=hour, name=person.first_name)


@register.filter
def heure_a_paris(value):
    """« 18 h 30 à Paris » for a reader who lives by another clock, "" for the others."""
    if timezone.get_current_timezone_name() == settings.TIME_ZONE:
        return ""
    return _("{time} à Paris").format(time=heure_a(value, settings.TIME_ZONE))


@register.filter
def depuis(value):
    """« aujourd’hui », « hier », « il y a 3 jours », « il y a 2 mois »."""
    if not value:
        return ""
    day = local(value).date() if isinstance(value, datetime.datetime) else value
    days = (timezone.localdate() - day).days
    if days <= 0:
        return _("aujourd’hui")
    if days == 1:
        return _("hier")
    if days < 60:
        return ngettext("il y a {n} jour", "il y a {n} jours", days).format(n=days)
    return ngettext("il y a {n} mois", "il y a {n} mois", days // 30).format(n=days // 30)


@register.filter
def moment(value):
    """`<time>` around the long date and hour (a date alone for a date)."""
    if not value:
        return ""
    text = date_heure(value) if isinstance(value, datetime.datetime) else date_longue(value)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), text)
