"""What the score knows of people. Codes only: labels and names stay with the caller.

An optional answer left blank is its empty value ("", an empty set, 0 slots); what a blank is worth is
decided in `scoring`.
"""

from dataclasses import dataclass, field

FREQUENCIES = ("weekly", "biweekly", "monthly", "flexible")
EXPERIENCE_YEARS = {"none": 0.0, "under1": 0.5, "1-2": 1.5, "3-5": 4.0, "6-10": 8.0, "over10": 12.0}
LIVE_CHANNELS = frozenset({"discord", "meet", "zoom", "slack", "phone", "in_person"})
DISCORD_LESSONS = frozenset({"guide", "workshop", "person"})


@dataclass(frozen=True)
class Facts:
    """What both sides answer.

    `slots` is a week of 28 bits (bit = 4 × day + band, Monday first; morning, midday, afternoon, evening) in
    the person's own `timezone`. `person` is the same for the two sides of one human being.
    """

    ref: str
    person: str
    timezone: str = "Europe/Paris"
    slots: int = 0
    frequency: str = ""
    minutes: int = 60
    languages: frozenset = frozenset()
    types: frozenset = frozenset()
    soft_skills: frozenset = frozenset()
    style: str = ""
    experience: str = ""
    job_family: str = ""
    sectors: frozenset = frozenset()
    formation: str = ""
    formation_family: str = ""
    campus: str = ""
    cohort_year: int | None = None
    term: str = ""
    channels: frozenset = frozenset()
    preferred_channel: str = ""
    discord_ease: str = ""
    discord_help: frozenset = frozenset()
    meet_in_person: str = ""
    city: str = ""
    department: str = ""
    region: str = ""
    is_available: bool = True
    is_approved: bool = True


@dataclass(frozen=True)
class MenteeFacts(Facts):
    """Someone who looks for a mentor.

    `domains` are the wanted ones in order (one to three). `skills` maps a skill to (level 0 to 2, is it a
    priority). `job_family` is the one aimed at, "" when it is not known yet.
    """

    domains: tuple = ()
    skills: dict = field(default_factory=dict)
    workload: str = ""
    has_avoid: bool = False
    has_pair: bool = False


@dataclass(frozen=True)
class MentorFacts(Facts):
    """Someone who offers help.

    `domains` is the set offered, `skills` maps a skill to a level 1 to 3, `supervised` holds the cohorts
    (formation, campus, year of end) the mentor supervises today. `is_learner`: in training too.
    """

    domains: frozenset = frozenset()
    skills: dict = field(default_factory=dict)
    is_learner: bool = False
    supervised: tuple = ()
    travel: str = ""
    seats_left: int = 1
