"""Two accounts of one person become one: what moves, what goes, what forbids it."""

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.db import IntegrityError, transaction
from django.utils import timezone

from applications.models import Application, DraftStep, Profile
from applications.tests.factories import ApplicationFactory, ProfileFactory
from followup.models import (
    AccountDeletion,
    CalendarFeed,
    ClosingReview,
    DataExport,
    DiscordStep,
    Mentorship,
    SessionFeedback,
    WorkshopRegistration,
)
from followup.services import person_timeline
from followup.services.merging import merge, preview, relations
from followup.services.merging.relations import RELATIONS, Outcome
from followup.services.privacy import erasure
from followup.services.privacy.register import HOLDINGS, WORK
from followup.tests.factories import (
    CalendarFeedFactory,
    DataExportFactory,
    DiscordStepFactory,
    MentoringSessionFactory,
    MentorshipFactory,
    NewsCampaignFactory,
    SessionFeedbackFactory,
    WorkshopFactory,
    WorkshopRegistrationFactory,
)
from followup.tests.fulfilled import person_with_everything
from matching.models import Features
from matching.services import features
from matching.tests.factories import ProposalFactory, in_days
from mentoring import accounts
from mentoring.audit import record
from mentoring.mail import outbox
from mentoring.mail.models import Email, EmailText, Preference
from mentoring.models import AccessLog, CharterText, Event, NotAllowed, User
from mentoring.tests.factories import EmailFactory, UserFactory
from mentoring.tests.naming import assert_names_are_plain

pytestmark = pytest.mark.django_db


def merged(kept, absorbed, by=None):
    event = merge.merge(kept, absorbed, by=by, seen=preview.of(kept, absorbed).mark)
    kept.refresh_from_db()
    absorbed.refresh_from_db()
    return event


# The list --------------------------------------------------------------------------------------------


def test_every_relation_of_the_register_says_what_merging_does():
    """One that is new fails here: say in `relations` what becomes of it."""
    held = {(holding.model._meta.label, lookup) for holding in HOLDINGS for lookup in holding.owner}
    work = {(label, name) for label, names in WORK.items() for name in names}
    assert set(RELATIONS) == held | work


def test_a_relation_that_moves_is_a_column_and_one_that_follows_is_not():
    for (label, lookup), relation in RELATIONS.items():
        if relation.outcome in (Outcome.MOVES, Outcome.UNITED, Outcome.DROPPED):
            assert "__" not in lookup, label
        if relation.outcome is Outcome.FOLLOWS:
            assert "__" in lookup, label
        assert (relation.double is not None) is (relation.outcome is Outcome.UNITED)


# What moves ------------------------------------------------------------------------------------------


def test_everything_moves_and_nothing_is_left(sam, kept):
    """Somebody with a row of every kind is absorbed by an account that has none."""
    absorbed, partner = person_with_everything()
    AccountDeletion.objects.all().delete()
    former = absorbed.email
    before = relations.counts(absorbed)
    owned = {holding.model._meta.label for holding in HOLDINGS} - {
        "mentoring.User",
        "followup.AccountDeletion",
    }
    assert {name.rpartition(".")[0] for name in before} >= owned
    event = merged(kept, absorbed, by=sam)
    assert relations.counts(absorbed) == {}
    after = relations.counts(kept)
    gone = {".".join(key) for key, one in RELATIONS.items() if one.outcome is Outcome.DROPPED}
    lost = {name: number for name, number in before.items() if after.get(name, 0) < number}
    assert set(lost) == gone
    assert (absorbed.merged_into, absorbed.is_active, absorbed.has_usable_password()) == (kept, False, False)
    assert (str(absorbed), erasure.is_erased(absorbed)) == ("Compte réuni à un autre", True)
    assert {Mentorship.objects.of(kept).count(), Mentorship.objects.of(absorbed).count()} == {2, 0}
    assert event.payload["absorbed"] == absorbed.public_id
    assert {one.reference for one in Mentorship.objects.of(kept)} <= set(event.payload["references"])
    assert event.payload["before"] == {"kept": {"account.EmailAddress.user": 1}, "absorbed": before}
    assert event.payload["after"]["absorbed"] == {}
    assert event.payload["after"]["kept"]["followup.Mentorship.mentor__person"] == 1
    assert EmailAddress.objects.filter(user=kept, email=former, verified=True, primary=False).exists()
    assert partner.first_name


