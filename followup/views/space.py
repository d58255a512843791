from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from applications.models import Application
from applications.services import drafts
from applications.views import tracker
from followup.models import Mentorship
from followup.services import space as services
from matching import menu
from mentoring.access import is_coordination


@require_safe
def space(request):
    """`/espace/`: the coordination goes to « À traiter », newcomers to their application."""
    context = services.of(request.user)
    has_something = context["pairs"] or context["applications"] or context["profiles"]
    if not has_something:
        return redirect("todo" if is_coordination(request.user) else "application_hub")
    is_waiting = context["is_waiting_mentor"] or context["is_waiting_mentee"]
    context |= {
        "applications": [standing(application) for application in context["applications"]],
        "suggestion_count": menu.suggestions(request) if context["may_choose"] else None,
        "median_days": tracker.median_days() if is_waiting else None,
    }
    return render(request, "followup/space.html", context)


def standing(application):
    """An application with the steps of its draft, or with where it stands once sent."""
    is_draft = application.state == Application.State.DRAFT
    return {
        "application": application,
        "steps": drafts.progress(application) if is_draft else None,
        "track": None if is_draft else tracker.track(application),
    }


@require_safe
def pair_shortcut(request):
    """`/binomes/`: the pair when there is one, else the space, which lists them."""
    pairs = list(Mentorship.objects.of(request.user).live()[:2])
    return redirect("pair", pairs[0].reference) if len(pairs) == 1 else redirect("space")
