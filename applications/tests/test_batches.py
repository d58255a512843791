"""Several files, one decision: who is left aside and why, one transaction, one « Annuler »."""

import datetime

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.utils import timezone

from applications.models import Application, Profile
from applications.services import batches, decisions
from applications.tests.deciding import approve, day, everything, hold, letters_about
from applications.tests.drafting import drafted, sent
from applications.tests.factories import ApplicationFactory, ProfileFactory
from mentoring.models import Event, HelpRequest
from mentoring.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
State = Application.State
MONDAY = datetime.datetime(2026, 3, 9, 9, 0, tzinfo=datetime.UTC)
REFUSAL = {"reason": "other", "message": "Merci.", "is_reason_shown": True, "reapply_from": day(0)}


def plan(action, files, by, versions=None):
    return batches.sorted_out(
        action, batches.read([one.reference for one in files]), by=by, versions=versions
    )


def seen(files):
    return {one.reference: one.version for one in files}


def decide(action, files, by, **words):
    return batches.decide(action, plan(action, files, by), by=by, versions=seen(files), **words)


def states(*files):
    return [Application.objects.get(pk=one.pk).state for one in files]


def named():
    """A mentee whose text says their first name."""
    goals = {"goals_text": "Je suis Yanis et je veux écrire de bons tests."}
    return sent("mentee", UserFactory(first_name="Yanis"), vous={"first_name": "Yanis"}, objectifs=goals)


def test_who_cannot_be_validated_is_told_why(awa):
    plain, unproven, closed, done = (sent("mentor") for _one in range(4))
    unread = named()
    EmailAddress.objects.filter(user=unproven.person).update(verified=False)
    closed.person.is_active = False
    closed.person.save()
    approve(done, awa)
    batch = plan("approve", [plain, unproven, closed, done, unread], awa)
    assert batch.ready == [plain]
    assert {one.pk: why for one, why in batch.stuck} == {
        unproven.pk: "e-mail non vérifié",
        closed.pk: "compte fermé",
        done.pk: "l’état est « Validée »",
        unread.pk: "texte présenté sans nom à relire",
    }


@pytest.mark.parametrize(
    ("action", "state", "why"),
    [
        ("hold", "approved", "l’état est « Validée »"),
        ("hold", "on_hold", ""),
        ("hold", "info_requested", ""),
        ("approve", "info_requested", "l’état est « Précision demandée »"),
        ("reject", "rejected", "l’état est « Refusée »"),
        ("reject", "on_hold", ""),
        ("assign", "rejected", "candidature close"),
        ("assign", "approved", ""),
    ],
)
def test_what_a_state_does_not_allow_is_left_aside(awa, action, state, why):
    file = ProfileFactory(closed=True).application
    file = ApplicationFactory(**{state: True})
    assert [why for _one, why in plan(action, [file], awa).stuck] == ([why] if why else [])


def test_drafts_and_strangers_are_not_read():
    assert batches.read([drafted("mentee", steps=["vous"]).reference, "DEM-9999"]) == []


def test_fifty_at_most():
    files = ApplicationFactory.create_batch(batches.MOST + 1)
    assert len(batches.read([one.reference for one in files])) == batches.MOST


def test_all_are_validated_and_their_letters_wait(awa):
    files = [sent("mentor"), sent("mentee")]
    done = decide("approve", files, awa, message="À bientôt.")
    assert (len(done.ready), done.stuck) == (2, [])
    assert states(*files) == [State.APPROVED] * 2
    assert [letters_about(one)[-1] for one in files] == [("application_approved", "scheduled")] * 2
    assert Profile.objects.filter(application__in=files, state="available").count() == 2
    assert len({one.payload["batch"] for one in Event.objects.filter(transition="approve")}) == 1


def test_a_colleague_s_decision_meanwhile_is_left_alone(awa, julien):
    files = [sent("mentor"), sent("mentor")]
    planned = plan("reject", files, awa)
    decisions.hold(files[1], by=julien, version=files[1].version, reason="other", revisit_on=day(9))
    done = batches.decide(
        "reject", planned, by=awa, versions=seen([planned.ready[0], planned.ready[1]]), **REFUSAL
    )
    assert done.ready == [files[0]]
    [(other, why)] = done.stuck
    assert other == files[1]
    assert why.startswith("Julien a mis cette candidature en attente à")
    assert states(*files) == [State.REJECTED, State.ON_HOLD]
    again = plan("reject", files, awa, versions={files[1].reference: 1})
    assert [why.partition(" ")[0] for _one, why in again.stuck if _one == files[1]] == ["Julien"]


