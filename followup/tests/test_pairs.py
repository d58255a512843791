"""How a pair begins, agrees on a channel, and writes its goals."""

import datetime

import pytest
from django.utils import timezone

from applications.tests.factories import ProfileFactory
from followup.models import Goal, Mentorship
from followup.services import goals, pairs, slots
from followup.tests.factories import GoalFactory, MentorshipFactory
from matching.models import Proposal
from matching.tests.factories import ProposalFactory
from mentoring.mail.models import Email
from mentoring.models import Event, NotAllowed

pytestmark = pytest.mark.django_db


def test_two_yeses_make_a_pair(awa):
    proposal = ProposalFactory()
    proposal.mentee.application.assigned_to = awa
    proposal.mentee.application.save()
    pair = pairs.start(proposal, by=proposal.mentee.person)
    today = timezone.localdate()
    assert (pair.term, pair.frequency, pair.session_minutes) == ("long", "biweekly", 60)
    assert (pair.started_on, pair.planned_end_on) == (today, today + datetime.timedelta(days=183))
    assert (pair.channel, pair.coordinator, pair.state) == ("discord", awa, "active")
    assert Proposal.objects.get().state == "accepted"
    mails = Email.objects.filter(kind="pair_started").order_by("pk")
    assert [mail.recipient for mail in mails] == [pair.mentor.person, pair.mentee.person]
    assert [mail.subject for mail in mails] == ["Votre binôme est formé"] * 2
    assert Event.objects.filter(reference=pair.reference).get().transition == "start"


def test_saying_yes_twice_is_one_pair():
    proposal = ProposalFactory()
    first = pairs.start(proposal, by=proposal.mentee.person)
    again = pairs.start(Proposal.objects.get(), by=proposal.mentee.person)
    assert first == again
    assert Email.objects.filter(kind="pair_started").count() == 2


@pytest.mark.parametrize("state", ["interest", "draft", "asked_mentor"])
def test_no_pair_before_its_time(state):
    proposal = ProposalFactory(**{state: True})
    with pytest.raises(NotAllowed):
        pairs.start(proposal, by=proposal.mentee.person)
    assert not Mentorship.objects.exists()
    assert not Email.objects.exists()


@pytest.mark.parametrize(
    ("ours", "theirs", "term"),
    [("long", "long", "long"), ("short", "flexible", "short"), ("flexible", "long", "long")]
    + [("flexible", "flexible", "short"), ("", "", "short")],
)
def test_the_term_is_the_firm_one(ours, theirs, term):
    assert pairs.common_term(ours, theirs) == term


@pytest.mark.parametrize(
    ("ours", "theirs", "frequency"),
    [("weekly", "monthly", "monthly"), ("weekly", "weekly", "weekly"), ("flexible", "biweekly", "biweekly")]
    + [("flexible", "flexible", "monthly")],
)
def test_nobody_meets_more_often_than_offered(ours, theirs, frequency):
    assert pairs.common_frequency(ours, theirs) == frequency


@pytest.mark.parametrize(
    ("mentor", "mentee", "channel"),
    [
        ((["discord", "meet"], "discord"), (["discord", "meet"], "meet"), "meet"),
        ((["phone", "meet"], "phone"), (["meet", "phone"], "discord"), "phone"),
        ((["meet", "email"], "email"), (["meet", "email"], "email"), "meet"),
        ((["phone", "email"], "phone"), (["email", "discord"], "discord"), "email"),
        ((["phone"], "phone"), (["discord"], "discord"), "phone"),
    ],
)
def test_the_channel_in_common(mentor, mentee, channel):
    ours, theirs = (
        ProfileFactory.build(channels=channels, preferred_channel=preferred, person=None, application=None)
        for channels, preferred in (mentor, mentee)
    )
    assert pairs.common_channel(ours, theirs) == channel


def test_first_steps_are_ticked_once(pair, nadia, yanis):
    pairs.greet(pair, by=nadia)
    at = pair.greeted_at
    pairs.greet(pair, by=yanis)
    pairs.dismiss_kit(pair, by=yanis)
    pairs.choose_channel(pair, by=yanis, channel="meet", link="https://meet.example.org/abc")
    found = Mentorship.objects.get()
    assert (found.greeted_at, found.channel, found.channel_link) == (
        at,
        "meet",
        "https://meet.example.org/abc",
    )
    assert found.kit_dismissed_at
    assert found.channel_agreed_at


