"""How long the points of « À traiter » take: what the team's own last month says of it."""

import datetime
from collections import defaultdict

from django.utils import timezone

from mentoring.models import Event, User

MONTH = datetime.timedelta(days=30)
# A longer gap between two things done is something else done in between.
PAUSE = datetime.timedelta(minutes=15)
# Fewer measures say nothing: of one kind of work, of all together.
FEWEST, FEWEST_IN_ALL = 5, 20
MOST = 2_000
FILES, PROPOSALS, PAIRS, HELP, MAIL = "files", "proposals", "pairs", "help", "mail"
# What brings a point to its end, by the start of the reference it happens to.
ENDS = {
    "MTR": (FILES, {"approve", "ask_info", "hold", "reject"}),
    "DEM": (FILES, {"approve", "ask_info", "hold", "reject"}),
    "PRO": (PROPOSALS, {"approve_interest", "decline_interest", "remind", "extend", "cancel"}),
    "ale": (PAIRS, {"handle", "snooze"}),
    "BIN": (PAIRS, {"team_message"}),
    "per": (PAIRS, {"team_message"}),
    "AID": (HELP, {"plan", "close", "cancel"}),
    "ema": (MAIL, {"resend"}),
}
WORK = {
    "reports": PAIRS,
    "red_pairs": PAIRS,
    "applications": FILES,
    "answers": FILES,
    "revisits": FILES,
    "interests": PROPOSALS,
    "expiring": PROPOSALS,
    "help_requests": HELP,
    "failed_mail": MAIL,
}


def minutes(lines, averages):
    """About how many minutes the counted lines take, to the nearest five; None where `averages` is, and
    without anything to do."""
    counted = [line for line in lines if line.is_counted and line.count]
    if not averages or not counted:
        return None
    total = sum((line.count * averages[WORK[line.code]] for line in counted), datetime.timedelta())
    return max(5, 5 * round(total / datetime.timedelta(minutes=5)))


def averages(now=None):
    """{kind of work: how long a point of it took}, None while the team's last month does not say. One query.

    A point took what went by since the same person's point before, in one sitting. A kind of work that was
    hardly done takes as long as the others on average.
    """
    gaps = measured(now or timezone.now())
    every = [gap for found in gaps.values() for gap in found]
    if len(every) < FEWEST_IN_ALL:
        return None
    return {work: mean(gaps[work] if len(gaps[work]) >= FEWEST else every) for work in set(WORK.values())}


def mean(gaps):
    return sum(gaps, datetime.timedelta()) / len(gaps)


def measured(now):
    """{kind of work: [how long a point took]}, over the last month; of a large team, its latest points."""
    transitions = {name for _work, names in ENDS.values() for name in names}
    done = Event.objects.filter(
        at__gt=now - MONTH, at__lte=now, transition__in=transitions, actor__in=User.objects.coordinators()
    )
    latest = done.order_by("-at", "-pk").values_list("actor", "at", "reference", "transition")[:MOST]
    gaps, before = defaultdict(list), {}
    for actor, at, reference, transition in reversed(latest):
        work, names = ENDS.get(reference[:3], (None, ()))
        if transition not in names:
            continue
        last, before[actor] = before.get(actor), at
        if last and at - last <= PAUSE:
            gaps[work].append(at - last)
    return gaps
