"""Who came to a workshop: what it brings to their guide and their request, and what taking it back leaves."""

import datetime

import pytest
from django.utils import timezone

from followup.models import DiscordStep, Workshop
from followup.services import attendance, discord_guide, help_requests, workshops
from followup.tests.factories import MentorshipFactory, WorkshopFactory, WorkshopRegistrationFactory
from mentoring import help as help_desk
from mentoring.models import Event, HelpRequest, NotAllowed

pytestmark = pytest.mark.django_db
ALL = DiscordStep.Step.values


@pytest.fixture
def over():
    return WorkshopFactory(starts_at=timezone.now() - datetime.timedelta(hours=2))


@pytest.fixture
def row(over):
    return WorkshopRegistrationFactory(workshop=over)


def asked(person, **changes):
    return help_desk.ask(HelpRequest.Kind.DISCORD, person=person, message="Aide", **changes)


def note(over, by, said, steps=ALL):
    return attendance.note(over, by=by, said={row.pk: came for row, came in said.items()}, steps=steps)


def test_whoever_came_has_done_the_steps_and_has_their_answer(awa, over, row):
    discord_guide.tick(row.person, ["account"])
    request = asked(row.person)
    assert note(over, awa, {row: True}, ["account", "browser", "server"]) == 1
    row.refresh_from_db()
    request.refresh_from_db()
    assert (row.state, request.state) == ("attended", "done")
    assert "Atelier Discord du" in request.note
    assert discord_guide.ticked(row.person) == {"account", "browser", "server"}
    event = Event.objects.get(reference=row.reference)
    assert (event.actor, event.from_state, event.to_state) == (awa, "registered", "attended")
    assert event.payload == {"steps": ["browser", "server"], "requests": [request.reference]}


def test_whoever_did_not_come_still_waits_for_help(awa, over, row):
    request = asked(row.person)
    assert note(over, awa, {row: False}) == 1
    row.refresh_from_db()
    request.refresh_from_db()
    assert (row.state, request.state) == ("absent", "new")
    assert discord_guide.ticked(row.person) == set()


def test_what_was_asked_about_a_pair_or_of_another_kind_stays(awa, over, row):
    kept = [
        asked(row.person, about=MentorshipFactory().reference),
        help_desk.ask(HelpRequest.Kind.CONTACT, person=row.person, message="Autre chose"),
    ]
    note(over, awa, {row: True})
    assert {request.state for request in HelpRequest.objects.all()} == {"new"}
    assert len(kept) == 2


def test_a_presence_taken_back_takes_back_what_it_brought(awa, over, row):
    discord_guide.tick(row.person, ["account"])
    request = asked(row.person)
    help_requests.plan(request, by=awa, note="Prévu jeudi.")
    note(over, awa, {row: True})
    note(over, awa, {row: False})
    row.refresh_from_db()
    request.refresh_from_db()
    assert (row.state, request.state) == ("absent", "new")
    assert request.note.startswith("Prévu jeudi.")
    assert discord_guide.ticked(row.person) == {"account"}
    note(over, awa, {row: True})
    assert discord_guide.ticked(row.person) == set(ALL)


def test_what_was_done_since_is_not_taken_back(awa, over, row):
    request = asked(row.person)
    note(over, awa, {row: True})
    help_requests.reopen(request, by=awa)
    help_requests.close(request, by=awa, note="Vu au téléphone.")
    note(over, awa, {row: False})
    request.refresh_from_db()
    assert request.state == "done"


def test_the_same_sheet_twice_is_once(awa, over, row):
    assert [note(over, awa, {row: True}) for _time in range(2)] == [1, 0]
    assert Event.objects.filter(transition="attendance").count() == 1


def test_only_those_who_had_a_seat_are_on_the_sheet(awa, over, row):
    others = [
        WorkshopRegistrationFactory(workshop=over, state=state) for state in ("waitlisted", "cancelled")
    ]
    elsewhere = WorkshopRegistrationFactory(workshop=WorkshopFactory())
    said = dict.fromkeys([row, *others, elsewhere], True)
    assert note(over, awa, said) == 1
    assert {one.state for one in over.registrations.all()} == {"attended", "waitlisted", "cancelled"}
    elsewhere.refresh_from_db()
    assert elsewhere.state == "registered"


def test_a_closed_account_learns_nothing(awa, over, row):
    row.person.is_active = False
    row.person.save()
    note(over, awa, {row: True})
    row.refresh_from_db()
    assert (row.state, DiscordStep.objects.count()) == ("attended", 0)


def test_a_sheet_waits_for_the_workshop_to_begin(awa, over, row):
    start = timezone.now() + datetime.timedelta(minutes=5)
    Workshop.objects.update(starts_at=start, ends_at=start + Workshop.LENGTH)
    with pytest.raises(NotAllowed, match="pas encore commencé"):
        note(over, awa, {row: True})
    Workshop.objects.update(starts_at=start - datetime.timedelta(minutes=10))
    assert note(over, awa, {row: True}) == 1


def test_a_workshop_called_off_has_no_sheet(awa):
    called_off = WorkshopFactory(state="cancelled")
    row = WorkshopRegistrationFactory(workshop=called_off)
    with pytest.raises(NotAllowed, match="est annulé"):
        note(called_off, awa, {row: True})


def test_attendance_keeps_the_seats(awa, over, row):
    note(over, awa, {row: True})
    assert workshops.free_seats(over) == over.capacity - 1
