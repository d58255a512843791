"""Django's door to the outbox, and the transport that writes files when there is no SMTP server."""

import re
from pathlib import Path

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from mentoring.references import new_public_id

from .models import Email
from .rendering import one_line


class OutboxBackend(BaseEmailBackend):
    """EMAIL_BACKEND: whatever a library sends becomes a row of the outbox, in a transaction of its own."""

    def send_messages(self, email_messages):
        with transaction.atomic():
            for message in email_messages:
                html = next(
                    (c for c, mime in getattr(message, "alternatives", []) if mime == "text/html"), ""
                )
                for address in message.recipients():
                    Email.objects.create(
                        key=f"account_notice::{address}:{new_public_id()}",
                        kind="account_notice",
                        category=Email.Category.TRANSACTIONAL,
                        to_address=address,
                        subject=one_line(message.subject),
                        text=message.body,
                        html=html,
                        is_secret=True,
                    )
        return len(email_messages)


class EmlFileBackend(BaseEmailBackend):
    """Writes each message to `EMAIL_FILE_PATH` as an .eml file any mail reader opens."""

    def send_messages(self, email_messages):
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            kind = message.extra_headers.get("X-Binome-Kind", "message")
            name = re.sub(r"[^a-z0-9@._-]+", "-", f"{kind}-{message.to[0]}".lower())
            stamp = timezone.localtime().strftime("%Y%m%d-%H%M%S-%f")
            (folder / f"{stamp}-{name}.eml").write_bytes(message.message().as_bytes())
        return len(email_messages)