def test_an_accident_leaves_none_of_them(awa, monkeypatch):
    files = [sent("mentor"), sent("mentor")]
    planned, calls = plan("approve", files, awa), []

    def fail(application, **words):
        calls.append(application)
        if len(calls) == 2:
            raise RuntimeError
        return decisions.approve(application, **words)

    monkeypatch.setitem(batches.ACTS, "approve", (fail, State.APPROVED))
    before = everything()
    with pytest.raises(RuntimeError):
        batches.decide("approve", planned, by=awa, versions=seen(files))
    assert len(calls) == 2
    assert everything() == before


def test_help_is_opened_for_who_wants_it(awa):
    wants = {"discord_ease": "none", "discord_help": ["person"]}
    files = [sent("mentor", echanges=wants), sent("mentor")]
    decide("approve", files, awa, opens_discord_help=True)
    assert [one.person for one in HelpRequest.objects.all()] == [files[0].person]


def test_each_reads_the_usual_words_of_the_reason(awa):
    files = [sent("mentor"), sent("mentee")]
    decide("reject", files, awa, **{**REFUSAL, "reason": "availability", "message": ""})
    texts = [one.person.emails.get(kind="application_rejected").text for one in files]
    assert "votre candidature se reprend" in texts[0]
    assert "votre demande se reprend" in texts[1]


def test_following_several_files(awa, julien):
    files = [sent("mentor"), sent("mentee"), sent("mentee")]
    decisions.assign(files[2], by=awa)
    batch = plan("assign", files, awa)
    assert [why for _one, why in batch.stuck] == ["vous la suivez déjà"]
    decide("assign", files[:2], awa)
    assert Application.objects.filter(assigned_to=awa).count() == 3


def test_annuler_takes_the_whole_batch_back(awa, julien):
    files, alone = [sent("mentor"), sent("mentor"), sent("mentee")], sent("mentor")
    before = [Application.objects.filter(pk=one.pk).values().get() for one in files]
    decide("hold", files, awa, reason="other", revisit_on=day(9), message="", tells_person=True)
    hold(alone, awa)
    mine = decisions.undoable_by(awa)
    assert len(mine) == 4
    assert batches.undoable(alone, mine[0].pk, by=awa) == [mine[0]]
    last = mine[1]
    assert batches.undoable(alone, last.pk, by=awa) == []
    assert batches.undoable(files[2], last.pk, by=julien) == []
    undone = batches.undo(batches.undoable(files[2], last.pk, by=awa), by=awa)
    assert (len(undone.ready), undone.stuck) == (3, [])
    after = [Application.objects.filter(pk=one.pk).values().get() for one in files]
    for one, two in zip(before, after, strict=True):
        assert one | {"version": 0} == two | {"version": 0}
    assert all(letters_about(one)[-1] == ("application_on_hold", "cancelled") for one in files)
    assert states(alone) == [State.ON_HOLD]


def test_what_was_decided_again_is_not_in_the_batch_any_more(awa, julien):
    files = [sent("mentor"), sent("mentor")]
    decide("hold", files, awa, reason="other", revisit_on=day(9))
    files[0].refresh_from_db()
    approve(files[0], julien)
    [event] = decisions.undoable_by(awa)
    assert event.reference == files[1].reference
    assert batches.undoable(files[1], event.pk, by=awa) == [event]


def test_an_e_mail_that_left_is_told(awa):
    files = [sent("mentor"), sent("mentor")]
    decide("approve", files, awa)
    events = decisions.undoable_by(awa)
    files[0].person.emails.filter(kind="application_approved").update(state="sent", sent_at=timezone.now())
    undone = batches.undo(events, by=awa)
    assert undone.ready == [files[1]]
    assert undone.stuck == [(files[0], "Il est trop tard pour annuler : l’e-mail est parti.")]
    assert states(*files) == [State.APPROVED, State.SUBMITTED]


def test_after_ten_minutes_nothing_is_taken_back(awa):
    with time_machine.travel(MONDAY, tick=False) as clock:
        files = [sent("mentor"), sent("mentor")]
        decide("approve", files, awa)
        clock.shift(datetime.timedelta(minutes=9, seconds=59))
        assert len(decisions.undoable_by(awa)) == 2
        clock.shift(datetime.timedelta(seconds=2))
        assert not decisions.undoable_by(awa).exists()


@pytest.mark.parametrize("count", [1, 30])
def test_a_plan_asks_two_questions(awa, django_assert_num_queries, count):
    files = batches.read([ProfileFactory(closed=True).application.reference for _one in range(count)])
    with django_assert_num_queries(2):
        assert len(batches.sorted_out("approve", files, by=awa).ready) == count
