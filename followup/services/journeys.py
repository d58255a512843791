"""What a pair has lived: its sessions, its hours, its goals reached."""

import datetime

from django.db.models import Count, F, Sum

from followup.models import Goal

HALF_HOUR = datetime.timedelta(minutes=30)
QUARTER = HALF_HOUR / 2


def of(mentorship):
    """{"sessions": held, "hours": together, to the nearest half, a quarter upwards, "goals": reached}"""
    held = mentorship.mentoring_sessions.held().aggregate(
        number=Count("pk"), time=Sum(F("ends_at") - F("starts_at"))
    )
    return {
        "sessions": held["number"],
        "hours": ((held["time"] or datetime.timedelta()) + QUARTER) // HALF_HOUR / 2,
        "goals": mentorship.goals.filter(state=Goal.State.REACHED).count(),
    }
