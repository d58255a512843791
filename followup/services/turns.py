"""What a turn of the pair's life asks of one of its members today: the first thing on its page."""

import datetime

from followup.models import Mentorship

State = Mentorship.State
NEAR_THE_END = datetime.timedelta(days=21)


def of(mentorship, person, now):
    """ "answer_extension" (the other asks for more time), "extension_asked" (one asked), "near_end", or None."""
    if mentorship.state != State.ACTIVE:
        return None
    if mentorship.extension_months:
        return "answer_extension" if is_asked_to_extend(mentorship, person) else "extension_asked"
    return "near_end" if mentorship.planned_end_on - now.date() <= NEAR_THE_END else None


def is_asked_to_extend(mentorship, person):
    return bool(mentorship.extension_months) and mentorship.extension_asked_by_id != person.pk
