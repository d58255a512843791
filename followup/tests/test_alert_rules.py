"""The twelve rules of alerts, each from the facts alone: when it holds, since when, and when no longer."""

import datetime

import pytest
from django.utils import timezone

from applications.models import Profile
from followup.models import Alert, CheckIn, MentoringSession, Mentorship, SessionFeedback
from followup.services.alerts import rules, words
from followup.services.alerts.facts import Facts
from mentoring.models import Event, HelpRequest, User

NOW = datetime.datetime(2026, 3, 30, 12, tzinfo=datetime.UTC)
NADIA, YANIS = User(pk=1, first_name="Nadia"), User(pk=2, first_name="Yanis")
RED, AMBER, GREY = Alert.Level


def ago(days):
    return NOW - datetime.timedelta(days=days)


def facts(days=60, *, mentor=NADIA, **known):
    """A pair that began so many days ago; fields of the pair and of the facts, by name."""
    names = {field.name for field in Mentorship._meta.fields}
    of_pair = {name: known.pop(name) for name in list(known) if name in names}
    start = ago(days).date()
    pair = Mentorship(
        **{"started_on": start, "planned_end_on": start + datetime.timedelta(days=180)}
        | {"frequency": "biweekly", "mentor": Profile(person=mentor), "mentee": Profile(person=YANIS)}
        | of_pair
    )
    return Facts(pair, NOW, **known)


def session(days, state="held", pk=None, **fields):
    """A session of an hour that began so many days ago."""
    at = ago(days)
    pk = pk or 1000 - days
    end = at + datetime.timedelta(hours=1)
    return MentoringSession(pk=pk, public_id=f"s{pk}", state=state, starts_at=at, ends_at=end, **fields)


def told(days, author=YANIS, pk=None, **said):
    pk = pk or 1000 - days
    return SessionFeedback(pk=pk, author=author, mentoring_session_id=pk, created_at=ago(days), **said)


def asked(days, kind="pair", person=YANIS, **fields):
    return HelpRequest(reference=f"AID-{days}", kind=kind, person=person, created_at=ago(days), **fields)


def found(rule, known):
    return list(getattr(rules, rule)(known))


def only(rule, known):
    [finding] = found(rule, known)
    return finding


def holding(known):
    return {(str(rule), level) for rule, level, _finding in rules.findings(known)}


def test_every_rule_has_its_words():
    assert list(rules.RULES) == list(words.WORDS) == list(Alert.Rule)
    assert {str(rule): level for rule, (level, _find) in rules.RULES.items()} == {
        **dict.fromkeys(["report", "fit_no", "contact_me", "checkin_bad", "left"], RED),
        **dict.fromkeys(["no_first", "silent", "missed2", "low", "undecided"], AMBER),
        **dict.fromkeys(["no_feedback", "overdue_end"], GREY),
    }


def test_report():
    finding = only("report", facts(requests=[asked(9, "report"), asked(3, "report")]))
    assert (finding.person, finding.since, finding.fact) == (YANIS, ago(3), "AID-3")
    both = facts(requests=[asked(9, "report"), asked(3, "report", NADIA), asked(2, "pair")])
    assert [one.person for one in found("report", both)] == [NADIA, YANIS]
    assert found("report", facts(requests=[asked(9, "report", state="done")])) == []


def test_fit_no_after_a_session():
    said = told(9, fit="no")
    finding = only("fit_no", facts(feedback=[told(20, fit="undecided"), said]))
    assert (finding.person, finding.since, finding.fact) == (YANIS, said.created_at, f"feedback:{said.pk}")
    assert found("fit_no", facts(feedback=[told(20, fit="no"), told(9, fit="yes")])) == []
    assert found("fit_no", facts(feedback=[told(20, fit="no"), told(9, NADIA, fit="yes")])) != []


def test_fit_no_by_a_message():
    wish = Event(pk=7, actor=YANIS, at=ago(4))
    finding = only("fit_no", facts(wishes=[wish], requests=[asked(4)]))
    assert (finding.person, finding.fact) == (YANIS, "event:7")


