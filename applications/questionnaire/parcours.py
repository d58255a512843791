"""Step « Votre parcours »."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.options import Experience, JobFamily, MenteeKind, MentorKind, Sector, Workload

from .base import StepForm, When
from .fields import Address, Choice, Choices, LongText, ShortText, Tick, YesNo, said
from .rows import CohortRows, Month, first_day, years

SIMPLON = (MentorKind.ALUMNI, MentorKind.LEARNER)
EXTERNAL = (MentorKind.PRO, MentorKind.TUTOR, MentorKind.STAFF)
SUPERVISORS = (MentorKind.TUTOR, MentorKind.STAFF)
UNKNOWN = ("unknown", _("Je ne sais pas encore"))
END_IS_NEAR_DAYS = 28
IF_SIMPLON = _("Si vous êtes alumni ou en formation à Simplon")

SITUATION = _("Votre situation")
CHOOSE_SITUATION = _("Choisissez votre situation")
CHOOSE_TIME = _("Choisissez une durée")
FOUR_SECTORS = _("Choisissez 4 secteurs au maximum")


class MentorPathForm(StepForm):
    mentor_kind = Choice(label=SITUATION, choices=MentorKind.choices, error_messages=said(CHOOSE_SITUATION))
    formation = Choice(
        label=_("Formation suivie à Simplon"),
        source="formation",
        control="select",
        help_text=_("La plus récente"),
        error_messages=said(_("Choisissez une formation")),
    )
    campus = Choice(
        label=_("Campus"),
        source="campus",
        control="select",
        error_messages=said(_("Choisissez un campus")),
    )
    cohort_year = Choice(
        label=_("Année de fin"),
        kind=int,
        control="select",
        error_messages=said(_("Choisissez une année")),
    )
    diploma = ShortText(
        label=_("Formation ou diplôme (facultatif)"),
        required=False,
        max_length=120,
        help_text=_("Autodidacte ? Dites-le, c’est un parcours"),
    )
    job_family = Choice(
        label=_("Votre famille de métier"),
        required=False,
        choices=JobFamily.choices,
        error_messages=said(_("Choisissez une famille de métier")),
    )
    job_title = ShortText(
        label=_("Métier actuel"),
        required=False,
        max_length=100,
        autocomplete="organization-title",
        help_text=_("Par exemple : développeuse back-end"),
        error_messages=said(_("Indiquez votre métier ou votre activité")),
    )
    employer = ShortText(
        label=_("Entreprise ou organisation (facultatif)"),
        required=False,
        max_length=100,
        autocomplete="organization",
        help_text=_("Montrée seulement à votre binôme"),
    )
    years_experience = Choice(
        label=_("Expérience dans le numérique"),
        choices=[choice for choice in Experience.choices if choice[0] != Experience.NONE],
        error_messages=said(CHOOSE_TIME),
    )
    sectors = Choices(
        label=_("Secteurs que vous connaissez (facultatif)"),
        required=False,
        choices=Sector.choices,
        at_most=4,
        error_messages=said(FOUR_SECTORS),
    )
    supervises = YesNo(
        label=_("Encadrez-vous en ce moment des apprenants de Simplon ?"),
        help_text=_("Vous ne serez pas en binôme avec eux"),
        error_messages=said(_("Répondez par oui ou par non")),
    )
    supervised = CohortRows(
        label=_("Quelles promotions encadrez-vous ?"),
        error_messages=said(_("Indiquez la formation, le campus et l’année de fin")),
    )
    profile_url = Address(
        label=_("Page professionnelle (facultatif)"),
        required=False,
        max_length=200,
        help_text=_("LinkedIn, site, dépôt de code"),
        error_messages=said(_("Cette adresse ne semble pas correcte")),
    )
    conditions = {
        "formation": When("mentor_kind", SIMPLON, IF_SIMPLON),
        "campus": When("mentor_kind", SIMPLON, IF_SIMPLON),
        "cohort_year": When("mentor_kind", SIMPLON, IF_SIMPLON),
        "diploma": When("mentor_kind", EXTERNAL),
        "supervises": When("mentor_kind", SUPERVISORS, _("Si vous êtes de l’équipe ou tuteur de stage")),
        "supervised": When("supervises", ("yes",), _("Si vous avez répondu oui")),
    }

    def prepare(self):
        if "cohort_year" in self.fields:
            self.fields["cohort_year"].choices = [(year, str(year)) for year in years()]
        if "supervised" in self.fields:
            kept = self.kept.get("supervised") or []
            for name, source in (("formations", "formation"), ("campuses", "campus")):
                codes = {entry[source] for entry in kept}
                setattr(self.fields["supervised"], name, self.catalogue.choices(source, codes))

    def check(self, answers):
        if answers.get("mentor_kind") in (None, MentorKind.LEARNER):
            return
        for name in ("job_family", "job_title"):
            if name in self.fields and answers.get(name) == "":
                self.add_error(name, self.fields[name].error_messages["required"])


class MenteePathForm(StepForm):
    mentee_kind = Choice(label=SITUATION, choices=MenteeKind.choices, error_messages=said(CHOOSE_SITUATION))
    formation = Choice(
        label=_("Formation suivie à Simplon"),
        source="formation",
        control="select",
        help_text=_("La plus récente"),
        error_messages=said(_("Choisissez une formation")),
    )
    campus = Choice(
        label=_("Campus"),
        source="campus",
        control="select",
        error_messages=said(_("Choisissez un campus")),
    )
    training_start = Month(
        label=_("Début de formation"),
        required=False,
        help_text=_("Une date approximative suffit. Facultatif pour les alumni"),
        error_messages=said(_("Choisissez le mois et l’année de début")),
    )
    training_end = Month(
        label=_("Fin de formation"),
        required=False,
        help_text=_("Une date approximative suffit. Facultatif pour les alumni"),
        error_messages=said(
            _("Choisissez le mois et l’année de fin"), order=_("La fin doit être après le début")
        ),
    )
    cohort_label = ShortText(
        label=_("Nom de votre promotion (facultatif)"),
        required=False,
        max_length=60,
        help_text=_("Pour ne pas vous proposer quelqu’un de votre promotion"),
    )
    before = LongText(
        label=_("Votre parcours avant Simplon (facultatif)"),
        required=False,
        max_length=500,
        lines=3,
        help_text=_("Métier, études, vie : tout compte"),
    )
    years_experience = Choice(
        label=_("Expérience dans le numérique"),
        choices=Experience.choices,
        error_messages=said(CHOOSE_TIME),
    )
    target_family = Choice(
        label=_("La famille de métier visée (facultatif)"),
        required=False,
        choices=[*JobFamily.choices, UNKNOWN],
        help_text=_("Sert à trouver un mentor qui exerce ce métier"),
    )
    target_job = ShortText(label=_("Métier visé (facultatif)"), required=False, max_length=100)
    target_job_unknown = Tick(label=_("Je ne sais pas encore"), required=False, is_silent=True)
    sectors = Choices(
        label=_("Secteurs qui vous attirent (facultatif)"),
        required=False,
        choices=Sector.choices,
        at_most=4,
        error_messages=said(FOUR_SECTORS),
    )
    workload = Choice(
        label=_("En ce moment, votre emploi du temps est…"),
        choices=Workload.choices,
        help_text=_("Le mentorat est une option : il ne doit pas s’ajouter à une surcharge"),
    )

    def check(self, answers):
        start, end = answers.get("training_start"), answers.get("training_end")
        if answers.get("mentee_kind") in (MenteeKind.TRAINING, MenteeKind.SOON):
            for name in ("training_start", "training_end"):
                if answers.get(name) == "":
                    self.add_error(name, self.fields[name].error_messages["required"])
        if start and end and end <= start:
            self.add_error("training_end", self.fields["training_end"].error_messages["order"])


def is_timing_delicate(answers):
    """Is the learner very busy, or within four weeks of the end of the training (`parcours` answers)?"""
    if answers.get("workload") == Workload.OVERLOADED:
        return True
    if not answers.get("training_end"):
        return False
    end = last_day(answers["training_end"])
    return datetime.timedelta() <= end - timezone.localdate() < datetime.timedelta(days=END_IS_NEAR_DAYS)


def last_day(month):
    """The last day of « 2026-03 »."""
    return (first_day(month) + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)
