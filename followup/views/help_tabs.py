"""What the two lists of help share: their tabs, each with what waits there."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from followup.models import Workshop
from mentoring.models import HelpRequest


def tabs(current):
    """[{"url", "label", "count", "is_current"}]: two queries."""
    counts = {
        "help_requests": HelpRequest.objects.filter(state=HelpRequest.State.NEW).count(),
        "help_workshops": Workshop.objects.to_check(timezone.now()).count(),
    }
    labels = {"help_requests": _("Demandes"), "help_workshops": _("Ateliers")}
    return [
        {"url": reverse(name), "label": label, "count": counts[name], "is_current": name == current}
        for name, label in labels.items()
    ]
