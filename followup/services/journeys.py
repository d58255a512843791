"""What a pair has lived: its sessions, its hours, its goals reached."""

import datetime

from django.db.models import Count, F, Sum

from followup.models import Goal

HALF_HOUR = datetime.timedelta(minutes=30)
QUARTER = HALF_HOUR / 2


def of(mentorship):
    """What is `lived`, and how many goals were reached: {"sessions", "hours", "goals"}."""
    goals = mentorship.goals.filter(state=Goal.State.REACHED).count()
    return lived(mentorship.mentoring_sessions) | {"goals": goals}


def lived(sessions):
    """{"sessions": held, "hours": together, to the nearest half, a quarter upwards} among these."""
    held = sessions.held().aggregate(number=Count("pk"), time=Sum(F("ends_at") - F("starts_at")))
    hours = ((held["time"] or datetime.timedelta()) + QUARTER) // HALF_HOUR / 2
    return {"sessions": held["number"], "hours": hours}
