import datetime

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from applications.models import Application, Profile
from applications.services import decisions, submission, withdrawals
from applications.services.conflicts import Conflict
from applications.tests.deciding import (
    DECISIONS,
    approve,
    ask,
    day,
    everything,
    hold,
    in_state,
    letters_about,
    reject,
    reopen,
)
from applications.tests.drafting import sent
from mentoring.mail.models import Email
from mentoring.models import Event, HelpRequest, NotAllowed

pytestmark = pytest.mark.django_db
State = Application.State
REACHED = {
    "approve": State.APPROVED,
    "ask": State.INFO_REQUESTED,
    "hold": State.ON_HOLD,
    "reject": State.REJECTED,
    "reopen": State.SUBMITTED,
}
DECIDABLE = ("submitted", "info_requested", "on_hold", "approved", "rejected")
# The map also lets an answer through, which is the applicant's.
NOT_A_DECISION = {("info_requested", "reopen")}


def is_allowed(state, name):
    return REACHED[name] in Application.SUCCESSORS[state] and (state, name) not in NOT_A_DECISION


@pytest.mark.parametrize("name", DECISIONS)
@pytest.mark.parametrize("state", DECIDABLE)
def test_every_decision_from_every_state(awa, julien, state, name):
    application = in_state(state, awa)
    version, before = application.version, everything()
    if is_allowed(state, name):
        event = DECISIONS[name](application, julien)
        application.refresh_from_db()
        assert (application.state, application.version) == (REACHED[name], version + 1)
        assert application.decided_by == julien
        assert (event.from_state, event.to_state, event.actor) == (state, REACHED[name], julien)
    else:
        with pytest.raises(NotAllowed):
            DECISIONS[name](application, julien)
        assert everything() == before


@pytest.mark.parametrize("name", DECISIONS)
def test_a_draft_and_a_withdrawn_application_are_not_decided(awa, name):
    withdrawn = sent("mentee")
    withdrawals.withdraw(withdrawn, by=withdrawn.person)
    before = everything()
    with pytest.raises(NotAllowed):
        DECISIONS[name](withdrawn, awa)
    assert everything() == before


@pytest.mark.parametrize("kind", ["mentor", "mentee"])
def test_an_approval_opens_the_profile_and_tells(awa, kind):
    application = sent(kind)
    event = approve(application, awa, message="Bienvenue parmi nous.")
    profile = Profile.objects.get(application=application)
    assert (profile.state, application.decision_message) == ("available", "Bienvenue parmi nous.")
    [email] = Email.objects.filter(kind="application_approved")
    assert email.key.endswith(f":{event.pk}")
    assert email.recipient == application.person
    assert "> Bienvenue parmi nous." in email.text
    delay = email.next_attempt_at - timezone.now()
    assert datetime.timedelta(minutes=9) < delay <= datetime.timedelta(minutes=10)
    assert email.subject == (
        "Bienvenue parmi les mentors" if kind == "mentor" else "Votre demande de mentorat est validée"
    )


def test_a_profile_available_later_opens_paused(awa):
    application = sent("mentee", disponibilites={"available_from": day(20).isoformat()})
    approve(application, awa)
    profile = Profile.objects.get(application=application)
    assert (profile.state, profile.paused_until) == ("paused", day(20))
    assert "commencer plus tard" in Email.objects.get(kind="application_approved").text


def test_an_unverified_address_is_not_approved(awa):
    application = sent("mentor")
    EmailAddress.objects.update(verified=False)
    before = everything()
    with pytest.raises(NotAllowed, match="pas vérifiée"):
        approve(application, awa)
    assert everything() == before


def test_a_closed_account_is_neither_approved_nor_reopened(awa):
    application = in_state("on_hold", awa)
    application.person.is_active = False
    application.person.save()
    for decision in (approve, reopen):
        with pytest.raises(NotAllowed, match="compte est fermé"):
            decision(application, awa)


def test_words_to_check_ask_for_a_reading_once(awa):
    application = sent("mentee", objectifs={"challenges": "Moi, Nadia, je n’ose pas demander de l’aide."})
    before = everything()
    with pytest.raises(NotAllowed, match="1 mot à vérifier"):
        approve(application, awa)
    assert everything() == before
    approve(application, awa, is_excerpt_read=True)
    application.refresh_from_db()
    assert application.excerpt_reviewed_at
    assert application.profile.excerpt_reviewed_at == application.excerpt_reviewed_at


def test_a_text_read_before_is_not_read_again(awa):
    application = sent("mentee", objectifs={"challenges": "Moi, Nadia, je n’ose pas demander de l’aide."})
    application.excerpt_reviewed_at = timezone.now()
    application.save()
    approve(application, awa)
    assert application.state == State.APPROVED


def test_help_with_discord_is_opened_once(awa):
    application = sent("mentee", echanges={"discord_help": ["workshop"]})
    approve(application, awa, opens_discord_help=True)
    request = HelpRequest.objects.get()
    assert (request.person, request.kind) == (application.person, "discord")
    assert request.message == "suivre un atelier de 45 minutes"


def test_open_help_is_not_doubled(awa):
    application = sent("mentee")
    HelpRequest.objects.create(
        reference="AID-2222", kind="discord", person=application.person, email="a@exemple.org"
    )
    event = approve(application, awa, opens_discord_help=True)
    assert HelpRequest.objects.count() == 1
    assert "help" not in event.payload


