"""« À traiter »: the coordinator's first page."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from followup.services import desk, pace
from mentoring.access import coordinator_only
from mentoring.models import Programme

# By the code of a line: its icon, what its button says.
SIGNS = {
    "reports": ("exclamation-circle", lambda: _("Ouvrir")),
    "red_pairs": ("telephone", lambda: _("Voir")),
    "applications": ("inbox", lambda: _("Commencer la lecture")),
    "answers": ("reply", lambda: _("Lire")),
    "interests": ("heart", lambda: _("Examiner")),
    "expiring": ("hourglass-bottom", lambda: _("Voir")),
    "waiting_mentees": ("person", lambda: _("Chercher un mentor")),
    "idle_mentors": ("people", lambda: _("Voir")),
    "help_requests": ("life-preserver", lambda: _("Répondre")),
    "revisits": ("hourglass", lambda: _("Relire")),
    "amber_pairs": ("eye", lambda: _("Voir")),
    "reviews": ("flag", lambda: _("Relire")),
    "texts": ("journal-text", lambda: _("Relire")),
    "failed_mail": ("envelope", lambda: _("Voir")),
}


@coordinator_only
@require_safe
def todo(request):
    """The menu shows the same numbers, without counting them again."""
    programme = Programme.current()
    lines, beside = desk.at_hand(programme, request.user)
    request.badges = lines.badges
    minutes = pace.minutes(lines.rows, beside.pace)
    context = {
        "programme": programme,
        "lines": lines,
        "beside": beside,
        "today": timezone.localdate(),
        "rows": [(line, SIGNS[line.code][0], SIGNS[line.code][1]()) for line in lines.rows],
        "duration": duration(minutes) if minutes else "",
    }
    return render(request, "followup/todo.html", context)


def duration(minutes):
    """« 45 minutes », « 1 h 30 »"""
    if minutes < 60:
        return ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)
    hours, rest = divmod(minutes, 60)
    return f"{hours}\u00a0h\u00a0{rest:02d}" if rest else f"{hours}\u00a0h"
