"""What the menu asks of this floor: do mentors choose here, how many people could they accompany."""

from matching.services import browsing
from mentoring.models import Programme


def do_mentors_choose(request):
    return Programme.objects.exclude(mode=Programme.Mode.COORDINATOR).exists()


def suggestions(request):
    """Read once for a page: its menu shows it, its content may."""
    if not hasattr(request, "suggestion_count"):
        request.suggestion_count = browsing.known_count(request.user)
    return request.suggestion_count
