"""The clock's rounds: one thing after another, and what fails stays with its thing.

A round that fails on one row would fail there again at each beat, and nobody behind it would ever be served.
"""

import logging
import traceback

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import connection

from mentoring.models import NotAllowed

logger = logging.getLogger(__name__)


def each(things, act):
    """Call `act(thing)` for each of `things`; `act` opens its own transaction. Returns how many were done:
    those where it neither answered False nor raised.

    NotAllowed says that the thing moved on between the list and the lock: there is nothing to do any more.
    Any other failure is logged and leaves the others alone, but for the time limit and a lost database, which
    end the round: the next beat goes on from there.
    """
    done = 0
    for thing in things:
        try:
            done += act(thing) is not False
        except NotAllowed:
            continue
        except SoftTimeLimitExceeded:
            raise
        except Exception as error:
            logger.error("%s.%s, %s: %s", act.__module__, act.__qualname__, named(thing), described(error))
            if not connection.is_usable():
                raise
    return done


def steps(**acts):
    """Call each of these functions, whatever became of those before. Returns {name: what it returned}, where
    None stands for one that failed."""
    told = dict.fromkeys(acts)

    def step(name):
        told[name] = acts[name]()

    each(acts, step)
    return told


def named(thing):
    """What a log may call it, never a word of anybody: its reference, else its key; a string is a key."""
    if isinstance(thing, str):
        return thing
    found = (getattr(thing, name, None) for name in ("reference", "public_id", "pk"))
    return next(filter(None, found), type(thing).__name__)


def described(error):
    """The type of an error and the lines of ours that led to it: its message may hold what somebody wrote."""
    ours = [
        f"{frame.filename.removeprefix(f'{settings.BASE_DIR}/')}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename.startswith(str(settings.BASE_DIR)) and "site-packages" not in frame.filename
    ]
    return f"{type(error).__name__} ({' > '.join(ours)})"
