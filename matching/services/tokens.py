"""The address of a person without a name: signed, made for one mentor, opaque, good for fourteen days.

A token holds no id, not even an encoded one: it is a keyed digest of the two profiles, and the person is
found again by computing it for everyone who could be meant.
"""

import datetime

from django.core.signing import BadSignature, TimestampSigner
from django.utils.crypto import constant_time_compare, salted_hmac

from applications.models import Profile
from applications.options import Kind

PURPOSE = "matching.suggestion"
MAX_AGE = datetime.timedelta(days=14)
LENGTH = 32  # hexadecimal digits: 128 bits


def signer():
    return TimestampSigner(salt=PURPOSE, sep=".")


def digest(mentor, public_id):
    return salted_hmac(PURPOSE, f"{mentor.public_id}:{public_id}", algorithm="sha256").hexdigest()[:LENGTH]


def token_for(mentor, mentee):
    """What stands for `mentee` in the addresses this mentor reads."""
    return signer().sign(digest(mentor, mentee.public_id))


def mentee_of(mentor, token):
    """The mentee's profile, with its person and application. Raises BadSignature when the token is forged,
    stale, another mentor's, or when the person is not there any more."""
    wanted = signer().unsign(token, max_age=MAX_AGE)
    everyone = Profile.objects.filter(kind=Kind.MENTEE).exclude(state=Profile.State.ARCHIVED)
    for pk, public_id in everyone.values_list("pk", "public_id"):
        if constant_time_compare(digest(mentor, public_id), wanted):
            return everyone.select_related("person", "application", "formation", "campus").get(pk=pk)
    raise BadSignature("nobody")
