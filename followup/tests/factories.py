import datetime
from decimal import Decimal

import factory
from django.utils import timezone

from followup.models import (
    AccountDeletion,
    Alert,
    CalendarFeed,
    Certificate,
    CheckIn,
    ClosingReview,
    DataExport,
    DiscordStep,
    Goal,
    MentoringSession,
    Mentorship,
    NewsCampaign,
    PairNote,
    SessionFeedback,
    Workshop,
    WorkshopRegistration,
)
from matching.tests.factories import ProposalFactory, in_days
from mentoring.references import new_reference
from mentoring.tests.factories import CoordinatorFactory, UserFactory


class MentorshipFactory(factory.django.DjangoModelFactory):
    """An active pair, on Discord every two weeks for six months."""

    class Meta:
        model = Mentorship

    class Params:
        paused = factory.Trait(state="paused", paused_until=factory.LazyFunction(lambda: in_days(9).date()))
        closing = factory.Trait(state="closing", end_reason="goals")
        completed = factory.Trait(
            state="completed", end_reason="goals", ended_on=factory.LazyFunction(timezone.localdate)
        )
        ended_early = factory.Trait(
            state="ended_early", end_reason="time", ended_on=factory.LazyFunction(timezone.localdate)
        )

    proposal = factory.SubFactory(ProposalFactory, accepted=True)
    mentor = factory.SelfAttribute("proposal.mentor")
    mentee = factory.SelfAttribute("proposal.mentee")
    reference = factory.LazyFunction(
        lambda: new_reference("BIN", lambda ref: Mentorship.objects.filter(reference=ref).exists())
    )
    term = "long"
    frequency = "biweekly"
    channel = "discord"
    started_on = factory.LazyFunction(timezone.localdate)
    planned_end_on = factory.LazyAttribute(lambda row: row.started_on + datetime.timedelta(days=180))


class PairNoteFactory(factory.django.DjangoModelFactory):
    """What a coordinator noted a moment ago."""

    class Meta:
        model = PairNote

    mentorship = factory.SubFactory(MentorshipFactory)
    author = factory.SubFactory(CoordinatorFactory)
    text = "Joints tous les deux, ils se voient mardi."


class MentoringSessionFactory(factory.django.DjangoModelFactory):
    """A session planned in three days; `held=True` for one of last week."""

    class Meta:
        model = MentoringSession

    class Params:
        held = factory.Trait(
            state=MentoringSession.State.HELD, starts_at=factory.LazyFunction(lambda: in_days(-7))
        )
        over = factory.Trait(
            state=MentoringSession.State.TO_CONFIRM, starts_at=factory.LazyFunction(lambda: in_days(-1))
        )

    mentorship = factory.SubFactory(MentorshipFactory)
    starts_at = factory.LazyFunction(lambda: in_days(3))
    ends_at = factory.LazyAttribute(lambda row: row.starts_at + datetime.timedelta(hours=1))
    channel = "discord"
    planned_by = factory.SelfAttribute("mentorship.mentor.person")


class SessionFeedbackFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SessionFeedback

    mentoring_session = factory.SubFactory(MentoringSessionFactory, held=True)
    author = factory.SelfAttribute("mentoring_session.mentorship.mentee.person")
    took_place = SessionFeedback.TookPlace.YES
    utility = SessionFeedback.Utility.VERY


class GoalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Goal

    mentorship = factory.SubFactory(MentorshipFactory)
    title = "Écrire mes premiers tests"


class CalendarFeedFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CalendarFeed

    person = factory.SubFactory(UserFactory)


class DiscordStepFactory(factory.django.DjangoModelFactory):
    """The first step of the guide, ticked."""

    class Meta:
        model = DiscordStep

    person = factory.SubFactory(UserFactory)
    step = DiscordStep.Step.ACCOUNT


class ClosingReviewFactory(factory.django.DjangoModelFactory):
    """The mentee's, glad of it and in no hurry for another."""

    class Meta:
        model = ClosingReview

    mentorship = factory.SubFactory(MentorshipFactory, closing=True)
    author = factory.SelfAttribute("mentorship.mentee.person")
    gains = factory.LazyFunction(lambda: [ClosingReview.Gain.CONFIDENCE])
    recommendation = 9
    another = ClosingReview.Another.LATER