def test_work_done_for_the_team_keeps_its_author(sam, kept):
    """Whoever was of the team once, whatever they did there."""
    person_with_everything()
    former, file = UserFactory(), ApplicationFactory()
    act = record(file, "approve", by=former)
    WorkshopFactory()
    NewsCampaignFactory()
    EmailText.objects.create(code="essai")
    CharterText.objects.create(text="Nos engagements")
    ClosingReview.objects.update(read_at=timezone.now())
    LogEntry.objects.create(user=sam, action_flag=1, object_repr="x")
    work = [(apps.get_model(label), name) for label, names in WORK.items() for name in names]
    asked = [name for _model, name in work if name.endswith("_asked_by")]
    for model, name in work:
        if name not in asked:  # of a pair in one state each
            row = model.objects.order_by("pk").first()
            model.objects.filter(pk=row.pk).update(**{name: former})
    merged(kept, former, by=sam)
    act.refresh_from_db()
    assert act.actor == kept
    for model, name in work:
        if name not in asked:
            assert model.objects.filter(**{name: kept}).exists(), (model, name)
    assert relations.counts(former) == {}


def test_each_side_from_one_account(sam, kept, other):
    """A mentor who was mentored under another address: one person with two sides and two pairs."""
    mentor, mentee = ProfileFactory(person=kept, mentor=True), ProfileFactory(person=other)
    mine = MentorshipFactory(proposal=ProposalFactory(mentor=mentor, accepted=True))
    theirs = MentorshipFactory(proposal=ProposalFactory(mentee=mentee, accepted=True))
    given = SessionFeedbackFactory(mentoring_session=MentoringSessionFactory(mentorship=theirs, held=True))
    features.write(Profile.objects.all())
    packed = bytes(Features.objects.get(profile=mentee).data)
    merged(kept, other, by=sam)
    assert set(Mentorship.objects.of(kept)) == {mine, theirs}
    assert SessionFeedback.objects.get(pk=given.pk).author == kept
    assert {one.kind for one in kept.profiles.all()} == {"mentor", "mentee"}
    assert bytes(Features.objects.get(profile=mentee).data) != packed  # they know whose they are
    assert features.write_missing() == 0


def test_what_the_kept_account_does_not_say_it_takes(sam, other):
    kept = UserFactory(first_name="", last_name="", timezone="Europe/Paris")
    User.objects.filter(pk=other.pk).update(
        phone="+33612345678", timezone="Indian/Reunion", last_login=in_days(-1), date_joined=in_days(-90)
    )
    other.refresh_from_db()
    ProfileFactory(person=other)
    merged(kept, other, by=sam)
    assert (kept.get_full_name(), kept.phone, kept.timezone) == (
        "Léa Morel",
        "+33612345678",
        "Indian/Reunion",
    )
    assert kept.date_joined < in_days(-89)
    assert kept.last_login is not None
    assert_names_are_plain()
    third = UserFactory(phone="+33600000000", timezone="Europe/Paris")
    merged(kept, third, by=sam)
    assert (kept.phone, kept.timezone) == ("+33612345678", "Indian/Reunion")


# What both have --------------------------------------------------------------------------------------


def test_of_what_both_have_one_is_enough(sam, kept, other):
    for person in (kept, other):
        CalendarFeedFactory(person=person)
        DiscordStepFactory(person=person)
        Preference.objects.create(user=person, is_news_on=person == kept)
        DataExportFactory(person=person, state="asked", ready_at=None, expires_at=None, content=None)
    DiscordStepFactory(person=other, step=DiscordStep.Step.CALL)
    DataExportFactory(person=other)
    address = CalendarFeed.objects.get(person=kept).token
    found = dict(preview.of(kept, other).goes)
    assert found == {
        "Réglages des rappels": 1,
        "Copies de ses données": 1,
        "Adresse d’agenda": 1,
        "Guide et ateliers Discord": 1,
    }
    assert dict(preview.of(kept, other).moves)["Guide et ateliers Discord"] == 1
    merged(kept, other, by=sam)
    assert CalendarFeed.objects.get().token == address
    assert Preference.objects.get().is_news_on
    assert kept.discord_steps.count() == 2
    assert sorted(DataExport.objects.of(kept).values_list("state", flat=True)) == ["asked", "ready"]


