"""Loading the demo, taking it away, and leaving the journal as the clock would have."""

import datetime

from django.db import transaction
from django.utils import timezone

from applications import tasks as application_tasks
from applications.models import Application, Profile
from followup import tasks as followup_tasks
from followup.models import Mentorship, NewsCampaign, Workshop
from followup.services.figures import write_public_figures
from matching import tasks as matching_tasks
from matching.models import Exclusion, Proposal, Run
from matching.services import features
from mentoring.mail.models import Email
from mentoring.models import AccessLog, Event, HelpRequest, User

from . import alerts, help, notes, pairs, people, proposals, turns
from .world import World

# The journal: this many messages in all, and the newest left for the worker to send while it is looked at.
KEPT, KEPT_SCHEDULED = 120, 3


@transaction.atomic
def load(today, *, with_report=False):
    """Write the whole demo as of `today` (a date), with a report of a behaviour or not. Returns the World."""
    world = World(today)
    people.everyone(world)
    # The demo gave people ids of its own since their answers were written.
    features.write(Profile.objects.all())
    suitors = proposals.Suitors(world)
    pairs.everything(world, suitors)
    turns.everything(world)
    proposals.everything(world, suitors)
    help.everything(world)
    alerts.everything(world, with_report=with_report)
    notes.everything(world)
    write_public_figures()
    let_the_clock_pass()
    return world


def let_the_clock_pass():
    """What is due has been written already; all but the newest left an hour ago, one in vain, and what is
    older than the journal is gone."""
    for tick in (
        application_tasks.application_tick,
        application_tasks.profile_tick,
        matching_tasks.proposal_tick,
        followup_tasks.session_tick,
        followup_tasks.pair_tick,
        followup_tasks.checkin_tick,
        followup_tasks.compute_alerts,
    ):
        tick()
    waiting = Email.objects.filter(state=Email.State.SCHEDULED).order_by("-pk")
    kept = list(waiting.values_list("pk", flat=True)[:KEPT_SCHEDULED])
    an_hour_ago = timezone.now() - datetime.timedelta(hours=1)
    waiting.exclude(pk__in=kept).update(
        state=Email.State.SENT, sent_at=an_hour_ago, created_at=an_hour_ago, attempts=1
    )
    sent = Email.objects.filter(state=Email.State.SENT).order_by("-sent_at", "-pk")
    unlucky = sent.filter(kind="application_received").first()
    unlucky.state, unlucky.sent_at, unlucky.attempts = Email.State.FAILED, None, 5
    unlucky.note = "550 5.1.1 adresse inconnue"
    unlucky.save()
    older = sent.values_list("pk", flat=True)[KEPT - KEPT_SCHEDULED - 1 :]
    Email.objects.filter(pk__in=list(older)).delete()


@transaction.atomic
def unload():
    """Throw away everything people wrote; the catalogue and the programme's settings stay."""
    matched = (Mentorship, Workshop, Run, Proposal, Exclusion, NewsCampaign)
    for model in (*matched, Application, HelpRequest, Email, Event, AccessLog, User):
        model.objects.all().delete()


def is_loaded():
    return User.objects.exists()
