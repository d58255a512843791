"""Lists of facts as arrays, encoded once: a whole block of pairs is then a few matrix products."""

import hashlib
from dataclasses import dataclass

import numpy as np

from .facts import DISCORD_LESSONS, EXPERIENCE_YEARS, FREQUENCIES, LIVE_CHANNELS
from .week import bits

RANK_WEIGHTS = (1.0, 0.8, 0.6)
SETS = ("languages", "types", "soft_skills", "sectors", "channels")
LABELS = (
    "style",
    "job_family",
    "formation",
    "formation_family",
    "campus",
    "term",
    "preferred_channel",
    "timezone",
)
PLACES = ("city", "department", "region")
# Words only ever compared for equality: their label is a mark of the word itself.
MARKED = ("person", *PLACES)
MARK_BITS = 52  # a mark is exact as a float


class Vocabulary:
    """Codes to columns (`columns`) and to labels (`codes`), shared by the two pools of a calculation."""

    def __init__(self, *pools):
        people = [facts for pool in pools for facts in pool]
        self.columns = {
            name: index_of(code for facts in people for code in getattr(facts, name)) for name in SETS
        }
        self.columns["domains"] = index_of(code for facts in people for code in facts.domains)
        self.columns["skills"] = index_of(code for facts in people for code in facts.skills)
        self.codes = {
            name: index_of(getattr(facts, name) for facts in people if getattr(facts, name))
            for name in LABELS
        }

    @classmethod
    def listing(cls, columns, codes):
        """The vocabulary of these codes, {name: codes}, whoever has them."""
        found = cls()
        found.columns = {name: index_of(values) for name, values in columns.items()}
        found.codes = {name: index_of(values) for name, values in codes.items()}
        return found

    def ones(self, name, sets):
        """(n, columns) zeros and ones: which codes each person has."""
        columns = self.columns[name]
        table = np.zeros((len(sets), max(1, len(columns))))
        for row, codes in enumerate(sets):
            for code in codes:
                if code in columns:
                    table[row, columns[code]] = 1
        return table

    def numbers(self, name, values):
        """(n,) the code's number, -1 for a blank or a code the vocabulary does not know."""
        if name in MARKED:
            return np.array([mark(value) for value in values], dtype=np.int64)
        codes = self.codes[name]
        return np.array([codes.get(value, -1) for value in values], dtype=np.int64)


def index_of(codes):
    return {code: column for column, code in enumerate(sorted(set(codes)))}


