"""Meetings as calendar files: one UID for life, a SEQUENCE that rises with every change (RFC 5545)."""

import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from followup.models import MentoringSession, Workshop

MIME = "text/calendar; method=PUBLISH; charset=utf-8"


def calendar(mentoring_session, person):
    """The bytes of a session's file as `person` receives it."""
    other = mentoring_session.mentorship.other_of(person).person
    return file_of(
        mentoring_session.public_id,
        mentoring_session,
        stamp=mentoring_session.planned_at,
        summary=_("Séance avec {name}").format(name=other.first_name),
        location=mentoring_session.where or mentoring_session.get_channel_display(),
        description=mentoring_session.agenda,
        is_cancelled=mentoring_session.state == MentoringSession.State.CANCELLED,
    )


def workshop_calendar(workshop, *, with_link):
    """The bytes of a workshop's file; the link of the call is for people who have a seat."""
    return file_of(
        workshop.reference,
        workshop,
        stamp=workshop.changed_at,
        summary=_("Atelier Discord"),
        location=workshop.link if with_link else _("En ligne"),
        description=_("Sur Google Meet d’abord, puis ensemble sur Discord."),
        is_cancelled=workshop.state == Workshop.State.CANCELLED,
    )


def file_of(name, meeting, *, stamp, summary, location, description, is_cancelled):
    """`meeting` has `starts_at`, `ends_at` and a `sequence`."""
    event = Event()
    host = settings.SITE_URL.partition("://")[2].partition(":")[0]
    event.add("uid", f"{name}@{host}")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", stamp)
    event.add("dtstart", utc(meeting.starts_at))
    event.add("dtend", utc(meeting.ends_at))
    event.add("summary", summary)
    event.add("location", location)
    event.add("description", description)
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
    """A session's file as the outbox keeps it."""
    return {"name": "seance.ics", "content": calendar(mentoring_session, person).decode(), "type": MIME}


def workshop_attachment(workshop):
    content = workshop_calendar(workshop, with_link=True).decode()
    return {"name": "atelier.ics", "content": content, "type": MIME}
