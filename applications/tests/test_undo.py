import datetime

import pytest
import time_machine
from django.utils import timezone

from applications.models import Application, Profile
from applications.services import decisions, replies
from applications.services.conflicts import Conflict
from applications.tests.deciding import (
    DECISIONS,
    approve,
    ask,
    everything,
    hold,
    in_state,
    letters_about,
    reject,
    reopen,
)
from applications.tests.drafting import sent
from mentoring.mail import drain
from mentoring.mail.models import Email
from mentoring.models import Event, HelpRequest, NotAllowed

pytestmark = pytest.mark.django_db
State = Application.State
UNDOABLE = {
    "approve": State.APPROVED,
    "ask": State.INFO_REQUESTED,
    "hold": State.ON_HOLD,
    "reject": State.REJECTED,
}
MONDAY = datetime.datetime(2026, 3, 9, 9, 0, tzinfo=datetime.UTC)
# A version never goes down, or a page opened before would pass for current.
RISES = "version"


def facts(application):
    values = Application.objects.filter(pk=application.pk).values().get()
    return {name: value for name, value in values.items() if name != RISES}


@pytest.mark.parametrize(
    ("state", "name"),
    [
        (state, name)
        for state in ("submitted", "info_requested", "on_hold")
        for name, reached in UNDOABLE.items()
        if reached in Application.SUCCESSORS[state]
    ],
)
def test_undo_restores_everything(awa, julien, state, name):
    application = in_state(state, awa)
    before, version = facts(application), application.version
    event = DECISIONS[name](application, julien)
    undone = decisions.undo(application, by=julien)
    assert facts(application) == before
    application.refresh_from_db()
    assert application.version == version + 2
    assert (undone.transition, undone.to_state, undone.actor) == ("undo", state, julien)
    assert undone.payload == {"undone": event.pk}
    assert letters_about(application)[-1][1] == "cancelled"


def test_an_undone_approval_closes_what_it_opened(awa):
    application = sent("mentor")
    approve(application, awa, opens_discord_help=True)
    decisions.undo(application, by=awa)
    profile = Profile.objects.get(application=application)
    assert (profile.state, profile.opened_at) == ("closed", None)
    assert HelpRequest.objects.get().state == "cancelled"
    approve(application, awa)
    profile.refresh_from_db()
    assert (application.state, profile.state) == (State.APPROVED, "available")


def test_help_asked_before_stays(awa):
    application = sent("mentee")
    HelpRequest.objects.create(
        reference="AID-2222", kind="discord", person=application.person, email="a@exemple.org"
    )
    approve(application, awa, opens_discord_help=True)
    decisions.undo(application, by=awa)
    assert HelpRequest.objects.get().state == "new"


def test_a_silent_hold_is_undone_too(awa):
    application = sent("mentee")
    hold(application, awa, tells_person=False)
    decisions.undo(application, by=awa)
    assert application.state == State.SUBMITTED


def test_any_coordinator_may_undo(awa, julien):
    application = sent("mentee")
    approve(application, awa)
    decisions.undo(application, by=julien)
    assert application.state == State.SUBMITTED


@pytest.mark.parametrize(("minutes", "is_possible"), [(9, True), (10, False), (30, False)])
def test_ten_minutes_and_no_more(awa, minutes, is_possible):
    with time_machine.travel(MONDAY, tick=False):
        application = sent("mentee")
        event = reject(application, awa)
    with time_machine.travel(MONDAY + datetime.timedelta(minutes=minutes), tick=False):
        before = everything()
        if is_possible:
            assert decisions.last_undoable(awa) == (application, event)
            decisions.undo(application, by=awa)
            assert application.state == State.SUBMITTED
        else:
            assert decisions.last_undoable(awa) is None
            with pytest.raises(NotAllowed, match="trop tard"):
                decisions.undo(application, by=awa)
            assert everything() == before


@pytest.mark.parametrize("state", ["sent", "sending"])
def test_an_email_that_left_is_not_taken_back(awa, state):
    application = sent("mentee")
    approve(application, awa)
    sent_at = timezone.now() if state == "sent" else None
    Email.objects.filter(kind="application_approved").update(state=state, sent_at=sent_at)
    before = everything()
    with pytest.raises(NotAllowed, match="l’e-mail est parti"):
        decisions.undo(application, by=awa)
    assert everything() == before


