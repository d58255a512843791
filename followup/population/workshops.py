"""Discord workshops: half a year of them with who came, those of the next weeks with who registered."""

import bisect
import datetime

from followup.models import DiscordStep, Workshop, WorkshopInterest, WorkshopRegistration

from . import calendar, names
from .chance import Shares
from .events import event

State, PLANNED = WorkshopRegistration.State, Workshop.State.PLANNED
WEEKS_BEHIND, WEEKS_AHEAD = 26, 4
# One a week for so many coordinators; the day of the week and the hour of each.
TEAM_A_WORKSHOP = 4
HOURS = ((3, 18), (1, 12), (3, 12), (1, 18))
OPENED, MOST_DAYS = datetime.timedelta(days=28), 21
COMES = Shares({State.ATTENDED: 78, State.ABSENT: 22})
LEAVES, CALLED_OFF, INTERESTED = 0.06, 0.04, 0.004


class Hall:
    """`people` are the Members, those who came last first; `learned` the keys of those who did the steps."""

    def __init__(self, setting, people):
        self.setting, self.draw = setting, setting.drawer("workshops")
        self.people = sorted(people, key=lambda one: (one.ready, one.serial))
        self.learned = set()

    def workshops(self):
        """The rows, the oldest first; none is today, neither behind nor ahead."""
        today, number = self.setting.today, max(1, len(self.setting.team) // TEAM_A_WORKSHOP)
        monday = today - datetime.timedelta(days=today.weekday())
        for week in range(-WEEKS_BEHIND, WEEKS_AHEAD):
            for weekday, hour in HOURS[:number]:
                day = monday + datetime.timedelta(weeks=week, days=weekday)
                if day != today:
                    yield self.workshop(calendar.midnight(day) + datetime.timedelta(hours=hour))

    def workshop(self, start):
        reference = self.setting.reference("ATE", self.draw)
        return Workshop(
            reference=reference,
            state=Workshop.State.CANCELLED if self.draw.random() < CALLED_OFF else PLANNED,
            starts_at=start,
            ends_at=start + Workshop.LENGTH,
            link=f"https://meet.{names.DOMAIN}/{reference.lower()}",
            host_id=self.draw.choice(self.setting.team),
            changed_at=start - OPENED,
        )

    def seats(self, workshop):
        """[(WorkshopRegistration, its Member)], in the order they asked."""
        draw, ago = self.draw, (self.setting.today - workshop.starts_at.date()).days
        # In days before today, as everything.
        first, last = ago + MOST_DAYS, max(ago + 1, 1)
        start = bisect.bisect_right(self.people, first, key=lambda one: one.ready)
        known = self.people[start:]
        wanted = min(draw.randint(3, workshop.capacity + 3), len(known)) if first > last else 0
        days = sorted((draw.randint(last, first) for _one in range(wanted)), reverse=True)
        seats, found = workshop.capacity, []
        for member, day in zip(draw.sample(known, wanted), days, strict=True):
            at = calendar.moment(self.setting.today, day, draw)
            row = WorkshopRegistration(workshop=workshop, person_id=member.person, asked_at=at)
            if workshop.state != PLANNED or draw.random() < LEAVES:
                row.state = State.CANCELLED
            elif seats <= 0:
                row.state = State.WAITLISTED
            else:
                # Of the last ones nobody has said yet who came.
                row.state = COMES.one(draw) if ago > 3 else State.REGISTERED
                seats -= 1
            found.append((row, member))
        return found

    def steps(self, seats):
        """The six steps of whoever came and had not done them."""
        for row, _member in seats:
            if row.state == State.ATTENDED and row.person_id not in self.learned:
                self.learned.add(row.person_id)
                at = row.workshop.ends_at
                yield from (
                    DiscordStep(person_id=row.person_id, step=step, ticked_at=at)
                    for step in DiscordStep.Step.values
                )

    def interests(self):
        """Those who would come to another."""
        for member in self.draw.sample(self.people, int(INTERESTED * len(self.people))):
            days = self.draw.randint(1, max(min(member.ready, 60), 1))
            at = calendar.moment(self.setting.today, days, self.draw)
            yield WorkshopInterest(person_id=member.person, created_at=at)


def recorded(workshop, seats):
    """Yields the events of a workshop and of its seats, once they have their keys."""
    by = workshop.host_id
    yield event(workshop, "open", workshop.changed_at, by=by, to=PLANNED)
    if workshop.state != PLANNED:
        at = workshop.starts_at - datetime.timedelta(days=2)
        yield event(workshop, "cancel", at, by=by, before=PLANNED, to=workshop.state)
    for row, _member in seats:
        yield event(row, "register", row.asked_at, by=row.person_id, to=State.REGISTERED)
        if row.state == State.CANCELLED and workshop.state == PLANNED:
            at = row.asked_at + datetime.timedelta(hours=3)
            yield event(row, "leave", at, by=row.person_id, before=State.REGISTERED, to=row.state)
        elif row.state in COMES.values:
            yield event(row, "attendance", workshop.ends_at, by=by, before=State.REGISTERED, to=row.state)
