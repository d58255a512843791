"""How a pair ends: who is told what, what is cancelled, who is free again, and how it is taken back."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from applications.models import Application, Profile
from applications.services import profiles
from followup import mails, tasks
from followup.models import ClosingReview, MentoringSession, Mentorship
from followup.services import asking, endings, extensions, pauses, reviews, sessions
from followup.tests.factories import (
    ClosingReviewFactory,
    GoalFactory,
    MentoringSessionFactory,
    SessionFeedbackFactory,
)
from matching.models import Exclusion
from matching.tests.factories import in_days
from mentoring.mail.models import Email
from mentoring.models import Event, NotAllowed

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 3, 10, 11, tzinfo=datetime.UTC)
LIVE_REASONS = [reason for reason in Mentorship.EndReason if reason != "left"]


def written(kind):
    return [
        mail.recipient for mail in Email.objects.filter(kind=kind).exclude(state="cancelled").order_by("pk")
    ]


def review(pair, person, another="later", **said):
    return reviews.give(pair, by=person, another=another, recommendation=9, **said)


def finish(pair, nadia, yanis, reason, **wishes):
    endings.request_end(pair, by=yanis, reason=reason)
    review(pair, nadia, another=wishes.get("mentor", "yes"))
    review(pair, yanis, another=wishes.get("mentee", "later"))
    pair.refresh_from_db()


def test_an_end_is_told_to_the_other(pair, nadia, yanis):
    endings.request_end(pair, by=yanis, reason="goals")
    found = Mentorship.objects.get()
    assert (found.state, found.end_reason) == ("closing", "goals")
    event = Event.objects.get(reference=pair.reference)
    assert (event.transition, event.actor, event.from_state) == ("request_end", yanis, "active")
    mail = Email.objects.get()
    assert (mail.kind, mail.recipient, mail.category) == ("pair_ending", nadia, "D")
    assert "les objectifs sont atteints" in mail.text


@pytest.mark.parametrize("reason", [reason for reason in LIVE_REASONS if reason not in ("goals", "term")])
def test_who_wanted_an_end_and_why_stays_with_the_team(pair, nadia, yanis, awa, reason):
    """The same words whoever asked and whatever the reason, so that nobody is told they were not wanted."""
    by_the_other = endings.turn_letters.ending(pair, pair.mentor, reason).preview()["text"]
    endings.request_end(pair, by=awa, reason=reason)
    mails_sent = Email.objects.filter(kind="pair_ending").order_by("pk")
    assert [mail.recipient for mail in mails_sent] == [nadia, yanis]
    body = "Votre binôme avec Yanis prend fin. L’équipe vous contacte pour la suite."
    assert body in mails_sent[0].text
    assert body in by_the_other
    assert str(Mentorship.EndReason(reason).label).lower() not in mails_sent[0].text.lower()


@pytest.mark.parametrize("state", ["closing", "completed", "ended_early"])
def test_an_end_is_asked_once(yanis, in_state, state):
    with pytest.raises(NotAllowed):
        endings.request_end(in_state(state), by=yanis, reason="time")
    assert not Email.objects.exists()


def test_a_paused_pair_may_end_and_a_question_drops(pair, nadia, yanis):
    extensions.ask(pair, by=nadia, months=2)
    pauses.pause(pair, by=nadia, until=timezone.localdate() + datetime.timedelta(days=9))
    endings.request_end(pair, by=yanis, reason="situation")
    found = Mentorship.objects.get()
    assert (found.paused_until, found.extension_months) == (None, None)


def test_what_was_planned_leaves_the_calendars_and_nothing_more_is_planned(pair, nadia, yanis):
    MentoringSessionFactory(mentorship=pair, held=True)
    MentoringSessionFactory(mentorship=pair, over=True)
    ahead = MentoringSessionFactory(mentorship=pair)
    endings.request_end(pair, by=yanis, reason="time")
    assert MentoringSession.objects.get(state="cancelled") == ahead
    told = Email.objects.filter(kind="session_cancelled").order_by("pk")
    assert [mail.recipient for mail in told] == [nadia, yanis]
    assert "STATUS:CANCELLED" in told[0].attachments[0]["content"]
    assert "Yanis" not in told[0].text
    assert "une autre date" not in told[0].text
    with pytest.raises(NotAllowed, match="à son bilan"):
        sessions.plan(pair, by=nadia, starts_at=in_days(5), minutes=60, channel="meet")


def test_two_reviews_complete_the_pair(pair, nadia, yanis):
    for _time in range(2):
        MentoringSessionFactory(mentorship=pair, held=True)
    goal = GoalFactory(mentorship=pair)
    endings.request_end(pair, by=yanis, reason="goals")
    review(pair, nadia)
    review(pair, nadia, another="no")
    assert Mentorship.objects.get().state == "closing"
    review(pair, yanis, goal_states={goal.pk: "reached"}, quote="Un vrai déclic", is_quote_public=True)
    found = Mentorship.objects.get()
    assert (found.state, found.ended_on) == ("completed", timezone.localdate())
    assert found.proposal.ended_at
    assert ClosingReview.objects.count() == 2
    assert written("pair_completed") == [nadia, yanis]
    text = Email.objects.filter(kind="pair_completed").first().text
    assert "- 2 séances" in text
    assert "- 1 objectif atteint" in text
    assert not Exclusion.objects.exists()


@pytest.mark.parametrize("reason", LIVE_REASONS)
def test_goals_reached_and_a_term_passed_complete_a_pair_the_rest_ends_early(pair, nadia, yanis, reason):
    finish(pair, nadia, yanis, reason)
    assert pair.state == ("completed" if reason in ("goals", "term") else "ended_early")
    events = Event.objects.filter(reference=pair.reference, to_state=pair.state)
    assert events.get().transition == ("complete" if reason in ("goals", "term") else "end_early")


@pytest.mark.parametrize("state", ["active", "paused", "completed"])
def test_only_a_pair_at_its_review_is_reviewed_or_concluded(yanis, in_state, state):
    pair = in_state(state)
    with pytest.raises(NotAllowed):
        review(pair, yanis)
    with pytest.raises(NotAllowed):
        endings.conclude(pair)
    pair.proposal.refresh_from_db()
    assert pair.proposal.ended_at is None
    assert not Email.objects.exists()


def test_two_people_who_did_not_find_each_other_are_not_proposed_again(pair, nadia, yanis):
    finish(pair, nadia, yanis, "fit")
    exclusion = Exclusion.objects.get()
    assert (exclusion.mentor, exclusion.mentee, exclusion.reason) == (pair.mentor, pair.mentee, "not_again")


def test_a_wish_to_change_said_after_a_session_counts_too(pair, nadia, yanis):
    done = MentoringSessionFactory(mentorship=pair, held=True)
    SessionFeedbackFactory(mentoring_session=done, author=yanis, fit="no")
    finish(pair, nadia, yanis, "time")
    assert Exclusion.objects.count() == 1


def test_so_does_a_wish_sent_to_the_team(pair, nadia, yanis):
    asking.ask(pair, by=yanis, matter="change", message="Nos sujets sont trop loin", contact="email")
    finish(pair, nadia, yanis, "time")
    assert Exclusion.objects.count() == 1


@pytest.mark.parametrize(
    ("wish", "state", "days"), [("yes", "available", None), ("later", "paused", 91), ("no", "paused", 183)]
)
def test_matching_takes_back_who_wishes_it(pair, nadia, yanis, wish, state, days):
    finish(pair, nadia, yanis, "time", mentor=wish, mentee=wish)
    until = days and timezone.localdate() + datetime.timedelta(days=days)
    assert set(Profile.objects.values_list("state", "paused_until")) == {(state, until)}


@pytest.mark.thorough
def test_the_clock_concludes_after_a_fortnight(pair, nadia, yanis):
    """Each day asked five times: two letters to each who keeps silent, then the pair is over."""
    with time_machine.travel(NOON) as clock:
        endings.request_end(pair, by=yanis, reason="time")
        for day in range(16):
            clock.move_to(NOON + datetime.timedelta(days=day))
            for _time in range(5):
                tasks.pair_tick()
            assert written("closing_review_due") == [nadia, yanis] * (2 if day >= 5 else 1)
            assert Mentorship.objects.get().state == ("closing" if day < 14 else "ended_early")
        assert written("pair_completed") == [nadia, yanis]
        # Nobody asked for another: the mentor keeps a free place, the mentee is left in peace.
        assert Profile.objects.get(pk=pair.mentor.pk).state == "available"
        assert Profile.objects.get(pk=pair.mentee.pk).state == "paused"


def test_a_review_is_no_longer_asked_once_given(pair, nadia, yanis):
    endings.request_end(pair, by=yanis, reason="time")
    tasks.pair_tick()
    mine = Email.objects.get(kind="closing_review_due", recipient=yanis)
    assert mails.is_review_missing(mine)
    review(pair, yanis)
    assert not mails.is_review_missing(mine)


def test_an_end_is_taken_back_by_both_within_a_week(pair, nadia, yanis):
    endings.request_end(pair, by=yanis, reason="time")
    tasks.pair_tick()
    ClosingReviewFactory(mentorship=pair, author=yanis)
    assert not endings.undo_end(pair, by=nadia)
    assert not endings.undo_end(pair, by=nadia)
    assert Mentorship.objects.get().state == "closing"
    assert endings.undo_end(pair, by=yanis)
    found = Mentorship.objects.get()
    assert (found.state, found.end_reason, found.reopening_asked_by) == ("active", "", None)
    assert not ClosingReview.objects.exists()
    assert not written("pair_ending")
    assert not written("closing_review_due")


def test_an_end_asked_again_is_another_end(pair, nadia, yanis):
    with time_machine.travel(NOON) as clock:
        endings.request_end(pair, by=yanis, reason="time")
        endings.undo_end(pair, by=nadia)
        endings.undo_end(pair, by=yanis)
        clock.move_to(NOON + datetime.timedelta(days=30))
        endings.request_end(pair, by=yanis, reason="goals")
        tasks.pair_tick()
        assert written("closing_review_due") == [nadia, yanis]


@pytest.mark.parametrize(("days", "reason"), [(8, "time"), (1, "left")])
def test_some_ends_stand(pair, nadia, days, reason):
    since = timezone.now() - datetime.timedelta(days=days)
    Mentorship.objects.update(state="closing", end_reason=reason, state_changed_at=since)
    with pytest.raises(NotAllowed, match="est acquise"):
        endings.undo_end(pair, by=nadia)


@pytest.mark.parametrize("state", ["active", "paused", "completed"])
def test_only_an_end_is_taken_back(nadia, in_state, state):
    pair = in_state(state)
    with pytest.raises(NotAllowed):
        endings.undo_end(pair, by=nadia)
    assert Mentorship.objects.get().state == state


def test_whoever_leaves_ends_their_pairs_without_a_word(pair, nadia, yanis):
    profiles.leave(pair.mentee, by=yanis, reason="Je déménage")
    found = Mentorship.objects.get()
    assert (found.state, found.end_reason) == ("closing", "left")
    mail = Email.objects.get(kind="pair_ending")
    assert mail.recipient == nadia
    assert "Je déménage" not in mail.text
    assert pair.mentee.application.state == "approved"
    review(pair, nadia)
    review(pair, yanis)
    profiles.withdraw_departed()
    assert Mentorship.objects.get().state == "ended_early"
    assert Application.objects.get(pk=pair.mentee.application_id).state == "withdrawn"
    assert Profile.objects.get(pk=pair.mentee.pk).state == "archived"


def test_a_departure_leaves_an_end_already_asked_alone(pair, yanis):
    endings.request_end(pair, by=yanis, reason="goals")
    profiles.leave(pair.mentee, by=yanis)
    assert Mentorship.objects.get().end_reason == "goals"
