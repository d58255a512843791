"""What the floors above add to this one: they register when they load, this floor calls without an import.

Each slot says what it is given and what it answers. One nobody filled answers as an empty programme would.
"""

_departures = []
_writings = []
_slots = {}


def on_departure(handler):
    """Have `handler(profile, by=…, reason=…)` called, in the same transaction, when a profile stops being
    available for good (withdrawn, archived): whoever holds something open about it closes it."""
    _departures.append(handler)


def depart(profile, *, by, reason=""):
    for handler in _departures:
        handler(profile, by=by, reason=reason)


def on_writing(handler):
    """Have `handler(profile)` called, in the same transaction, when the answers of a profile were written."""
    _writings.append(handler)


def written(profile):
    for handler in _writings:
        handler(profile)


def provide(slot, provider):
    """Fill a slot: "progress", "outlook", "pair_count" or "pair_counts". Raises ValueError when it is filled
    already."""
    if _slots.setdefault(slot, provider) is not provider:
        raise ValueError(f"two providers for {slot}")


def progress(application):
    """Where an approved application stands beyond validation.

    None, or {"stage": "proposal"|"paired"|"ended", "sentence": str, "url": str, "label": str}.
    """
    return _slots["progress"](application) if "progress" in _slots else None


def outlook(application):
    """How many people this application could be paired with today.

    None, or {"count": int, "best": 0–100 or None, "url": str}.
    """
    return _slots["outlook"](application) if "outlook" in _slots else None


def pair_count(profile):
    """How many pairs this profile is in at the moment."""
    return _slots["pair_count"](profile) if "pair_count" in _slots else 0


def pair_counts():
    """{profile pk: pairs it is in at the moment}, of everyone at once; who is in none may be missing."""
    return _slots["pair_counts"]() if "pair_counts" in _slots else {}
