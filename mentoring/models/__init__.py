from .charter import CharterText
from .events import AccessLog, Event, NotAllowed
from .help import HelpRequest
from .people import User
from .programme import Programme, PublicFigures
from .quotes import Quote

__all__ = [
    "AccessLog",
    "CharterText",
    "Event",
    "HelpRequest",
    "NotAllowed",
    "Programme",
    "PublicFigures",
    "Quote",
    "User",
]
