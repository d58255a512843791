"""What a programme may tune. A version of these is saved beside every calculation."""

from dataclasses import dataclass, field

WEIGHTS = {
    "domains": 25,
    "skills": 20,
    "availability": 15,
    "soft_skills": 12,
    "experience": 8,
    "formation": 8,
    "term": 7,
    "channels": 5,
}
CRITERIA = tuple(WEIGHTS)
# What a blank answer is worth before a pool was measured: the middle of what criteria usually give.
MEANS = dict.fromkeys(CRITERIA, 0.6)
BLOCK, WARN, OFF = "block", "warn", "off"
SEVERITIES = {
    "same_person": BLOCK,
    "full": BLOCK,
    "paused": BLOCK,
    "not_approved": BLOCK,
    "excluded": BLOCK,
    "supervises": BLOCK,
    "same_cohort": BLOCK,
    "no_language": BLOCK,
    "no_channel": BLOCK,
    "no_type": BLOCK,
    "no_slot": BLOCK,
    "opposite_terms": WARN,
    "one_slot": WARN,
    "overloaded": WARN,
    "avoid": WARN,
    "few_answers": WARN,
}
# The least points of each band but the last, in this order.
BANDS = {"very_good": 80, "good": 65, "to_discuss": 50}
LAST_BAND = "weak"
UNIT = 1_000_000


@dataclass(frozen=True)
class Settings:
    """Weights are relative: doubling all of them changes nothing. Floor, bands, bonuses are points of 100.

    `floor` is the least a global proposal takes. The bonuses (a mentor's interest, ninety days of waiting,
    yesterday's unconfirmed pair) are added there beside the score, never to it.
    """

    weights: dict = field(default_factory=lambda: dict(WEIGHTS))
    severities: dict = field(default_factory=lambda: dict(SEVERITIES))
    means: dict = field(default_factory=lambda: dict(MEANS))
    floor: int = 50
    gamma: float = 2.0
    bands: dict = field(default_factory=lambda: dict(BANDS))
    interest_bonus: int = 20
    waiting_bonus: int = 5
    continuity_bonus: int = 2

    def __post_init__(self):
        unknown = (set(self.weights) | set(self.means)) - set(CRITERIA) | set(self.severities) - set(
            SEVERITIES
        )
        if unknown:
            raise ValueError(f"unknown criteria or rules: {sorted(unknown)}")
        if min(self.weights.values()) < 0 or sum(self.weights.values()) <= 0:
            raise ValueError("weights are not negative and not all zero")
        if not set(self.severities.values()) <= {BLOCK, WARN, OFF}:
            raise ValueError("a severity is block, warn or off")
        least = list(self.bands.values())
        if list(self.bands) != list(BANDS) or least != sorted(set(least), reverse=True):
            raise ValueError("bands are three, from the highest down")

    def band(self, q):
        """The band of a score in millionths: very_good, good, to_discuss or weak."""
        return next((name for name, least in self.bands.items() if points(q) >= least), LAST_BAND)


def lowest(points):
    """The lowest score in millionths that is shown as so many points."""
    return max(0, points * 10_000 - 5_000)


def points(q):
    """A score in millionths as points out of 100, rounded half up: what pages show."""
    return (q + 5_000) // 10_000
