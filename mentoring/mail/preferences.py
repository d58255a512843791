"""What a person wants to receive. Codes, answers and proposals cannot be switched off; reminders can."""

from django.db import transaction

from mentoring.audit import record

from .catalogue import N, R
from .models import Preference

# What one click of a mail program turns off, by class.
SWITCHES = {R: {"is_session_on": False, "is_follow_up_on": False}, N: {"is_news_on": False}}


def of(person):
    """The person's preferences, the usual ones when nothing was ever chosen."""
    return getattr(person, "mail_preference", None) or Preference(user=person)


def save(person, **changes):
    with transaction.atomic():
        preference, _is_new = Preference.objects.update_or_create(user=person, defaults=changes)
        preference.user = person
        record(Subject(person), "mail_preferences", by=person)
        return preference


def switch_off(person, category):
    """Turn one class off and leave the others as they are."""
    return save(person, **SWITCHES[category])


class Subject:
    """What events about a person's own settings are filed under."""

    def __init__(self, person):
        self.reference = f"person:{person.public_id}"
