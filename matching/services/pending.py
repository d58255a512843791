"""What is under way: the five groups of « Propositions en cours », and the pins nobody was told of."""

import datetime
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.models import Proposal
from matching.reasons import of_proposal
from mentoring import reasons
from mentoring.mail.models import Email
from mentoring.models import Event

from . import deadlines, letters, proposals

State = Proposal.State
FIRST_ROWS = 10
RECENT_PAIRS, RECENT_ENDS = datetime.timedelta(days=7), datetime.timedelta(days=30)
GROUPS = {
    "interets": (_("Intérêts à examiner"), (State.INTEREST,)),
    "mentor": (_("En attente du mentor"), (State.AWAITING_MENTOR,)),
    "personne": (_("En attente de la personne mentorée"), (State.AWAITING_MENTEE,)),
    "acceptees": (_("Acceptées (7 jours)"), (State.ACCEPTED,)),
    "non-abouties": (_("Non abouties"), (State.DECLINED, State.EXPIRED, State.CANCELLED)),
    "epinglees": (_("Épinglées, pas encore proposées"), (State.DRAFT,)),
}
# What cuts across them: the questions whose last day is today or tomorrow.
ALONE = {"expirent": (_("Expirent demain au plus tard"), Proposal.AWAITING)}


@dataclass
class Row:
    """A proposal and what a coordinator may do with it. `reminders` counts the clock's and the hand's."""

    proposal: Proposal
    is_undoable: bool = False
    reminders: int = 0
    is_person_asked: bool = False
    is_first_of_person: bool = True
    badge: dict = field(default_factory=dict)
    reason: str = ""

    @property
    def points(self):
        return None if self.proposal.score is None else (self.proposal.score + 5_000) // 10_000

    most_reminders = deadlines.MOST_REMINDERS_BY_HAND + 1

    @property
    def is_asked(self):
        """Whether somebody's answer is awaited."""
        return self.proposal.state in Proposal.AWAITING

    @property
    def days_left(self):
        """Whole days before the answer is due: 0 for today."""
        return (timezone.localdate(self.proposal.answer_by) - timezone.localdate()).days

    @property
    def can_remind(self):
        return self.proposal.reminders_by_hand < deadlines.MOST_REMINDERS_BY_HAND

    @property
    def can_extend(self):
        return self.proposal.extensions < deadlines.MOST_EXTENSIONS


@dataclass
class Group:
    key: str
    title: str
    count: int
    rows: list


def belonging(key, now=None):
    """The condition of a group: its states, and how long ago for those that are over."""
    now = now or timezone.now()
    condition = Q(state__in=(GROUPS | ALONE)[key][1])
    if key == "acceptees":
        condition &= Q(mentee_accepted_at__gte=now - RECENT_PAIRS)
    if key == "non-abouties":
        condition &= Q(state_changed_at__gte=now - RECENT_ENDS)
    if key == "expirent":
        after_tomorrow = timezone.localdate(now) + datetime.timedelta(days=2)
        end = datetime.datetime.combine(after_tomorrow, datetime.time.min, timezone.get_current_timezone())
        condition &= Q(answer_by__gte=now, answer_by__lt=end)
    return condition


def rows_of(key):
    """A group's proposals, the most urgent first; interests in the same person follow each other."""
    found = Proposal.objects.filter(belonging(key)).select_related("mentor__person", "mentee__person")
    order = {
        "interets": ("mentee__opened_at", "mentee", "created_at"),
        "mentor": ("answer_by", "pk"),
        "personne": ("answer_by", "pk"),
        "expirent": ("answer_by", "pk"),
        "epinglees": ("created_at", "pk"),
    }
    return found.order_by(*order.get(key, ("-state_changed_at", "-pk")))


def group(key, some, count):
    return Group(key, (GROUPS | ALONE)[key][0], count, [Row(one) for one in some])


def overview():
    """Every group with its first rows and how many there are: 7 queries."""
    names = {key: key.replace("-", "_") for key in GROUPS}
    counts = Proposal.objects.aggregate(
        **{name: Count("pk", filter=belonging(key)) for key, name in names.items()}
    )
    return [group(key, rows_of(key)[:FIRST_ROWS], counts[name]) for key, name in names.items()]


def complete(groups):
    """Fill in what the rows need beyond themselves: undo, reminders, other questions, reasons. 4 queries."""
    rows = [row for one in groups for row in one.rows]
    undoable = recently_moved(rows)
    keys = {letters.reminder_key(row.proposal, "clock"): row for row in rows}
    for key in Email.objects.filter(key__in=keys).values_list("key", flat=True):
        keys[key].reminders += 1
    asked = set(
        Proposal.objects.awaiting()
        .filter(mentee__in=[row.proposal.mentee_id for row in rows])
        .values_list("mentee", flat=True)
    )
    labels, before = reasons.labels(), None
    for row in rows:
        row.reason = of_proposal(row.proposal, labels)
        row.is_undoable = row.proposal.reference in undoable
        row.reminders += row.proposal.reminders_by_hand
        row.is_person_asked = row.proposal.mentee_id in asked
        row.is_first_of_person = row.proposal.mentee_id != before
        before = row.proposal.mentee_id


def recently_moved(rows):
    """The references whose last move a coordinator may still take back."""
    since = timezone.now() - datetime.timedelta(minutes=settings.MAIL_UNDO_MINUTES)
    moves = (
        Event.objects.filter(reference__in=[row.proposal.reference for row in rows], at__gt=since)
        .exclude(to_state="")
        .order_by("at", "pk")
        .values_list("reference", "transition")
    )
    return {reference for reference, last in dict(moves).items() if last in proposals.UNDOABLE}
