"""Approved people as the making of pairs sees them."""

from dataclasses import dataclass, field

from applications.models import Profile

from .outbox import Reader, reader

LONG_AGO, FOR_GOOD = 10_000, -1


@dataclass(slots=True)
class Member:
    """`ready` is the day their matching began and `seats` the days each place becomes free, in days before
    today: LONG_AGO for one never taken, FOR_GOOD for one taken now. `team` is who follows the file."""

    profile: int
    person: int
    reader: Reader
    kind: str
    ready: int
    is_available: bool
    team: int
    serial: int
    term: str
    frequency: str
    session_minutes: int
    channels: list
    preferred_channel: str
    hopes: list
    goal: str
    seats: list
    has_interest: bool = False
    met: set = field(default_factory=set)

    def has_seat(self, day):
        return any(free > day for free in self.seats)

    def take_seat(self, day, until):
        """Take a place from that day; `until` None is for good."""
        place = next(place for place, free in enumerate(self.seats) if free > day)
        self.seats[place] = FOR_GOOD if until is None else until


def member(person, row):
    """Of a Person and the Profile written for them."""
    return Member(
        profile=row.pk,
        person=row.person_id,
        reader=reader(row.person),
        kind=row.kind,
        ready=person.journey.ready,
        is_available=row.state == Profile.State.AVAILABLE,
        team=row.application.assigned_to_id,
        serial=person.serial,
        term=row.term,
        frequency=row.frequency,
        session_minutes=row.session_minutes,
        channels=row.channels,
        preferred_channel=row.preferred_channel,
        hopes=person.journey.hopes,
        goal=row.goals_text.partition(". ")[0],
        seats=[LONG_AGO] * row.capacity,
    )
