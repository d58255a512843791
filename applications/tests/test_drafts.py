import datetime

import pytest
import time_machine
from django.utils import timezone

from applications.models import Application, DraftStep
from applications.options import Kind
from applications.questionnaire.summary import draft_forms
from applications.services import drafts, withdrawals
from applications.tests.drafting import bound, drafted, sent
from applications.tests.factories import ApplicationFactory
from mentoring.mail import catalogue
from mentoring.mail.models import Email
from mentoring.models import Event, NotAllowed
from mentoring.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 3, 10, 11, 0, tzinfo=datetime.UTC)


def later(**delta):
    return NOON + datetime.timedelta(**delta)


def test_starting_twice_gives_one_draft():
    person = UserFactory()
    first = drafts.start(person, Kind.MENTOR)
    assert drafts.start(person, Kind.MENTOR) == first
    assert first.reference.startswith("MTR-")
    assert [event.transition for event in Event.objects.about(first.reference)] == ["start"]


def test_one_person_may_stand_on_both_sides():
    person = UserFactory()
    drafts.start(person, Kind.MENTOR)
    assert drafts.start(person, Kind.MENTEE).reference.startswith("DEM-")


@pytest.mark.parametrize("trait", ["on_hold", "info_requested", "approved"])
def test_no_second_application_while_one_is_live(trait):
    application = ApplicationFactory(**{trait: True})
    with pytest.raises(NotAllowed, match="déjà en cours"):
        drafts.start(application.person, application.kind)
    assert Application.objects.count() == 1


def test_a_refused_person_waits_until_the_day_named():
    day = timezone.localdate() + datetime.timedelta(days=10)
    refused = ApplicationFactory(rejected=True, reapply_from=day)
    with pytest.raises(NotAllowed, match="à partir du"):
        drafts.start(refused.person, refused.kind)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=10)):
        assert drafts.start(refused.person, refused.kind).state == "draft"


def test_a_second_application_starts_from_the_first():
    first = sent(Kind.MENTEE)
    withdrawals.withdraw(first, by=first.person)
    second = drafts.start(first.person, Kind.MENTEE)
    complete = {step.slug: row and form.is_valid() for step, row, form in draft_forms(second)}
    assert complete.pop("engagement") is None
    assert all(complete.values())


def test_the_other_side_brings_what_both_share():
    first = sent(Kind.MENTOR)
    second = drafts.start(first.person, Kind.MENTEE)
    assert set(second.draft_steps.values_list("step", flat=True)) == {"vous", "disponibilites", "echanges"}


def test_an_invalid_step_is_kept_as_typed():
    application = drafts.start(UserFactory(), Kind.MENTOR)
    row, overwritten = drafts.save_step(
        application, bound("mentor", "vous", first_name="", phone="06"), "vous"
    )
    assert (row.is_complete, row.data["phone"], overwritten) == (False, ["06"], None)


def test_a_very_long_answer_is_cut_in_the_draft():
    application = drafts.start(UserFactory(), Kind.MENTOR)
    row, _ = drafts.save_step(application, bound("mentor", "vous", first_name="a" * 500_000), "vous")
    assert len(row.data["first_name"][0]) == 20_000


def test_what_no_question_asks_is_not_kept():
    application = drafts.start(UserFactory(), Kind.MENTOR)
    row, _ = drafts.save_step(application, bound("mentor", "vous", state="approved", score="9"), "vous")
    assert {"state", "score"}.isdisjoint(row.data)


def test_the_last_write_wins_and_tells_of_the_other_tab():
    application = drafts.start(UserFactory(), Kind.MENTOR)
    with time_machine.travel(NOON, tick=False):
        first, _ = drafts.save_step(application, bound("mentor", "vous", city="x"), "vous", tab="a")
    with time_machine.travel(later(minutes=1), tick=False):
        form = bound("mentor", "vous", first_name="Léa")
        second, overwritten = drafts.save_step(application, form, "vous", tab="b", seen_at=first.saved_at)
    assert overwritten is None
    with time_machine.travel(later(minutes=2), tick=False):
        form = bound("mentor", "vous", first_name="Nadia")
        third, overwritten = drafts.save_step(application, form, "vous", tab="a", seen_at=first.saved_at)
    assert overwritten == second.saved_at
    assert third.data["first_name"] == ["Nadia"]


def test_one_tab_does_not_warn_of_itself():
    application = drafts.start(UserFactory(), Kind.MENTOR)
    for name in ("Léa", "Léane"):
        form = bound("mentor", "vous", first_name=name)
        row, overwritten = drafts.save_step(application, form, "vous", tab="a", seen_at=None)
        assert overwritten is None


def test_a_step_that_left_cannot_be_written():
    application = sent(Kind.MENTOR)
    with pytest.raises(NotAllowed, match="votre demande est partie"):
        drafts.save_step(application, bound("mentor", "vous"), "vous")
    assert not DraftStep.objects.exists()


