import datetime

import pytest
import time_machine
from django.utils import timezone

from applications.models import Application, Profile
from applications.options import Kind
from applications.services import submission
from applications.tests.answers import EVENINGS, answers_of
from applications.tests.drafting import drafted, sent
from applications.tests.factories import ApplicationFactory
from mentoring.mail.models import Email, Preference
from mentoring.models import Event, NotAllowed
from mentoring.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", Kind)
def test_sending_freezes_the_answers(kind):
    application = sent(kind)
    application.refresh_from_db()
    assert application.state == "submitted"
    assert application.answers == answers_of(kind)
    assert application.charter_version == "1"
    assert application.charter_signed_at <= application.submitted_at
    assert not application.draft_steps.exists()
    events = Event.objects.about(application.reference)
    assert [event.transition for event in events] == ["submit", "start"]


def test_sending_tells_the_person_once():
    application = sent(Kind.MENTEE)
    email = Email.objects.get()
    assert (email.kind, email.subject) == ("application_received", "Nous avons bien reçu votre demande")
    assert application.reference in email.text
    assert f"/candidature/{application.reference}/" in email.text
    assert "pour vous" in email.text


def test_sending_writes_the_account():
    application = sent(Kind.MENTOR)
    person = application.person
    person.refresh_from_db()
    assert (person.first_name, person.last_name, person.phone) == ("Nadia", "Benali", "+33612345678")


def test_sending_fills_the_profile():
    profile = Profile.objects.get(application=sent(Kind.MENTOR))
    assert (profile.state, profile.capacity, profile.slots) == ("closed", 2, EVENINGS)
    assert (profile.situation, profile.formation.code, profile.campus.code) == (
        "alumni",
        "devops",
        "marseille",
    )
    assert {row.skill.code: row.level for row in profile.skills.all()} == {"docker": 3, "python": 2}
    assert (profile.department, profile.region) == ("69", "Auvergne-Rhône-Alpes")


def test_the_excerpt_is_the_goals_and_the_needs():
    application = sent(Kind.MENTEE)
    goals = answers_of(Kind.MENTEE)["objectifs"]
    expected = f"{goals['goals_text']}\n\n{goals['challenges']}"
    assert application.excerpt == expected
    assert application.profile.excerpt == expected
    assert sent(Kind.MENTOR).excerpt == ""


def test_sending_twice_sends_once():
    application = sent(Kind.MENTOR)
    with pytest.raises(NotAllowed, match="déjà partie"):
        submission.submit(application, by=application.person)
    assert Email.objects.count() == 1
    assert Profile.objects.count() == 1


@pytest.mark.parametrize("trait", ["info_requested", "on_hold", "rejected", "approved"])
def test_only_a_draft_is_sent(trait):
    application = ApplicationFactory(**{trait: True})
    with pytest.raises(NotAllowed, match="déjà partie"):
        submission.submit(application, by=application.person)
    application.refresh_from_db()
    assert application.state == trait
    assert application.answers == {}


def test_an_incomplete_draft_stays():
    application = drafted(Kind.MENTOR, steps=["vous", "parcours"])
    with pytest.raises(NotAllowed, match="Votre envie de transmettre"):
        submission.submit(application, by=application.person)
    application.refresh_from_db()
    assert application.state == "draft"
    assert not Email.objects.exists()


def test_a_closed_side_keeps_the_draft(programme):
    programme.is_mentor_side_open = False
    programme.closed_message = "Les candidatures rouvrent le 1er mai."
    programme.save()
    application = drafted(Kind.MENTOR)
    with pytest.raises(NotAllowed, match="rouvrent le 1er mai"):
        submission.submit(application, by=application.person)
    assert Application.objects.get().draft_steps.count() == 7
    assert sent(Kind.MENTEE).state == "submitted"


def test_an_unverified_address_keeps_the_draft():
    application = drafted(Kind.MENTOR, UserFactory(verified=False))
    with pytest.raises(NotAllowed, match="adresse e-mail"):
        submission.submit(application, by=application.person)
    assert Application.objects.get().state == "draft"


def test_a_charter_changed_since_is_read_again(programme):
    application = drafted(Kind.MENTOR)
    programme.charter_version = "2"
    programme.save()
    with pytest.raises(NotAllowed, match="Vos engagements"):
        submission.submit(application, by=application.person)


def test_news_are_wanted_only_when_ticked():
    sent(Kind.MENTEE)
    assert not Preference.objects.exists()
    application = sent(Kind.MENTOR, engagement={"newsletter_ok": True})
    assert Preference.objects.get().user == application.person
    assert Preference.objects.get().is_news_on


@pytest.mark.parametrize(
    ("day", "promised"),
    [
        ((2026, 3, 12), (2026, 3, 19)),  # Thursday to Thursday
        ((2026, 3, 14), (2026, 3, 20)),  # from a Saturday
        ((2026, 4, 30), (2026, 5, 11)),  # 1 May is a Friday, 8 May too
        ((2026, 12, 24), (2027, 1, 4)),  # Christmas and the New Year on Fridays
    ],
)
def test_the_answer_is_promised_in_five_working_days(day, promised, programme):
    with time_machine.travel(datetime.datetime(*day, 12, tzinfo=datetime.UTC)):
        assert submission.promised_day(programme) == datetime.date(*promised)


def test_a_second_application_reuses_the_profile():
    first = sent(Kind.MENTEE)
    profile = first.profile
    Application.objects.filter(pk=first.pk).update(state="withdrawn")
    Profile.objects.filter(pk=profile.pk).update(state="archived", opened_at=timezone.now())
    second = sent(Kind.MENTEE, first.person, disponibilites={"frequency": "weekly"})
    profile.refresh_from_db()
    assert (profile.application, profile.state, profile.frequency) == (second, "closed", "weekly")
    assert profile.opened_at is None
