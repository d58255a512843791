"""One file as it is read before deciding: motivation first, then everything that helps."""

from dataclasses import dataclass
from functools import cached_property

from allauth.account.models import EmailAddress
from django.utils.translation import gettext_lazy

from applications import extensions
from applications.models import Application
from applications.options import Kind
from applications.questionnaire import week
from applications.questionnaire.catalogue import Catalogue
from applications.questionnaire.competences import MENTEE_LEVELS, MENTOR_LEVELS
from applications.questionnaire.summary import OPTIONAL, in_words, known, sent_forms
from applications.reasons import of_application
from applications.services import domains, excerpts, history, marks
from mentoring import reasons

SHARED_GRID = (
    "frequency",
    "session_length",
    "slots",
    "available_from",
    "channels",
    "preferred_channel",
    "discord_ease",
    "discord_help",
    "discord_name",
    "meet_in_person",
    "postcode",
    "city",
    "country",
    "travel",
    "languages",
    "languages_other",
    "timezone",
)
PATH = (
    "mentor_kind",
    "mentee_kind",
    "formation",
    "campus",
    "cohort_year",
    "training_start",
    "training_end",
    "cohort_label",
    "diploma",
    "before",
    "job_family",
    "job_title",
    "employer",
    "years_experience",
    "target_family",
    "target_job",
    "sectors",
    "workload",
    "supervises",
    "supervised",
    "profile_url",
)
CONSENTS = (
    "charter_ok",
    "commit_availability",
    "commit_empathy",
    "commit_seriousness",
    "adult_ok",
    "data_ok",
    "newsletter_ok",
    "heard_from",
)
# The order of the page: (key, title, questions).
LAYOUT = {
    Kind.MENTOR: (
        ("motivation", gettext_lazy("Motivation"), ("why_mentor",)),
        (
            "topics",
            gettext_lazy("Sujets et présentation"),
            ("topics", "presentation", "prior_mentoring", "prior_mentoring_text"),
        ),
        (
            "summary",
            gettext_lazy("En bref"),
            ("mentoring_types", "domains", "term", "term_why", "style", "capacity", *SHARED_GRID),
        ),
        ("skills", gettext_lazy("Compétences"), ("skills", "skills_other", "soft_skills")),
        ("path", gettext_lazy("Parcours"), PATH),
        ("consents", gettext_lazy("Engagements"), CONSENTS),
    ),
    Kind.MENTEE: (
        ("motivation", gettext_lazy("Motivation"), ("why_mentee",)),
        ("topics", gettext_lazy("Objectifs et difficultés"), ("goals_text", "challenges")),
        (
            "summary",
            gettext_lazy("En bref"),
            ("mentoring_types", "domains_ranked", "term", "term_why", "style", *SHARED_GRID),
        ),
        ("skills", gettext_lazy("Compétences"), ("skills_wanted", "soft_skills")),
        ("path", gettext_lazy("Parcours"), PATH),
        ("wishes", gettext_lazy("Attentes"), ("expectations", "avoid")),
        ("consents", gettext_lazy("Engagements"), CONSENTS),
    ),
}
# A question as the coordinator reads it; without a line here, in the words the person was asked.
LABELS = {
    "topics": gettext_lazy("Sujets"),
    "presentation": gettext_lazy("Présentation"),
    "prior_mentoring": gettext_lazy("A déjà été mentor"),
    "prior_mentoring_text": gettext_lazy("Expérience de mentor"),
    "goals_text": gettext_lazy("Objectifs"),
    "challenges": gettext_lazy("Difficultés du moment"),
    "mentoring_types": gettext_lazy("Types de mentorat"),
    "domains": gettext_lazy("Domaines"),
    "domains_ranked": gettext_lazy("Domaines, par priorité"),
    "term": gettext_lazy("Durée souhaitée"),
    "term_why": gettext_lazy("Pourquoi cette durée"),
    "style": gettext_lazy("Façon d’accompagner"),
    "capacity": gettext_lazy("Places"),
    "frequency": gettext_lazy("Rythme"),
    "session_length": gettext_lazy("Durée des séances"),
    "slots": gettext_lazy("Créneaux"),
    "available_from": gettext_lazy("À partir de"),
    "channels": gettext_lazy("Façons d’échanger"),
    "preferred_channel": gettext_lazy("Moyen préféré"),
    "discord_ease": gettext_lazy("Aisance avec Discord"),
    "discord_help": gettext_lazy("Aide Discord souhaitée"),
    "discord_name": gettext_lazy("Nom Discord"),
    "meet_in_person": gettext_lazy("Rencontre en personne"),
    "country": gettext_lazy("Pays"),
    "travel": gettext_lazy("Déplacements"),
    "languages": gettext_lazy("Langues"),
    "languages_other": gettext_lazy("Autres langues"),
    "timezone": gettext_lazy("Fuseau horaire"),
    "soft_skills": gettext_lazy("Savoir-être"),
    "skills_other": gettext_lazy("Autres compétences"),
    "mentor_kind": gettext_lazy("Situation"),
    "mentee_kind": gettext_lazy("Situation"),
    "formation": gettext_lazy("Formation"),
    "cohort_label": gettext_lazy("Promotion"),
    "before": gettext_lazy("Avant Simplon"),
    "job_family": gettext_lazy("Famille de métier"),
    "target_family": gettext_lazy("Famille de métier visée"),
    "target_job": gettext_lazy("Métier visé"),
    "sectors": gettext_lazy("Secteurs"),
    "workload": gettext_lazy("Emploi du temps"),
    "expectations": gettext_lazy("Attentes envers le mentor"),
    "avoid": gettext_lazy("Personne ou entreprise à éviter"),
    "charter_ok": gettext_lazy("Charte"),
    "commit_availability": gettext_lazy("Disponibilité"),
    "commit_empathy": gettext_lazy("Empathie"),
    "commit_seriousness": gettext_lazy("Sérieux"),
    "adult_ok": gettext_lazy("18 ans ou plus"),
    "data_ok": gettext_lazy("Usage des réponses"),
    "newsletter_ok": gettext_lazy("Nouvelles du programme"),
    "heard_from": gettext_lazy("A connu le programme par"),
}
TEAM_ONLY = {"why_mentor", "why_mentee", "expectations", "avoid"}


