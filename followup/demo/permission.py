"""Where fictional people may be written: never beside real ones."""

from django.conf import settings
from django.core.management.base import CommandError


def refuse_real_people():
    """Raise CommandError unless this installation allows the demo."""
    if not settings.ALLOW_DEMO:
        raise CommandError("The demo is refused here: set ALLOW_DEMO=1 to allow it.")
