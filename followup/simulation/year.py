"""One simulated year: moments in order; at each, people act, the due tasks run, the mail is read."""

import time_machine
from django.test.utils import override_settings

from followup.simulation import clock, post


def play(life, moments, *, times=1, tell=lambda day, number: None):
    """Play these moments, in order. Each task that came due since the one before runs `times` times. Returns
    (deliveries, calls of tasks).

    `life` has `act(now)` and `read(deliveries)`; None when nobody does anything.
    """
    due, delivered, calls, before = clock.tasks(), [], 0, None
    with override_settings(MAIL_TRANSPORT=post.BACKEND), time_machine.travel(0, tick=False) as traveller:
        post.collect()
        for now in moments:
            traveller.move_to(now)
            if life:
                life.act(now)
            calls += clock.run(due, before or now - clock.MINUTE, now, times=times)
            letters = post.collect()
            delivered += letters
            if life:
                life.read(letters)
            if before is None or before.date() != now.date():
                tell(now.date(), len(delivered))
            before = now
    return delivered, calls
