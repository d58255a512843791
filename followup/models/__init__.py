from .alerts import Alert
from .calendars import CalendarFeed
from .certificates import Certificate
from .checkins import CheckIn
from .discord import DiscordStep
from .mentorship import Goal, Mentorship
from .news import NewsCampaign
from .notes import PairNote
from .privacy import AccountDeletion, DataExport, InactivityNotice
from .reviews import ClosingReview
from .sessions import MentoringSession, SessionFeedback
from .workshops import Workshop, WorkshopInterest, WorkshopRegistration

__all__ = [
    "AccountDeletion",
    "Alert",
    "CalendarFeed",
    "Certificate",
    "CheckIn",
    "ClosingReview",
    "DataExport",
    "DiscordStep",
    "Goal",
    "InactivityNotice",
    "MentoringSession",
    "Mentorship",
    "NewsCampaign",
    "PairNote",
    "SessionFeedback",
    "Workshop",
    "WorkshopInterest",
    "WorkshopRegistration",
]
