"""Scenario 10: a session planned from a common slot, moved, cancelled, and what reaches the calendars.

That a reminder leaves the day before, when the session was planned a day and a half ahead, is in
`followup/tests/test_reminders.py`: it needs the clock, not a browser.
"""

import re

from icalendar import Calendar

from .casting import pair
from .site import link_of, links_of, text_of
from .writing import press, title_of

CHIP = re.compile(r", \d+ h")


def event_of(source):
    """The one event of a calendar file, or of the one joined to a message."""
    if not isinstance(source, bytes):
        (attachment,) = source.iter_attachments()
        assert attachment.get_content_type() == "text/calendar"
        source = attachment.get_payload(decode=True)
    (event,) = Calendar.from_ical(source).walk("VEVENT")
    return event


def test_a_session_is_planned_moved_and_cancelled(someone, demo):
    people = demo.ask(pair)
    both = (people.mentor, people.mentee)
    mentor = someone().enter(people.mentor, people.path)
    page = mentor.page
    chip = page.get_by_role("region", name="Prochaine séance").get_by_role("link", name=CHIP).first
    chosen = re.search(r"date=([\d-]+)", chip.get_attribute("href"))[1]
    chip.click()
    page.get_by_label("Ordre du jour").fill("Relire mon premier test")
    press(page, "Planifier")
    page.get_by_text("La séance est prévue.").wait_for()
    coming = page.get_by_role("region", name="Prochaine séance")
    with page.expect_download() as download:
        coming.get_by_role("link", name="Ajouter à mon agenda").click()
    taken = event_of(download.value.path().read_bytes())

    planned = [demo.wait_for_mail(address, "session_planned") for address in both]
    first, second = map(event_of, planned)
    assert {event["uid"] for event in (taken, first, second)} == {taken["uid"]}
    assert {event["sequence"] for event in (taken, first, second)} == {0}
    assert first["summary"] == f"Séance avec {people.mentee_name}"
    assert second["summary"] == f"Séance avec {people.mentor_name}"
    assert first["status"] == "CONFIRMED"
    assert first.decoded("dtstart").date().isoformat() == chosen
    assert "Relire mon premier test" in text_of(planned[1])

    assert links_of(planned[0], "/deplacer/") == []
    mentee = someone().enter(people.mentee, link_of(planned[1], "/deplacer/"))
    page = mentee.page
    assert title_of(page) == "Ça ne me convient pas"
    chip = page.get_by_role("link", name=CHIP).first
    later = re.search(r"date=([\d-]+)", chip.get_attribute("href"))[1]
    assert later != chosen
    chip.click()
    assert page.get_by_label("Date", exact=True).input_value() == later
    assert page.get_by_label("Ordre du jour").input_value() == "Relire mon premier test"
    press(page, "Déplacer la séance")
    page.get_by_text("La séance est déplacée.").wait_for()
    for moved in [event_of(demo.wait_for_mail(address, "session_moved")) for address in both]:
        assert (moved["uid"], moved["sequence"]) == (taken["uid"], 1)
        assert moved.decoded("dtstart").date().isoformat() == later

    page.get_by_role("link", name="Annuler la séance").click()
    page.get_by_label("Un mot pour l’autre personne").fill("Un oral tombe ce jour-là.")
    press(page, "Annuler la séance")
    page.get_by_text("La séance est annulée.").wait_for()
    assert title_of(page) == "Planifier une séance"
    for message in [demo.wait_for_mail(address, "session_cancelled") for address in both]:
        gone = event_of(message)
        assert (gone["uid"], gone["status"]) == (taken["uid"], "CANCELLED")
        assert gone["sequence"] > 1
        assert "Un oral tombe ce jour-là." in text_of(message)
