"""The kinds of e-mail the team itself receives from the clock."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.mail.catalogue import Kind, S, register


def is_todays(email):
    """Written today, to somebody who still coordinates: yesterday's list would mislead."""
    is_today = timezone.localdate(email.created_at) == timezone.localdate()
    return is_today and email.recipient.is_coordinator


def is_this_weeks(email):
    """Written this week, to somebody who still coordinates: a holiday's Monday is told on Tuesday."""
    weeks = {timezone.localdate(moment).isocalendar()[:2] for moment in (email.created_at, timezone.now())}
    return len(weeks) == 1 and email.recipient.is_coordinator


register(Kind("staff_daily", S, _("{points} à traiter ce matin"), is_still_relevant=is_todays))
register(Kind("staff_weekly", S, _("La semaine du mentorat"), is_still_relevant=is_this_weeks))