def test_a_question(awa):
    application = sent("mentee")
    ask(application, awa, question="Quels soirs ?\nEt le samedi ?", steps=["objectifs"])
    assert (application.info_question, application.info_steps) == (
        "Quels soirs ?\nEt le samedi ?",
        ["objectifs"],
    )
    assert application.info_due_on == day(10)
    email = Email.objects.get(kind="application_info_requested")
    assert "> Quels soirs ?\n> Et le samedi ?" in email.text


def test_a_hold_may_be_silent(awa):
    application = sent("mentee")
    hold(application, awa, reason="workload", message="Après le rendu.", tells_person=False)
    assert (application.hold_reason, application.revisit_on) == ("workload", day(30))
    assert application.decision_message == "Après le rendu."
    assert letters_about(application) == []


def test_no_answer_is_a_reason_for_a_question_only(awa):
    application = sent("mentee")
    with pytest.raises(NotAllowed, match="restée sans réponse"):
        hold(application, awa, reason="no_answer", revisit_on=None)
    ask(application, awa)
    hold(application, awa, reason="no_answer", revisit_on=None)
    assert application.state == State.ON_HOLD
    assert "Répondre\u202f:" in Email.objects.get(kind="application_on_hold").text


def test_a_refusal(awa):
    application = sent("mentor")
    reject(application, awa, message="Merci d’avoir proposé votre aide.", reapply_from=day(60))
    assert (application.reject_reason, application.reapply_from) == ("availability", day(60))
    email = Email.objects.get(kind="application_rejected")
    assert "Merci d’avoir proposé votre aide." in email.text
    assert "Vous pourrez refaire une demande à partir du" in email.text


def test_a_reopened_file_has_a_new_day_of_answer_and_no_letter(awa, programme):
    application = in_state("rejected", awa)
    application.due_on = day(-20)
    application.save()
    reopen(application, awa)
    assert application.due_on == submission.promised_day(programme)
    assert letters_about(application) == [("application_rejected", "scheduled")]


def test_a_file_is_not_reopened_beside_another(awa):
    application = in_state("rejected", awa)
    sent("mentee", application.person)
    with pytest.raises(NotAllowed, match="nouvelle demande depuis"):
        reopen(application, awa)


def test_an_old_file_reopened_takes_its_profile_back(awa):
    old = in_state("rejected", awa)
    newer = sent("mentee", old.person)
    withdrawals.withdraw(newer, by=newer.person)
    reopen(old, awa)
    approve(old, awa)
    profile = Profile.objects.get(person=old.person)
    assert (profile.application, profile.state) == (old, "available")


def test_a_decision_settles_the_marks_of_the_queue(awa):
    application = sent("mentee")
    Application.objects.update(is_answer_received=True, is_review_requested=True)
    application.refresh_from_db()
    hold(application, awa)
    assert (application.is_answer_received, application.is_review_requested) == (False, False)


@pytest.mark.parametrize("name", DECISIONS)
def test_a_stale_page_decides_nothing_and_names_the_colleague(awa, julien, name):
    application = in_state("on_hold", awa)
    stale = Application.objects.get(pk=application.pk)
    moment = approve(application, julien).at
    before = everything()
    with pytest.raises(Conflict) as refused:
        DECISIONS[name](stale, awa)
    assert everything() == before
    time = f"{timezone.localtime(moment):%H:%M}"
    assert str(refused.value) == f"Julien a validé cette candidature à {time}."


@pytest.mark.parametrize("version", ["", "2", "1.0", "abc", None, -1, 10**30])
def test_a_strange_version_is_a_stale_one(awa, version):
    application = sent("mentee")
    with pytest.raises(Conflict):
        decisions.approve(application, by=awa, version=version)
    assert decisions.approve(application, by=awa, version="1").to_state == State.APPROVED


def test_ones_own_other_tab_is_said_so(awa):
    application = sent("mentee")
    stale = Application.objects.get(pk=application.pk)
    hold(application, awa)
    with pytest.raises(Conflict, match="dans un autre onglet"):
        approve(stale, awa)


def test_what_happened_another_day_says_which(awa, julien):
    application = sent("mentee")
    stale = Application.objects.get(pk=application.pk)
    hold(application, julien)
    Event.objects.update(at=datetime.datetime(2025, 3, 1, 9, 42, tzinfo=datetime.UTC))
    with pytest.raises(Conflict) as refused:
        approve(stale, awa)
    assert str(refused.value) == "Julien a mis cette candidature en attente le 1er mars 2025 à 10:42."


def test_a_file_is_followed_by_one_reader(awa, julien):
    application = sent("mentee")
    decisions.assign(application, by=awa)
    decisions.assign(application, by=awa)
    assert Event.objects.filter(transition="assign").count() == 1
    decisions.assign(application, by=julien)
    application.refresh_from_db()
    assert (application.assigned_to, application.version) == (julien, 1)
    decisions.release(application, by=awa)
    application.refresh_from_db()
    assert application.assigned_to is None


def test_a_closed_file_has_no_reader(awa):
    application = in_state("rejected", awa)
    with pytest.raises(NotAllowed, match="plus à suivre"):
        decisions.assign(application, by=awa)
