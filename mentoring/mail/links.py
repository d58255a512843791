"""Links that work without signing in: signed, for one purpose, and a GET never changes anything."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

PREFERENCES = "mail.preferences"


def preferences_url(person):
    return settings.SITE_URL + reverse("mail_preferences", args=[preferences_token(person)])


def preferences_token(person):
    return signing.dumps(person.public_id, salt=PREFERENCES)


def person_of_token(token):
    """The public id a preferences token was made for. Raises signing.BadSignature for a forged one."""
    return signing.loads(token, salt=PREFERENCES)
