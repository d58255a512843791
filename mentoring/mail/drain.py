"""The way out: claim one due row, send it outside any transaction, write what became of it.

`next_attempt_at` is at once the delay, the lease of a working worker and the back-off. Delivery is at least
once: a worker killed between sending and recording sends again after its lease.
"""

import datetime
import logging
import random
import smtplib

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import connection, transaction
from django.utils import timezone

from . import catalogue, links, rules
from .models import Email

LEASE = datetime.timedelta(minutes=5)
GIVE_UP_AFTER = datetime.timedelta(hours=24)
FIRST_BACK_OFF, LONGEST_BACK_OFF = 30, 3600
logger = logging.getLogger(__name__)


def drain(*, at_most=500, seconds=40, now=timezone.now):
    """Send what is due, one message after the other. Returns how many left.

    Stops after `at_most` messages or `seconds`, so that the task ends before its time limit.
    """
    sent, handled, started = 0, 0, timezone.now()
    while handled < at_most and (timezone.now() - started).total_seconds() < seconds:
        email = claim(now())
        if email is None:
            break
        handled += 1
        sent += handle(email, now())
    return sent


def claim(now):
    """Take one due row for LEASE, or None. No two workers get the same row."""
    with transaction.atomic():
        due = Email.objects.due(now)
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True, of=("self",))
        email = due.first()
        if email is None:
            return None
        taken = Email.objects.filter(
            pk=email.pk, state=email.state, next_attempt_at=email.next_attempt_at
        ).update(state=Email.State.SENDING, next_attempt_at=now + LEASE, attempts=email.attempts + 1)
    return Email.objects.select_related("recipient").get(pk=email.pk) if taken else claim(now)


def handle(email, now):
    """Send a claimed message, or say why not. Returns 1 when it left, else 0."""
    kind = catalogue.get(email.kind)
    if reason := rules.suppression(email, kind):
        settle(email, state=Email.State.SUPPRESSED, note=reason)
        return 0
    if later := rules.postponement(email, kind, now):
        settle(email, state=Email.State.SCHEDULED, next_attempt_at=later, attempts=email.attempts - 1)
        return 0
    try:
        message(email, kind).send()
    except Exception as error:
        failure(email, error, now)
        return 0
    settle(email, state=Email.State.SENT, sent_at=now, note="")
    return 1


def settle(email, **fields):
    """Record the outcome, unless the lease was lost to another worker meanwhile."""
    Email.objects.filter(pk=email.pk, state=Email.State.SENDING, attempts=email.attempts).update(**fields)


def failure(email, error, now):
    """A refusal for good fails at once; anything else is tried again, later and later, for a day."""
    logger.warning("e-mail %s not sent: %s", email.public_id, type(error).__name__)
    is_final = is_refused_for_good(error) or now - email.created_at > GIVE_UP_AFTER
    if is_final:
        settle(email, state=Email.State.FAILED, note=f"{type(error).__name__} : {error}"[:300])
        return
    back_off = min(LONGEST_BACK_OFF, FIRST_BACK_OFF * 2 ** (email.attempts - 1))
    jitter = random.uniform(0.8, 1.2)  # noqa: S311  spreads retries, guards nothing
    settle(
        email,
        state=Email.State.SCHEDULED,
        next_attempt_at=now + datetime.timedelta(seconds=back_off * jitter),
        note=f"{type(error).__name__} : {error}"[:300],
    )


def is_refused_for_good(error):
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, smtplib.SMTPResponseException) and error.smtp_code >= 500


def message(email, kind):
    """The MIME message, with a Message-ID of its own that stays the same when it is sent twice."""
    host = settings.SITE_URL.partition("://")[2].partition(":")[0]
    headers = {"Message-ID": f"<{email.public_id}@{host}>", "X-Binome-Kind": email.kind}
    if kind.category in (catalogue.R, catalogue.N) and email.recipient:
        headers["List-Unsubscribe"] = f"<{links.preferences_url(email.recipient)}?un-clic={kind.category}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    built = EmailMultiAlternatives(
        subject=email.subject,
        body=email.text,
        to=[email.to_address],
        reply_to=[email.reply_to] if email.reply_to else None,
        headers=headers,
        connection=get_connection(settings.MAIL_TRANSPORT),
    )
    if email.html:
        built.attach_alternative(email.html, "text/html")
    for attachment in email.attachments:
        built.attach(attachment["name"], attachment["content"], attachment["type"])
    return built