@pytest.mark.parametrize("is_kept_first", [True, False])
def test_a_draft_gives_way_to_what_was_sent(sam, kept, other, is_kept_first):
    """Whichever account it is on."""
    drafting, sending = (kept, other) if is_kept_first else (other, kept)
    draft = ApplicationFactory(person=drafting, draft=True)
    DraftStep.objects.create(application=draft, step="vous", data={})
    sent = ApplicationFactory(person=sending)
    assert any(draft.reference in sentence for sentence in preview.of(kept, other).lost)
    merged(kept, other, by=sam)
    assert list(kept.applications.all()) == [sent]
    assert Event.objects.filter(reference=draft.reference, transition="discard", actor=sam).exists()


def test_of_two_drafts_the_later_one_stays(sam, kept, other):
    ApplicationFactory(person=kept, draft=True, saved_at=in_days(-9))
    later = ApplicationFactory(person=other, draft=True, saved_at=in_days(-1))
    aside = ApplicationFactory(person=other, draft=True, kind="mentor")
    assert dict(preview.of(kept, other).moves)["Candidatures et brouillons"] == 2
    merged(kept, other, by=sam)
    assert set(kept.applications.all()) == {later, aside}


@pytest.mark.parametrize("is_kept_refused", [True, False])
def test_a_profile_matching_never_knew_gives_way(sam, kept, other, is_kept_refused):
    """The everyday case: the second request was refused as a duplicate, its profile never opened."""
    refused, taken = (kept, other) if is_kept_refused else (other, kept)
    ProfileFactory(
        person=refused,
        closed=True,
        application=ApplicationFactory(person=refused, rejected=True, answers={"a": 1}),
    )
    good = ProfileFactory(person=taken)
    found = preview.of(kept, other)
    assert (found.obstacles, len(found.lost)) == ([], 1)
    merged(kept, other, by=sam)
    assert kept.profiles.get() == good
    assert sorted(kept.applications.values_list("state", flat=True)) == ["approved", "rejected"]


def test_at_one_workshop_what_says_most_stays(sam, kept, other):
    past = WorkshopFactory(starts_at=in_days(-3), ends_at=in_days(-2))
    WorkshopRegistrationFactory(workshop=past, person=kept, state="absent")
    came = WorkshopRegistrationFactory(workshop=past, person=other, state="attended")
    coming = WorkshopFactory()
    WorkshopRegistrationFactory(workshop=coming, person=kept, state="cancelled")
    seat = WorkshopRegistrationFactory(workshop=coming, person=other)
    alone = WorkshopRegistrationFactory(person=other)
    merged(kept, other, by=sam)
    assert set(WorkshopRegistration.objects.filter(person=kept)) == {came, seat, alone}


# The mail --------------------------------------------------------------------------------------------


def test_the_outbox_follows(sam, kept, other):
    with transaction.atomic():
        waiting = outbox.queue("account_notice", to=other, about="account", context={"fact": "x"})
        same = {"about": "news:1", "context": {"fact": "x"}}
        twice = [outbox.queue("account_notice", to=one, **same) for one in (kept, other)]
    gone = EmailFactory(recipient=other, to_address=other.email, state="sent", sent_at=in_days(-1))
    former = other.email
    merged(kept, other, by=sam)
    waiting.refresh_from_db()
    gone.refresh_from_db()
    twice[1].refresh_from_db()
    assert (waiting.recipient, waiting.to_address, waiting.state) == (kept, kept.email, "scheduled")
    assert (gone.recipient, gone.to_address) == (kept, former)
    assert (twice[1].recipient, twice[1].state) == (kept, "cancelled")
    with transaction.atomic():
        again = outbox.queue("account_notice", to=kept, about="account", context={"fact": "x"})
    assert again == waiting


