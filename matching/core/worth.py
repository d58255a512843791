"""What a pair is worth to the global proposal: its score made fair, then bonuses the score never shows.

f(s) = 1 - (1 - s)^gamma: 1 counts the total only, more helps the worst served. The interest a mentor
expressed takes away a share of what is missing; waiting decides who is served when seats are short;
continuity keeps yesterday's unconfirmed proposal unless a better one is worth the change. Millionths.
"""

import numpy as np

from .settings import UNIT

WAITING_DAYS = 90


def fair(q, gamma):
    """f of scores in millionths, in millionths (int64)."""
    return np.rint(UNIT * (1 - (1 - np.asarray(q) / UNIT) ** gamma)).astype(np.int64)


def fair_block(scores, gamma, out):
    """f of a float32 block of scores, negative where they are forbidden."""
    if gamma == 1:
        np.copyto(out, scores)
    elif gamma == 2:
        np.subtract(2, scores, out=out)
        out *= scores
    else:
        np.subtract(1, scores, out=out)
        np.power(out, np.float32(gamma), out=out)
        np.subtract(1, out, out=out)
    return out


def for_waiting(days, settings):
    """What days of waiting add, all of it from WAITING_DAYS on."""
    share = np.minimum(1, np.asarray(days, dtype=np.float64) / WAITING_DAYS)
    return np.rint(settings.waiting_bonus / 100 * UNIT * share).astype(np.int64)


def for_interest(value, settings):
    return np.rint(settings.interest_bonus / 100 * (UNIT - value)).astype(np.int64)


def for_continuity(settings):
    return round(settings.continuity_bonus / 100 * UNIT)