def test_a_pair_formed_meanwhile_keeps_the_approval(awa, pairs):
    application = sent("mentee")
    approve(application, awa)
    pairs(1)
    before = everything()
    with pytest.raises(NotAllowed, match="binôme s’est formé"):
        decisions.undo(application, by=awa)
    assert everything() == before


def test_what_was_open_about_the_profile_is_closed(awa, departures):
    application = sent("mentee")
    approve(application, awa)
    decisions.undo(application, by=awa)
    assert [profile.application for profile, _by, _reason in departures] == [application]


def test_an_answer_meanwhile_wins(awa):
    application = sent("mentee")
    ask(application, awa, steps=[])
    replies.answer(application, "Je suis libre le mardi et le jeudi soir.", by=application.person)
    with pytest.raises(NotAllowed, match="trop tard"):
        decisions.undo(application, by=awa)
    assert application.state == State.SUBMITTED


def test_a_decision_is_undone_once(awa):
    application = sent("mentee")
    hold(application, awa)
    approve(application, awa)
    decisions.undo(application, by=awa)
    with pytest.raises(NotAllowed, match="trop tard"):
        decisions.undo(application, by=awa)
    assert application.state == State.ON_HOLD


def test_the_decision_of_a_colleague_is_not_undone_by_mistake(awa, julien):
    application = sent("mentee")
    event = hold(application, awa)
    approve(application, julien)
    before = everything()
    with pytest.raises(Conflict, match="Julien a validé cette candidature à"):
        decisions.undo(application, by=awa, decision=event.pk)
    assert everything() == before


def test_reopening_is_not_undone(awa):
    application = in_state("rejected", awa)
    reopen(application, awa)
    assert decisions.last_undoable(awa) is None
    with pytest.raises(NotAllowed):
        decisions.undo(application, by=awa)


def test_last_undoable_is_ones_own_and_the_latest(awa, julien):
    first, second, third = sent("mentee"), sent("mentor"), sent("mentee")
    hold(first, awa)
    event = approve(second, awa)
    approve(third, julien)
    assert decisions.last_undoable(awa) == (second, event)
    decisions.undo(second, by=awa)
    assert decisions.last_undoable(awa)[0] == first


def test_a_file_a_colleague_decided_again_is_no_longer_ones_own_to_undo(awa, julien):
    application = sent("mentee")
    hold(application, awa)
    approve(application, julien)
    assert decisions.last_undoable(awa) is None


def leave(at):
    """Send what is due at `at`. Returns the kinds of the decisions' letters that left."""
    with time_machine.travel(at, tick=False):
        drain.drain(now=lambda: at)
    return list(
        Email.objects.filter(category="D", state="sent").order_by("pk").values_list("kind", flat=True)
    )


def test_only_the_last_word_leaves(awa):
    with time_machine.travel(MONDAY, tick=False):
        application = sent("mentee")
        hold(application, awa)
        reopen(application, awa)
        hold(application, awa, reason="workload")
        approve(application, awa)
    assert leave(MONDAY + datetime.timedelta(minutes=11)) == ["application_approved"]
    assert set(Email.objects.filter(kind="application_on_hold").values_list("state", flat=True)) == {
        "suppressed"
    }


def test_what_an_undone_decision_had_replaced_leaves_after_all(awa):
    with time_machine.travel(MONDAY, tick=False):
        application = sent("mentee")
        hold(application, awa)
        approve(application, awa)
        decisions.undo(application, by=awa)
    assert leave(MONDAY + datetime.timedelta(minutes=11)) == ["application_on_hold"]


def test_an_undone_decision_never_leaves(awa):
    with time_machine.travel(MONDAY, tick=False):
        application = sent("mentee")
        reject(application, awa)
        decisions.undo(application, by=awa)
    assert leave(MONDAY + datetime.timedelta(days=2)) == []


def test_the_event_keeps_what_stood_before(awa):
    application = in_state("on_hold", awa)
    event = approve(application, awa)
    assert event.payload["before"]["hold_reason"] == "starts_later"
    assert event == Event.objects.standing(application.reference)
