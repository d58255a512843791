"""How the pairs at work go: most go well, and the team should look at some. What the rules of the alerts read
in their sessions is decided here; what people say in `pairs`, `checkins` and `requests`."""

from enum import StrEnum

from followup.services.alerts.rules import SILENT_AT_LEAST, SILENT_RHYTHMS, UNDECIDED_IN_A_ROW

from .chance import Shares


class Manner(StrEnum):
    WELL = "well"
    FADED = "faded"  # met, then no more
    APART = "apart"  # never met
    MISSED = "missed"  # the two last sessions were not held
    HESITANT = "hesitant"
    DULL = "dull"  # sessions of little use
    MUTE = "mute"  # says nothing of its sessions


MANNERS = Shares(
    {
        Manner.WELL: 70,
        Manner.FADED: 12,
        Manner.APART: 4,
        Manner.MISSED: 4,
        Manner.HESITANT: 3,
        Manner.DULL: 4,
        Manner.MUTE: 3,
    }
)
# Nobody leaves a pair that never met for longer.
APART_AT_MOST = 45
PLANNED_AHEAD = 0.85
UTILITIES = {Manner.DULL: Shares({1: 30, 2: 55, 3: 15})}
FITS = Shares({"yes": 93, "undecided": 6, "no": 1})


def days_met(draw, manner, days, pace, age):
    """Of the `days` of the sessions behind, those on which a pair of this manner and age met."""
    if manner == Manner.APART and age <= APART_AT_MOST:
        return []
    if manner in (Manner.FADED, Manner.APART):
        silence = int(max(SILENT_AT_LEAST, SILENT_RHYTHMS * pace)) + draw.randint(1, 20)
        return [number for number in days if number > silence] or days[:1]
    return days


def is_going_on(draw, manner):
    """Is the next session planned?"""
    chances = {Manner.FADED: 0, Manner.APART: 0, Manner.MISSED: 0.5}
    return draw.random() < chances.get(manner, PLANNED_AHEAD)


def is_missed(manner, place, number):
    """Did nobody come to the session of this place among so many?"""
    return manner == Manner.MISSED and 0 < place >= number - 2


def speaking(manner, sides, rank):
    """Who tells something of a session, of these `sides`; `rank` counts the sessions held before."""
    if manner == Manner.MUTE and rank:
        return ""
    is_heard = manner == Manner.HESITANT and rank < UNDECIDED_IN_A_ROW
    return sides + "e" if is_heard and "e" not in sides else sides


def fit(draw, manner, rank):
    """The answer to « Souhaitez-vous continuer ensemble ? », asked after the first session held."""
    if manner == Manner.HESITANT:
        return "undecided" if rank < UNDECIDED_IN_A_ROW else ""
    return "" if rank else FITS.one(draw)
