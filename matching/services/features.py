"""Thousands of profiles as the core's arrays, from the bytes kept beside them.

The bytes are written again in the transaction that writes a profile; a profile met without them, or with old
ones, is packed as it is read: only slower. The clock writes what is missing.
"""

from dataclasses import dataclass

import numpy as np
from django.db.models import Case, F, Q, Value, When

from applications import options
from applications.models import Campus, Domain, Formation, Profile, Skill, SoftSkill
from applications.options import Kind
from matching.core import packing, rules, scoring
from matching.core.pairs import Grid
from matching.core.pool import mark
from matching.models import Features

from . import pool

CATALOGUES = {
    "domains": Domain,
    "skills": Skill,
    "soft_skills": SoftSkill,
    "formation": Formation,
    "campus": Campus,
}
LISTS = {
    "languages": tuple(options.Language.values),
    "types": tuple(options.MentoringType.values),
    "sectors": tuple(options.Sector.values),
    "channels": tuple(options.Channel.values),
    "style": tuple(options.Style.values),
    "job_family": tuple(options.JobFamily.values),
    "term": tuple(options.Term.values),
    "preferred_channel": tuple(options.Channel.values),
}
# Changes with the core's layout and with any list: older bytes are then not read.
LAYOUT = mark(repr((packing.HEAD.descr, packing.FLAGS, LISTS)))
IS_GOOD = Q(features__layout=LAYOUT, features__updated_at=F("updated_at"))
AT_ONCE = 1_000
# How many people of each side the means of criteria are measured on.
SAMPLE = 400
READERS = {Kind.MENTOR: pool.mentors, Kind.MENTEE: pool.mentees}


def catalogue():
    """What bytes are written and read with: 1 query."""
    parts = [
        model.objects.values_list(Value(name), "code", "pk", F("family") if model is Formation else Value(""))
        for name, model in CATALOGUES.items()
    ]
    keys, families = {name: {} for name in CATALOGUES}, {}
    for name, code, key, family in parts[0].union(*parts[1:], all=True):
        keys[name][code] = key
        if name == "formation":
            families[code] = family
    return packing.Catalogue(keys, families, LISTS)


def pack(profiles, known, kind):
    """{profile's key: (bytes, when the profile was modified)} of those of a queryset on one side."""
    side = READERS[kind](profiles, as_asked=True)
    packed = packing.pack(side.facts, known)
    return {row.pk: (data, row.updated_at) for row, data in zip(side.profiles, packed, strict=True)}


def write(profiles, known=None, kinds=tuple(Kind)):
    """Write the bytes of a queryset of profiles on these sides. Returns how many."""
    known = known or catalogue()
    rows = [
        Features(profile_id=key, data=data, layout=LAYOUT, updated_at=updated_at)
        for kind in kinds
        for key, (data, updated_at) in pack(profiles, known, kind).items()
    ]
    Features.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["profile"],
        update_fields=["data", "layout", "updated_at"],
        batch_size=AT_ONCE,
    )
    return len(rows)


def keep(profile):
    """A profile's answers were written: so are its bytes."""
    write(Profile.objects.filter(pk=profile.pk), kinds=[profile.kind])


def write_missing():
    """Write the bytes of every profile that has none or old ones. Returns how many."""
    keys = list(Profile.objects.exclude(IS_GOOD).order_by("pk").values_list("pk", flat=True))
    known = catalogue()
    return sum(
        write(Profile.objects.filter(pk__in=keys[start : start + AT_ONCE]), known)
        for start in range(0, len(keys), AT_ONCE)
    )


@dataclass(frozen=True)
class Crowd:
    """People of one side as read: their profiles' keys (n,), their bytes (None where they are missing or
    old), what is true today, and how many places each offers (n,)."""

    keys: np.ndarray
    blobs: list
    today: packing.Today
    capacity: np.ndarray
    kind: str

    def __len__(self):
        return len(self.keys)

    @property
    def places(self):
        """(n,) places left today; none for who is not open to matching."""
        return np.where(self.today.is_open, np.maximum(0, self.capacity - self.today.taken), 0)


def mentors(profiles, taken=None):
    """The Crowd of these mentors, whose applications are approved: 2 queries, 1 when the Counter of seats
    `taken` is known."""
    return crowd(profiles, Kind.MENTOR, pool.seats_taken() if taken is None else taken)


def mentees(profiles):
    """The Crowd of these mentees, approved and without a mentor: 1 query."""
    return crowd(profiles, Kind.MENTEE, {})


def crowd(profiles, kind, taken):
    data = Case(When(IS_GOOD, then=F("features__data")))
    people = profiles.filter(kind=kind).order_by()
    rows = list(people.values_list("pk", data, "person__timezone", "state", "capacity"))
    keys, blobs, zones, states, capacity = zip(*rows, strict=True) if rows else [()] * 5
    today = packing.Today(
        zones,
        np.array([state == Profile.State.AVAILABLE for state in states], bool),
        np.array([taken.get(key, 0) for key in keys], np.int64),
    )
    return Crowd(np.array(keys, np.int64), list(blobs), today, np.array(capacity, np.int64), kind)


def pools(known, *crowds, beside=()):
    """[core Pool] of Crowds by a Catalogue, over one vocabulary: their own and that of other people's facts
    (`beside`). No query, but where bytes are missing."""
    zones = {zone for one in crowds for zone in one.today.zones} | {facts.timezone for facts in beside}
    vocabulary = known.vocabulary(zones)
    for one in crowds:
        fill(one, known)
    return [
        packing.unpack(one.blobs, one.today, known, vocabulary, is_mentee=one.kind == Kind.MENTEE)
        for one in crowds
    ]


def fill(crowd, known):
    """Make the bytes that are missing, for this reading only."""
    places = {key: place for place, key in enumerate(crowd.keys.tolist()) if crowd.blobs[place] is None}
    keys = list(places)
    for start in range(0, len(keys), AT_ONCE):
        some = Profile.objects.filter(pk__in=keys[start : start + AT_ONCE])
        for key, (data, _updated_at) in pack(some, known, crowd.kind).items():
            crowd.blobs[places[key]] = data


def measured_means(settings):
    """The mean of each criterion over answered, allowed pairs of today's people; as before when nobody is
    there.

    Measured on every pair of SAMPLE people of each side at most, drawn by the hash of their public ids: the
    same people as long as nobody comes or goes, whatever the order of rows.
    """
    everyone = Profile.objects.open_to_matching()
    sides = pools(catalogue(), mentees(pool.without_a_mentor(everyone)), mentors(everyone))
    sides = [side.take(np.flatnonzero(~side.numbers["is_full"])) for side in sides]
    sides = [side.take(np.argsort([mark(ref) for ref in side.refs])[:SAMPLE]) for side in sides]
    pairs = Grid(*sides)
    if not min(pairs.shape):
        return settings.means
    found = rules.masks(pairs, scoring.evaluate(pairs, settings), pool.exclusions())
    return scoring.measure_means(*sides, settings, rules.allowed(found, settings))
