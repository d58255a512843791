"""Two people side by side: their score, its reasons in words, what blocks and what to look at first."""

import dataclasses
import re

from django.utils.translation import gettext as _

from applications.models import Domain, Profile, Skill, SoftSkill
from applications.options import Channel
from matching.core import explain as core
from matching.core import sentences
from matching.models import MatchingSettings

from . import pool, settings

TEAM, MENTOR, MENTEE = sentences.TEAM, sentences.MENTOR, sentences.MENTEE
FIRST_SENTENCE = re.compile(r"^.*?[.!?…](?=\s|$)", re.DOTALL)
LONGEST_GOAL = 160
HEAVY = 12  # points out of 100
# Which criterion a rule speaks of.
LINES_OF_RULES = {
    "no_type": "domains",
    "no_slot": "availability",
    "one_slot": "availability",
    "supervises": "formation",
    "same_cohort": "formation",
    "opposite_terms": "term",
    "no_channel": "channels",
}
# Names that are common nouns: they are told inside a sentence.
NOUNS = {("channel", "phone"), ("channel", "email"), ("channel", "in_person")}


class Labels:
    """The names of codes, read once a page: 3 queries."""

    def __init__(self):
        self.names = {("channel", code): str(label) for code, label in Channel.choices}
        for kind, model in (("domain", Domain), ("skill", Skill), ("soft_skill", SoftSkill)):
            self.names |= {(kind, code): label for code, label in model.objects.values_list("code", "label")}

    def __call__(self, kind, code):
        name = self.names.get((kind, code), code)
        is_noun = kind in ("domain", "soft_skill") or (kind, code) in NOUNS
        return name[:1].lower() + name[1:] if is_noun else name


@dataclasses.dataclass(frozen=True)
class Explained:
    """A pair's score and its words. `version` is the settings it was computed under."""

    explanation: core.Explanation
    labels: Labels
    version: MatchingSettings

    @property
    def points(self):
        return self.explanation.points

    @property
    def band(self):
        return BANDS[self.explanation.band]()

    @property
    def is_allowed(self):
        return self.explanation.is_allowed

    def sentence(self, line, reader=TEAM):
        """A line's reason for a reader; slots are told in the bands of whoever reads."""
        if reader == MENTOR and "slots" in line.params:
            line = dataclasses.replace(
                line, params={**line.params, "slots": self.explanation.slots_for_mentor}
            )
        return line.sentence(reader, label=self.labels, translate=_)

    def reasons(self, reader=TEAM, number=3):
        """The strongest reasons as sentences, best first."""
        return [self.sentence(line, reader) for line in self.explanation.strongest(number)]

    def weak_points(self, reader=TEAM, number=2):
        """What carries the pair least, among the criteria that weigh; a rule that warns says its own."""
        said = {LINES_OF_RULES.get(rule) for rule in self.explanation.warnings}
        weak = [
            line
            for line in self.explanation.cautions(len(self.explanation.lines))
            if line.maximum >= HEAVY and line.criterion not in said
        ]
        return [self.sentence(line, reader) for line in weak[:number]]

    def blocks(self):
        """« Bloqué : même promotion », for each rule that forbids the pair."""
        return [sentences.rule(code, translate=_, is_blocking=True) for code in self.explanation.blocking]

    def warnings(self):
        """« Un seul créneau commun », for each rule that only warns."""
        words = [sentences.rule(code, translate=_) for code in self.explanation.warnings]
        return [word[:1].upper() + word[1:] for word in words]

    def rows(self):
        """The nine lines for a page: [{"criterion", "line", "label", "sentence"}]."""
        return [
            {
                "criterion": line.criterion,
                "label": CRITERIA[line.criterion](),
                "line": line,
                "sentence": self.sentence(line),
            }
            for line in self.explanation.lines
        ]

    def snapshot(self):
        """The fields of a Proposal that keep what was known when it was made."""
        return {
            "score": self.explanation.q,
            "reasons": [
                {
                    "criterion": row["criterion"],
                    "points": row["line"].shown,
                    "maximum": row["line"].maximum,
                    "sentence": row["sentence"],
                }
                for row in self.rows()
            ],
        }


BANDS = {
    "very_good": lambda: _("Très bonne adéquation"),
    "good": lambda: _("Bonne adéquation"),
    "to_discuss": lambda: _("À discuter"),
    "weak": lambda: _("Faible"),
}
CRITERIA = {**settings.CRITERIA, "location": lambda: _("Lieu")}


def pair(mentor, mentee, *, places=None):
    """Explain one pair of profiles. `places` is how many the mentor has for this person, when the caller
    knows better than the count (a proposal's own seat does not stand in its way)."""
    version, core_settings = settings.current()
    [mentor_facts] = pool.mentors(Profile.objects.filter(pk=mentor.pk)).facts
    [mentee_facts] = pool.mentees(Profile.objects.filter(pk=mentee.pk)).facts
    if places is not None:
        mentor_facts = dataclasses.replace(mentor_facts, seats_left=places)
        mentee_facts = dataclasses.replace(mentee_facts, has_pair=False)
    excluded = pool.exclusions(mentor=mentor, mentee=mentee)
    explanation = core.explain(mentee_facts, mentor_facts, core_settings, excluded)
    return Explained(explanation, Labels(), version)


def goal_line(profile):
    """The first sentence of what a mentee wrote, as read and approved by the team, without its full stop."""
    text = " ".join(profile.excerpt.split())
    found = FIRST_SENTENCE.match(text)
    sentence = (found[0] if found else text).rstrip(" .")
    if len(sentence) > LONGEST_GOAL:
        sentence = sentence[:LONGEST_GOAL].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
    return sentence
