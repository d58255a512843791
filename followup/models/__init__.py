from .mentorship import Goal, Mentorship
from .sessions import MentoringSession, SessionFeedback

__all__ = ["Goal", "MentoringSession", "Mentorship", "SessionFeedback"]
