"""How often one address may do what is open to everybody."""

import time

from django.core.cache import cache

HOUR = 3600


def is_too_much(what, address, most):
    """Count one more; is it beyond `most` in this hour of the clock?

    Not `cache.incr`: in the database's cache it would end the hour five minutes after the last call.
    """
    key = f"{what}:{address}:{time.time() // HOUR:.0f}"
    number = cache.get(key, 0) + 1
    cache.set(key, number, HOUR)
    return number > most