class CertificateFactory(factory.django.DjangoModelFactory):
    """The mentor's, of three sessions of a pair that goes on."""

    class Meta:
        model = Certificate

    mentorship = factory.SubFactory(MentorshipFactory)
    person = factory.SelfAttribute("mentorship.mentor.person")
    role = factory.LazyAttribute(lambda row: row.mentorship.profile_of(row.person).kind)
    first_name = factory.SelfAttribute("person.first_name")
    last_name = factory.SelfAttribute("person.last_name")
    started_on = factory.SelfAttribute("mentorship.started_on")
    sessions = 3
    hours = Decimal("3.0")
    issued_on = factory.LazyFunction(timezone.localdate)


class CheckInFactory(factory.django.DjangoModelFactory):
    """The mentee's first, asked this morning."""

    class Meta:
        model = CheckIn

    class Params:
        answered = factory.Trait(state="answered", going="well", rhythm="right")

    mentorship = factory.SubFactory(MentorshipFactory)
    person = factory.SelfAttribute("mentorship.mentee.person")
    number = 1
    state = CheckIn.State.ASKED
    due_on = factory.LazyFunction(timezone.localdate)
    asked_at = factory.LazyFunction(timezone.now)


class WorkshopFactory(factory.django.DjangoModelFactory):
    """In three days, eight seats, all free."""

    class Meta:
        model = Workshop

    reference = factory.LazyFunction(
        lambda: new_reference("ATE", lambda ref: Workshop.objects.filter(reference=ref).exists())
    )
    starts_at = factory.LazyFunction(lambda: in_days(3))
    ends_at = factory.LazyAttribute(lambda row: row.starts_at + Workshop.LENGTH)
    link = factory.Sequence("https://meet.example/abc-{}".format)
    host = factory.SubFactory(UserFactory)


class WorkshopRegistrationFactory(factory.django.DjangoModelFactory):
    """A seat; `state="waitlisted"` for a turn in the queue."""

    class Meta:
        model = WorkshopRegistration

    workshop = factory.SubFactory(WorkshopFactory)
    person = factory.SubFactory(UserFactory)
    state = WorkshopRegistration.State.REGISTERED


class NewsCampaignFactory(factory.django.DjangoModelFactory):
    """A draft for both sides."""

    class Meta:
        model = NewsCampaign

    reference = factory.LazyFunction(
        lambda: new_reference("NOU", lambda ref: NewsCampaign.objects.filter(reference=ref).exists())
    )
    subject = "Le printemps du mentorat"
    text = "Dix binômes de plus."
    audience = NewsCampaign.Audience.BOTH
    by = factory.SubFactory(CoordinatorFactory)


class AlertFactory(factory.django.DjangoModelFactory):
    """Silent for forty days, amber; `red=True` for a mentee who asks to be called."""

    class Meta:
        model = Alert

    class Params:
        red = factory.Trait(
            rule=Alert.Rule.CONTACT_ME,
            level=Alert.Level.RED,
            person=factory.SelfAttribute("mentorship.mentee.person"),
            values={},
        )
        resolved = factory.Trait(
            state=Alert.State.RESOLVED, note="Appel fait.", closed_at=factory.LazyFunction(timezone.now)
        )

    mentorship = factory.SubFactory(MentorshipFactory)
    rule = Alert.Rule.SILENT
    level = Alert.Level.AMBER
    fact = "essai"
    values = factory.LazyFunction(lambda: {"rhythm": 14})
    since = factory.LazyFunction(lambda: in_days(-40))
    owner = factory.SelfAttribute("mentorship.coordinator")


class DataExportFactory(factory.django.DjangoModelFactory):
    """A file to download since this minute."""

    class Meta:
        model = DataExport

    person = factory.SubFactory(UserFactory)
    state = DataExport.State.READY
    ready_at = factory.LazyFunction(timezone.now)
    expires_at = factory.LazyAttribute(lambda row: row.ready_at + DataExport.LIFE)
    content = b"PK"


class AccountDeletionFactory(factory.django.DjangoModelFactory):
    """Asked for this minute, due in a week."""

    class Meta:
        model = AccountDeletion

    person = factory.SubFactory(UserFactory)
    due_at = factory.LazyFunction(lambda: in_days(7))
