"""Plausible people from a seed, without a database: what benchmarks and tests of the core run on.

Answers are skewed as a programme's are: a few trainings, skills and domains are asked for by most, a few
mentors suit nearly everyone. Optional questions are left blank now and then.
"""

from dataclasses import dataclass
from random import Random

from .facts import EXPERIENCE_YEARS, FREQUENCIES, MenteeFacts, MentorFacts

BLANK = 0.12
SKEW = 1.6


@dataclass(frozen=True)
class Codes:
    """What people may answer, the most usual first. Formations carry their family; towns their department and
    region."""

    domains: tuple = ("technical", "career", "network", "workplace", "job_vision", "training")
    skills: tuple = tuple(f"skill-{number}" for number in range(46))
    soft_skills: tuple = tuple(f"soft-{number}" for number in range(13))
    sectors: tuple = tuple(f"sector-{number}" for number in range(12))
    job_families: tuple = tuple(f"family-{number}" for number in range(9))
    formations: tuple = tuple((f"formation-{number}", f"field-{number % 5}") for number in range(11))
    campuses: tuple = tuple(f"campus-{number}" for number in range(10))
    towns: tuple = tuple((f"town-{number}", f"d{number // 3}", f"r{number // 12}") for number in range(60))
    channels: tuple = ("discord", "meet", "phone", "zoom", "slack", "email", "in_person")
    types: tuple = ("technical", "orientation", "support")
    styles: tuple = ("structured", "flexible", "adaptable")


CODES = Codes()


def crowd(seed, n_mentees, n_mentors, codes=CODES):
    """(mentees, mentors): two lists of facts, the same for the same seed."""
    random = Random(seed)  # noqa: S311  a benchmark must draw the same people again
    return (
        [wanting(random, f"e{number}", codes) for number in range(n_mentees)],
        [offering(random, f"m{number}", codes) for number in range(n_mentors)],
    )


def one(random, among):
    """A code, the first ones far more often."""
    return among[int(len(among) * random.random() ** SKEW)]


def some(random, among, least, most):
    """Between `least` and `most` codes, in the order they came."""
    wanted, found = random.randint(least, most), []
    while len(found) < wanted:
        code = one(random, among)
        if code not in found:
            found.append(code)
    return found


def maybe(random, value, blank):
    return blank if random.random() < BLANK else value


def answers(random, ref, codes):
    """What both sides answer."""
    formation, field = one(random, codes.formations)
    channels = some(random, codes.channels, 1, 4)
    city, department, region = maybe(random, random.choice(codes.towns), ("", "", ""))
    evenings = [4 * day + 3 for day in range(5)]
    slots = {*random.sample(evenings, random.randint(1, 4)), *random.sample(range(28), random.randint(0, 6))}
    return {
        "ref": ref,
        "person": ref,
        "timezone": "Indian/Reunion" if random.random() < 0.03 else "Europe/Paris",
        "slots": maybe(random, sum(1 << slot for slot in slots), 0),
        "frequency": maybe(random, random.choice(FREQUENCIES), ""),
        "minutes": random.choice((30, 45, 60, 60, 90)),
        "languages": frozenset(
            ["en"] if random.random() < 0.05 else ["fr", *some(random, ("en", "es"), 0, 1)]
        ),
        "types": frozenset(some(random, codes.types, 1, len(codes.types))),
        "soft_skills": frozenset(maybe(random, some(random, codes.soft_skills, 1, 4), [])),
        "style": maybe(random, random.choice(codes.styles), ""),
        "experience": random.choice(list(EXPERIENCE_YEARS)),
        "job_family": maybe(random, one(random, codes.job_families), ""),
        "sectors": frozenset(maybe(random, some(random, codes.sectors, 1, 3), [])),
        "formation": maybe(random, formation, ""),
        "formation_family": field,
        "campus": random.choice(codes.campuses),
        "cohort_year": random.choice((None, 2023, 2024, 2025, 2026)),
        "term": maybe(random, random.choice(("short", "long", "flexible")), ""),
        "channels": frozenset(channels),
        "preferred_channel": channels[0],
        "discord_ease": random.choice(("use", "use", "some", "none")),
        "discord_help": frozenset(["guide" if random.random() < 0.6 else "nothing"]),
        "meet_in_person": random.choice(("", "yes", "later", "no")),
        "city": city,
        "department": department,
        "region": region,
    }


def wanting(random, ref, codes):
    skills = some(random, codes.skills, 0, min(6, len(codes.skills)))
    return MenteeFacts(
        **answers(random, ref, codes),
        domains=tuple(some(random, codes.domains, 1, 3)),
        skills={code: (random.randint(0, 2), random.random() < 0.3) for code in skills},
        workload=random.choice(("ok", "ok", "busy", "overloaded")),
        has_avoid=random.random() < 0.05,
    )


def offering(random, ref, codes):
    return MentorFacts(
        **answers(random, ref, codes),
        domains=frozenset(some(random, codes.domains, 1, 4)),
        skills={
            code: random.randint(1, 3) for code in some(random, codes.skills, 2, min(12, len(codes.skills)))
        },
        is_learner=random.random() < 0.2,
        supervised=((codes.formations[0][0], codes.campuses[0], 2025),) if random.random() < 0.02 else (),
        travel=random.choice(("", "city", "department", "region")),
        seats_left=random.choice((0, 1, 1, 1, 2, 2, 3)),
    )
