"""Alerts follow the facts, by night and as they are written."""

import datetime
import functools

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from followup import tasks
from followup.models import Alert, Mentorship
from followup.services import alerts, endings, feedback, help_requests, pauses, sessions
from followup.services.alerts import computing, facts, handling
from followup.services.alerts.rules import Finding
from followup.tests.factories import (
    AlertFactory,
    CheckInFactory,
    MentoringSessionFactory,
    MentorshipFactory,
    SessionFeedbackFactory,
)
from matching.tests.factories import in_days
from mentoring.models import Event, HelpRequest

from .alerting import NOON, answer, ask, at, letters, over, tell

pytestmark = pytest.mark.django_db


def standing(pair):
    """{rule: (state, level)} of a pair's alerts."""
    return {row.rule: (row.state, row.get_level_display()) for row in pair.alerts.order_by("pk")}


# By night ---------------------------------------------------------------------------------------------


def test_a_pair_that_never_meets(followed):
    with time_machine.travel(NOON) as clock:
        Mentorship.objects.update(started_on=NOON.date())
        seen = {}
        for day in (9, 10, 20, 21, 22):
            clock.move_to(at(day))
            for _time in range(2):
                tasks.compute_alerts()
            seen[day] = standing(followed)
            assert letters().count() == (day >= 21)
    amber, red = ("open", "À surveiller"), ("open", "À contacter")
    assert seen == {9: {}, 10: {"no_first": amber}, 20: seen[10], 21: {"no_first": red}, 22: seen[21]}
    alert = Alert.objects.get()
    assert (alert.owner, alert.person, timezone.localdate(alert.since)) == (
        followed.coordinator,
        None,
        NOON.date(),
    )
    events = Event.objects.filter(reference=alert.reference).order_by("pk")
    assert list(events.values_list("transition", flat=True)) == ["open", "renew"]


@pytest.mark.failing_round
def test_a_pair_that_cannot_be_read_keeps_back_none_of_the_others(followed, caplog):
    other = MentorshipFactory()
    Mentorship.objects.update(started_on=in_days(-30).date())
    Mentorship.objects.filter(pk=followed.pk).update(frequency="jamais")
    MentoringSessionFactory(mentorship=followed, held=True)
    assert alerts.compute() == 1
    assert Alert.objects.get().mentorship == other
    assert f"{followed.reference}: KeyError (" in caplog.text


def test_a_session_closes_it_at_once_and_its_cancelling_opens_another(pair, nadia):
    Mentorship.objects.update(started_on=in_days(-12).date())
    pair.refresh_from_db()
    alerts.compute()
    [planned] = sessions.plan(pair, by=nadia, starts_at=in_days(2), minutes=60, channel="meet")
    assert standing(pair) == {"no_first": ("auto_closed", "À surveiller")}
    sessions.cancel(planned, by=nadia)
    assert [row.state for row in pair.alerts.order_by("pk")] == ["auto_closed", "open"]


def test_nothing_is_computed_twice_and_the_night_leaves_its_hour(pair):
    assert computing.last_computed_at() is None
    Mentorship.objects.update(started_on=in_days(-12).date())
    assert [alerts.compute(), alerts.compute()] == [1, 0]
    assert Alert.objects.count() == Event.objects.filter(transition="open").count() == 1
    assert timezone.now() - computing.last_computed_at() < datetime.timedelta(minutes=1)


def test_only_these_pairs_when_they_are_named(pair):
    Mentorship.objects.update(started_on=in_days(-12).date())
    assert alerts.compute(pairs=Mentorship.objects.none()) == 0
    assert alerts.compute(pairs=Mentorship.objects.filter(pk=pair.pk)) == 1


def test_six_pairs_are_read_in_as_many_queries_as_one(django_assert_num_queries):
    for number in (1, 6):
        for _pair in range(number):
            session = MentoringSessionFactory(held=True)
            SessionFeedbackFactory(mentoring_session=session, fit="yes")
            CheckInFactory(mentorship=session.mentorship, answered=True)
            MentoringSessionFactory(mentorship=session.mentorship)
        ids = list(Mentorship.objects.values_list("pk", flat=True))
        with django_assert_num_queries(7):
            found = facts.load(ids, timezone.now())
            assert [list(computing.steps(one)) for one in found] == [[]] * len(ids)


