"""What the page of a proposal shows to whoever opened it."""

from matching.models import Proposal
from matching.services import cards, explaining

State = Proposal.State


def of(proposal, person):
    """Context of the page: the other side's card while the question is open, what may be answered."""
    is_mentor = proposal.mentor.person_id == person.pk
    mine = State.AWAITING_MENTOR if is_mentor else State.AWAITING_MENTEE
    may_answer = proposal.state == mine
    waits_for_other = is_mentor and proposal.state == State.AWAITING_MENTEE
    return {
        "proposal": proposal,
        "is_mentor": is_mentor,
        "card": card(proposal, is_mentor) if may_answer or waits_for_other else None,
        "may_answer": may_answer,
        "waits_for_other": waits_for_other,
        "pair": getattr(proposal, "mentorship", None) if proposal.state == State.ACCEPTED else None,
    }


def card(proposal, is_mentor):
    explained = explaining.pair(proposal.mentor, proposal.mentee, places=1)
    if is_mentor:
        return cards.of_mentee(proposal.mentee, explained)
    return cards.of_mentor(proposal.mentor, explained)
