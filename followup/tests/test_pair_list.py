"""The coordination's table of pairs: which pairs, in what order, what a row counts; who follows one."""

import datetime

import pytest
from django.utils import timezone

from applications.models import Campus
from followup.models import Mentorship
from followup.services import endings, following, pair_list, pauses, rhythms
from followup.services.pair_list import Utility
from followup.tests.factories import (
    AlertFactory,
    MentoringSessionFactory,
    MentorshipFactory,
    SessionFeedbackFactory,
)
from matching.tests.factories import in_days
from mentoring.models import Event
from mentoring.tests.factories import CoordinatorFactory

pytestmark = pytest.mark.django_db


def listed(by=None, **chosen):
    return list(pair_list.listing(by, chosen))


def day(number):
    return timezone.localdate() + datetime.timedelta(days=number)


def test_what_needs_care_first(pair):
    over, over_and_red = MentorshipFactory(completed=True), MentorshipFactory(ended_early=True)
    amber, near, red = MentorshipFactory(), MentorshipFactory(planned_end_on=day(9)), MentorshipFactory()
    for one, values in (
        (amber, {}),
        (red, {"red": True}),
        (over_and_red, {"red": True, "since": in_days(-1)}),
    ):
        AlertFactory(mentorship=one, **values)
    AlertFactory(mentorship=near, state="snoozed", snoozed_until=day(3))
    AlertFactory(mentorship=over, resolved=True)
    assert listed() == [red, over_and_red, amber, near, pair]
    assert len(listed(etat="tous")) == 6
    assert listed(etat="termines") == [over]
    assert listed(alerte="rouge") == [red, over_and_red]
    assert listed(alerte="sans") == [near, pair]


def test_filters_and_search(pair, awa):
    other = MentorshipFactory(term="short", coordinator=awa)
    other.mentee.campus = Campus.objects.create(code="ailleurs", label="Ailleurs")
    other.mentee.save()
    for chosen in (
        {"campus": "ailleurs"},
        {"duree": "court"},
        {"suivi": "moi"},
        {"q": other.proposal.reference},
    ):
        assert listed(awa, **chosen) == [other]
    for chosen in (
        {"suivi": "personne"},
        {"duree": "long"},
        {"q": "nadia traoré"},
        {"q": pair.reference.lower()},
    ):
        assert listed(awa, **chosen) == [pair]
    assert listed(awa, formation="inconnue") == listed(awa, q="nadia lyon") == []
    assert (
        pair_list.named(pair.reference.lower()) == pair_list.named(pair.proposal.reference) == pair.reference
    )
    assert pair_list.named("") is None


def test_each_order_and_the_other_way_round(pair):
    """Nadia's pair met twice and says it is useless; the other one has only a date."""
    other = MentorshipFactory(started_on=day(-30))
    other.mentor.person.last_name = "Zola"
    other.mentor.person.save()
    for number in (9, 2):
        held = MentoringSessionFactory(mentorship=pair, held=True, starts_at=in_days(-number))
        for person in pair.people:
            SessionFeedbackFactory(mentoring_session=held, author=person, utility=1)
    MentoringSessionFactory(mentorship=other)
    firsts = {"binome": pair, "depuis": other, "derniere": other, "prochaine": other, "tenues": other}
    for column, first in firsts.items():
        assert listed(tri=column)[0] == first, column
    assert listed(tri="utilite")[0] == listed(tri="-utilite")[0] == pair
    for column in ("binome", "depuis", "derniere", "tenues"):
        assert listed(tri=f"-{column}") == listed(tri=column)[::-1]
    assert listed(tri="-prochaine")[0] == other


def test_a_row_counts_what_was_held_and_said(pair, django_assert_num_queries):
    pair.started_on = day(-60)
    pair.save()
    last = MentoringSessionFactory(mentorship=pair, held=True)
    MentoringSessionFactory(mentorship=pair, over=True)
    coming = MentoringSessionFactory(mentorship=pair)
    for person in pair.people:
        SessionFeedbackFactory(mentoring_session=last, author=person, utility=4)
    alert = AlertFactory(mentorship=pair, red=True)
    AlertFactory(mentorship=pair)
    with django_assert_num_queries(5):
        (row,) = pair_list.rows(Mentorship.objects.all())
    assert (row.alert, row.last, row.next) == (alert, last.starts_at, coming.starts_at)
    assert (row.held, row.expected) == (1, 4)
    assert (row.utility.word, row.utility.count) == ("", "moins de 3 retours")


@pytest.mark.parametrize(
    ("mean", "number", "word", "count"),
    [
        (None, 0, "", "aucun retour"),
        (4.4, 3, "très utile", "3 retours"),
        (4.6, 9, "décisive", "9 retours"),
        (1.0, 3, "pas utile", "3 retours"),
    ],
)
def test_utility_in_words(mean, number, word, count):
    assert (Utility(mean, number).word, Utility(mean, number).count) == (word, count)


def test_sessions_are_expected_of_the_days_at_work(pair, nadia, time_machine):
    """Seven weeks at work, two of them in a pause; then nothing more once the end is asked for."""
    start = timezone.now()

    def expected():
        rests = rhythms.rests_of([pair.reference])[pair.reference]
        return rhythms.expected(Mentorship.objects.get(), rests, timezone.localdate())

    assert expected() == 0
    time_machine.move_to(start + datetime.timedelta(days=28))
    assert expected() == 2
    pauses.pause(pair, by=nadia, until=day(30))
    time_machine.move_to(start + datetime.timedelta(days=42))
    assert expected() == 2
    pauses.resume(pair, by=nadia)
    time_machine.move_to(start + datetime.timedelta(days=56))
    assert expected() == 3
    endings.request_end(pair, by=nadia, reason="time")
    time_machine.move_to(start + datetime.timedelta(days=69))
    assert expected() == 3
    endings.conclude(pair)
    time_machine.move_to(start + datetime.timedelta(days=200))
    assert expected() == 3


def test_following_a_pair_takes_what_nobody_follows(pair, awa):
    colleague = CoordinatorFactory()
    free, taken = AlertFactory(mentorship=pair), AlertFactory(mentorship=pair, red=True, owner=colleague)
    for _twice in range(2):
        following.follow(pair, by=awa)
    free.refresh_from_db()
    taken.refresh_from_db()
    assert (Mentorship.objects.get().coordinator, free.owner, taken.owner) == (awa, awa, colleague)
    assert Event.objects.filter(reference=pair.reference, transition="follow").count() == 1
