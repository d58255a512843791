"""Steps « Votre envie de transmettre » (mentors) and « Vos objectifs » (mentees)."""

from django.utils.translation import gettext_lazy as _

from applications.options import MentoringType, PriorMentoring, Term

from .base import StepForm, When
from .fields import Choice, Choices, LongText, said
from .rows import RankedDomains

READ_FIRST = _("Écrivez au moins 60 caractères : c’est ce que nous lisons en premier")
SINCERE = _("Quelques phrases sincères suffisent")
TEAM_ONLY = _("Lu par l’équipe seulement")
MENTEE_TERMS = [*Term.choices[:2], (Term.FLEXIBLE, _("Je ne sais pas encore"))]


class MotivationForm(StepForm):
    why_mentor = LongText(
        label=_("Pourquoi voulez-vous devenir mentor ?"),
        min_length=60,
        max_length=1200,
        lines=7,
        help_text=SINCERE,
        sentence=READ_FIRST,
    )
    prior_mentoring = Choice(
        label=_("Avez-vous déjà accompagné quelqu’un ?"),
        choices=PriorMentoring.choices,
        help_text=_("Une première fois est très bienvenue"),
    )
    prior_mentoring_text = LongText(
        label=_("Racontez en deux mots (facultatif)"), required=False, max_length=500, lines=3
    )
    presentation = LongText(
        label=_("Présentez-vous à la personne que vous accompagnerez"),
        min_length=60,
        max_length=600,
        help_text=_("Elle lira ce texte avec votre prénom et votre métier"),
        sentence=_("Écrivez au moins 60 caractères"),
    )
    conditions = {
        "prior_mentoring_text": When("prior_mentoring", (PriorMentoring.MENTOR, PriorMentoring.OTHERWISE)),
    }
    audiences = {"why_mentor": TEAM_ONLY}


def check_reason(form, answers):
    """« Pourquoi ? » may stay empty for those whom both terms suit; otherwise it takes one sentence."""
    reason = answers.get("term_why")
    if reason is not None and answers.get("term") in (Term.SHORT, Term.LONG) and len(reason) < 10:
        form.add_error("term_why", form.fields["term_why"].error_messages["required"])


def term_why():
    return LongText(
        label=_("Pourquoi ?"),
        required=False,
        max_length=400,
        lines=3,
        help_text=_("Une phrase suffit"),
        sentence=_("Dites-nous pourquoi en une phrase"),
    )


class GoalsForm(StepForm):
    why_mentee = LongText(
        label=_("Pourquoi souhaitez-vous un mentor ?"),
        min_length=60,
        max_length=1200,
        lines=7,
        help_text=_("Quelques phrases sincères suffisent. Lu par l’équipe seulement"),
        sentence=READ_FIRST,
    )
    mentoring_types = Choices(
        label=_("Quel type d’aide cherchez-vous ?"),
        choices=MentoringType.choices,
        control="cards",
        error_messages=said(_("Choisissez au moins un type")),
    )
    domains_ranked = RankedDomains(
        label=_("Vos objectifs principaux"),
        help_text=_("L’ordre compte pour trouver votre mentor"),
        error_messages=said(
            _("Choisissez au moins un objectif"), twice=_("Vous avez choisi deux fois le même")
        ),
    )
    goals_text = LongText(
        label=_("Qu’aimeriez-vous avoir réussi à la fin ?"),
        min_length=20,
        max_length=600,
        help_text=_(
            "Par exemple : décrocher une alternance, savoir écrire des tests. N’écrivez pas votre nom : "
            "un mentor pourra lire ce texte sans savoir qui vous êtes"
        ),
        sentence=_("Décrivez au moins un résultat"),
    )
    challenges = LongText(
        label=_("Vos besoins ou vos difficultés du moment"),
        min_length=20,
        max_length=800,
        help_text=_("Écrivez librement, sans votre nom. N’indiquez pas de données de santé"),
        sentence=_("Décrivez au moins un besoin"),
    )
    term = Choice(
        label=_("Préférez-vous un mentorat court ou long ?"),
        choices=MENTEE_TERMS,
        error_messages=said(_("Choisissez une durée")),
    )
    term_why = term_why()

    def check(self, answers):
        check_reason(self, answers)
