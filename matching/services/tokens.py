"""The address of a person without a name: encrypted, made for one mentor, good for fourteen days.

A token holds the mentee's key and the day, encrypted and authenticated (AES-SIV, RFC 5297) by a key made for
this, with the mentor's id as associated data: it says nothing, and opens for this mentor alone. It is the
same all day, so that addresses do not change from one page to the next.
"""

import base64
import binascii
import datetime
import functools
import struct

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings
from django.core.signing import BadSignature
from django.utils import timezone
from django.utils.crypto import salted_hmac

from applications.models import Profile
from applications.options import Kind

PURPOSE = "matching.suggestion"
MAX_AGE = datetime.timedelta(days=14)
# The mentee's key, the day since 1970: sealed, 27 bytes, which base 64 writes without a spare bit.
CONTENT = struct.Struct(">QxH")
EPOCH = datetime.date(1970, 1, 1)


@functools.cache
def cipher(secret):
    return AESSIV(salted_hmac(PURPOSE, "", secret=secret, algorithm="sha512").digest())


def token_for(mentor, mentee):
    """What stands for `mentee` in the addresses this mentor reads."""
    content = CONTENT.pack(mentee.pk, today())
    sealed = cipher(settings.SECRET_KEY).encrypt(content, [mentor.public_id.encode()])
    return base64.urlsafe_b64encode(sealed).decode()


def mentee_of(mentor, token):
    """The mentee's profile, with its person and application. Raises BadSignature when the token is forged,
    stale, another mentor's, or when the person is not there any more."""
    key, day = opened(mentor, token)
    if not 0 <= today() - day <= MAX_AGE.days:
        raise BadSignature("stale")
    everyone = Profile.objects.filter(kind=Kind.MENTEE).exclude(state=Profile.State.ARCHIVED)
    found = everyone.select_related("person", "application", "formation", "campus").filter(pk=key).first()
    if found is None:
        raise BadSignature("nobody")
    return found


def opened(mentor, token):
    """(key, day) of a token. A secret key that was replaced still opens those it made."""
    try:
        sealed = base64.b64decode(token, altchars=b"-_", validate=True)
    except (ValueError, binascii.Error) as error:
        raise BadSignature("not a token") from error
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return CONTENT.unpack(cipher(secret).decrypt(sealed, [mentor.public_id.encode()]))
        except (InvalidTag, ValueError):
            continue
    raise BadSignature("forged")


def today():
    return (timezone.localdate() - EPOCH).days
