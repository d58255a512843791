"""What the menu asks of this floor: do mentors choose here, how many people could they accompany."""

from matching.services import browsing
from mentoring.models import Programme


def do_mentors_choose(request):
    return Programme.objects.exclude(mode=Programme.Mode.COORDINATOR).exists()


def suggestions(request):
    return browsing.known_count(request.user)
