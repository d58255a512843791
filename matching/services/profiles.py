"""What the floor below asks of this one through its extension slots."""

from collections import Counter

from django.urls import reverse

from applications.models import Profile
from applications.options import Kind
from matching.core.settings import points
from matching.models import Proposal

from . import features, pool, ranking


def pair_count(profile):
    """How many pairs at work this profile is in."""
    side = "mentor" if profile.kind == Kind.MENTOR else "mentee"
    return Proposal.objects.pairs().filter(**{side: profile}).count()


def pair_counts():
    """{profile pk: pairs at work}, of everyone who is in one."""
    sides = Proposal.objects.pairs().values_list("mentor", "mentee")
    return Counter(profile for pair in sides for profile in pair)


def outlook(application):
    """How many people this application could be paired with today, were it approved: the core's answer over
    everyone open to matching, or None before the application was ever sent."""
    profile = Profile.objects.filter(application=application).first()
    if profile is None:
        return None
    board, is_mentee = ranking.Board(), profile.kind == Kind.MENTEE
    others = Profile.objects.open_to_matching()
    crowd = features.mentors(others) if is_mentee else features.mentees(pool.without_a_mentor(others))
    found = board.standing_among(profile, crowd)
    allowed = found.above | found.below
    return {
        "count": int(found.above.sum()),
        "best": points(int(found.found.q[allowed].max())) if allowed.any() else None,
        "url": reverse("board_person", args=[profile.public_id]),
    }
