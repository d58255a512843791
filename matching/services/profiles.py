"""What the floor below asks of this one through its extension slots."""

import dataclasses
from collections import Counter

from django.urls import reverse

from applications.models import Profile
from applications.options import Kind
from matching.core import ranking as core
from matching.core.settings import points
from matching.models import Proposal

from . import pool, settings


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
    _version, core_settings = settings.current()
    is_mentee = profile.kind == Kind.MENTEE
    mine = Profile.objects.filter(pk=profile.pk)
    [me] = (pool.mentees(mine) if is_mentee else pool.mentors(mine)).facts
    others = Profile.objects.open_to_matching()
    side = pool.mentors(others) if is_mentee else pool.mentees(others)
    ranked = core.rank(
        dataclasses.replace(me, is_available=True, is_approved=True),
        side.facts,
        core_settings,
        is_mentee=is_mentee,
        excluded=pool.exclusions(),
    )
    allowed = [one.q for one in ranked if not one.blocking]
    reached = [q for q in allowed if points(q) >= core_settings.floor]
    return {
        "count": len(reached),
        "best": points(allowed[0]) if allowed else None,
        "url": reverse("board_person", args=[profile.public_id]),
    }
