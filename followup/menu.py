"""What the menu asks of this floor: is there a pair, how many points, alerts and requests are open."""

from followup.models import Alert, Mentorship
from followup.services import desk
from mentoring.models import HelpRequest


def has_pair(request):
    return Mentorship.objects.of(request.user).live().exists()


def points(request):
    """What was last counted."""
    return desk.known_points()


def open_requests(request):
    return HelpRequest.objects.filter(state=HelpRequest.State.NEW).count()


def urgent_alerts(request):
    return Alert.objects.urgent().count()
