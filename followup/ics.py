"""A session as a calendar file: one UID for life, a SEQUENCE that rises with every change (RFC 5545)."""

import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from followup.models import MentoringSession

MIME = "text/calendar; method=PUBLISH; charset=utf-8"


def calendar(mentoring_session, person):
    """The bytes of the file as `person` receives it."""
    other = mentoring_session.mentorship.other_of(person).person
    event = Event()
    host = settings.SITE_URL.partition("://")[2].partition(":")[0]
    event.add("uid", f"{mentoring_session.public_id}@{host}")
    event.add("sequence", mentoring_session.sequence)
    event.add("dtstamp", mentoring_session.planned_at)
    event.add("dtstart", utc(mentoring_session.starts_at))
    event.add("dtend", utc(mentoring_session.ends_at))
    event.add("summary", _("Séance avec {name}").format(name=other.first_name))
    where = mentoring_session.place or mentoring_session.get_channel_display()
    event.add("location", where)
    event.add("description", mentoring_session.agenda)
    is_cancelled = mentoring_session.state == MentoringSession.State.CANCELLED
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    whole = Calendar()
    whole.add("prodid", "-//Binome//Seances//FR")
    whole.add("version", "2.0")
    whole.add("method", "PUBLISH")
    whole.add_component(event)
    return whole.to_ical()


def utc(moment):
    return moment.astimezone(datetime.UTC)


def attachment(mentoring_session, person):
    """The file as the outbox keeps it."""
    content = calendar(mentoring_session, person).decode()
    return {"name": "seance.ics", "content": content, "type": MIME}
