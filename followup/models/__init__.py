from .discord import DiscordStep
from .mentorship import Goal, Mentorship
from .sessions import MentoringSession, SessionFeedback

__all__ = ["DiscordStep", "Goal", "MentoringSession", "Mentorship", "SessionFeedback"]
