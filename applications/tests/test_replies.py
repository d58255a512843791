import datetime

import pytest
from django.db import transaction
from django.utils import timezone

from applications.models import Application
from applications.options import Kind
from applications.services import drafts, replies, withdrawals
from applications.tests.drafting import approved, bound, drafted, sent
from applications.tests.factories import ApplicationFactory
from mentoring.mail import outbox
from mentoring.mail.models import Email
from mentoring.models import Event, NotAllowed
from mentoring.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
State = Application.State
WORDS = "Je peux le lundi et le jeudi soir, sans exception."


def asked(kind=Kind.MENTEE, steps=("disponibilites",)):
    """An application the team has a question about."""
    application = sent(kind)
    application.state, application.info_steps = State.INFO_REQUESTED, list(steps)
    application.info_question, application.info_due_on = "Quels soirs ?", timezone.localdate()
    application.save()
    return application


def reopen(application, slug, answers):
    drafts.save_step(application, bound(application.kind, slug, answers), slug)


def test_an_answer_goes_back_to_the_queue():
    application = asked()
    version = application.version
    replies.answer(application, WORDS, by=application.person)
    application.refresh_from_db()
    assert (application.state, application.info_answer, application.is_answer_received) == (
        "submitted",
        WORDS,
        True,
    )
    assert application.version == version + 1
    assert application.due_on > timezone.localdate()
    assert Event.objects.about(application.reference).first().transition == "answer"


def test_reopened_steps_replace_what_was_sent():
    application = asked()
    reopen(application, "disponibilites", {"frequency": "weekly"})
    replies.answer(application, WORDS, by=application.person)
    application.refresh_from_db()
    assert application.answers["disponibilites"]["frequency"] == "weekly"
    assert application.answers["vous"]["first_name"] == "Nadia"
    assert application.profile.frequency == "weekly"
    assert not application.draft_steps.exists()


def test_an_incomplete_reopened_step_holds_the_answer_back():
    application = asked()
    reopen(application, "disponibilites", {"slots": 0})
    with pytest.raises(NotAllowed, match="Vos disponibilités"):
        replies.answer(application, WORDS, by=application.person)
    application.refresh_from_db()
    assert (application.state, application.info_answer) == ("info_requested", "")


def test_a_new_text_is_read_again():
    application = asked(steps=["objectifs"])
    application.excerpt, application.excerpt_reviewed_at = "Relu.", timezone.now()
    application.save()
    reopen(application, "objectifs", {"goals_text": "Trouver une alternance en données."})
    replies.answer(application, WORDS, by=application.person)
    assert application.excerpt.startswith("Trouver une alternance en données.")
    assert application.excerpt_reviewed_at is None


def test_a_reviewed_text_stays_when_it_did_not_change():
    application = asked()
    application.excerpt, application.excerpt_reviewed_at = "Relu.", timezone.now()
    application.save()
    replies.answer(application, WORDS, by=application.person)
    assert (application.excerpt, application.profile.excerpt) == ("Relu.", "Relu.")
    assert application.excerpt_reviewed_at


def test_a_late_answer_is_still_taken():
    application = asked()
    application.state, application.hold_reason = State.ON_HOLD, "no_answer"
    application.save()
    replies.answer(application, WORDS, by=application.person)
    assert (application.state, application.hold_reason) == ("submitted", "")


@pytest.mark.parametrize("trait", ["on_hold", "rejected", "approved", "draft"])
def test_an_answer_nobody_awaits(trait):
    application = ApplicationFactory(**{trait: True})
    with pytest.raises(NotAllowed, match="n’est plus attendue"):
        replies.answer(application, WORDS, by=application.person)
    application.refresh_from_db()
    assert application.info_answer == ""


