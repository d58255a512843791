"""The seven steps of each side, in order. Slugs are in the addresses and never change."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from applications.options import Kind

from .base import StepForm, multi_value
from .competences import NeedsForm, OfferForm
from .disponibilites import AvailabilityForm
from .echanges import ChannelsForm
from .engagement import CommitmentForm
from .motivation import GoalsForm, MotivationForm
from .parcours import MenteePathForm, MentorPathForm
from .vous import VousForm

LONGEST_LINE = 90


@dataclass(frozen=True)
class Step:
    """`line` names the questions whose answers sum the step up; `minutes` is an honest estimate."""

    slug: str
    title: str
    minutes: int
    form: type[StepForm]
    line: tuple
    intro: str = ""

    def bind(self, data, **known):
        """The step's form over stored raw data. `known` is what StepForm takes."""
        return self.form(multi_value(data), **known)

    def summed_up(self, form, answers):
        """One line for the step list, cut between two words."""
        parts = (form.displayed_short(name, answers[name]) for name in self.line if name in answers)
        line = ", ".join(filter(None, parts)).replace("\n", " ")
        if len(line) <= LONGEST_LINE:
            return line
        return line[:LONGEST_LINE].rpartition(" ")[0].rstrip(" ,.:;") + "…"


VOUS = Step("vous", _("Vous"), 1, VousForm, ("first_name", "languages"))
DISPONIBILITES = Step(
    "disponibilites",
    _("Vos disponibilités"),
    1,
    AvailabilityForm,
    ("frequency", "slots"),
    _("Indiquez une semaine ordinaire. Ce n’est pas un agenda : vous fixerez chaque séance à deux."),
)
ECHANGES = Step("echanges", _("Vos façons d’échanger"), 1, ChannelsForm, ("channels",))
ENGAGEMENT = Step("engagement", _("Vos engagements"), 1, CommitmentForm, ())
STEPS = {
    Kind.MENTOR: (
        VOUS,
        Step("parcours", _("Votre parcours"), 2, MentorPathForm, ("mentor_kind", "job_title")),
        Step("motivation", _("Votre envie de transmettre"), 2, MotivationForm, ("why_mentor",)),
        Step("offre", _("Ce que vous proposez"), 3, OfferForm, ("domains",)),
        DISPONIBILITES,
        ECHANGES,
        ENGAGEMENT,
    ),
    Kind.MENTEE: (
        VOUS,
        Step("parcours", _("Votre parcours"), 2, MenteePathForm, ("mentee_kind", "formation")),
        Step("objectifs", _("Vos objectifs"), 3, GoalsForm, ("goals_text",)),
        Step(
            "competences",
            _("Vos compétences et vos attentes"),
            2,
            NeedsForm,
            ("skills_wanted", "soft_skills", "style"),
        ),
        DISPONIBILITES,
        ECHANGES,
        ENGAGEMENT,
    ),
}
# What a step's questions depend on: it is judged again when that one changes.
DEPENDENTS = {"objectifs": ("competences",)}
LAST = ENGAGEMENT.slug


def step_of(kind, slug):
    """The step of this side with this slug. Raises KeyError for an unknown one."""
    return {step.slug: step for step in STEPS[kind]}[slug]
