from .charter import CharterText
from .events import AccessLog, Event, NotAllowed
from .help import HelpRequest
from .people import User
from .programme import Programme, PublicFigures
from .quotes import Quote
from .reasons import ReasonWording

__all__ = [
    "AccessLog",
    "CharterText",
    "Event",
    "HelpRequest",
    "NotAllowed",
    "Programme",
    "PublicFigures",
    "Quote",
    "ReasonWording",
    "User",
]
