"""What the menu asks of this floor: is there a pair, how many alerts and requests are open."""

from followup.models import Alert, Mentorship
from mentoring.models import HelpRequest


def has_pair(request):
    return Mentorship.objects.of(request.user).live().exists()


def open_requests(request):
    return HelpRequest.objects.filter(state=HelpRequest.State.NEW).count()


def urgent_alerts(request):
    return Alert.objects.urgent().count()