@pytest.mark.parametrize("trait", ["rejected", "on_hold"])
def test_another_look_once(trait):
    application = ApplicationFactory(**{trait: True})
    with transaction.atomic():
        outbox.queue(
            "application_received", to=application.person, about=application, context=received(application)
        )
    replies.ask_review(application, by=application.person, reason="J’ai libéré mes soirées.")
    application.refresh_from_db()
    assert (application.state, application.is_review_requested) == ("submitted", True)
    assert Event.objects.about(application.reference).first().reason == "J’ai libéré mes soirées."
    Application.objects.filter(pk=application.pk).update(state="rejected", reject_reason="other")
    with pytest.raises(NotAllowed, match="déjà demandé"):
        replies.ask_review(application, by=application.person)


def received(application):
    return {"reference": application.reference, "due_on": "mardi", "is_mentor": False}


@pytest.mark.parametrize("trait", ["info_requested", "approved", "draft"])
def test_no_other_look_at_what_is_not_decided(trait):
    application = ApplicationFactory(**{trait: True})
    with pytest.raises(NotAllowed, match="ne peut pas être relue"):
        replies.ask_review(application, by=application.person)


def test_no_other_look_when_a_new_application_is_under_way():
    refused = ApplicationFactory(rejected=True)
    drafts.start(refused.person, refused.kind)
    with pytest.raises(NotAllowed, match="nouvelle demande"):
        replies.ask_review(refused, by=refused.person)


@pytest.mark.parametrize("state", ["submitted", "info_requested", "on_hold"])
def test_withdrawing(state, departures):
    application = asked()
    Application.objects.filter(pk=application.pk).update(state=state, hold_reason="other")
    reopen(application, "disponibilites", {"frequency": "weekly"}) if state == "info_requested" else None
    withdrawals.withdraw(application, by=application.person, reason="Plus le temps.")
    application.refresh_from_db()
    assert (application.state, application.profile.state) == ("withdrawn", "archived")
    assert departures == [(application.profile, application.person, "Plus le temps.")]
    assert not application.draft_steps.exists()
    kinds = {email.kind: email.state for email in Email.objects.all()}
    assert kinds == {"application_received": "cancelled", "application_withdrawn": "scheduled"}


def test_withdrawing_after_approval(departures):
    application = approved(Kind.MENTOR)
    withdrawals.withdraw(application, by=application.person)
    application.profile.refresh_from_db()
    assert (application.state, application.profile.state) == ("withdrawn", "archived")
    assert len(departures) == 1


def test_a_pair_ends_before_an_application_is_withdrawn(pairs):
    application = approved(Kind.MENTOR)
    pairs(1)
    with pytest.raises(NotAllowed, match="binôme est en cours"):
        withdrawals.withdraw(application, by=application.person)
    application.refresh_from_db()
    assert (application.state, application.profile.state) == ("approved", "available")
    assert not Email.objects.filter(kind="application_withdrawn").exists()


@pytest.mark.parametrize("trait", ["rejected", "draft"])
def test_what_cannot_be_withdrawn(trait):
    application = ApplicationFactory(**{trait: True})
    with pytest.raises(NotAllowed):
        withdrawals.withdraw(application, by=application.person)


def test_withdrawing_twice_tells_once():
    application = sent(Kind.MENTEE)
    withdrawals.withdraw(application, by=application.person)
    with pytest.raises(NotAllowed):
        withdrawals.withdraw(application, by=application.person)
    assert Email.objects.filter(kind="application_withdrawn").count() == 1


def test_a_withdrawn_person_may_begin_again():
    application = sent(Kind.MENTEE)
    withdrawals.withdraw(application, by=application.person)
    again = drafted(Kind.MENTEE, application.person, steps=["engagement"])
    assert again.draft_steps.filter(is_complete=True).count() == 7


def test_the_day_of_a_question_stays_after_the_answer():
    application = asked()
    application.info_due_on = timezone.localdate() - datetime.timedelta(days=3)
    application.save()
    replies.answer(application, WORDS, by=UserFactory())
    assert application.state == "submitted"
