"""Why a pair has its score: nine lines (eight criteria and the place) that add up to it exactly."""

from dataclasses import dataclass, field

import numpy as np

from . import criteria, rules, scoring, sentences, week
from .pairs import Listed
from .pool import Vocabulary, encode, skill_worth
from .settings import CRITERIA, UNIT, points

GOOD, WEAK = 0.75, 0.35
SCORED, BLANK, NOT_APPLICABLE = "scored", "blank", "not_applicable"


@dataclass(frozen=True)
class Line:
    """One criterion of one pair.

    `micro` are its exact points in millionths of the whole; `shown` and `maximum` the whole points a page
    shows, which add up to the score shown and to 100. `key` and `params` make its sentence.
    """

    criterion: str
    micro: int
    shown: int
    maximum: int
    similarity: float
    state: str
    key: str
    params: dict = field(default_factory=dict)

    @property
    def is_good(self):
        return self.state == SCORED and self.similarity >= GOOD

    @property
    def is_weak(self):
        return self.state == SCORED and self.similarity <= WEAK

    def sentence(self, reader=sentences.TEAM, *, label, translate=str):
        """Its reason in French (or what `translate` makes of it) for the team, the mentor or the mentee."""
        return sentences.reason(self.key, reader, self.params, label=label, translate=translate)


@dataclass(frozen=True)
class Explanation:
    """A pair's score and reasons. `q` is in millionths; `lines` has the criteria, then the place."""

    q: int
    band: str
    lines: tuple
    blocking: tuple
    warnings: tuple
    answered: int
    applicable: int
    slots_for_mentee: tuple
    slots_for_mentor: tuple

    @property
    def points(self):
        return points(self.q)

    @property
    def is_allowed(self):
        return not self.blocking

    def strongest(self, number=3):
        """The criteria that carry the pair, those with the most points above the middle first."""
        good = [line for line in self.lines if line.state == SCORED and line.micro and not line.is_weak]
        return sorted(
            good, key=lambda line: (-(line.similarity - 0.5) * max(1, line.maximum), line.criterion)
        )[:number]

    def cautions(self, number=2):
        """The criteria that carry it least, the heaviest first."""
        weak = [line for line in self.lines if line.is_weak and line.criterion != "location"]
        return sorted(weak, key=lambda line: (-line.maximum, line.criterion))[:number]


def explain(mentee, mentor, settings, excluded=frozenset()):
    """The Explanation of one pair of facts. Its `q` is the one `scoring.score` gives."""
    return explain_all([(mentee, mentor)], settings, excluded)[0]


def explain_all(pairs, settings, excluded=frozenset()):
    """[Explanation] of some pairs of facts, (mentee, mentor) each."""
    if not pairs:
        return []
    people = [{id(facts): facts for facts in side} for side in zip(*pairs, strict=True)]
    vocabulary = Vocabulary(*(side.values() for side in people))
    pools = [encode(side.values(), vocabulary) for side in people]
    rows, columns = (
        np.array([list(side).index(id(pair[number])) for pair in pairs]) for number, side in enumerate(people)
    )
    found = Listed(*pools, rows, columns)
    block = scoring.evaluate(found, settings)
    masks = rules.masks(found, block, excluded)
    divisors = criteria.location(found)
    return [
        explanation(Scored.at(place, block, int(divisors[place])), *pair, settings, masks)
        for place, pair in enumerate(pairs)
    ]


@dataclass(frozen=True)
class Scored:
    """One pair of a Block, at `place`."""

    place: int
    base: int
    q: int
    divisor: int
    similarity: dict
    answered: dict
    applies: dict

    @classmethod
    def at(cls, place, block, divisor):
        similarity, answered, applies = (
            {name: values[place].item() for name, values in kind.items()}
            for kind in (block.similarity, block.answered, block.applies)
        )
        return cls(place, int(block.base[place]), int(block.q[place]), divisor, similarity, answered, applies)


