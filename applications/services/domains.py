"""Where help is offered and where it is wanted: what makes a file rare."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q

from applications import extensions
from applications.models import Domain, Profile
from applications.options import Kind

# The sign of each of the guide's six.
ICONS = {
    "technical": "code-slash",
    "career": "compass",
    "job_vision": "briefcase",
    "training": "mortarboard",
    "network": "diagram-3",
    "workplace": "people",
}


def shown():
    """[{"label", "question", "icon"}], as the home page shows them: one query."""
    return [
        {"label": row.label, "question": row.question, "icon": ICONS[row.code]}
        for row in Domain.objects.offered()
    ]


@dataclass(frozen=True)
class Balance:
    """Free places of mentors who cover a domain, and people without a pair who want it first."""

    places: int = 0
    requests: int = 0

    @property
    def missing(self):
        return self.requests - self.places


def balances(of=None):
    """{domain pk: Balance} of everyone open to matching, or of this one domain. One query, and one of the
    floor above."""
    pairs = extensions.pair_counts()
    wanted = Q(domains__rank=1) if of is None else Q(domains__rank=1, domains__domain=of)
    rows = Profile.objects.open_to_matching().filter(wanted).order_by()
    places, requests = Counter(), Counter()
    for domain, profile, kind, capacity in rows.values_list("domains__domain", "pk", "kind", "capacity"):
        taken = pairs.get(profile, 0)
        if kind == Kind.MENTOR:
            places[domain] += max(0, capacity - taken)
        elif not taken:
            requests[domain] += 1
    return {domain: Balance(places[domain], requests[domain]) for domain in places | requests}
