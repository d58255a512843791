"""The settings in force, and new versions of them. Versions are only ever added."""

from django.db import transaction

from matching.core import settings as core
from matching.models import MatchingSettings

from . import pool


def current():
    """(row, core settings) of the newest version. Empty maps mean the core's own defaults."""
    row = MatchingSettings.objects.latest()
    return row, as_core(row)


def as_core(row):
    """A version as the core reads it. Raises ValueError for weights or rules the core does not know."""
    return core.Settings(
        weights={**core.WEIGHTS, **row.weights},
        severities={**core.SEVERITIES, **row.severities},
        means={**core.MEANS, **row.means},
        floor=row.floor,
        gamma=row.gamma,
    )


def save_version(*, by, reason, weights=None, severities=None, floor=None, gamma=None):
    """Add a version: what is not given stays as it is. What a blank answer is worth is measured now, over
    today's pool, and frozen with it. Raises ValueError when the core refuses the values."""
    with transaction.atomic():
        before = MatchingSettings.objects.latest()
        row = MatchingSettings(
            weights=before.weights if weights is None else weights,
            severities=before.severities if severities is None else severities,
            floor=before.floor if floor is None else floor,
            gamma=before.gamma if gamma is None else gamma,
            means=before.means,
            author=by,
            reason=reason,
        )
        row.means = pool.measured_means(as_core(row))
        row.save()
        return row