# As facts are written ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "act"),
    [
        ("report", functools.partial(ask, matter="report")),
        ("fit_no", functools.partial(ask, matter="change")),
        ("fit_no", functools.partial(tell, fit="no")),
        ("contact_me", functools.partial(tell, is_contact_wanted=True)),
        ("low", functools.partial(tell, utility=1)),
        ("checkin_bad", functools.partial(answer, going="hard")),
    ],
)
def test_what_a_person_says_opens_it_at_once(followed, yanis, rule, act):
    act(followed, yanis)
    alert = Alert.objects.get()
    assert (alert.rule, alert.person, alert.state) == (rule, yanis, "open")
    # Whoever follows the pair learns of a red one; the letter repeats nothing of what was said.
    written = [(mail.recipient, mail.category) for mail in letters()]
    assert written == ([] if rule == "low" else [(followed.coordinator, "S")])
    answered = HelpRequest.objects.first()
    if answered:
        help_requests.close(answered, by=followed.coordinator, note="Appel fait.")
        assert Alert.objects.get().state == "auto_closed"
        help_requests.reopen(answered, by=followed.coordinator)
        assert sorted(row.state for row in Alert.objects.all()) == ["auto_closed", "open"]


def test_a_word_taken_back_closes_it(pair, yanis):
    session = over(pair)
    feedback.give(session, by=yanis, took_place="yes", fit="no")
    feedback.give(session, by=yanis, took_place="yes", fit="yes")
    assert standing(pair) == {"fit_no": ("auto_closed", "À contacter")}


def test_a_pause_quiets_amber_and_a_departure_is_red(pair, nadia, awa):
    AlertFactory(mentorship=pair)
    pauses.pause(pair, by=nadia, until=in_days(9).date())
    assert standing(pair) == {"silent": ("auto_closed", "À surveiller")}
    pair.mentor.state = "archived"
    pair.mentor.save()
    endings.depart(pair.mentor, by=nadia)
    assert standing(pair)["left"] == ("open", "À contacter")
    assert letters().get().recipient == awa
    # It stays for the team once the pair is over, and the night keeps looking at it.
    with time_machine.travel(in_days(20)):
        endings.conclude_due()
        alerts.compute()
        alert = pair.alerts.live().get()
        handling.handle(alert, by=awa, note="Appel fait.")
        alerts.compute()
    assert not pair.alerts.live().exists()


# What one row can say ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"level": 4}, "alert_level_is_known"),
        ({"state": "snoozed"}, "alert_snoozed_has_a_date"),
        ({"snoozed_until": datetime.date(2026, 3, 9)}, "alert_snoozed_has_a_date"),
        ({"state": "auto_closed"}, "alert_closed_has_a_date"),
        ({"closed_at": NOON}, "alert_closed_has_a_date"),
        ({"state": "resolved", "closed_at": NOON}, "alert_resolved_says_how"),
        ({"note": "Fait."}, "alert_resolved_says_how"),
        ({"fact": ""}, "alert_remembers_its_fact"),
    ],
)
def test_a_row_that_cannot_be(pair, fields, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        AlertFactory(mentorship=pair, **fields)


@pytest.mark.parametrize("is_personal", [True, False])
def test_one_live_alert_of_a_rule(pair, nadia, yanis, is_personal):
    about = {"person": yanis if is_personal else None}
    first = AlertFactory(mentorship=pair, **about)
    AlertFactory(mentorship=pair, resolved=True, **about)
    with pytest.raises(IntegrityError), transaction.atomic():
        AlertFactory(mentorship=pair, state="snoozed", snoozed_until=in_days(7).date(), **about)
    AlertFactory(mentorship=pair, rule="low", **about)
    AlertFactory(mentorship=pair, person=nadia)
    # A worker that comes second leaves the first one's alert alone.
    known = facts.Facts(pair, timezone.now())
    with transaction.atomic():
        finding = Finding(first.since, "autre", about["person"])
        computing.open_(known, first.rule, first.level, finding)
    assert Alert.objects.live().filter(rule=first.rule, **about).get().fact == "essai"


def test_the_querysets(pair, nadia):
    red = AlertFactory(mentorship=pair, red=True)
    amber = AlertFactory(mentorship=pair)
    grey = AlertFactory(mentorship=pair, rule="overdue_end", level=3)
    put_off = AlertFactory(mentorship=pair, rule="low", state="snoozed", snoozed_until=in_days(7).date())
    AlertFactory(mentorship=pair, resolved=True)
    assert list(Alert.objects.open().by_urgency()) == [red, amber, grey]
    assert [Alert.objects.open().red().get(), Alert.objects.open().amber().get()] == [red, amber]
    assert Alert.objects.open().grey().get() == grey
    assert set(Alert.objects.urgent()) == {red, amber}
    assert Alert.objects.snoozed().get() == put_off
    assert Alert.objects.live().count() == 4
