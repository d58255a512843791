"""What left in a simulated year, counted from the outbox and the deliveries alone: the rules are read here a
second time, so that a mistake of the engine's shows."""

import datetime
import statistics
import zoneinfo
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Min

from followup.models import Alert, MentoringSession, Mentorship
from matching.models import Proposal
from mentoring.mail import catalogue, rules
from mentoring.mail.models import Email
from mentoring.models import Event

State = Email.State
WEEK = datetime.timedelta(days=7)
# What each move announces: (what it is about, transition) to the kinds of message one of which is written.
ANNOUNCED = {
    ("BIN", "start"): {"pair_started"},
    ("BIN", "pause"): {"pair_paused"},
    ("BIN", "resume"): {"pair_resumed"},
    ("BIN", "ask_extension"): {"pair_extension_asked"},
    ("BIN", "extend"): {"pair_extended"},
    ("BIN", "request_end"): {"pair_ending"},
    ("BIN", "complete"): {"pair_completed"},
    ("BIN", "end_early"): {"pair_completed"},
    ("session", "plan"): {"session_planned"},
    ("session", "move"): {"session_moved"},
    ("session", "cancel"): {"session_cancelled"},
    ("PRO", "send"): {"proposal_to_mentor", "proposal_to_mentee"},
    ("PRO", "mentor_accept"): {"proposal_to_mentee"},
    ("PRO", "expire"): {"proposal_expired"},
    ("PRO", "mentee_decline"): {"proposal_not_concluded"},
}


@dataclass
class Checks:
    """`weeks` counts the messages of each (person, ISO week), `reminder_weeks` the reminders among them."""

    weeks: Counter = field(default_factory=Counter)
    reminder_weeks: Counter = field(default_factory=Counter)
    over_a_day: list = field(default_factory=list)
    over_a_week: list = field(default_factory=list)
    over_a_subject: list = field(default_factory=list)
    in_quiet_hours: list = field(default_factory=list)
    twice: list = field(default_factory=list)
    lost: list = field(default_factory=list)

    @property
    def is_clean(self):
        return not any(
            [
                self.over_a_day,
                self.over_a_week,
                self.over_a_subject,
                self.in_quiet_hours,
                self.twice,
                self.lost,
            ]
        )


def check(deliveries, since, now):
    """Read what was sent and delivered between two moments. Returns the Checks."""
    found = Checks()
    sent = list(
        Email.objects.filter(state=State.SENT, sent_at__gte=since)
        .select_related("recipient")
        .defer("html", "attachments")
        .order_by("sent_at", "pk")
    )
    for email in sent:
        week = (email.to_address, local(email).isocalendar()[:2])
        found.weeks[week] += 1
        found.reminder_weeks[week] += email.category == catalogue.R
        if email.category != catalogue.T and rules.is_quiet(email.sent_at, rules.zone_of(email)):
            found.in_quiet_hours.append(email.key)
    check_caps(found, [email for email in sent if email.category == catalogue.R and email.recipient_id])
    check_doubles(found, deliveries)
    check_losses(found, sent, deliveries, since, now)
    return found


def local(email):
    return email.sent_at.astimezone(zoneinfo.ZoneInfo(rules.zone_of(email)))


