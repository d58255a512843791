"""Everything on a pair's page for the coordination, in a constant number of queries."""

from django.utils import timezone

from followup.models import Alert, Mentorship
from followup.reasons import of_pair
from followup.services import journeys, pair_list, pair_notes, pair_page, timeline
from followup.services.alerts import page
from mentoring import reasons

State = Mentorship.State


def of(mentorship, by, now, *, is_whole=False):
    row = pair_list.rows(Mentorship.objects.filter(pk=mentorship.pk), now)[0]
    labels = reasons.labels()
    return {
        "pair": mentorship,
        "end_reason": of_pair(mentorship, labels),
        "row": row,
        "agreed": pair_page.agreed(mentorship),
        "lived": journeys.lived(mentorship.mentoring_sessions),
        "cards": cards(mentorship),
        "past_alerts": past_alerts(mentorship),
        "goals": list(mentorship.goals.all()),
        "contradicted": contradicted(mentorship),
        "notes": pair_notes.listed(mentorship, by),
        "has_shared_notes": timeline.has_shared_notes(mentorship),
        "is_live": mentorship.state in Mentorship.LIVE,
        "may_end": mentorship.state in (State.ACTIVE, State.PAUSED),
        "is_overdue": mentorship.state == State.ACTIVE
        and mentorship.planned_end_on < timezone.localdate(now),
        **timeline.shown(timeline.of(mentorship, labels), is_whole=is_whole),
    }


def contradicted(mentorship):
    """When the sessions began of which the two tell different things."""
    return list(
        mentorship.mentoring_sessions.filter(is_contradicted=True).values_list("starts_at", flat=True)
    )


def cards(mentorship):
    """What is open or put off about the pair, as « Alertes » shows it."""
    live = mentorship.alerts.live().with_people().by_urgency()
    found = page.Group("", "", 0, [page.Card(alert) for alert in live])
    page.complete([found])
    return found.cards


def past_alerts(mentorship):
    """Handled, or closed by themselves; the latest first."""
    closed = mentorship.alerts.exclude(state__in=Alert.LIVE).select_related("person", "resolved_by")
    return list(closed.order_by("-closed_at", "-pk"))
