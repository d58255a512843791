"""The way out: claim one due row, send it outside any transaction, write what became of it.

`next_attempt_at` is at once the delay, the lease of a working worker and the back-off. Delivery is at least
once: a worker killed between sending and recording sends again after its lease.
"""

import contextlib
import datetime
import logging
import random
import smtplib

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.utils import timezone

from mentoring.models import Programme, User

from . import catalogue, links, rules
from .models import Email

LEASE = datetime.timedelta(minutes=5)
# Thirty seconds, then twice as long each time, then every hour: 32 tries last a little over a day. Tries are
# counted, not hours since the message was written: one that waited for Monday morning has its day too.
MOST_ATTEMPTS = 32
FIRST_BACK_OFF, LONGEST_BACK_OFF = 30, 3600
# A server tires of a conversation that never ends.
MESSAGES_PER_CONNECTION = 50
# How long a reminder waits when another one for the same person is leaving.
TURN = datetime.timedelta(minutes=1)
logger = logging.getLogger(__name__)


def drain(*, at_most=500, seconds=40, now=timezone.now):
    """Send what is due, one message after the other. Returns how many left.

    Stops after `at_most` messages or `seconds`, so that the task ends before its time limit.
    """
    sent, handled, started = 0, 0, timezone.now()
    transport = get_connection(settings.MAIL_TRANSPORT)
    while handled < at_most and (timezone.now() - started).total_seconds() < seconds:
        email = claim(now())
        if email is None:
            break
        handled += 1
        sent += handle(email, now(), transport)
        if handled % MESSAGES_PER_CONNECTION == 0:
            hang_up(transport)
    hang_up(transport)
    return sent


def hang_up(transport):
    """What was accepted is sent: a server that fails to say goodbye changes nothing."""
    with contextlib.suppress(OSError):
        transport.close()


def claim(now):
    """Take one due row for LEASE, or None. No two workers get the same row."""
    while True:
        with transaction.atomic():
            # SQLite has no such clause and needs none: its transactions are IMMEDIATE.
            due = Email.objects.due(now).select_for_update(skip_locked=True, of=("self",))
            email = due.only("state", "next_attempt_at", "category", "recipient", "attempts").first()
            if email is None:
                return None
            row = Email.objects.filter(pk=email.pk, state=email.state, next_attempt_at=email.next_attempt_at)
            if is_another_reminder_leaving(email, now):
                row.update(next_attempt_at=now + TURN)
                continue
            taken = row.update(
                state=Email.State.SENDING, next_attempt_at=now + LEASE, attempts=email.attempts + 1
            )
        if taken:
            return Email.objects.select_related("recipient__mail_preference").get(pk=email.pk)


def is_another_reminder_leaving(email, now):
    """Two workers, two reminders, one person: each would find the day's allowance unused. One at a time.

    A person whose row someone else holds is busy too: waiting for it could be a deadlock.
    """
    if email.category != catalogue.R or email.recipient_id is None:
        return False
    people = User.objects.only("pk").select_for_update(no_key=True, skip_locked=True)
    leaving = Email.objects.filter(
        recipient=email.recipient_id,
        category=catalogue.R,
        state=Email.State.SENDING,
        next_attempt_at__gt=now,
    )
    return people.filter(pk=email.recipient_id).first() is None or leaving.exclude(pk=email.pk).exists()


def handle(email, now, transport):
    """Send a claimed message, or say why not. Returns 1 when it left, else 0.

    Whatever goes wrong with one message, a guard that raises included, stays with that message.
    """
    try:
        kind = catalogue.get(email.kind)
        if reason := rules.suppression(email, kind, now):
            settle(email, state=Email.State.SUPPRESSED, note=reason)
            return 0
        if later := rules.postponement(email, kind, now):
            settle(email, state=Email.State.SCHEDULED, next_attempt_at=later, attempts=email.attempts - 1)
            return 0
        transport.open()
        transport.send_messages([message(email, kind)])
    except Exception as error:
        hang_up(transport)
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
    is_final = is_refused_for_good(error) or email.attempts >= MOST_ATTEMPTS
    if is_final:
        settle(email, state=Email.State.FAILED, note=f"{type(error).__name__} : {error}"[:300])
        return
    back_off = min(LONGEST_BACK_OFF, FIRST_BACK_OFF * 2 ** (email.attempts - 1))
    jitter = random.uniform(1, 1.25)  # noqa: S311  spreads retries, guards nothing
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
    headers = {
        "Message-ID": f"<{email.public_id}@{host}>",
        "X-Binome-Kind": email.kind,
        "Auto-Submitted": "auto-generated",
    }
    if kind.category in (catalogue.R, catalogue.N) and email.recipient:
        headers["List-Unsubscribe"] = f"<{links.preferences_url(email.recipient)}?un-clic={kind.category}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    built = EmailMultiAlternatives(
        subject=email.subject,
        body=email.text,
        to=[email.to_address],
        reply_to=[email.reply_to or Programme.current().contact_email],
        headers=headers,
    )
    if email.html:
        built.attach_alternative(email.html, "text/html")
    for attachment in email.attachments:
        built.attach(attachment["name"], attachment["content"], attachment["type"])
    return built
