import datetime
import zoneinfo

import pytest
import time_machine
from django.utils import timezone

from matching.models import Proposal
from matching.services import answers, deadlines, proposals
from matching.tasks import proposal_tick
from matching.tests.factories import ProposalFactory, in_days
from matching.tests.reading import fresh, letters, transitions
from mentoring.mail.models import Email
from mentoring.models import NotAllowed
from mentoring.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
State = Proposal.State
PARIS = zoneinfo.ZoneInfo("Europe/Paris")
MONDAY = datetime.datetime(2026, 3, 9, 10, 0, tzinfo=PARIS)


def at(days, hours=0):
    return time_machine.travel(MONDAY + datetime.timedelta(days=days, hours=hours), tick=False)


@pytest.fixture
def asked(awa, mentor, mentee):
    """A mentor asked on Monday 9 March at 10:00, to answer before Saturday 14, 23:59."""
    with at(0):
        return proposals.propose(mentor, mentee, by=awa)


def test_the_clock_reminds_once_after_three_days(asked):
    with at(2, 23):
        assert proposal_tick() == {"expired": 0, "reminded": 0}
    with at(3):
        assert proposal_tick() == {"expired": 0, "reminded": 1}
        assert proposal_tick() == {"expired": 0, "reminded": 0}
    with at(4):
        assert proposal_tick() == {"expired": 0, "reminded": 0}
    email = Email.objects.get(kind="proposal_reminder")
    assert email.recipient == asked.mentor.person
    assert email.subject == "Plus que 2 jours pour répondre"
    assert transitions(asked)[-1:] == ["remind"]


def test_nobody_is_reminded_at_night_or_on_sunday(asked):
    with at(3, 12):
        assert deadlines.remind_due() == 0
    with at(4):
        assert deadlines.remind_due() == 1
    assert Email.objects.get(kind="proposal_reminder").subject == "Plus que 1 jour pour répondre"


def test_the_mentee_is_reminded_too(asked):
    with at(1):
        answers.mentor_accept(asked, by=asked.mentor.person)
    with at(4):
        assert deadlines.remind_due() == 1
    assert Email.objects.get(kind="proposal_reminder").recipient == asked.mentee.person


def test_a_coordinator_reminds_once(awa, asked):
    with at(1):
        deadlines.remind(asked, by=awa)
        with pytest.raises(NotAllowed, match="déjà été relancée"):
            deadlines.remind(asked, by=awa)
    assert Email.objects.filter(kind="proposal_reminder").count() == 1
    assert fresh(asked).reminders_by_hand == 1


def test_the_clocks_own_reminder_is_not_sent_twice(asked):
    with at(3):
        deadlines.remind(asked, by=None)
        with pytest.raises(NotAllowed):
            deadlines.remind(asked, by=None)
    assert Email.objects.filter(kind="proposal_reminder").count() == 1


@pytest.mark.parametrize("state", [State.INTEREST, State.DRAFT, State.ACCEPTED, State.DECLINED])
def test_only_a_question_is_reminded_extended_or_expired(awa, state):
    proposal = ProposalFactory(state=state, mentee_accepted_at=timezone.now())
    for act in (deadlines.remind, deadlines.extend, deadlines.expire):
        with pytest.raises(NotAllowed, match="plus possible"):
            act(proposal, by=awa)
    assert not Email.objects.exists()


def test_three_more_days_twice_at_most(awa, asked):
    before = asked.answer_by
    with at(1):
        deadlines.extend(asked, by=awa)
        deadlines.extend(asked, by=awa)
        with pytest.raises(NotAllowed, match="prolongée deux fois"):
            deadlines.extend(asked, by=awa)
    assert fresh(asked).answer_by == before + datetime.timedelta(days=6)
    assert fresh(asked).extensions == 2


def test_an_extension_over_a_change_of_hour_still_ends_at_midnight(awa, mentor, mentee):
    with time_machine.travel(datetime.datetime(2026, 3, 23, 10, tzinfo=PARIS), tick=False):
        proposal = proposals.propose(mentor, mentee, by=awa)
        deadlines.extend(proposal, by=awa)
    local = fresh(proposal).answer_by.astimezone(PARIS)
    assert (local.day, local.hour, local.minute) == (31, 23, 59)


def test_a_silent_mentor_lets_it_expire_and_the_mentee_never_knows(asked):
    with at(5, 13):
        assert deadlines.expire_due() == 0
    with at(6):
        assert proposal_tick() == {"expired": 1, "reminded": 0}
        assert proposal_tick() == {"expired": 0, "reminded": 0}
    assert (fresh(asked).state, fresh(asked).close_reason) == (State.EXPIRED, "mentor_silent")
    assert letters(asked) == [("proposal_expired", asked.mentor.person_id)]


def test_a_silent_mentee_lets_it_expire_and_the_mentor_is_told():
    proposal = ProposalFactory(answer_by=in_days(-1))
    assert deadlines.expire_due() == 1
    assert fresh(proposal).close_reason == "mentee_silent"
    assert letters(proposal) == [
        ("proposal_expired", proposal.mentee.person_id),
        ("proposal_not_concluded", proposal.mentor.person_id),
    ]


def test_an_expiry_frees_the_place_and_the_person():
    proposal = ProposalFactory(answer_by=in_days(-1))
    deadlines.expire_due()
    assert Proposal.objects.taking_a_seat().count() == 0
    assert ProposalFactory(mentee=proposal.mentee, mentor=proposal.mentor).pk


def test_a_yes_before_the_clock_passed_counts():
    proposal = ProposalFactory(answer_by=timezone.now() - datetime.timedelta(minutes=1))
    answers.mentee_accept(proposal, by=proposal.mentee.person)
    assert deadlines.expire_due() == 0
    assert fresh(proposal).state == State.ACCEPTED


def test_there_is_time_left():
    with pytest.raises(NotAllowed):
        deadlines.expire(ProposalFactory())


def test_the_deadline_is_counted_where_the_person_lives():
    reunion = UserFactory(timezone="Indian/Reunion")
    late = datetime.datetime(2026, 3, 9, 21, 30, tzinfo=zoneinfo.ZoneInfo("UTC"))
    assert deadlines.deadline_for(reunion, late).isoformat() == "2026-03-15T23:59:00+04:00"
    assert deadlines.deadline_for(UserFactory(), late).isoformat() == "2026-03-14T23:59:00+01:00"
