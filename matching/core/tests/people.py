"""Plausible and blank people: strategies for hypothesis, and whole crowds from a seed."""

from dataclasses import replace
from random import Random

from hypothesis import strategies as st

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


def crowd(seed, n_mentees, n_mentors, *, twins=0):
    """Two lists of plausible people, the same for the same seed; the last `twins` of each side answer
    alike."""
    random = Random(seed)
    mentees = [wanting(random, f"e{number}") for number in range(n_mentees - twins)]
    mentors = [offering(random, f"m{number}") for number in range(n_mentors - twins)]
    one, other = wanting(random, "twin"), offering(random, "twins")
    mentees += [replace(one, ref=f"te{number}", person=f"te{number}") for number in range(twins)]
    mentors += [replace(other, ref=f"tm{number}", person=f"tm{number}") for number in range(twins)]
    return mentees, mentors


def answers(random, ref):
    """What both sides answer; every optional question is left blank now and then."""

    def some(codes, most, least=1):
        return frozenset(random.sample(codes, random.randint(least, most)))

    def maybe(value, blank):
        return blank if random.random() < 0.15 else value

    channels = some(["discord", "meet", "email", "phone"], 3)
    town = random.choice([("", "", ""), ("Lyon", "69", "ARA"), ("Bron", "69", "ARA"), ("Lille", "59", "HDF")])
    return {
        "ref": ref,
        "person": ref,
        "timezone": random.choice(["Europe/Paris"] * 9 + ["Indian/Reunion"]),
        "slots": maybe(sum(1 << slot for slot in random.sample(range(28), random.randint(3, 14))), 0),
        "frequency": maybe(random.choice(FREQUENCIES), ""),
        "minutes": random.choice([30, 45, 60, 60]),
        "languages": frozenset({"fr"}) if random.random() < 0.9 else frozenset({"en"}),
        "types": some(["technical", "orientation"], 2),
        "soft_skills": maybe(some(["oral", "stress", "equipe", "ecrit"], 3), frozenset()),
        "style": maybe(random.choice(["structured", "flexible", "adaptable"]), ""),
        "experience": random.choice(list(EXPERIENCE_YEARS)),
        "job_family": maybe(random.choice(["dev", "data", "infra"]), ""),
        "sectors": maybe(some(["banque", "sante", "public"], 2), frozenset()),
        "formation": maybe(random.choice(["dwwm", "cda", "devops"]), ""),
        "formation_family": random.choice(["dev", "infra", ""]),
        "campus": random.choice(["lille", "lyon", ""]),
        "cohort_year": random.choice([None, 2024, 2025, 2026]),
        "term": maybe(random.choice(["short", "long", "flexible"]), ""),
        "channels": channels,
        "preferred_channel": random.choice(sorted(channels)),
        "discord_ease": random.choice(["use", "some", "none"]),
        "discord_help": frozenset({random.choice(["guide", "nothing"])}),
        "meet_in_person": random.choice(["", "yes", "later", "no"]),
        "city": town[0],
        "department": town[1],
        "region": town[2],
    }


def wanting(random, ref):
    return MenteeFacts(
        **answers(random, ref),
        domains=tuple(random.sample(DOMAINS, random.randint(1, 3))),
        skills={
            code: (random.randint(0, 2), random.random() < 0.3)
            for code in random.sample(SKILLS, random.randint(0, 3))
        },
        workload=random.choice(["", "ok", "overloaded"]),
        has_avoid=random.random() < 0.1,
    )


def offering(random, ref):
    return MentorFacts(
        **answers(random, ref),
        domains=frozenset(random.sample(DOMAINS, random.randint(1, 4))),
        skills={code: random.randint(1, 3) for code in random.sample(SKILLS, random.randint(0, 4))},
        is_learner=random.random() < 0.3,
        supervised=(("dwwm", "lyon", 2025),) if random.random() < 0.1 else (),
        travel=random.choice(["", "city", "department", "region"]),
        seats_left=random.choice([0, 1, 1, 2, 3]),
    )


def encoded(mentees, mentors):
    vocabulary = Vocabulary(mentees, mentors)
    return encode(mentees, vocabulary), encode(mentors, vocabulary)
