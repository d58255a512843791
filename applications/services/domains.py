"""Where help is offered and where it is wanted: what makes a file rare."""

from collections import Counter
from dataclasses import dataclass

from applications import extensions
from applications.models import Profile, ProfileDomain
from applications.options import Kind


@dataclass(frozen=True)
class Balance:
    """Free places of mentors who cover a domain, and people without a pair who want it first."""

    places: int = 0
    requests: int = 0

    @property
    def missing(self):
        return self.requests - self.places


def balances():
    """{domain pk: Balance} of everyone open to matching. Two queries and one of the floor above."""
    pairs = extensions.pair_counts()
    open_profiles = Profile.objects.open_to_matching()
    rows = ProfileDomain.objects.filter(profile__in=open_profiles, rank=1)
    places, requests = Counter(), Counter()
    for domain, profile, kind, capacity in rows.values_list(
        "domain", "profile", "profile__kind", "profile__capacity"
    ):
        taken = pairs.get(profile, 0)
        if kind == Kind.MENTOR:
            places[domain] += max(0, capacity - taken)
        elif not taken:
            requests[domain] += 1
    return {domain: Balance(places[domain], requests[domain]) for domain in places | requests}