@dataclass(frozen=True)
class Line:
    name: str
    question: str
    words: str
    is_long: bool
    is_team_only: bool
    is_blank: bool
    is_agreed: bool

    @property
    def label(self):
        return str(LABELS.get(self.name, self.question))


@dataclass(frozen=True)
class Section:
    key: str
    title: str
    lines: list

    @property
    def answered(self):
        return [line for line in self.lines if not line.is_blank]

    @property
    def blanks(self):
        """What was left empty: the labels."""
        return [line.label for line in self.lines if line.is_blank]


@dataclass(frozen=True)
class SkillLine:
    label: str
    level: int
    level_label: str
    is_priority: bool


@dataclass(frozen=True)
class Excerpt:
    """The text shown without a name, as it stands and as the person wrote it; `warnings` are of `text`."""

    text: str
    original: str
    warnings: list
    reviewed_at: object

    @property
    def is_changed(self):
        return self.text != self.original

    @property
    def parts(self):
        """[(words, whether they are to be checked)], the whole text in order."""
        found, reached = [], 0
        for clue in self.warnings:
            found += [(self.text[reached : clue.start], False), (clue.word, True)]
            reached = clue.end
        return [*found, (self.text[reached:], False)]


@dataclass(frozen=True)
class Scarcity:
    """Supply and demand of the first domain."""

    domain: str
    places: int
    requests: int


