"""The whole map of a proposal’s states: each move it allows is made and logged, any other one refused."""

import itertools
import re

import pytest
from django.utils import timezone

from matching.models import Proposal
from matching.tests.factories import ProposalFactory, in_days
from mentoring.models import Event, NotAllowed
from mentoring.moves import move

pytestmark = pytest.mark.django_db
State = Proposal.State
EVERY_MOVE = list(itertools.product(State, State))
ALLOWED = [(start, end) for start, end in EVERY_MOVE if end in Proposal.SUCCESSORS[start]]
REFUSED = [pair for pair in EVERY_MOVE if pair not in ALLOWED]


def in_state(state):
    return ProposalFactory(state=state, mentee_accepted_at=timezone.now())


def test_the_map_knows_every_state():
    assert set(Proposal.SUCCESSORS) == set(State)
    assert len(ALLOWED) == 18


@pytest.mark.parametrize(("start", "end"), ALLOWED)
def test_a_move_of_the_map_is_made_and_logged(awa, start, end):
    proposal = in_state(start)
    event = move(proposal, "essai", end, by=awa, reason="motif", answer_by=in_days(5))
    proposal.refresh_from_db()
    assert proposal.state == end
    assert (event.from_state, event.to_state, event.actor, event.reason) == (start, end, awa, "motif")
    assert event.reference == proposal.reference


@pytest.mark.parametrize(("start", "end"), REFUSED)
def test_any_other_move_changes_nothing(awa, start, end):
    proposal = in_state(start)
    with pytest.raises(NotAllowed, match=re.escape(str(State(start).label))):
        move(proposal, "essai", end, by=awa, close_reason="other")
    proposal.refresh_from_db()
    assert (proposal.state, proposal.close_reason) == (start, "")
    assert not Event.objects.exists()