def test_an_ended_pair_is_only_read(nadia, pair):
    Mentorship.objects.update(state="completed", end_reason="goals", ended_on=timezone.localdate())
    pair.refresh_from_db()
    with pytest.raises(NotAllowed, match="ce binôme est terminé"):
        pairs.choose_channel(pair, by=nadia, channel="meet")
    with pytest.raises(NotAllowed, match="ce binôme est terminé"):
        goals.add(pair, by=nadia, title="Trop tard")
    assert not Goal.objects.exists()


def test_three_open_goals_at_most(pair, yanis):
    for title in ("Un", "Deux", "Trois"):
        goals.add(pair, by=yanis, title=title)
    assert goals.add(pair, by=yanis, title="Trois").title == "Trois"
    with pytest.raises(NotAllowed):
        goals.add(pair, by=yanis, title="Quatre")
    first = Goal.objects.earliest("pk")
    goals.change(first, by=yanis, title="Un", success="Je sais le faire", state="reached")
    goals.add(pair, by=yanis, title="Quatre")
    with pytest.raises(NotAllowed):
        goals.change(first, by=yanis, title="Un", success="", state="ongoing")
    assert Goal.objects.filter(state__in=Goal.OPEN).count() == 3
    assert Goal.objects.get(pk=first.pk).state == "reached"


def test_a_goal_keeps_who_changed_it(pair, nadia, yanis):
    goal = GoalFactory(mentorship=pair, updated_by=yanis)
    goals.change(goal, by=nadia, title="Autre titre", success="", state="ongoing")
    assert Goal.objects.get().updated_by == nadia
    event = Event.objects.get(reference=goal.reference)
    assert (event.actor, event.to_state) == (nadia, "ongoing")


def test_the_history_of_a_goal(pair, nadia, yanis):
    goal = goals.add(pair, by=yanis, title="Écrire un test", success="")
    for _time in range(2):
        goals.change(goal, by=nadia, title="Écrire trois tests", success="Relus", state="to_start")
    goals.change(goal, by=yanis, title="Écrire trois tests", success="Relus", state="reached")
    assert [sentence.replace("\u202f", " ") for _at, sentence in goals.history(goal)] == [
        "Yanis l’a passé à « Atteint »",
        "Nadia en a changé les mots",
        "Yanis a écrit cet objectif",
    ]
    assert Event.objects.get(transition="reword").payload["title"] == "Écrire un test"
    Event.objects.filter(actor=nadia).update(actor=None)
    assert goals.history(goal)[1][1] == "Une personne en a changé les mots"


def test_common_dates_are_one_a_day_in_both_weeks(pair):
    monday = datetime.datetime(2026, 3, 9, 9, tzinfo=datetime.UTC)
    dates = slots.next_dates(pair, pair.mentor, now=monday)
    assert [date.strftime("%a %d %H:%M") for date in dates] == [
        "Tue 10 18:00",
        "Wed 11 18:00",
        "Thu 12 18:00",
    ]
    pair.mentee.slots = 1 << 3
    dates = slots.next_dates(pair, pair.mentor, now=monday)
    assert [date.strftime("%a %d") for date in dates] == ["Mon 16", "Mon 23", "Mon 30"]


def test_common_dates_cross_time_zones(pair):
    """Evening in Paris is afternoon in Fort-de-France: the mentee is free in the afternoon there."""
    pair.mentee.person.timezone = "America/Martinique"
    pair.mentee.slots = 1 << 2
    monday = datetime.datetime(2026, 3, 9, 9, tzinfo=datetime.UTC)
    date = slots.next_dates(pair, pair.mentor, now=monday)[0]
    assert date.strftime("%a %d %H:%M") == "Mon 16 19:00"


def test_no_common_slot_gives_no_date(pair):
    pair.mentee.slots = 0
    assert slots.next_dates(pair, pair.mentor) == []


def test_a_mentor_leaves_one_pair_for_each_mentee(pair):
    other = MentorshipFactory(proposal=ProposalFactory(mentor=pair.mentor, accepted=True))
    assert set(Mentorship.objects.of(pair.mentor.person)) == {pair, other}
    assert set(Mentorship.objects.of(pair.mentee.person)) == {pair}
