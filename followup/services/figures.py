"""The few figures the home page may show, computed every hour from what happened."""

import datetime
import statistics

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from applications.models import Profile
from applications.options import Kind
from followup.models import MentoringSession, Mentorship, SessionFeedback
from mentoring.models import PublicFigures

FEWEST_ANSWERS = 30
RECENT = datetime.timedelta(days=90)


def write_public_figures(now=None):
    """Replace the figures by today's. Shares need 30 answers, delays one recent pair; else none."""
    now = now or timezone.now()
    answers = SessionFeedback.objects.exclude(utility=None).aggregate(
        all=Count("pk"), useful=Count("pk", filter=Q(utility__gte=SessionFeedback.Utility.USEFUL))
    )
    delays = [
        (pair.started_on - timezone.localdate(pair.mentee.opened_at)).days
        for pair in Mentorship.objects.filter(started_on__gte=(now - RECENT).date()).select_related("mentee")
        if pair.mentee.opened_at
    ]
    delays = [days for days in delays if days >= 0]
    with transaction.atomic():
        PublicFigures.objects.all().delete()
        return PublicFigures.objects.create(
            pairs_formed=Mentorship.objects.count(),
            sessions_held=MentoringSession.objects.held().count(),
            useful_in_ten=(
                round(10 * answers["useful"] / answers["all"]) if answers["all"] >= FEWEST_ANSWERS else None
            ),
            median_days_to_pair=round(statistics.median(delays)) if delays else None,
            ready_mentors=Profile.objects.open_to_matching().filter(kind=Kind.MENTOR).count(),
            computed_at=now,
        )
