"""Calendar files, read by two programs that are not the one that writes them."""

import datetime

import pytest
import vobject
from ical.calendar_stream import IcsCalendarStream

from followup import ics
from followup.services import sessions
from followup.tests.factories import MentoringSessionFactory, WorkshopFactory
from matching.tests.factories import in_days

pytestmark = pytest.mark.django_db
HOSTILE = (
    "Salle B; 2, rue\\n « Ada »\r\nEND:VEVENT\r\nBEGIN:VEVENT\x07\rSUMMARY:faux\u2028UID:autre"
    "\x85STATUS:CANCELLED"
)
CLEAN = "Salle B; 2, rue\\n « Ada »\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:faux\nUID:autre\nSTATUS:CANCELLED"


def told(content):
    """What each program reads of the events of a file: the two of them agree. Sorted by their start."""
    text = content if isinstance(content, str) else content.decode()
    first = [
        {
            "uid": event.uid,
            "start": event.dtstart,
            "end": event.dtend,
            "status": event.status.value,
            "sequence": event.sequence,
            "summary": event.summary,
            "location": event.location,
            "description": event.description,
            "stamp": event.dtstamp,
            "changed": event.last_modified,
            "url": str(event.url),
            "organizer": str(event.organizer.uri),
        }
        for event in IcsCalendarStream.calendar_from_ics(text).events
    ]
    second = [
        {
            "uid": event.uid.value,
            "start": event.dtstart.value,
            "end": event.dtend.value,
            "status": event.status.value,
            "sequence": int(event.sequence.value),
            "summary": event.summary.value,
            "location": event.location.value,
            "description": event.description.value,
            "stamp": event.dtstamp.value,
            "changed": event.last_modified.value,
            "url": event.url.value,
            "organizer": event.organizer.value,
        }
        for event in vobject.readOne(text).vevent_list
    ]
    first, second = (sorted(rows, key=lambda row: row["start"]) for rows in (first, second))
    assert first == second
    return first


def test_a_session_is_one_event_from_its_planning_to_its_end(pair, nadia, yanis, settings):
    start = in_days(3).replace(microsecond=0)
    (planned,) = sessions.plan(
        pair, by=yanis, starts_at=start, minutes=45, channel="meet", place="Bibliothèque", agenda="Relire"
    )
    (first,) = told(ics.calendar(planned, nadia))
    url = f"{settings.SITE_URL}/binomes/{pair.reference}/seances/{planned.public_id}/"
    assert first == {
        "uid": f"{planned.public_id}@binome",
        "start": start,
        "end": start + datetime.timedelta(minutes=45),
        "status": "CONFIRMED",
        "sequence": 0,
        "summary": "Séance avec Yanis",
        "location": "Bibliothèque",
        "description": f"Relire\n\n{url}",
        "stamp": planned.changed_at.replace(microsecond=0),
        "changed": planned.changed_at.replace(microsecond=0),
        "url": url,
        "organizer": "mailto:equipe@binome.example",
    }
    later = start + datetime.timedelta(days=1)
    moved = sessions.change(planned, by=nadia, starts_at=later, minutes=60, channel="meet")
    (second,) = told(ics.calendar(moved, yanis))
    assert [second[name] for name in ("uid", "start", "sequence", "summary")] == [
        first["uid"],
        later,
        1,
        "Séance avec Nadia",
    ]
    gone = sessions.cancel(moved, by=nadia)
    (last,) = told(ics.calendar(gone, nadia))
    assert [last[name] for name in ("uid", "status", "sequence")] == [first["uid"], "CANCELLED", 2]
    assert first["stamp"] <= second["stamp"] <= last["stamp"] == gone.changed_at.replace(microsecond=0)


def test_what_people_type_stays_in_its_place(pair, nadia, yanis):
    """Signs the format is made of, new lines of every kind, and letters of several bytes at every fold."""
    yanis.first_name = "Noé, « l’autre »; 👩🏽‍💻"
    yanis.save()
    agenda = (HOSTILE + " 👩🏽‍💻é" * 60)[:500]
    row = MentoringSessionFactory(mentorship=pair, place=HOSTILE, agenda=agenda)
    row.mentorship.refresh_from_db()
    content = ics.calendar(row, nadia)
    (event,) = told(content)
    assert (event["summary"], event["location"]) == ("Séance avec Noé, « l’autre »; 👩🏽‍💻", CLEAN)
    assert event["description"].startswith(agenda.replace(HOSTILE, CLEAN))
    assert (event["status"], event["uid"]) == ("CONFIRMED", f"{row.public_id}@binome")
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert b"METHOD:PUBLISH" in lines


@pytest.mark.parametrize(("state", "status"), [("planned", "CONFIRMED"), ("cancelled", "CANCELLED")])
def test_a_workshop(state, status, settings):
    workshop = WorkshopFactory(state=state, sequence=int(state == "cancelled"))
    (seated,), (visitor,) = (
        told(ics.workshop_calendar(workshop, with_link=is_seated)) for is_seated in (True, False)
    )
    start = workshop.starts_at.replace(microsecond=0)
    assert seated | {"location": ""} == visitor | {"location": ""}
    assert (seated["location"], visitor["location"]) == (workshop.link, "En ligne")
    assert [seated[name] for name in ("summary", "status", "sequence", "start", "end")] == [
        "Atelier Discord",
        status,
        int(state == "cancelled"),
        start,
        start + datetime.timedelta(minutes=45),
    ]
    assert seated["url"] == f"{settings.SITE_URL}/aide/discord/ateliers/{workshop.reference}/"
