"""Steps « Ce que vous proposez » (mentors) and « Vos compétences et vos attentes » (mentees)."""

from django.utils.translation import gettext_lazy as _

from applications.options import MentoringType, Style, Term, WantedStyle

from .base import StepForm
from .fields import Choice, Choices, LongText, ShortText, said
from .motivation import check_reason, term_why
from .rows import SkillRows

MENTOR_LEVELS = [
    (1, _("Notions – je peux orienter")),
    (2, _("À l’aise – je l’utilise souvent")),
    (3, _("Confirmé – je peux former")),
]
MENTEE_LEVELS = [(0, _("Je découvre")), (1, _("J’ai les bases")), (2, _("Je suis à l’aise"))]
ADD_ONE = _("Ajoutez au moins une compétence")
GIVE_LEVEL = _("Indiquez un niveau pour {skill}")
LISTED_TWICE = _("{skill} est déjà dans la liste")


class OfferForm(StepForm):
    mentoring_types = Choices(
        label=_("Quel type de mentorat souhaitez-vous offrir ?"),
        choices=MentoringType.choices,
        control="cards",
        help_text=_("Vous pouvez choisir les deux"),
        error_messages=said(_("Choisissez au moins un type")),
    )
    domains = Choices(
        label=_("Dans quels domaines pouvez-vous aider ?"),
        source="domain",
        error_messages=said(_("Choisissez au moins un domaine")),
    )
    topics = LongText(
        label=_("Sur quels sujets ou problèmes précis pouvez-vous accompagner ?"),
        min_length=20,
        max_length=800,
        help_text=_("Par exemple : préparer un entretien, lire du code existant, oser poser des questions"),
        sentence=_("Donnez au moins un exemple de sujet"),
    )
    skills = SkillRows(
        label=_("Compétences techniques que vous pouvez transmettre"),
        required=False,
        rows=10,
        levels=MENTOR_LEVELS,
        help_text=_("Ajoutez les plus utiles, pas toutes"),
        error_messages=said(ADD_ONE, level=GIVE_LEVEL, twice=LISTED_TWICE),
    )
    skills_other = ShortText(
        label=_("Il manque une compétence ? (facultatif)"),
        required=False,
        max_length=100,
        help_text=_("Nous l’ajouterons si elle sert à d’autres"),
    )
    soft_skills = Choices(
        label=_("Savoir-être que vous pouvez aider à développer (facultatif)"),
        required=False,
        source="soft_skill",
        at_most=5,
        error_messages=said(_("Choisissez 5 savoir-être au maximum")),
    )
    style = Choice(label=_("Votre façon d’accompagner"), choices=Style.choices)
    term = Choice(
        label=_("Préférez-vous un mentorat court ou long ?"),
        choices=Term.choices,
        error_messages=said(_("Choisissez une durée")),
    )
    term_why = term_why()

    def check(self, answers):
        check_reason(self, answers)
        is_technical = MentoringType.TECHNICAL in answers.get("mentoring_types", ())
        if is_technical and answers.get("skills") == []:
            self.add_error("skills", ADD_ONE)


class NeedsForm(StepForm):
    skills_wanted = SkillRows(
        label=_("Compétences techniques à travailler"),
        required=False,
        rows=6,
        levels=MENTEE_LEVELS,
        priorities=2,
        error_messages=said(
            ADD_ONE, level=GIVE_LEVEL, twice=LISTED_TWICE, priorities=_("Deux priorités au maximum")
        ),
    )
    soft_skills = Choices(
        label=_("Savoir-être que vous aimeriez développer (facultatif)"),
        required=False,
        source="soft_skill",
        at_most=3,
        error_messages=said(_("Choisissez 3 savoir-être au maximum")),
    )
    style = Choice(label=_("Vous préférez un mentor…"), choices=WantedStyle.choices)
    expectations = LongText(
        label=_("Avez-vous des attentes particulières envers votre mentor ? (facultatif)"),
        required=False,
        max_length=500,
        lines=3,
        help_text=_(
            "Par exemple : même formation que vous, reconversion, parle anglais… Lu par l’équipe seulement"
        ),
    )
    avoid = ShortText(
        label=_("Y a-t-il quelqu’un ou une entreprise que vous préférez éviter ? (facultatif)"),
        required=False,
        max_length=200,
        help_text=_("Confidentiel, lu par l’équipe seulement"),
    )

    @property
    def is_technical(self):
        """Did the step « Vos objectifs » ask for technical help?"""
        types = self.earlier.get("objectifs", {}).get("mentoring_types", ())
        return MentoringType.TECHNICAL in types

    def prepare(self):
        if "skills_wanted" in self.fields and not self.is_technical:
            self.fields["skills_wanted"].label = _("Compétences techniques à travailler (facultatif)")

    def check(self, answers):
        if self.is_technical and answers.get("skills_wanted") == []:
            self.add_error("skills_wanted", ADD_ONE)
