from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from followup.models import Mentorship
from followup.services import space as services
from mentoring.access import is_coordination


@require_safe
def space(request):
    """`/espace/`: the coordination goes to its queue, newcomers to their application."""
    context = services.of(request.user)
    has_something = context["pairs"] or context["applications"] or context["profiles"]
    if not has_something:
        return redirect("queue" if is_coordination(request.user) else "application_hub")
    return render(request, "followup/space.html", context)


@require_safe
def pair_shortcut(request):
    """`/binomes/`: the pair when there is one, else the space, which lists them."""
    pairs = list(Mentorship.objects.of(request.user).live()[:2])
    return redirect("pair", pairs[0].reference) if len(pairs) == 1 else redirect("space")
