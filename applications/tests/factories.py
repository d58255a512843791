import datetime

import factory
from django.utils import timezone

from applications.models import Application, Campus, Domain, Formation, Profile, ProfileSkill, Skill
from applications.options import Kind
from mentoring.references import new_reference
from mentoring.tests.factories import UserFactory

WEEKDAY_EVENINGS = sum(1 << (4 * day + 3) for day in range(5))


class ApplicationFactory(factory.django.DjangoModelFactory):
    """A sent mentee's application to read; say `kind`, `state` and what the state needs."""

    class Meta:
        model = Application

    class Params:
        draft = factory.Trait(
            state=Application.State.DRAFT,
            submitted_at=None,
            due_on=None,
            charter_version="",
            charter_signed_at=None,
        )
        mentor = factory.Trait(kind=Kind.MENTOR)
        approved = factory.Trait(state=Application.State.APPROVED)
        on_hold = factory.Trait(state=Application.State.ON_HOLD, hold_reason="starts_later")
        rejected = factory.Trait(state=Application.State.REJECTED, reject_reason="availability")
        info_requested = factory.Trait(
            state=Application.State.INFO_REQUESTED,
            info_question="Quels soirs pouvez-vous ?",
            info_steps=["disponibilites"],
            info_due_on=factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=10)),
        )

    person = factory.SubFactory(UserFactory)
    kind = Kind.MENTEE
    state = Application.State.SUBMITTED
    reference = factory.LazyAttribute(
        lambda row: new_reference(
            Application.PREFIXES[row.kind],
            lambda reference: Application.objects.filter(reference=reference).exists(),
        )
    )
    submitted_at = factory.LazyFunction(timezone.now)
    due_on = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=7))
    charter_version = "1"
    charter_signed_at = factory.LazyFunction(timezone.now)


class ProfileFactory(factory.django.DjangoModelFactory):
    """An approved mentee open to matching: weekday evenings, Discord and Meet, French, long term.

    `mentor=True` makes a mentor of two places who covers the two domains: a plain mentor and a plain mentee
    can be paired.
    """

    class Meta:
        model = Profile
        skip_postgeneration_save = True

    class Params:
        mentor = factory.Trait(
            kind=Kind.MENTOR,
            situation="alumni",
            capacity=2,
            cohort_year=2020,
            job_family="developpement",
            job_title="Développeuse back-end",
            employer="Kerlis",
            experience="3-5",
            presentation="J’ai changé de métier à trente ans et je sais ce que coûte le premier pas.",
            topics="Lire du code existant, préparer un entretien.",
            prior_mentoring="no",
        )
        closed = factory.Trait(state=Profile.State.CLOSED, opened_at=None)

    kind = Kind.MENTEE
    person = factory.SubFactory(UserFactory)
    application = factory.LazyAttribute(
        lambda row: ApplicationFactory(
            person=row.person,
            kind=row.kind,
            state="submitted" if row.state == Profile.State.CLOSED else "approved",
        )
    )
    state = Profile.State.AVAILABLE
    opened_at = factory.LazyFunction(timezone.now)
    situation = "training"
    languages = ["fr"]
    formation = factory.LazyFunction(lambda: Formation.objects.get(code="dwwm"))
    campus = factory.LazyFunction(lambda: Campus.objects.get(code="montreuil"))
    cohort_year = 2027
    experience = "none"
    mentoring_types = ["technical"]
    style = "adaptable"
    term = "long"
    slots = WEEKDAY_EVENINGS
    frequency = "biweekly"
    session_minutes = 60
    channels = ["discord", "meet"]
    preferred_channel = "discord"
    discord_ease = "use"
    meet_in_person = "no"
    goals_text = factory.LazyAttribute(
        lambda row: "" if row.kind == Kind.MENTOR else "Écrire des tests sans y passer la nuit."
    )
    challenges = factory.LazyAttribute(
        lambda row: "" if row.kind == Kind.MENTOR else "Je bloque sur la relecture de code."
    )
    excerpt = factory.LazyAttribute(lambda row: f"{row.goals_text} {row.challenges}".strip())

    @factory.post_generation
    def domains(self, create, extracted, **kwargs):
        if create:
            for rank, code in enumerate(extracted or ["technical", "career"], 1):
                self.domains.create(
                    domain=Domain.objects.get(code=code), rank=1 if self.kind == Kind.MENTOR else rank
                )

    @factory.post_generation
    def skills(self, create, extracted, **kwargs):
        """{skill code: level}; Python and tests by default."""
        if create:
            default = {"python": 3, "tests": 3} if self.kind == Kind.MENTOR else {"python": 1, "tests": 0}
            for code, level in (default if extracted is None else extracted).items():
                ProfileSkill.objects.create(profile=self, skill=Skill.objects.get(code=code), level=level)