def test_only_the_steps_asked_for_open_again():
    application = sent(Kind.MENTEE)
    application.state, application.info_steps = "info_requested", ["vous"]
    application.info_question, application.info_due_on = "Votre prénom ?", timezone.localdate()
    application.save()
    row, _ = drafts.save_step(application, bound("mentee", "vous"), "vous")
    assert row.is_complete
    with pytest.raises(NotAllowed):
        drafts.save_step(application, bound("mentee", "objectifs"), "objectifs")


def test_wanting_technical_help_reopens_the_skills():
    orientation = {"objectifs": {"mentoring_types": ["orientation"]}, "competences": {"skills_wanted": []}}
    application = drafted(Kind.MENTEE, **orientation)
    drafts.save_step(application, bound("mentee", "competences", {"skills_wanted": []}), "competences")
    drafts.save_step(
        application, bound("mentee", "objectifs", {"mentoring_types": ["orientation"]}), "objectifs"
    )
    assert application.draft_steps.get(step="competences").is_complete
    drafts.save_step(application, bound("mentee", "objectifs"), "objectifs")
    assert not application.draft_steps.get(step="competences").is_complete


def test_discarding_takes_everything_away():
    application = drafted(Kind.MENTOR, steps=["vous"])
    drafts.send_link(application)
    drafts.discard(application, by=application.person)
    assert not Application.objects.exists()
    assert Email.objects.get().state == "cancelled"
    assert Event.objects.filter(transition="discard").count() == 1


def test_a_sent_application_is_not_discarded():
    application = ApplicationFactory()
    with pytest.raises(NotAllowed, match="déjà partie"):
        drafts.discard(application, by=application.person)
    assert Application.objects.count() == 1


def test_the_link_leaves_once_a_day():
    application = drafted(Kind.MENTOR, steps=["vous", "parcours"])
    with time_machine.travel(NOON):
        drafts.send_link(application)
        drafts.send_link(application)
    assert Email.objects.count() == 1
    with time_machine.travel(later(days=1)):
        drafts.send_link(application)
    email = Email.objects.first()
    assert Email.objects.count() == 2
    assert email.subject == "Votre brouillon est enregistré"
    assert "Étapes terminées\u202f: 2 sur 7." in email.text
    assert "/candidature/mentor/" in email.text


@pytest.fixture
def idle(db):
    """A draft of two steps, left alone since NOON."""
    with time_machine.travel(NOON, tick=False):
        return drafted(Kind.MENTEE, steps=["vous", "parcours"])


@pytest.mark.parametrize(
    ("days", "keys"),
    [(2, []), (3, ["1"]), (13, ["1"]), (14, ["2"]), (59, ["2"]), (60, [])],
)
def test_idle_drafts_are_recalled(idle, days, keys):
    with time_machine.travel(later(days=days), tick=False):
        drafts.remind_idle()
    assert [email.key.rpartition(":")[2] for email in Email.objects.all()] == keys


def test_a_draft_is_recalled_twice_at_most(idle):
    for day in range(60):
        with time_machine.travel(later(days=day), tick=False):
            drafts.remind_idle()
            drafts.remind_idle()
    assert Email.objects.count() == 2
    email = Email.objects.first()
    assert email.subject == "Votre demande vous attend"
    assert "Prochaine étape\u202f: Vos objectifs. Encore 8 minutes environ." in email.text
    assert "supprimé le 9 mai" in email.text
    assert "/candidature/mentore/supprimer/" in email.text


def test_a_draft_taken_up_again_needs_no_reminder(idle):
    with time_machine.travel(later(days=3), tick=False):
        drafts.remind_idle()
    email = Email.objects.get()
    relevant = catalogue.get("draft_reminder").is_still_relevant
    assert relevant(email)
    with time_machine.travel(later(days=3, hours=1), tick=False):
        drafts.save_step(idle, bound("mentee", "vous"), "vous")
    assert not relevant(email)


def test_forgotten_drafts_are_purged(idle):
    assert drafts.purge(later(days=59, hours=23)) == 0
    assert drafts.purge(later(days=60)) == 1
    assert drafts.purge(later(days=60)) == 0
    assert not Application.objects.exists()


def test_a_purged_draft_is_remembered_until_the_next(idle):
    person = idle.person
    with time_machine.travel(later(days=60), tick=False):
        drafts.purge()
        assert drafts.purged_at(person, Kind.MENTEE) == later(days=60)
        assert drafts.purged_at(person, Kind.MENTOR) is None
    with time_machine.travel(later(days=61), tick=False):
        drafts.start(person, Kind.MENTEE)
        assert drafts.purged_at(person, Kind.MENTEE) is None


def test_purging_leaves_sent_applications_alone():
    ApplicationFactory(saved_at=NOON)
    assert drafts.purge(later(days=400)) == 0
