"""Meetings as calendar files (RFC 5545, 5546, 7986): one UID for life, a SEQUENCE that rises with changes.

The organizer is the programme: PUBLISH asks for one, only an organizer may change a meeting, and either of
the two people may change theirs. There is no alarm: calendars have their owner's own.
"""

import datetime
import re

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress

from followup.models import MentoringSession, Workshop
from mentoring.models import Programme

MIME = "text/calendar; method=PUBLISH; charset=utf-8"
REFRESHED_EVERY = datetime.timedelta(hours=1)
NOT_HELD = (MentoringSession.State.CANCELLED, MentoringSession.State.MISSED)
LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def calendar(mentoring_session, person):
    """The bytes of a session's file as `person` receives it."""
    return file_of([session_event(mentoring_session, person)])


def workshop_calendar(workshop, *, with_link):
    """The bytes of a workshop's file; the link of the call is for people who have a seat."""
    return file_of([workshop_event(workshop, with_link=with_link)])


def feed(sessions, workshops, person):
    """The bytes of everything a person's calendar follows; their calendar asks again every hour."""
    events = [session_event(row, person) for row in sessions]
    events += [workshop_event(row, with_link=True) for row in workshops]
    return file_of(events, name=_("Séances de mentorat"))


def session_event(mentoring_session, person):
    mentorship = mentoring_session.mentorship
    return event_of(
        mentoring_session.public_id,
        mentoring_session,
        summary=_("Séance avec {name}").format(name=mentorship.other_of(person).person.first_name),
        location=mentoring_session.where or mentoring_session.get_channel_display(),
        description=mentoring_session.agenda,
        path=reverse("session", args=[mentorship.reference, mentoring_session.public_id]),
        is_cancelled=mentoring_session.state in NOT_HELD,
    )


def workshop_event(workshop, *, with_link):
    return event_of(
        workshop.reference,
        workshop,
        summary=_("Atelier Discord"),
        location=workshop.link if with_link else _("En ligne"),
        description=_("Sur Google Meet d’abord, puis ensemble sur Discord."),
        path=reverse("discord_workshop", args=[workshop.reference]),
        is_cancelled=workshop.state == Workshop.State.CANCELLED,
    )


def event_of(name, meeting, *, summary, location, description, path, is_cancelled):
    """`meeting` has `starts_at`, `ends_at`, a `sequence` and `changed_at`."""
    event, url = Event(), settings.SITE_URL + path
    # Not the site's own host: it may move, and the meeting would then stand twice in every calendar.
    event.add("uid", f"{name}@binome")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", utc(meeting.changed_at))
    event.add("last-modified", utc(meeting.changed_at))
    event.add("dtstart", utc(meeting.starts_at))
    event.add("dtend", utc(meeting.ends_at))
    event.add("summary", text(summary))
    event.add("location", text(location))
    # Google shows no URL: the description repeats it.
    event.add("description", text(f"{description}\n\n{url}".strip()))
    event.add("url", url)
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    return event


def file_of(events, *, name=""):
    """A file that publishes these events; one with a name is a calendar that people follow."""
    programme = Programme.current()
    organizer = vCalAddress(f"mailto:{programme.contact_email}")
    organizer.params["CN"] = programme.name
    whole = Calendar()
    whole.add("prodid", "-//Binome//Seances//FR")
    whole.add("version", "2.0")
    whole.add("calscale", "GREGORIAN")
    whole.add("method", "PUBLISH")
    if name:
        whole.add("name", name)
        whole.add("x-wr-calname", name)
        whole.add("refresh-interval", REFRESHED_EVERY, parameters={"VALUE": "DURATION"})
        whole.add("x-published-ttl", "PT1H")
    for event in events:
        event.add("organizer", organizer)
        whole.add_component(event)
    return whole.to_ical()


def text(value):
    """What a text may hold: calendars read any other sign of a new line as the end of the property."""
    return CONTROL.sub("", LINE_BREAKS.sub("\n", value))


def utc(moment):
    return moment.astimezone(datetime.UTC)


def attachment(mentoring_session, person, *, number=""):
    """A session's file as the outbox keeps it; `number` tells the files of one message apart."""
    name = f"seance-{number}.ics" if number else "seance.ics"
    return {"name": name, "content": calendar(mentoring_session, person).decode(), "type": MIME}


def workshop_attachment(workshop):
    content = workshop_calendar(workshop, with_link=True).decode()
    return {"name": "atelier.ics", "content": content, "type": MIME}
