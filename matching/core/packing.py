"""People as a few bytes each, so that thousands become a `Pool` without building their facts.

A person is a HEAD of fixed layout, then one whole number for each domain, skill and soft skill, three for
each cohort supervised. Codes of the catalogue are kept as its keys, codes of closed lists as their place in
the list. What may change without an answer changing stays out: time zone, state, seats taken, a training's
family.
"""

from dataclasses import dataclass

import numpy as np

from .pool import MARKED, RANK_WEIGHTS, Pool, Vocabulary, cohort_rows, encode, skill_worth

# Whether someone…: one bit each, in this order.
FLAGS = (
    "has_live",
    "uses_discord",
    "learns_discord",
    "has_discord",
    "has_email",
    "meets",
    "is_learner",
    "travels_department",
    "travels_region",
    "is_overloaded",
    "has_avoid",
)
LISTED_SETS = ("languages", "types", "sectors", "channels")
LISTED_LABELS = ("style", "job_family", "term", "preferred_channel")
KEPT_SETS = ("domains", "skills", "soft_skills")
NUMBERS = {"years": float, "frequency": int, "minutes": float, "cohort_year": int}
HEAD = np.dtype(
    [
        ("ref", "S16"),
        *((name, "<i8") for name in MARKED),
        *((name, "<u4") for name in LISTED_SETS),
        ("slots", "<u4"),
        ("formation", "<u4"),
        ("campus", "<u4"),
        ("years", "<f4"),
        ("minutes", "<u2"),
        ("cohort_year", "<u2"),
        ("flags", "<u2"),
        ("frequency", "u1"),
        ("seats", "u1"),
        *((name, "u1") for name in LISTED_LABELS),
    ]
)
# A number of the tail: what it is about (3 bits), a value (5 bits), a key of the catalogue or a year.
ENTRY = np.dtype("<u4")
SUPERVISED = len(KEPT_SETS)
KIND_SHIFT, VALUE_SHIFT, VALUES, KEYS = 29, 24, (1 << 5) - 1, (1 << 24) - 1
PRIORITY = 1 << 2  # beside a level of 0 to 3


@dataclass(frozen=True)
class Catalogue:
    """What the bytes are written and read with.

    `keys` maps "domains", "skills", "soft_skills", "formation" and "campus" to {code: key}, keys from 1 up;
    `families` maps trainings to their family; `lists` maps LISTED_SETS and LISTED_LABELS to their codes.
    """

    keys: dict
    families: dict
    lists: dict

    def vocabulary(self, zones):
        """A Vocabulary of the whole catalogue, for people in these time zones."""
        columns = {name: self.keys[name] for name in KEPT_SETS}
        columns |= {name: self.lists[name] for name in LISTED_SETS}
        codes = {name: self.lists[name] for name in LISTED_LABELS}
        codes |= {name: self.keys[name] for name in ("formation", "campus")}
        codes |= {"formation_family": filter(None, self.families.values()), "timezone": zones}
        return Vocabulary.listing(columns, codes)


def pack(people, catalogue):
    """[bytes] of facts of one side. A code that the catalogue does not have counts as left blank."""
    people = list(people)
    pool = encode(people, catalogue.vocabulary({facts.timezone for facts in people}))
    heads = np.zeros(len(people), HEAD)
    heads["ref"] = pool.refs
    for name in MARKED:
        heads[name] = pool.labels[name]
    for name in LISTED_SETS:
        places = {code: place for place, code in enumerate(catalogue.lists[name])}
        heads[name] = [
            sum(1 << places[code] for code in getattr(facts, name) if code in places) for facts in people
        ]
    for name in LISTED_LABELS:
        places = {code: place for place, code in enumerate(catalogue.lists[name], 1)}
        heads[name] = [places.get(getattr(facts, name), 0) for facts in people]
    for name in ("formation", "campus"):
        heads[name] = [catalogue.keys[name].get(getattr(facts, name), 0) for facts in people]
    for name in (*NUMBERS, "seats"):
        heads[name] = pool.numbers[name]
    heads["slots"] = [facts.slots for facts in people]
    heads["flags"] = sum(pool.numbers[name].astype(np.uint16) << bit for bit, name in enumerate(FLAGS))
    tails = [np.array(list(entries(facts, catalogue)), ENTRY).tobytes() for facts in people]
    return [head.tobytes() + tail for head, tail in zip(heads, tails, strict=True)]


def entries(facts, catalogue):
    """The numbers of the tail."""
    for kind, name in enumerate(KEPT_SETS):
        keys = catalogue.keys[name]
        for place, code in enumerate(getattr(facts, name), 1):
            if code in keys:
                yield kind << KIND_SHIFT | VALUE[name](facts, code, place) << VALUE_SHIFT | keys[code]
    for formation, campus, year in getattr(facts, "supervised", ()):
        keys = catalogue.keys["formation"].get(formation, 0), catalogue.keys["campus"].get(campus, 0)
        yield from (SUPERVISED << KIND_SHIFT | number for number in (*keys, year))


def skill_value(facts, code, place):
    """A mentor's level; a mentee's, with PRIORITY."""
    known = facts.skills[code]
    return known[0] | PRIORITY * known[1] if isinstance(known, tuple) else known


VALUE = {
    # A wanted domain's rank; offered ones have none.
    "domains": lambda facts, code, place: place if isinstance(facts.domains, tuple) else 0,
    "skills": skill_value,
    "soft_skills": lambda facts, code, place: 0,
}


@dataclass(frozen=True)
class Today:
    """What is not in the bytes of some people, in their order: time zones, whether they are open to
    matching, seats taken (mentors) or whether they have a pair (mentees). Who is read here is approved."""

    zones: list
    is_open: np.ndarray
    taken: np.ndarray


