"""One person with at least one row of everything the register knows, and their partner."""

import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db.models import CharField, EmailField, JSONField, TextField
from django.utils import timezone

from applications.models import Campus, DraftStep, Formation, InternalNote, Profile, SupervisedCohort
from applications.tests.factories import ProfileFactory
from followup.models import (
    AccountDeletion,
    Alert,
    CalendarFeed,
    Certificate,
    DataExport,
    InactivityNotice,
    WorkshopInterest,
)
from followup.services.privacy.holding import Fate
from followup.services.privacy.register import HOLDINGS
from followup.tests.factories import (
    CheckInFactory,
    ClosingReviewFactory,
    DiscordStepFactory,
    GoalFactory,
    MentoringSessionFactory,
    MentorshipFactory,
    PairNoteFactory,
    SessionFeedbackFactory,
    WorkshopRegistrationFactory,
)
from matching.services import features
from matching.tests.factories import ExclusionFactory, LeftOutFactory, ProposalFactory, RunPairFactory
from mentoring.audit import record
from mentoring.mail.models import Preference
from mentoring.models import AccessLog, HelpRequest, Quote
from mentoring.tests.factories import CoordinatorFactory, EmailFactory, UserFactory

# Written by the machine, never by anybody: keys, and codes of lists.
MACHINE = {
    *("public_id", "reference", "code", "key", "kind", "source", "session_key", "password", "token", "type"),
    *("transition", "provider", "page", "step", "charter_version", "timezone", "language", "frequency"),
    *("rule", "from_state", "to_state", "close_reason", "mentoring_types", "needs", "gains", "warnings"),
    *("fact", "values", "about"),
}

# A column that holds no word of eight letters holds a code.
SHORTEST = 8


def person_with_everything():
    """Returns (person, partner): a pair at work in which both wrote, the person on both sides."""
    awa, now = CoordinatorFactory(), timezone.now()
    pair = MentorshipFactory()
    person, partner = pair.mentor.person, pair.mentee.person
    ended = MentorshipFactory(
        proposal=ProposalFactory(accepted=True, ended_at=now, mentee=ProfileFactory(person=person)),
        completed=True,
    )
    held = MentoringSessionFactory(mentorship=pair, held=True)
    MentoringSessionFactory(mentorship=pair)
    GoalFactory(mentorship=pair)
    for author in (person, partner):
        SessionFeedbackFactory(mentoring_session=held, author=author, shared_text=f"Merci, de {author.pk}.")
        CheckInFactory(mentorship=pair, person=author, answered=True)
    review = ClosingReviewFactory(mentorship=ended, author=person, quote="Foncez.", is_quote_public=True)
    Quote.objects.create(
        source=review.reference, author=person, role=Quote.Role.MENTEE, text=review.quote, position=1
    )
    certified = {"started_on": pair.started_on, "issued_on": pair.started_on, "sessions": 1, "hours": 1}
    Certificate.objects.create(mentorship=pair, person=person, role="mentor", **certified)
    written_around(person, pair, ended, awa)
    DraftStep.objects.create(application=pair.mentor.application, step="vous", data={"first_name": ["Ada"]})
    InternalNote.objects.create(application=pair.mentor.application, author=awa, text="Note.")
    PairNoteFactory(mentorship=pair, author=awa)
    account_of(person)
    return person, partner


def written_around(person, pair, ended, awa):
    """What matching, the team and the help pages hold."""
    for exclusion in ({"created_by": person, "reason": "not_for_me"}, {"created_by": awa}):
        ExclusionFactory(mentor=pair.mentor, **exclusion)
    SupervisedCohort.objects.create(
        profile=pair.mentor,
        formation=Formation.objects.first(),
        campus=Campus.objects.first(),
        year=2027,
    )
    pair.mentor.soft_skills.add(pair.mentor.soft_skills.model.objects.first())
    features.write(Profile.objects.filter(pk=pair.mentor.pk))
    LeftOutFactory(run=RunPairFactory(mentor=pair.mentor).run, mentee=ended.mentee)
    for number, kind in enumerate(("report", "pair", "contact")):
        HelpRequest.objects.create(
            reference=f"AID-23{number}", kind=kind, person=person, email=person.email, note="Vu."
        )
    DiscordStepFactory(person=person)
    WorkshopRegistrationFactory(person=person)
    WorkshopInterest.objects.create(person=person)
    handled = {"state": "resolved", "note": "Appelée.", "closed_at": timezone.now()}
    Alert.objects.create(
        mentorship=pair, person=person, rule="silent", level=1, fact="f", since=timezone.now(), **handled
    )
    AccessLog.objects.create(reader=awa, person=person, page="comparer")
    record(pair, "essai", by=person, reason="Une raison.", word="Un mot.")
    for reference, recipient in ((pair.reference, pair.mentee.person), ("essai", person)):
        EmailFactory(recipient=recipient, reference=reference, state="sent", sent_at=timezone.now())
    EmailFactory(recipient=person, is_secret=True)


def account_of(person):
    """What the account itself holds."""
    now = timezone.now()
    Authenticator.objects.create(user=person, type="totp", data={"secret": "s"})
    SocialAccount.objects.create(user=person, provider="discord", uid="1", extra_data={"name": "Ada"})
    UserSession.objects.create(user=person, ip="127.0.0.1", session_key="k", user_agent="Firefox")
    Preference.objects.create(user=person)
    CalendarFeed.objects.create(person=person)
    InactivityNotice.objects.create(person=person)
    AccountDeletion.objects.create(person=person, due_at=now + datetime.timedelta(days=7))
    DataExport.objects.create(
        person=person, state="ready", ready_at=now, expires_at=now + DataExport.LIFE, content=b"zip"
    )
    assert EmailAddress.objects.filter(user=person).exists()
    UserFactory(merged_into=person, is_active=False, verified=False)


def mark(person, letter="z"):
    """Put a word of its own in every text of every row of the register. Returns {word: where}."""
    marked, seen = {}, set()
    for holding in HOLDINGS:
        rows = () if holding.fate is Fate.KEPT else holding.rows(person)
        for row in rows:
            if (holding.model, row.pk) in seen:
                continue
            seen.add((holding.model, row.pk))
            changes = {}
            for column in typed(holding.model):
                word = f"{letter}q{len(marked):04}q{letter}"
                marked[word] = f"{holding.model.__name__}.{column.name}"
                changes[column.name] = put(column, row, word)
            holding.model._default_manager.filter(pk=row.pk).update(**changes)
    return marked


def typed(model):
    """The columns in which somebody types."""
    return [
        column
        for column in model._meta.concrete_fields
        if isinstance(column, CharField | TextField | JSONField)
        and not column.choices
        and column.name not in MACHINE
        and (column.max_length or SHORTEST) >= SHORTEST
    ]


def put(column, row, sign):
    if isinstance(column, EmailField):
        return f"{sign}@exemple.org"
    if isinstance(column, JSONField):
        is_mapping = column.has_default() and column.get_default() == {}
        return {"mot": sign} if is_mapping else [sign]
    return sign
