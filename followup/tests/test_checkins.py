"""« Points d'étape »: when each is asked, what becomes of it, and who hears of a difficulty."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from followup import mails, tasks
from followup.models import CheckIn, Mentorship
from followup.services import checkins, endings, pauses
from followup.tests.factories import CheckInFactory, MentorshipFactory
from mentoring.mail.models import Email
from mentoring.models import Event, HelpRequest, NotAllowed

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 3, 10, 11, tzinfo=datetime.UTC)


@pytest.fixture
def days():
    """Live through days from the tenth of March, each asked five times."""
    with time_machine.travel(NOON) as clock:

        def live(*numbers):
            for number in numbers:
                clock.move_to(NOON + datetime.timedelta(days=number))
                for _time in range(5):
                    tasks.checkin_tick()
                yield number

        yield live


def states(pair, person):
    return list(pair.check_ins.filter(person=person).values_list("number", "state"))


def written():
    return Email.objects.filter(kind="checkin_due").count()


@pytest.mark.parametrize(
    ("term", "wanted"), [("long", [14, 45, 105, 165]), ("short", [14, 45]), ("flexible", [14, 45, 105, 165])]
)
def test_the_dates_of_a_pair(term, wanted):
    start = datetime.date(2026, 3, 10)
    end = start + datetime.timedelta(days=200)
    pair = Mentorship(term=term, started_on=start, planned_end_on=end)
    found = {
        checkins.next_number(pair, start + datetime.timedelta(days=number)) for number in range(1, 230)
    } - {None}
    assert [(checkins.day_of(pair, number) - start).days for number in sorted(found)] == wanted


@pytest.mark.thorough
def test_both_are_asked_on_the_day_and_once_more(days):
    pair = MentorshipFactory()
    for day in days(*range(31)):
        assert written() == (4 if day >= 19 else 2 if day >= 14 else 0)
        state = "scheduled" if day < 14 else "asked" if day < 28 else "expired"
        for person in pair.people:
            assert states(pair, person)[0] == (1, state)
    assert Email.objects.filter(recipient=pair.mentee.person, kind="checkin_due").count() == 2


def test_who_answered_is_not_asked_again_until_the_next(days):
    pair = MentorshipFactory()
    person = pair.mentee.person
    for day in days(13, 14, 19, 44, 45):
        if day == 14:
            check_in = pair.check_ins.get(person=person)
            mail = Email.objects.get(recipient=person)
            assert mails.is_check_in_asked(mail)
            checkins.answer(check_in, by=person, going="well", rhythm="right")
            assert not mails.is_check_in_asked(mail)
    assert states(pair, person) == [(1, "answered"), (2, "asked")]
    assert states(pair, pair.mentor.person) == [(1, "expired"), (2, "asked")]
    assert Email.objects.filter(recipient=person, kind="checkin_due").count() == 2


def test_a_day_the_clock_missed_is_made_up(days):
    pair = MentorshipFactory()
    list(days(10, 17))
    assert states(pair, pair.mentor.person)[0] == (1, "asked")


def test_a_pair_known_late_starts_with_the_next_date(days):
    pair = MentorshipFactory(started_on=timezone.localdate() - datetime.timedelta(days=50))
    list(days(0, 1))
    assert states(pair, pair.mentor.person) == [(3, "scheduled")]


def test_nothing_is_asked_during_a_pause_nor_after_the_end(days):
    resting, ending = MentorshipFactory(), MentorshipFactory()
    for day in days(10, 14, 20, 21):
        if day == 10:
            pauses.pause(resting, by=resting.mentor.person, until=NOON.date() + datetime.timedelta(days=21))
            endings.request_end(ending, by=ending.mentor.person, reason="time")
        if day == 20:
            assert written() == 0
            tasks.pair_tick()
        if day == 21:
            tasks.pair_tick()
            tasks.checkin_tick()
    assert states(resting, resting.mentor.person)[0] == (1, "asked")
    assert states(ending, ending.mentor.person) == [(1, "expired")]


@pytest.mark.parametrize("state", ["scheduled", "answered", "skipped", "expired"])
def test_only_what_is_asked_is_answered_or_skipped(yanis, pair, state):
    said = {"going": "well", "rhythm": "right"} if state == "answered" else {}
    asked_at = None if state == "scheduled" else timezone.now()
    check_in = CheckInFactory(mentorship=pair, state=state, asked_at=asked_at, **said)
    with pytest.raises(NotAllowed):
        checkins.answer(check_in, by=yanis, going="hard", rhythm="right")
    with pytest.raises(NotAllowed):
        checkins.pass_over(check_in, by=yanis)
    assert CheckIn.objects.get().state == state
    assert not HelpRequest.objects.exists()


def test_an_answer_and_a_pass_leave_their_trace(pair, yanis):
    check_in = CheckInFactory(mentorship=pair)
    checkins.answer(check_in, by=yanis, going="fair", rhythm="too_little", needs=["revive"], team_text="Trop")
    found = CheckIn.objects.get()
    assert (found.state, found.going, found.rhythm, found.needs) == (
        "answered",
        "fair",
        "too_little",
        ["revive"],
    )
    assert found.closed_at
    assert Event.objects.get(reference=check_in.reference).actor == yanis
    other = CheckInFactory(mentorship=pair, number=2)
    checkins.pass_over(other, by=yanis)
    assert CheckIn.objects.get(pk=other.pk).state == "skipped"
    assert not HelpRequest.objects.exists()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"going": "hard"}, "difficilement"),
        ({"going": "well", "needs": ["change"]}, "préfère changer de binôme"),
    ],
)
def test_a_difficulty_reaches_the_team(pair, yanis, said, words):
    check_in = CheckInFactory(mentorship=pair)
    checkins.answer(check_in, by=yanis, rhythm="right", team_text="Je n’ose pas le dire", **said)
    request = HelpRequest.objects.get()
    assert (request.person, request.about, request.kind) == (yanis, pair.reference, "pair")
    assert words in request.message
    assert "Je n’ose pas le dire" in request.message


def test_six_pairs_are_scheduled_in_as_many_queries_as_one(django_assert_num_queries):
    for number in (1, 6):
        for _pair in range(number):
            MentorshipFactory()
        with django_assert_num_queries(3):
            checkins.schedule()
    assert CheckIn.objects.count() == 2 * Mentorship.objects.count()