def check_caps(found, reminders):
    """One a day, three in seven days, two about one thing. The eves of meetings count and are not counted
    against: nobody holds back « demain »."""
    eves = set(catalogue.never_displaced())
    by_person, by_subject = defaultdict(list), Counter()
    for email in reminders:
        before = by_person[email.recipient_id]
        if email.kind not in eves:
            if any(local(other).date() == local(email).date() for other in before):
                found.over_a_day.append(email.key)
            if sum(email.sent_at - other.sent_at < WEEK for other in before) >= rules.PER_WEEK:
                found.over_a_week.append(email.key)
        before.append(email)
        episode = email.key.rpartition(":")[0]
        recent = (episode, email.sent_at.date().toordinal() // rules.SUBJECT_MEMORY.days)
        by_subject[recent] += email.kind not in eves
    found.over_a_subject = [key for (key, _month), number in by_subject.items() if number > rules.PER_SUBJECT]


def check_doubles(found, deliveries):
    """A message delivered twice, or two that tell one person the same words in a day."""
    counted = Counter(delivery.public_id for delivery in deliveries)
    found.twice += [public_id for public_id, number in counted.items() if number > 1]
    same = Counter((row.kind, row.address, row.text, row.at.date()) for row in deliveries)
    found.twice += [f"{kind} {address}" for (kind, address, *_rest), number in same.items() if number > 1]


def check_losses(found, sent, deliveries, since, now):
    """Due and not gone, given up, recorded as sent and never delivered, or announced by a move and
    unwritten."""
    stuck = Email.objects.due(now) | Email.objects.filter(state=State.FAILED, created_at__gte=since)
    found.lost += list(stuck.values_list("key", flat=True))
    delivered = {delivery.public_id for delivery in deliveries}
    found.lost += [email.key for email in sent if email.public_id not in delivered]
    written = defaultdict(set)
    for kind, at in Email.objects.filter(created_at__gte=since).values_list("kind", "created_at"):
        written[at].add(kind)
    for event in Event.objects.filter(at__gte=since).only("reference", "transition", "at").iterator():
        subject = event.reference.partition(":" if ":" in event.reference else "-")[0]
        announced = ANNOUNCED.get((subject, event.transition))
        if announced and not announced & written[event.at]:
            found.lost.append(f"{event.transition} {event.reference} {event.at:%Y-%m-%d %H:%M}")


# The report ------------------------------------------------------------------------------------------


def report(found):
    """The lines of what happened, of what left and of what is wrong."""
    states = dict(Mentorship.objects.values_list("state").annotate(Count("pk")).order_by("state"))
    yield f"pairs            {sum(states.values()):,}: {inline(states)}"
    meetings = dict(MentoringSession.objects.values_list("state").annotate(Count("pk")).order_by("state"))
    yield f"sessions         {sum(meetings.values()):,}: {inline(meetings)}"
    yield f"proposals        {inline(dict(Proposal.objects.values_list('state').annotate(Count('pk'))))}"
    outcomes = dict(Email.objects.values_list("state").annotate(Count("pk")).order_by("state"))
    yield f"messages         {sum(outcomes.values()):,}: {inline(outcomes)}"
    classes = dict(Email.objects.filter(state=State.SENT).values_list("category").annotate(Count("pk")))
    yield f"sent, by class   {inline(classes)}"
    held_back = Email.objects.filter(state=State.SUPPRESSED).values_list("note").annotate(Count("pk"))
    yield f"not sent because {inline(dict(held_back))}"
    yield from weekly("messages", found.weeks)
    yield from weekly("reminders", {week: number for week, number in found.reminder_weeks.items() if number})
    yield (
        f"beyond the caps  {len(found.over_a_day)} a day, {len(found.over_a_week)} in seven days,"
        f" {len(found.over_a_subject)} about one thing, {len(found.in_quiet_hours)} in quiet hours"
    )
    yield f"twice            {len(found.twice)} {' · '.join(found.twice[:5])}"
    yield f"lost             {len(found.lost)} {' · '.join(found.lost[:5])}"
    yield from alerts_told()


def weekly(what, weeks):
    numbers = sorted(weeks.values())
    if numbers:
        yield (
            f"{what} a person a week in which there was one: mean {statistics.mean(numbers):.2f},"
            f" median {statistics.median(numbers):.0f}, 95 % {numbers[int(0.95 * (len(numbers) - 1))]},"
            f" most {numbers[-1]}"
        )


def alerts_told():
    rows = Alert.objects.values_list("rule", "state").annotate(Count("pk"), Min("level"))
    by_rule = defaultdict(Counter)
    for rule, state, number, _level in rows:
        by_rule[rule][state] += number
    for rule in Alert.Rule.values:
        counted = by_rule[rule]
        closed = counted.total() - counted[Alert.State.OPEN] - counted[Alert.State.SNOOZED]
        yield f"alert {rule:<11}{counted.total():>5} opened, {closed:>5} closed: {inline(counted)}"


def inline(counted):
    return ", ".join(f"{name} {number:,}" for name, number in sorted(counted.items()))