@pytest.mark.parametrize(
    ("requests", "holds"),
    [
        ([], True),
        ([asked(9)], True),
        ([asked(9, state="planned")], True),
        ([asked(9, state="done", closed_at=ago(5))], False),
        ([asked(9, state="cancelled", closed_at=ago(5))], False),
        # Closed before it was said, another one open, or the other's: no answer to this.
        ([asked(30, state="done", closed_at=ago(20))], True),
        ([asked(9, state="done", closed_at=ago(5)), asked(2)], True),
        ([asked(9, person=NADIA, state="done", closed_at=ago(5))], True),
    ],
)
def test_a_wish_stands_until_the_team_has_answered(requests, holds):
    check_in = CheckIn(pk=3, person=YANIS, going="hard", closed_at=ago(9))
    known = facts(requests=requests, feedback=[told(9, is_contact_wanted=True, fit="no")])
    known.check_ins = [check_in]
    for rule in ("fit_no", "contact_me", "checkin_bad"):
        assert bool(found(rule, known)) is holds


def test_contact_me():
    known = facts(feedback=[told(30, is_contact_wanted=True), told(9, is_contact_wanted=True), told(2)])
    finding = only("contact_me", known)
    assert (finding.person, finding.since, finding.fact) == (YANIS, ago(9), "feedback:991")
    assert found("contact_me", facts(feedback=[told(9)])) == []


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        ({"going": "hard"}, True),
        ({"going": "well", "needs": ["framework", "change"]}, True),
        ({"going": "fair", "needs": ["revive"]}, False),
    ],
)
def test_checkin_bad(said, holds):
    bad = CheckIn(pk=3, person=YANIS, number=1, closed_at=ago(9), **said)
    assert bool(found("checkin_bad", facts(check_ins=[bad]))) is holds
    better = CheckIn(pk=4, person=YANIS, number=2, closed_at=ago(1), going="well")
    assert found("checkin_bad", facts(check_ins=[bad, better])) == []


@pytest.mark.parametrize(("days", "level"), [(9, None), (10, AMBER), (20, AMBER), (21, RED), (40, RED)])
def test_no_first(days, level):
    assert [one.level for one in found("no_first", facts(days))] == [level][: level is not None]


@pytest.mark.parametrize("state", ["planned", "to_confirm", "held"])
def test_a_session_planned_or_held_is_a_beginning(state):
    assert found("no_first", facts(15, sessions=[session(1, state)])) == []


def test_a_session_missed_is_no_beginning_and_a_contradicted_one_may_be():
    assert found("no_first", facts(15, sessions=[session(1, "missed")])) != []
    assert found("no_first", facts(15, sessions=[session(1, "missed", is_contradicted=True)])) == []


def test_no_first_counts_from_the_return_of_a_pause():
    assert found("no_first", facts(30, resumed_at=ago(5))) == []
    assert only("no_first", facts(30, resumed_at=ago(12))).since == ago(12)
    assert only("no_first", facts(12)).fact != only("no_first", facts(22)).fact


@pytest.mark.parametrize(
    ("frequency", "days"), [("weekly", 21), ("biweekly", 35), ("monthly", 70), ("flexible", 70)]
)
def test_silent(frequency, days):
    for number, holds in ((days - 1, False), (days, True)):
        known = facts(100, frequency=frequency, sessions=[session(90), session(number)])
        assert bool(found("silent", known)) is holds
    finding = only("silent", known)
    assert finding.since == ago(days) + datetime.timedelta(hours=1)
    assert finding.values == {"rhythm": {"weekly": 7, "biweekly": 14}.get(frequency, 28)}


@pytest.mark.parametrize(
    ("last", "holds"),
    [
        (session(-3, "planned"), False),
        (session(10, "to_confirm"), False),
        (session(16, "to_confirm"), True),
        (session(10, "missed"), True),
        (session(10, "held", is_contradicted=True), True),
    ],
)
def test_what_breaks_a_silence(last, holds):
    known = facts(80, sessions=[session(50), last])
    assert [one.since for one in found("silent", known)] == [session(50).ends_at][:holds]


def test_a_silence_counts_from_the_return_of_a_pause():
    assert found("silent", facts(90, sessions=[session(80)], resumed_at=ago(20))) == []
    assert only("silent", facts(90, sessions=[session(80)], resumed_at=ago(40))).since == ago(40)


def test_a_pair_that_never_met_is_not_silent_too():
    assert holding(facts(60)) == {("no_first", RED)}
    assert found("silent", facts(60, sessions=[session(20, "to_confirm")])) != []


