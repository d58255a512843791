"""What a turn of the pair's life asks of one of its members today: the first thing on its page."""

import datetime

from followup.models import Mentorship
from followup.services import endings, reviews

State = Mentorship.State
NEAR_THE_END = datetime.timedelta(days=21)


def of(mentorship, person, now):
    """What `turn.html` takes: {"turn": which one or None, "check_in", "taking_back"}."""
    check_in = check_in_of(mentorship, person) if mentorship.state == State.ACTIVE else None
    return {
        "turn": which(mentorship, person, now, check_in),
        "check_in": check_in,
        "taking_back": taking_back(mentorship, person, now),
    }


def which(mentorship, person, now, check_in):
    """The one thing to say first, by its name in `turn.html`; None for nothing."""
    if mentorship.state == State.CLOSING:
        return "review_given" if reviews.is_given(mentorship, person) else "review_due"
    if mentorship.state != State.ACTIVE:
        return None
    if is_asked_to_extend(mentorship, person):
        return "answer_extension"
    if check_in:
        return "check_in"
    if mentorship.extension_months:
        return "extension_asked"
    return "near_end" if mentorship.planned_end_on - now.date() <= NEAR_THE_END else None


def check_in_of(mentorship, person):
    """The check-in this person has not answered yet, or None."""
    return mentorship.check_ins.asked().filter(person=person).first()


def is_asked_to_extend(mentorship, person):
    return bool(mentorship.extension_months) and mentorship.extension_asked_by_id != person.pk


def taking_back(mentorship, person, now):
    """Of an end of this week: "offered" to both, "asked" by this person, "to_answer" by them; None later."""
    if not endings.may_take_back(mentorship, now):
        return None
    if mentorship.reopening_asked_by_id is None:
        return "offered"
    return "asked" if mentorship.reopening_asked_by_id == person.pk else "to_answer"
