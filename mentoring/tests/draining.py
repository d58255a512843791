"""A worker in a process of its own, for the tests that kill it: drains until nothing waits.

python -m mentoring.tests.draining <seconds of lease> [careless]
"""

import datetime
import sys
import time

import django


def main(seconds, *manners):
    django.setup()
    from mentoring.mail import drain as engine
    from mentoring.mail.models import Email

    def claim_carelessly(now):
        """The negative control: look, then take, with nothing that keeps another worker from the same row."""
        email = Email.objects.due(now).select_related("recipient").first()
        if email is not None:
            email.state, email.attempts = Email.State.SENDING, email.attempts + 1
            email.next_attempt_at, email.sent_at = now + engine.LEASE, None
            email.save(update_fields=["state", "attempts", "next_attempt_at", "sent_at"])
        return email

    engine.LEASE = datetime.timedelta(seconds=float(seconds))
    if "careless" in manners:
        engine.claim = claim_carelessly
    while Email.objects.filter(state__in=[Email.State.SCHEDULED, Email.State.SENDING]).exists():
        engine.drain()
        time.sleep(0.05)


if __name__ == "__main__":
    main(*sys.argv[1:])
