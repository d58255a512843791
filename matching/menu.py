"""What the menu asks of this floor: do mentors choose here, how many people could they accompany."""

from matching.models import Proposal
from matching.services import browsing
from mentoring.models import Programme


def do_mentors_choose(request):
    """Where the team composes, a mentor keeps the way to an interest the team still looks at."""
    return (
        Programme.objects.exclude(mode=Programme.Mode.COORDINATOR).exists()
        or Proposal.objects.open().filter(mentor__person=request.user, is_interest=True).exists()
    )


def suggestions(request):
    """Read once for a page: its menu shows it, its content may."""
    if not hasattr(request, "suggestion_count"):
        request.suggestion_count = browsing.known_count(request.user)
    return request.suggestion_count