def mark(word):
    """A number of MARK_BITS that stands for a word, -1 for a blank one."""
    if not word:
        return -1
    digest = hashlib.blake2b(word.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little") >> (64 - MARK_BITS)


@dataclass(frozen=True)
class Pool:
    """People of one side, encoded. `sets`, `labels`, `numbers` hold arrays by name; `supervised` (k, 4) has
    a mentor's row, and the numbers of training and campus and the year of a cohort they supervise."""

    refs: list
    vocabulary: Vocabulary
    sets: dict
    labels: dict
    numbers: dict
    supervised: np.ndarray

    def __len__(self):
        return len(self.refs)

    def take(self, rows):
        """The same pool with these people only, each once, in this order."""
        rows = np.asarray(rows, dtype=np.int64)
        tables = [
            {name: values[rows] for name, values in kind.items()}
            for kind in (self.sets, self.labels, self.numbers)
        ]
        places = np.full(len(self), -1)
        places[rows] = np.arange(len(rows))
        cohorts = self.supervised[places[self.supervised[:, 0]] >= 0]
        cohorts = np.column_stack([places[cohorts[:, 0]], cohorts[:, 1:]])
        return Pool([self.refs[row] for row in rows.tolist()], self.vocabulary, *tables, cohorts)


def encode(people, vocabulary):
    """Encode people of one side (all MenteeFacts or all MentorFacts)."""
    people = list(people)
    sets = {name: vocabulary.ones(name, [getattr(p, name) for p in people]) for name in SETS}
    sets["slots"] = np.array([bits(p.slots) for p in people]).reshape(len(people), 28)
    sets |= domain_tables(people, vocabulary) | skill_tables(people, vocabulary)
    labels = {
        name: vocabulary.numbers(name, [getattr(p, name) for p in people]) for name in (*LABELS, *MARKED)
    }
    rhythm = {code: number for number, code in enumerate(FREQUENCIES)}
    numbers = {
        "years": column(people, lambda p: EXPERIENCE_YEARS.get(p.experience, 0.0)),
        # A rhythm left blank commits to nothing: it counts as flexible.
        "frequency": column(people, lambda p: rhythm.get(p.frequency, rhythm["flexible"]), int),
        "minutes": column(people, lambda p: p.minutes or 60),
        "seats": column(people, lambda p: getattr(p, "seats_left", 1), int),
        "cohort_year": column(people, lambda p: p.cohort_year or 0, int),
        "is_open": column(people, lambda p: p.is_available, bool),
        "is_approved": column(people, lambda p: p.is_approved, bool),
        "is_full": column(people, is_full, bool),
        "has_live": column(people, lambda p: bool(p.channels & LIVE_CHANNELS), bool),
        "uses_discord": column(people, lambda p: p.discord_ease == "use", bool),
        "learns_discord": column(people, lambda p: bool(p.discord_help & DISCORD_LESSONS), bool),
        "has_discord": column(people, lambda p: "discord" in p.channels, bool),
        "has_email": column(people, lambda p: "email" in p.channels, bool),
        "meets": column(people, lambda p: p.meet_in_person in ("yes", "later"), bool),
        "is_learner": column(people, lambda p: getattr(p, "is_learner", False), bool),
        "travels_department": column(
            people, lambda p: getattr(p, "travel", "") in ("department", "region"), bool
        ),
        "travels_region": column(people, lambda p: getattr(p, "travel", "") == "region", bool),
        "is_overloaded": column(people, lambda p: getattr(p, "workload", "") == "overloaded", bool),
        "has_avoid": column(people, lambda p: getattr(p, "has_avoid", False), bool),
    }
    supervised = [
        (
            row,
            vocabulary.codes["formation"].get(formation, -2),
            vocabulary.codes["campus"].get(campus, -2),
            year,
        )
        for row, facts in enumerate(people)
        for formation, campus, year in getattr(facts, "supervised", ())
    ]
    refs = [facts.ref for facts in people]
    return Pool(refs, vocabulary, sets, labels, numbers, cohort_rows(supervised))


def encoded(mentees, mentors):
    """Both sides over one vocabulary."""
    vocabulary = Vocabulary(mentees, mentors)
    return encode(mentees, vocabulary), encode(mentors, vocabulary)


def cohort_rows(cohorts):
    return np.array(cohorts, np.int64).reshape(-1, 4)


def column(people, value, dtype=float):
    return np.array([value(person) for person in people], dtype=dtype)


def is_full(facts):
    return getattr(facts, "seats_left", 1) < 1 or getattr(facts, "has_pair", False)


def domain_tables(people, vocabulary):
    """Offered domains as ones; wanted ones as rank weights over their own sum."""
    columns = vocabulary.columns["domains"]
    table = np.zeros((len(people), max(1, len(columns))))
    for row, facts in enumerate(people):
        if isinstance(facts.domains, frozenset):
            weights = dict.fromkeys(facts.domains, 1.0)
        else:
            total = sum(RANK_WEIGHTS[: len(facts.domains)])
            weights = {code: w / total for code, w in zip(facts.domains, RANK_WEIGHTS, strict=False)}
        for code, weight in weights.items():
            if code in columns:
                table[row, columns[code]] = weight
    return {"domains": table}


def skill_tables(people, vocabulary):
    """Two tables a side, so that coverage by levels is a sum of two products.

    For a mentee: the weights of wanted skills known at level 0 or 1 ("skills_low") and at level 2
    ("skills_high"), a priority counting double, over their own sum. For a mentor: what each offered skill is
    worth to the one ("skills_low") and to the other ("skills_high").
    """
    columns = vocabulary.columns["skills"]
    low = np.zeros((len(people), max(1, len(columns))))
    high = np.zeros_like(low)
    for row, facts in enumerate(people):
        values = list(facts.skills.values())
        if values and isinstance(values[0], tuple):
            total = sum(2.0 if is_priority else 1.0 for _level, is_priority in values)
            for code, (level, is_priority) in facts.skills.items():
                (high if level >= 2 else low)[row, columns[code]] = (2.0 if is_priority else 1.0) / total
        else:
            for code, level in facts.skills.items():
                if code in columns:
                    low[row, columns[code]] = skill_worth(level, 0)
                    high[row, columns[code]] = skill_worth(level, 2)
    return {"skills_low": low, "skills_high": high}


def skill_worth(mentor_level, mentee_level):
    """1 when the mentor masters it and is ahead, .5 when level with the mentee or a beginner, else 0."""
    if mentor_level >= 2 and mentor_level > mentee_level:
        return 1.0
    return 0.5 if mentor_level else 0.0
