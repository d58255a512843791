"""The way in: write a message beside the change it tells of, and take it back while it has not left."""

import datetime

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from . import catalogue, links, rendering
from .models import Email


def key_of(kind, reference, to, discriminator):
    """`kind:reference:recipient:discriminator`: one message per event, however often it is computed."""
    recipient = to if isinstance(to, str) else to.pk
    return f"{kind}:{reference}:{recipient}:{discriminator}"


def queue(
    kind_key,
    *,
    to,
    about,
    discriminator="",
    context=None,
    buttons=(),
    role="",
    preheader="",
    attachments=(),
    reply_to="",
    at=None,
    signed_by=None,
):
    """Write one e-mail to the outbox, in the caller's transaction. Returns the row (the older one if the key
    exists already).

    `to` is a User or, for people without an account, an address. `about` is any object with a `reference`, or
    a string. `buttons` are (label, path or absolute URL). `attachments` are {name, content, type}. `at` is
    when it may leave: now by default, in ten minutes (`MAIL_UNDO_MINUTES`) for a decision. `signed_by` is the
    coordinator whose first name stands under it.

    Raises ImproperlyConfigured outside a transaction: a message must not survive a change that is rolled
    back.
    """
    if not connection.in_atomic_block:
        raise ImproperlyConfigured("mail.queue() is called inside the transaction of what it tells of.")
    kind = catalogue.get(kind_key)
    person = None if isinstance(to, str) else to
    reference = about if isinstance(about, str) else about.reference
    key = key_of(kind_key, reference, to, discriminator)
    if found := Email.objects.filter(key=key).first():
        return found
    footer_links, unsubscribe = [], kind.category in (catalogue.R, catalogue.N)
    if unsubscribe and person:
        footer_links.append((_("Gérer mes rappels"), links.preferences_url(person)))
    subject, text, html = rendering.render(
        kind,
        to=person,
        context=context or {},
        buttons=[(label, absolute(url)) for label, url in buttons],
        preheader=preheader,
        role=role,
        footer_links=footer_links,
        signed_by=signed_by,
    )
    delay = datetime.timedelta(minutes=settings.MAIL_UNDO_MINUTES) if kind.category == catalogue.D else None
    email = Email(
        key=key,
        kind=kind.key,
        category=kind.category,
        rank=kind.rank,
        reference=reference,
        recipient=person,
        to_address=person.email if person else to,
        reply_to=reply_to,
        subject=subject,
        text=text,
        html=html,
        attachments=list(attachments),
        is_secret=kind.is_secret,
        next_attempt_at=at or timezone.now() + (delay or datetime.timedelta()),
    )
    # Two workers may compute the same reminder at the same moment: the unique key keeps one of them.
    Email.objects.bulk_create([email], ignore_conflicts=True)
    return Email.objects.get(key=key)


def withdraw(key):
    """Take back the message with this key if it has not left. Returns whether there was one."""
    return bool(_cancel(Email.objects.filter(key=key)))


def withdraw_about(about, *kinds):
    """Take back everything of these kinds (all when none is named) that tells of `about` and has not left."""
    reference = about if isinstance(about, str) else about.reference
    emails = Email.objects.filter(reference=reference)
    return _cancel(emails.filter(kind__in=kinds) if kinds else emails)


def _cancel(emails):
    return emails.pending().update(state=Email.State.CANCELLED, note=_("Retiré avant l’envoi"))


def absolute(url):
    return url if "://" in url or url.startswith("mailto:") else settings.SITE_URL + url