def explanation(scored, mentee, mentor, settings, masks):
    blocking, warnings = rules.strikes(masks, settings, scored.place)
    weights = {name: settings.weights.get(name, 0) if scored.applies[name] else 0 for name in CRITERIA}
    total = sum(weights.values()) or 1
    base, q = scored.base, scored.q
    exact = {name: UNIT * weights[name] * scored.similarity[name] / total for name in CRITERIA}
    micro = shares(exact, base) | {"location": q - base}
    shown = shares({name: value / (UNIT // 100) for name, value in micro.items()}, points(q))
    maximum = shares({name: 100 * weights[name] / total for name in CRITERIA}, 100) | {"location": 5}
    lines = []
    for name in (*CRITERIA, "location"):
        key, params = words_of(name, mentee, mentor, scored)
        state = SCORED if name == "location" else state_of(name, scored)
        lines.append(
            Line(
                name,
                micro[name],
                shown[name],
                maximum[name],
                scored.similarity[name] if name in CRITERIA else micro[name] / (UNIT / 20),
                state,
                key if state == SCORED else state,
                params if state == SCORED else {},
            )
        )
    return Explanation(
        q,
        settings.band(q),
        tuple(lines),
        tuple(blocking),
        tuple(warnings),
        answered=sum(scored.answered.values()),
        applicable=sum(scored.applies.values()),
        slots_for_mentee=tuple(week.common(mentee.slots, mentee.timezone, mentor.slots, mentor.timezone)),
        slots_for_mentor=tuple(week.common(mentor.slots, mentor.timezone, mentee.slots, mentee.timezone)),
    )


def state_of(name, scored):
    if not scored.applies[name]:
        return NOT_APPLICABLE
    return SCORED if scored.answered[name] else BLANK


def shares(exact, total):
    """Whole numbers near `exact` that add up to `total`: the largest remainders are rounded up first."""
    floors = {name: int(value // 1) for name, value in exact.items()}
    order = sorted(exact, key=lambda name: (floors[name] - exact[name], name))
    left = total - sum(floors.values())
    step = 1 if left >= 0 else -1
    for turn in range(abs(left)):
        floors[order[turn % len(order)] if step > 0 else order[-1 - turn % len(order)]] += step
    return floors


def words_of(name, mentee, mentor, scored):
    """(sentence key, params) of a criterion."""
    return WORDS[name](mentee, mentor, scored)


def grade(matched, missing):
    return "all" if not missing else "some" if matched else "none"


def domain_words(mentee, mentor, scored):
    matched = [("domain", code) for code in mentee.domains if code in mentor.domains]
    missing = [("domain", code) for code in mentee.domains if code not in mentor.domains]
    return f"domains.{grade(matched, missing)}", {"matched": matched, "missing": missing}


def skill_words(mentee, mentor, scored):
    wanted = sorted(mentee.skills, key=lambda code: (not mentee.skills[code][1], code))
    worth = {code: skill_worth(mentor.skills.get(code, 0), mentee.skills[code][0]) for code in wanted}
    matched = [("skill", code) for code in wanted if worth[code]]
    missing = [("skill", code) for code in wanted if not worth[code]]
    return f"skills.{grade(matched, missing)}", {"matched": matched, "missing": missing}


def availability_words(mentee, mentor, scored):
    slots = week.common(mentee.slots, mentee.timezone, mentor.slots, mentor.timezone)
    if not slots:
        return "availability.none", {}
    is_same = mentee.frequency == mentor.frequency or "flexible" in (mentee.frequency, mentor.frequency)
    return f"availability.{'same' if is_same else 'other'}", {"slots": slots}


def soft_skill_words(mentee, mentor, scored):
    matched = [("soft_skill", code) for code in sorted(mentee.soft_skills & mentor.soft_skills)]
    if {mentee.style, mentor.style} & {"", "adaptable"}:
        style = "style.adapts"
    else:
        style = "style.same" if mentee.style == mentor.style else "style.opposite"
    return f"soft_skills.{'some' if matched else 'none'}", {"matched": matched, "style": style}


def experience_words(mentee, mentor, scored):
    if mentee.job_family and mentee.job_family == mentor.job_family:
        return "experience.family", {}
    if mentee.sectors & mentor.sectors:
        return "experience.sector", {}
    return f"experience.{'years' if mentor.experience in ('3-5', '6-10', 'over10') else 'none'}", {}


def formation_words(mentee, mentor, scored):
    if scored.similarity["formation"] == 0:
        return "formation.behind", {}
    if mentee.formation and mentee.formation == mentor.formation:
        return (
            ("formation.same_year", {"year": mentor.cohort_year})
            if mentor.cohort_year
            else ("formation.same", {})
        )
    if mentee.formation_family and mentee.formation_family == mentor.formation_family:
        return "formation.family", {}
    return ("formation.other" if mentor.formation else "formation.external"), {}


def term_words(mentee, mentor, scored):
    if mentee.term != mentor.term and "flexible" not in (mentee.term, mentor.term):
        return "term.opposite", {}
    return (f"term.{mentee.term}" if mentee.term == mentor.term and mentee.term else "term.flexible"), {}


def channel_words(mentee, mentor, scored):
    value = scored.similarity["channels"]
    if value == 1:
        return "channels.preferred", {"matched": [("channel", mentee.preferred_channel)]}
    if value == 0.8:
        uses = mentee.discord_ease == mentor.discord_ease == "use"
        live = sorted((mentee.channels & mentor.channels) - {"email"} - (set() if uses else {"discord"}))
        return "channels.live", {"matched": [("channel", code) for code in live]}
    return {0.5: "channels.discord", 0.3: "channels.email"}.get(value, "channels.none"), {}


def location_words(mentee, mentor, scored):
    if scored.divisor == criteria.SAME_TOWN:
        return "location.town", {"place": mentor.city or mentee.city}
    return ("location.region" if scored.divisor else "location.none"), {}


WORDS = {
    "domains": domain_words,
    "skills": skill_words,
    "availability": availability_words,
    "soft_skills": soft_skill_words,
    "experience": experience_words,
    "formation": formation_words,
    "term": term_words,
    "channels": channel_words,
    "location": location_words,
}
