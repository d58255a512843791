"""One person: who they are, what they answered, what became of their application."""

import datetime
import random
from dataclasses import dataclass

from applications.options import Kind

from . import calendar, journeys, names, tastes
from .answers import answers_of
from .setting import public_id

# Mentors and mentees have serials of their own, so that the number of one side moves nothing on the other.
SERIALS = {Kind.MENTOR: 0, Kind.MENTEE: 1}


@dataclass(slots=True)
class Person:
    """`serial` is their number in the whole programme; `draw` what is left of their randomness."""

    kind: str
    serial: int
    draw: random.Random
    public_id: str
    first_name: str
    last_name: str
    campus: str
    formation: str
    journey: journeys.Journey
    sent_on: datetime.date
    answers: dict

    @property
    def is_mentor(self):
        return self.kind == Kind.MENTOR

    @property
    def email(self):
        return names.address(self.first_name, self.last_name, self.serial)

    @property
    def flat(self):
        """{question: value} of all steps."""
        return {name: value for step in self.answers.values() for name, value in step.items()}


def person(setting, kind, number):
    """The `number`-th person of a side: the same for the same seed and day."""
    draw = setting.drawer(kind, number)
    journey = journeys.journey(draw, kind)
    found = Person(
        kind=kind,
        serial=2 * number + SERIALS[kind],
        draw=draw,
        public_id=public_id(draw),
        first_name=names.first_name(draw),
        last_name=names.last_name(draw),
        campus=tastes.CAMPUSES.one(draw),
        formation=tastes.FORMATIONS.one(draw),
        journey=journey,
        sent_on=calendar.day(setting.today, journey.sent),
        answers={},
    )
    found.answers = answers_of(setting, found, draw)
    if journey.state == journeys.State.APPROVED:
        start = found.answers["disponibilites"]["available_from"]
        begins = datetime.date.fromisoformat(start) if start else found.sent_on
        journey.ready = min(journey.opened, (setting.today - begins).days)
        journey.paused = draw.randint(1, max(1, min(journey.ready, 60)))
        if kind == Kind.MENTEE:
            journeys.hope(draw, journey, found.answers["objectifs"]["term"])
    return found
