"""Reasons, as the team changes them."""

from mentoring import changes, reasons


def reword(slug, code, by, **values):
    """Change a reason of the list `slug` to these values, having read it as it stands. Returns the event."""
    current = reasons.reason(reasons.LISTS[slug], code)
    seen = changes.mark(current, reasons.SAVE)
    return reasons.change(current, current.values | values, by=by, seen=seen)
