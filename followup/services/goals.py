"""What the pair works towards: three open goals at most, either person edits."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from followup.models import Goal
from followup.services.pairs import check_live
from mentoring.audit import record
from mentoring.models import Event, NotAllowed
from mentoring.moves import lock


def add(mentorship, *, by, title, success=""):
    """Raises NotAllowed beyond three open goals. The same title twice is one goal."""
    with transaction.atomic():
        check_live(lock(mentorship))
        open_goals = mentorship.goals.filter(state__in=Goal.OPEN)
        if twin := open_goals.filter(title=title).first():
            return twin
        check_room(open_goals)
        goal = Goal.objects.create(mentorship=mentorship, title=title, success=success, updated_by=by)
        record(goal, "add", by=by, to_state=goal.state, pair=mentorship.reference)
        return goal


def change(goal, *, by, title, success, state):
    with transaction.atomic():
        check_live(lock(goal.mentorship))
        before = Goal.objects.get(pk=goal.pk)
        if (before.title, before.success, before.state) == (title, success, state):
            return before
        if state in Goal.OPEN and before.state not in Goal.OPEN:
            check_room(goal.mentorship.goals.filter(state__in=Goal.OPEN))
        goal.title, goal.success, goal.state = title, success, state
        goal.updated_by, goal.updated_at = by, timezone.now()
        goal.save(update_fields=["title", "success", "state", "updated_by", "updated_at"])
        said = {"pair": goal.mentorship.reference, "title": before.title, "success": before.success}
        is_reworded = (title, success) != (before.title, before.success)
        transition = "reword" if is_reworded and state == before.state else "change"
        record(goal, transition, by=by, from_state=before.state, to_state=state, **said)
        return goal


def history(goal):
    """Who changed what and when, the latest first: [(moment, sentence)]. Events keep the words replaced."""
    sentences = {
        "add": _("{name} a écrit cet objectif"),
        "reword": _("{name} en a changé les mots"),
        "change": _("{name} l’a passé à « {state} »"),
    }
    return [
        (
            event.at,
            sentences[event.transition].format(
                name=event.actor.first_name if event.actor else _("Une personne"),
                state=Goal.State(event.to_state).label,
            ),
        )
        for event in Event.objects.about(goal.reference).filter(transition__in=sentences)
    ]


def check_room(open_goals):
    if open_goals.count() >= Goal.MOST_OPEN:
        raise NotAllowed(_("Trois objectifs ouverts au maximum : terminez-en un d’abord."))
