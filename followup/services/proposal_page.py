"""What the page of a proposal shows to whoever opened it."""

from matching.models import Proposal
from matching.services import cards, explaining

State = Proposal.State


def of(proposal, person):
    """Context of the page: the card of the other side, what may be answered, what was."""
    is_mentor = proposal.mentor.person_id == person.pk
    explained = explaining.pair(proposal.mentor, proposal.mentee, places=1)
    mine = State.AWAITING_MENTOR if is_mentor else State.AWAITING_MENTEE
    return {
        "proposal": proposal,
        "is_mentor": is_mentor,
        "card": (
            cards.of_mentee(proposal.mentee, explained)
            if is_mentor
            else cards.of_mentor(proposal.mentor, explained)
        ),
        "may_answer": proposal.state == mine,
        "waits_for_other": is_mentor and proposal.state == State.AWAITING_MENTEE,
        "pair": getattr(proposal, "mentorship", None) if proposal.state == State.ACCEPTED else None,
    }