class Dossier:
    """What the reading pane shows of one application, gathered for `by`. Each part is read when it is first
    asked for: a decision needs few of them. What is asked of everybody's answers, `prospects`, is not in it:
    the page comes first. The view says who looked (`mentoring.audit.saw`)."""

    def __init__(self, application, by):
        self.by = by
        self.application = Application.objects.select_related(
            "person", "assigned_to", "decided_by", "profile__formation", "profile__campus"
        ).get(pk=application.pk)
        self.profile = getattr(self.application, "profile", None)

    @cached_property
    def catalogue(self):
        return Catalogue()

    @cached_property
    def labels(self):
        """Of the reasons, in the words in force."""
        return reasons.labels()

    @cached_property
    def sections(self):
        """The answers in the order of the page; `skills` and `week` draw two of them (a table, a grid)."""
        return sections(self.application, self.catalogue)

    @cached_property
    def skills(self):
        return skills(self.application, self.catalogue)

    @cached_property
    def week(self):
        return week.table(self.profile.slots if self.profile else 0)

    @cached_property
    def alike(self):
        return marks.duplicates_of([self.application.person])

    @cached_property
    def duplicates(self):
        """The people who may be the same."""
        return self.alike.get(self.application.person_id, [])

    @cached_property
    def flags(self):
        """Codes of `marks.LABELS`."""
        return marks.flags(self.application, self.alike)

    @cached_property
    def excerpt(self):
        return None if self.application.is_mentor else excerpt_of(self.application)

    @property
    def is_excerpt_due(self):
        """Must « Valider » ask whether the text without a name was read?"""
        return bool(self.excerpt and self.excerpt.warnings and not self.excerpt.reviewed_at)

    @cached_property
    def is_email_verified(self):
        return EmailAddress.objects.filter(user=self.application.person, verified=True).exists()

    @cached_property
    def others(self):
        """The person's other applications."""
        sent = Application.objects.of(self.application.person).sent()
        return list(sent.exclude(pk=self.application.pk).order_by("-submitted_at"))

    @cached_property
    def notes(self):
        return history.notes(self.application, self.by)

    @cached_property
    def history(self):
        """Newest first."""
        return history.entries(self.application, self.profile, self.labels)

    @cached_property
    def reason(self):
        """Why the file waits or was refused."""
        return of_application(self.application, self.labels)

    @property
    def wants_discord_help(self):
        return bool(self.profile and marks.is_discord_help_wanted(self.profile))

    @cached_property
    def review(self):
        """The other look that was asked for."""
        return history.review(self.application, self.labels)


def sections(application, catalogue):
    """The answers under LAYOUT's titles, without the questions that do not apply nor empty sections."""
    found = {
        line.name: line
        for _step, answers, form in sent_forms(application, **known(application, catalogue=catalogue))
        for line in lines(form, answers)
    }
    gathered = [
        Section(key, str(title), [found[name] for name in names if name in found])
        for key, title, names in LAYOUT[application.kind]
    ]
    return [section for section in gathered if section.lines]


def lines(form, answers):
    return [
        Line(
            name,
            str(question.label).removesuffix(str(OPTIONAL)),
            in_words(form, name, answers),
            question.is_long,
            name in TEAM_ONLY,
            not (name in answers and form.displayed(name, answers[name])),
            answers.get(name) is True,
        )
        for name, question in form.asked()
        if question.control != "hidden" and (not question.is_silent or answers.get(name))
    ]


def skills(application, catalogue):
    """[SkillLine], the priorities first."""
    step, name, levels = (
        ("offre", "skills", MENTOR_LEVELS)
        if application.is_mentor
        else ("competences", "skills_wanted", MENTEE_LEVELS)
    )
    labels = dict(levels)
    found = [
        SkillLine(
            catalogue.label("skill", entry["skill"]),
            entry["level"],
            str(labels.get(entry["level"], "")),
            entry.get("priority", False),
        )
        for entry in application.answers.get(step, {}).get(name, [])
    ]
    return sorted(found, key=lambda line: not line.is_priority)


def excerpt_of(application):
    return Excerpt(
        text=application.excerpt,
        original=excerpts.first_excerpt(application),
        warnings=excerpts.warnings(application.excerpt, application),
        reviewed_at=application.excerpt_reviewed_at,
    )


def prospects(application):
    """What everybody's answers say of this file: {"outlook": that of `extensions`, "scarcity": Scarcity or
    None}."""
    return {
        "outlook": extensions.outlook(application),
        "scarcity": scarcity(getattr(application, "profile", None)),
    }


def scarcity(profile):
    first = profile.domains.filter(rank=1).select_related("domain").first() if profile else None
    if first is None:
        return None
    balance = domains.balances(first.domain_id).get(first.domain_id, domains.Balance())
    return Scarcity(first.domain.label, balance.places, balance.requests)
