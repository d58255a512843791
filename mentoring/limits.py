"""How often one address may do what is open to everybody."""

from django.core.cache import cache

HOUR = 3600


def is_too_much(what, address, most):
    """Count one more; is it beyond `most` since the first of this hour?"""
    key = f"{what}:{address}"
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key) > most
    except ValueError:  # it expired meanwhile
        return False
