from .checkins import CheckIn
from .discord import DiscordStep
from .mentorship import Goal, Mentorship
from .reviews import ClosingReview
from .sessions import MentoringSession, SessionFeedback
from .workshops import Workshop, WorkshopInterest, WorkshopRegistration

__all__ = [
    "CheckIn",
    "ClosingReview",
    "DiscordStep",
    "Goal",
    "MentoringSession",
    "Mentorship",
    "SessionFeedback",
    "Workshop",
    "WorkshopInterest",
    "WorkshopRegistration",
]
