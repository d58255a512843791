"""Plausible and blank people: strategies for hypothesis, and whole crowds from a seed."""

from dataclasses import replace
from random import Random

from hypothesis import strategies as st

from matching.core import crowd as plausible
from matching.core.facts import EXPERIENCE_YEARS, FREQUENCIES, MenteeFacts, MentorFacts
from matching.core.pool import Vocabulary, encode

DOMAINS = ["technical", "career", "job_vision", "training", "network", "workplace"]
SKILLS = ["docker", "python", "sql", "react"]
ZONES = ["Europe/Paris", "Indian/Reunion", "America/Martinique"]


def sets(codes, **sizes):
    return st.frozensets(st.sampled_from(codes), **sizes)


SHARED = {
    "person": st.sampled_from([f"p{n}" for n in range(40)]),
    "timezone": st.sampled_from(ZONES),
    "slots": st.integers(0, (1 << 28) - 1),
    "frequency": st.sampled_from(["", *FREQUENCIES]),
    "minutes": st.sampled_from([30, 45, 60, 90]),
    "languages": sets(["fr", "en"]),
    "types": sets(["technical", "orientation"]),
    "soft_skills": sets(["oral", "stress", "equipe"]),
    "style": st.sampled_from(["", "structured", "flexible", "adaptable"]),
    "experience": st.sampled_from(["", *EXPERIENCE_YEARS]),
    "job_family": st.sampled_from(["", "dev", "data"]),
    "sectors": sets(["banque", "sante"]),
    "formation": st.sampled_from(["", "dwwm", "cda"]),
    "formation_family": st.sampled_from(["", "dev"]),
    "campus": st.sampled_from(["", "lille", "lyon"]),
    "cohort_year": st.sampled_from([None, 2020, 2026]),
    "term": st.sampled_from(["", "short", "long", "flexible"]),
    "channels": sets(["discord", "meet", "email", "phone"]),
    "preferred_channel": st.sampled_from(["", "discord", "meet", "email"]),
    "discord_ease": st.sampled_from(["", "use", "some", "none"]),
    "discord_help": sets(["guide", "nothing"]),
    "meet_in_person": st.sampled_from(["", "yes", "later", "no"]),
    "city": st.sampled_from(["", "Lyon", "Lille"]),
    "department": st.sampled_from(["", "69", "59"]),
    "region": st.sampled_from(["", "Auvergne-Rhône-Alpes", "Hauts-de-France"]),
}
mentees = st.builds(
    MenteeFacts,
    ref=st.uuids().map(str),
    domains=st.lists(st.sampled_from(DOMAINS), unique=True, max_size=3).map(tuple),
    skills=st.dictionaries(st.sampled_from(SKILLS), st.tuples(st.integers(0, 2), st.booleans())),
    workload=st.sampled_from(["", "ok", "overloaded"]),
    has_avoid=st.booleans(),
    **SHARED,
)
mentors = st.builds(
    MentorFacts,
    ref=st.uuids().map(str),
    domains=sets(DOMAINS),
    skills=st.dictionaries(st.sampled_from(SKILLS), st.integers(1, 3)),
    is_learner=st.booleans(),
    travel=st.sampled_from(["", "city", "department", "region"]),
    seats_left=st.integers(0, 3),
    **SHARED,
)


# Few answers to choose from, so that people often tie.
FEW = plausible.Codes(
    domains=tuple(DOMAINS),
    skills=tuple(SKILLS),
    soft_skills=("oral", "stress", "equipe", "ecrit"),
    sectors=("banque", "sante", "public"),
    job_families=("dev", "data", "infra"),
    formations=(("dwwm", "dev"), ("cda", "dev"), ("devops", "infra")),
    campuses=("lille", "lyon", ""),
    towns=(("Lyon", "69", "ARA"), ("Bron", "69", "ARA"), ("Lille", "59", "HDF")),
    channels=("discord", "meet", "email", "phone"),
    types=("technical", "orientation"),
)


def crowd(seed, n_mentees, n_mentors, *, twins=0):
    """As `crowd.crowd` with FEW codes; the last `twins` of each side answer alike."""
    mentees, mentors = plausible.crowd(seed, n_mentees - twins, n_mentors - twins, FEW)
    one, other = plausible.wanting(Random(seed), "e", FEW), plausible.offering(Random(seed), "m", FEW)
    mentees += [replace(one, ref=f"te{number}", person=f"te{number}") for number in range(twins)]
    mentors += [replace(other, ref=f"tm{number}", person=f"tm{number}") for number in range(twins)]
    return mentees, mentors


def encoded(mentees, mentors):
    vocabulary = Vocabulary(mentees, mentors)
    return encode(mentees, vocabulary), encode(mentors, vocabulary)
