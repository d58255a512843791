"""What erasing an account leaves: nothing anybody wrote, and the figures as they were."""

import datetime

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.utils import timezone

from applications.models import Application, Profile
from followup.models import (
    AccountDeletion,
    CheckIn,
    ClosingReview,
    MentoringSession,
    Mentorship,
    SessionFeedback,
    WorkshopRegistration,
)
from followup.services import endings
from followup.services.privacy import deletions, erasure
from followup.services.privacy.holding import Fate
from followup.services.privacy.register import HOLDINGS, WORK
from followup.tests.factories import AccountDeletionFactory, WorkshopFactory, WorkshopRegistrationFactory
from followup.tests.fulfilled import mark, person_with_everything
from mentoring.mail.drain import drain
from mentoring.mail.models import Email
from mentoring.models import AccessLog, Event, NotAllowed, User
from mentoring.tests.factories import CoordinatorFactory, EmailFactory, UserFactory
from mentoring.tests.naming import assert_names_are_plain

pytestmark = pytest.mark.django_db
COUNTED = (
    Mentorship,
    MentoringSession,
    SessionFeedback,
    CheckIn,
    ClosingReview,
    WorkshopRegistration,
    Profile,
)
# In the morning: what is told to people rests at night.
MONDAY = datetime.datetime(2026, 3, 9, 9, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(MONDAY):
        yield


def relations():
    """{"app.Model.field"} of everything that points at a person, their profile or their application."""
    found = set()
    for model in apps.get_models(include_auto_created=True):
        for column in model._meta.get_fields(include_hidden=True):
            is_key = column.concrete and not column.many_to_many
            if is_key and column.related_model in (User, Profile, Application):
                found.add(f"{model._meta.label}.{column.name}")
    return found


# Cleared with the account, or the row of a pair or a profile that is written down by another of its columns.
BESIDE = {
    *("mentoring.User_groups.user", "mentoring.User_user_permissions.user"),
    *("applications.Profile.application", "matching.Exclusion.mentor", "matching.Exclusion.mentee"),
}


def test_every_relation_to_a_person_is_written_down():
    """One that is new fails here: say in the register what the file tells of it, and what erasure leaves."""
    held = {
        f"{holding.model._meta.label}.{lookup.partition('__')[0]}"
        for holding in HOLDINGS
        for lookup in holding.owner
        if lookup != "pk"
    }
    work = {f"{label}.{name}" for label, names in WORK.items() for name in names}
    assert relations() - held - work - BESIDE == set()
    assert work | BESIDE <= relations()


def test_nothing_anybody_wrote_survives():
    person, partner = person_with_everything()
    for holding in HOLDINGS:
        assert holding.rows(person).exists(), f"no row of {holding.model.__name__}"
    marked, before = mark(person), {model: model.objects.count() for model in COUNTED}
    person.refresh_from_db()
    assert len(marked) > 90
    written = dump()
    assert [where for word, where in marked.items() if word not in written] == []
    assert erasure.erase(person, by=None)
    assert not erasure.erase(person, by=None)
    drain(now=lambda: timezone.now() + datetime.timedelta(days=4))
    assert erasure.finish() == 1
    written = dump()
    assert {word: where for word, where in marked.items() if word in written} == {}
    assert {model: model.objects.count() for model in COUNTED} == before
    person.refresh_from_db()
    assert (person.get_full_name(), person.is_active) == ("Compte supprimé", False)
    assert not person.has_usable_password()
    assert_names_are_plain()
    assert AccountDeletion.objects.count() == 0
    told = set(Email.objects.filter(recipient=partner, state="sent").values_list("kind", flat=True))
    assert {"pair_ending", "session_cancelled"} <= told


def dump():
    """Every table, as text."""
    with connection.cursor() as cursor:
        parts = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  names read from the database
            parts += [str([bytes(v) if isinstance(v, memoryview) else v for v in row]) for row in cursor]
    return "\n".join(parts).lower()


def test_the_other_is_told_in_neutral_words_and_the_letters_are_wiped(pair, nadia, yanis, mailoutbox):
    address = nadia.email
    erasure.erase(nadia, by=None)
    pair.refresh_from_db()
    assert (pair.state, pair.end_reason) == ("closing", "left")
    drain(now=lambda: timezone.now() + datetime.timedelta(days=4))
    letters = {mail.to[0]: mail for mail in mailoutbox if mail.subject != "Votre compte est supprimé"}
    assert "Votre binôme avec Nadia prend fin" in letters[yanis.email].body
    assert "Nadia" not in str(list(Email.objects.filter(recipient=None).values()))
    last = next(mail for mail in mailoutbox if mail.subject == "Votre compte est supprimé")
    assert last.to == [address]
    erasure.finish()
    assert set(Email.objects.values_list("text", "html", "subject")) == {("", "", "")}
    assert set(Email.objects.values_list("to_address", flat=True)) == {"", yanis.email}
    endings.conclude_due(timezone.now() + datetime.timedelta(days=15))
    pair.refresh_from_db()
    assert pair.state == "ended_early"


def test_an_account_nothing_hangs_on_goes_whole():
    person = UserFactory()
    AccessLog.objects.create(reader=CoordinatorFactory(), person=person, page="comparer")
    erasure.erase(person, by=None)
    assert erasure.finish() == 0  # the last letter has not left
    drain()
    assert erasure.finish() == 1
    assert not User.objects.filter(is_coordinator=False).exists()


def test_a_seat_passes_to_the_first_who_waits():
    workshop = WorkshopFactory(capacity=1)
    seat = WorkshopRegistrationFactory(workshop=workshop)
    waiting = WorkshopRegistrationFactory(workshop=workshop, state="waitlisted")
    erasure.erase(seat.person, by=None)
    waiting.refresh_from_db()
    assert waiting.state == "registered"
    assert Email.objects.filter(kind="workshop_promoted", recipient=waiting.person).exists()


def test_the_last_coordinator_stays_and_another_may_go(awa):
    for act in (deletions.ask, lambda person: erasure.erase(person, by=None)):
        with pytest.raises(NotAllowed, match="la seule personne de la coordination"):
            act(awa)
    person = UserFactory()
    look = AccessLog.objects.create(reader=awa, person=person, page="comparer")
    CoordinatorFactory()
    erasure.erase(awa, by=None)
    look.refresh_from_db()
    assert (look.reader.first_name, look.reader.is_coordinator) == ("Compte supprimé", False)


def test_no_letter_keeps_the_address_of_who_is_gone(awa):
    address = awa.email
    CoordinatorFactory()
    answered = EmailFactory(state="sent", sent_at=timezone.now(), reply_to=address)
    erasure.erase(awa, by=None)
    refusal = f"SMTPRecipientsRefused : {{'{address}': (550, b'unknown')}}"
    Email.objects.filter(kind="account_deleted").update(state="failed", note=refusal)
    assert erasure.finish() == 1
    assert address not in dump()
    answered.refresh_from_db()
    assert answered.text == "Bonjour."


@pytest.mark.failing_round
def test_one_account_that_cannot_be_erased_keeps_back_none_of_the_others(monkeypatch, caplog):
    stuck, *others = AccountDeletionFactory.create_batch(3)

    def forget(person, forget=erasure.forget_requests):
        if person == stuck.person:
            raise ValueError(person.email)
        forget(person)

    monkeypatch.setattr(erasure, "forget_requests", forget)
    assert deletions.erase_due(timezone.now() + 2 * deletions.GRACE) == 2
    assert set(User.objects.filter(is_active=True)) == {stuck.person}
    assert f"{stuck.reference}: ValueError (" in caplog.text
    assert stuck.person.email not in caplog.text


# Seven days to think again -----------------------------------------------------------------------------


def test_seven_days_then_the_night(pair, nadia):
    now = datetime.datetime(2026, 11, 26, 15, 0, tzinfo=datetime.UTC)
    with time_machine.travel(now, tick=False) as clock:
        first = deletions.ask(nadia)
        assert deletions.ask(nadia) == first
        assert timezone.localtime(first.due_at).strftime("%d %H:%M") == "04 02:00"
        assert Email.objects.filter(kind="account_deletion_scheduled").count() == 1
        pair.mentor.refresh_from_db()
        pair.refresh_from_db()
        assert (pair.state, pair.mentor.state) == ("active", "paused")
        clock.shift(datetime.timedelta(days=7))
        assert deletions.erase_due(timezone.now()) == 0
        clock.shift(datetime.timedelta(hours=11))
        assert deletions.erase_due(timezone.now()) == 1
        assert deletions.erase_due(timezone.now()) == 0
    pair.refresh_from_db()
    assert pair.state == "closing"


def test_a_longer_pause_stays_a_shorter_one_lasts_the_week(nadia, pair):
    for days, becomes in ((30, 30), (2, 8)):
        until = timezone.localdate() + datetime.timedelta(days=days)
        Profile.objects.filter(person=nadia).update(state="paused", paused_until=until, pause_reason="Congés")
        deletions.ask(nadia)
        profile = Profile.objects.get(person=nadia)
        assert profile.paused_until == timezone.localdate() + datetime.timedelta(days=becomes)
        deletions.cancel(nadia)


def test_thinking_again_puts_everything_back(pair, nadia):
    deletion = deletions.ask(nadia)
    assert not deletions.CONFIRMATION.is_open(nadia, "another")
    assert deletions.CONFIRMATION.is_open(nadia, deletion.public_id)
    deletions.CONFIRMATION.act(nadia, deletion.public_id)
    deletions.CONFIRMATION.act(nadia, deletion.public_id)
    assert deletions.erase_due(timezone.now() + datetime.timedelta(days=30)) == 0
    pair.mentor.refresh_from_db()
    assert pair.mentor.state == "available"
    assert Event.objects.filter(transition="cancel_deletion", actor=nadia).count() == 1


def test_fates_are_said_in_full():
    for holding in HOLDINGS:
        assert bool(holding.blanks) is (holding.fate is Fate.BLANKED)
        assert holding.title or holding.why