def unpack(blobs, today, catalogue, vocabulary, *, is_mentee):
    """The Pool of people of one side, as `encode` would make it of their facts. `vocabulary` is the
    catalogue's, over the time zones of everyone the pool will meet."""
    heads = np.frombuffer(b"".join(blob[: HEAD.itemsize] for blob in blobs), HEAD)
    sizes = np.array([len(blob) for blob in blobs], np.int64)
    rows = np.repeat(np.arange(len(heads)), (sizes - HEAD.itemsize) // ENTRY.itemsize)
    tail = np.frombuffer(b"".join(blob[HEAD.itemsize :] for blob in blobs), ENTRY)
    kinds, values, keys = tail >> KIND_SHIFT, tail >> VALUE_SHIFT & VALUES, (tail & KEYS).astype(np.int64)
    sets = {name: listed_table(heads[name], catalogue.lists[name], vocabulary, name) for name in LISTED_SETS}
    sets["slots"] = bit_table(heads["slots"], 28)
    for kind, name in enumerate(KEPT_SETS):
        mine = kinds == kind
        column = numbered(keys[mine], catalogue.keys[name], vocabulary.columns[name])
        is_known = column >= 0
        shape = (len(heads), max(1, len(vocabulary.columns[name])))
        sets |= TABLES[name](shape, rows[mine][is_known], column[is_known], values[mine][is_known], is_mentee)
    numbers = {name: heads[name].astype(kind) for name, kind in NUMBERS.items()}
    numbers |= {name: heads["flags"] & (1 << bit) > 0 for bit, name in enumerate(FLAGS)}
    seats = np.ones(len(heads), np.int64) if is_mentee else heads["seats"].astype(np.int64) - today.taken
    numbers |= {
        "seats": np.maximum(0, seats),
        "is_open": today.is_open,
        "is_approved": np.ones(len(heads), bool),
        "is_full": today.taken > 0 if is_mentee else seats < 1,
    }
    mine = kinds == SUPERVISED
    cohorts = keys[mine].reshape(-1, 3)
    training, campus = (
        numbered(cohorts[:, place], catalogue.keys[name], vocabulary.codes[name], unknown=-2)
        for place, name in enumerate(("formation", "campus"))
    )
    supervised = cohort_rows(np.column_stack([rows[mine][::3], training, campus, cohorts[:, 2]]))
    refs = heads["ref"].astype("U16").tolist()
    return Pool(refs, vocabulary, sets, labels_of(heads, today, catalogue, vocabulary), numbers, supervised)


def labels_of(heads, today, catalogue, vocabulary):
    labels = {name: heads[name].astype(np.int64) for name in MARKED}
    for name in LISTED_LABELS:
        places = {code: place for place, code in enumerate(catalogue.lists[name], 1)}
        labels[name] = numbered(heads[name], places, vocabulary.codes[name])
    for name in ("formation", "campus"):
        labels[name] = numbered(heads[name], catalogue.keys[name], vocabulary.codes[name])
    families = vocabulary.codes["formation_family"]
    of_training = {code: families.get(family, -1) for code, family in catalogue.families.items()}
    labels["formation_family"] = numbered(heads["formation"], catalogue.keys["formation"], of_training)
    labels["timezone"] = vocabulary.numbers("timezone", today.zones)
    return labels


def numbered(keys, known, numbers, unknown=-1):
    """(n,) the `numbers` of the codes that `known` ({code: key}) gives these keys."""
    table = np.full(max(known.values(), default=0) + 2, unknown)
    for code, key in known.items():
        table[key] = numbers.get(code, unknown)
    return table[np.minimum(keys, len(table) - 1)]


def bit_table(values, size):
    """(n, size) floats, zeros and ones, the lowest bit first."""
    return (values[:, None] >> np.arange(size, dtype=np.uint32) & 1).astype(np.float64)


def listed_table(values, codes, vocabulary, name):
    """(n, columns) zeros and ones of a closed list, in the order of the vocabulary."""
    table = bit_table(values, len(codes))
    order = np.empty(len(codes), np.int64)
    order[[vocabulary.columns[name][code] for code in codes]] = np.arange(len(codes))
    return table[:, order]


def domain_table(shape, rows, columns, values, is_mentee):
    table = np.zeros(shape)
    if is_mentee:
        totals = np.array([sum(RANK_WEIGHTS[:count]) for count in range(len(RANK_WEIGHTS) + 1)])
        counts = np.bincount(rows, minlength=shape[0])[rows]
        table[rows, columns] = np.array([0, *RANK_WEIGHTS])[values] / totals[counts]
    else:
        table[rows, columns] = 1
    return {"domains": table}


def skill_table(shape, rows, columns, values, is_mentee):
    low, high = np.zeros(shape), np.zeros(shape)
    levels = values & (PRIORITY - 1)
    if is_mentee:
        weights = np.where(values & PRIORITY, 2.0, 1.0)
        shares = weights / np.bincount(rows, weights, minlength=shape[0])[rows]
        low[rows, columns] = np.where(levels < 2, shares, 0)
        high[rows, columns] = np.where(levels < 2, 0, shares)
    else:
        for table, mentee_level in ((low, 0), (high, 2)):
            table[rows, columns] = np.array([skill_worth(level, mentee_level) for level in range(4)])[levels]
    return {"skills_low": low, "skills_high": high}


def soft_skill_table(shape, rows, columns, values, is_mentee):
    table = np.zeros(shape)
    table[rows, columns] = 1
    return {"soft_skills": table}


TABLES = {"domains": domain_table, "skills": skill_table, "soft_skills": soft_skill_table}