def test_missed2():
    one, two, three = (session(days, "missed") for days in (20, 10, 5))
    assert found("missed2", facts(sessions=[session(30), two])) == []
    finding = only("missed2", facts(sessions=[session(30), one, two, session(-3, "planned")]))
    assert (finding.since, finding.fact, finding.values) == (one.starts_at, two.reference, {"number": 2})
    more = only("missed2", facts(sessions=[one, two, three]))
    assert (more.fact, more.values) == (three.reference, {"number": 3})
    assert found("missed2", facts(sessions=[one, two, session(3)])) == []
    # What nobody has told, or told in two ways, neither adds to the row nor breaks it.
    unsure = [session(8, "to_confirm"), session(7, "held", is_contradicted=True)]
    assert only("missed2", facts(sessions=[one, two, *unsure])).values == {"number": 2}


@pytest.mark.parametrize(
    ("ratings", "holds"),
    [([1], True), ([2], False), ([2, 2], True), ([4, 1], True), ([1, 3], False), ([2, 4, 2], False)],
)
def test_low(ratings, holds):
    rated = [told(30 - place, utility=value) for place, value in enumerate(ratings)]
    others = [told(25, NADIA, pk=9, utility=2), told(24, pk=10)]
    findings = found("low", facts(feedback=[*rated, *others]))
    assert [one.person for one in findings] == [YANIS][:holds]


def test_undecided():
    first, second = told(30, fit="undecided"), told(20, fit="undecided")
    assert found("undecided", facts(feedback=[first, told(20, NADIA, fit="undecided")])) == []
    assert only("undecided", facts(feedback=[first, told(25), second])).person == YANIS
    assert found("undecided", facts(feedback=[first, second, told(9, fit="yes")])) == []


def test_no_feedback():
    rows = [session(30), session(20, "to_confirm"), session(10)]
    assert found("no_feedback", facts(sessions=rows[1:])) == []
    finding = only("no_feedback", facts(sessions=[session(50), *rows], feedback=[told(50)]))
    assert (finding.fact, finding.values) == (rows[0].reference, {"number": 3})
    assert found("no_feedback", facts(sessions=rows, feedback=[told(10)])) == []
    coming = session(-2, "planned")
    assert found("no_feedback", facts(sessions=[*rows, session(15, "missed"), coming])) != []


def test_overdue_end():
    for days, holds in ((6, False), (7, True)):
        known = facts(planned_end_on=ago(days).date())
        assert bool(found("overdue_end", known)) is holds
    assert timezone.localdate(only("overdue_end", known).since) == known.pair.planned_end_on


@pytest.mark.parametrize(
    ("state", "reason", "holds"),
    [("closing", "left", True), ("ended_early", "left", True), ("closing", "time", True)]
    + [("completed", "goals", False), ("ended_early", "time", False)],
)
def test_left(state, reason, holds):
    known = facts(state=state, end_reason=reason, state_changed_at=ago(2))
    assert found("left", known) == []
    known.pair.mentor.state = Profile.State.ARCHIVED
    assert [one.person for one in found("left", known)] == [NADIA][:holds]


def test_an_account_that_was_closed_is_a_departure():
    gone = User(pk=9, first_name="Nadia", is_active=False)
    assert only("left", facts(mentor=gone, state_changed_at=ago(2))).person == gone


@pytest.mark.parametrize("state", ["paused", "closing", "ended_early"])
def test_only_red_alerts_outside_a_pair_at_work(state):
    known = facts(
        200,
        state=state,
        sessions=[session(days, "missed") for days in (80, 70)],
        feedback=[told(80, utility=1, is_contact_wanted=True), told(70, fit="undecided")],
    )
    assert {level for _rule, level in holding(known)} == {RED}
    assert ("contact_me", RED) in holding(known)
    known.pair.state = "active"
    assert {("missed2", AMBER), ("low", AMBER), ("overdue_end", GREY)} < holding(known)


def test_a_pair_that_goes_well_has_nothing():
    rows = [session(days) for days in (50, 36, 22, 8)]
    said = [told(days, author, pk=1000 - days, utility=4) for days in (50, 22) for author in (NADIA, YANIS)]
    assert holding(facts(sessions=[*rows, session(-4, "planned")], feedback=said)) == set()
