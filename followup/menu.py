"""What the menu asks of this floor: is there a pair, how many requests are open."""

from followup.models import Mentorship
from mentoring.models import HelpRequest


def has_pair(request):
    return Mentorship.objects.of(request.user).live().exists()


def open_requests(request):
    return HelpRequest.objects.filter(state=HelpRequest.State.NEW).count()
