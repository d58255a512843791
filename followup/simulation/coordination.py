"""The coordinator's week: on Mondays the global proposal and its sending, on working days the alerts."""

from django.utils import timezone

from followup.models import Alert, Mentorship
from followup.services.alerts import handling
from matching.models import Proposal, Run
from matching.services import runs, sending, settings
from mentoring.models import NotAllowed

A_WEEK = 45
MONDAY, SATURDAY = 0, 5
ASKS_AT, SENDS_AT, LOOKS_AT = 10, 12, 14


def work(life):
    local = timezone.localtime(life.now)
    if local.weekday() == MONDAY and local.hour == ASKS_AT and missing(life) > 0:
        version, _core = settings.current()
        runs.ask(by=life.team[0], floor=version.floor, gamma=version.gamma)
    elif local.weekday() == MONDAY and local.hour == SENDS_AT:
        send(life)
    elif local.weekday() < SATURDAY and local.hour == LOOKS_AT:
        look_at_alerts(life)


def missing(life):
    formed = Mentorship.objects.count()
    return life.pairs_wanted - formed - Proposal.objects.awaiting().count()


def send(life):
    run = Run.objects.filter(created_by=life.team[0], state=Run.State.DONE).order_by("-pk").first()
    if run is None:
        return
    lines = run.pairs.filter(sent_at=None, removed_at=None).order_by("-score", "pk")
    done = sending.send(list(lines[: max(0, min(A_WEEK, missing(life)))]), by=life.team[0])
    life.done["send"] += len(done.asked)
    life.refused["send"] += len(done.refused)


def look_at_alerts(life):
    """Most red ones are handled within days, some amber ones put off for a week."""
    for alert in Alert.objects.open().with_people().order_by("pk"):
        try:
            if alert.level == Alert.Level.RED and life.happens(50):
                handling.handle(alert, by=life.team[0], note="Appelé, un rendez-vous est pris.")
                life.done["handle_alert"] += 1
            elif alert.level == Alert.Level.AMBER and life.happens(10):
                handling.snooze(alert, by=life.team[0])
                life.done["snooze_alert"] += 1
        except NotAllowed:
            life.refused["alert"] += 1