def test_the_person_is_told_at_both_addresses(sam, kept, other):
    former = other.email
    merged(kept, other, by=sam)
    told = Email.objects.filter(kind="accounts_merged")
    assert {row.to_address for row in told} == {kept.email, former}
    for row in told:
        assert row.subject == "Vos deux comptes n’en font plus qu’un"
        assert f"avec {kept.email} ou avec {former}" in row.text
        assert "(e)" not in row.text


def test_an_address_nobody_proved_opens_nothing(sam, kept):
    other = UserFactory(verified=False)
    former = other.email
    EmailAddress.objects.create(user=other, email=former, primary=True, verified=False)
    assert any(former in sentence for sentence in preview.of(kept, other).lost)
    merged(kept, other, by=sam)
    told = Email.objects.get(kind="accounts_merged")
    assert told.to_address == kept.email
    assert former not in told.text
    assert accounts.person_of(former) != kept


def test_an_address_proven_on_one_account_and_not_on_the_other(sam, kept, other):
    EmailAddress.objects.create(user=kept, email=other.email, verified=False)
    former = other.email
    merged(kept, other, by=sam)
    assert list(EmailAddress.objects.filter(email=former).values_list("user", "verified")) == [
        (kept.pk, True)
    ]


# The history -----------------------------------------------------------------------------------------


def test_the_history_of_both_is_one(sam, kept, other):
    for person, transition in ((kept, "ask_deletion"), (other, "cancel_deletion")):
        record(merge.letters.Person(person), transition, by=person)
    AccessLog.objects.create(reader=sam, person=other, page="personne")
    merged(kept, other, by=sam)
    entries = person_timeline.of(person_timeline.Known(kept, *[[]] * 7, {}))
    assert [one.sentence for one in entries] == [
        person_timeline.ACCOUNT[transition] for transition in ("merge", "cancel_deletion", "ask_deletion")
    ]
    assert {one.who for one in entries} == {f"par {person.get_short_name()}" for person in (kept, sam)}
    assert kept.consultations.count() == 1


# Twice, late, stale ----------------------------------------------------------------------------------


def test_a_second_click_changes_nothing(sam, kept, other):
    seen = preview.of(kept, other).mark
    assert merge.merge(kept, other, by=sam, seen=seen)
    assert merge.merge(kept, other, by=sam, seen=seen) is None
    assert Event.objects.filter(transition="merge").count() == 1
    assert Email.objects.filter(kind="accounts_merged").count() == 2


@pytest.mark.parametrize("change", ["profile", "application", "phone"])
def test_a_page_that_is_old_is_refused(sam, kept, other, change):
    profile = ProfileFactory(person=other)
    seen = preview.of(kept, other).mark
    if change == "profile":
        Profile.objects.filter(pk=profile.pk).update(updated_at=in_days(1))
    elif change == "application":
        Application.objects.filter(person=other).update(version=2)
    else:
        User.objects.filter(pk=kept.pk).update(phone="+33611111111")
    with pytest.raises(NotAllowed, match="a changé depuis"):
        merge.merge(kept, other, by=sam, seen=seen)


def test_looking_and_signing_in_do_not_make_a_page_old(sam, kept, other):
    seen = preview.of(kept, other).mark
    AccessLog.objects.create(reader=sam, person=other, page="fusion")
    User.objects.filter(pk=other.pk).update(last_login=in_days(0))
    EmailFactory(recipient=other)
    assert merge.merge(kept, other, by=sam, seen=seen)


def test_nothing_is_done_when_the_end_fails(sam, kept, other, monkeypatch):
    profile = ProfileFactory(person=other)

    def fail(*args):
        raise IntegrityError("profile_one_per_side")

    monkeypatch.setattr(merge, "empty", fail)
    with pytest.raises(NotAllowed, match="plus rapide"):
        merge.merge(kept, other, by=sam, seen=preview.of(kept, other).mark)
    profile.refresh_from_db()
    assert profile.person == other
    assert not Email.objects.exists()
