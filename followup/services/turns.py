"""What a turn of the pair's life asks of one of its members today: the first thing on its page."""

import datetime

from django.utils import timezone

from followup.models import Alert, Mentorship
from followup.services import endings, reviews

State = Mentorship.State
NEAR_THE_END = datetime.timedelta(days=21)


def of(mentorship, person, now):
    """What `turn.html` takes: {"turns": names in their order, "check_in", "taking_back"}."""
    check_in = check_in_of(mentorship, person) if mentorship.state == State.ACTIVE else None
    return {
        "turns": which(mentorship, person, now, check_in),
        "check_in": check_in,
        "taking_back": taking_back(mentorship, person, now),
    }


def which(mentorship, person, now, check_in):
    """What to say first, by the names of `turn.html`. A check-in hides no question about the end: the last
    one of a long pair comes when its end is near."""
    if mentorship.state == State.CLOSING:
        return ["review_given" if reviews.is_given(mentorship, person) else "review_due"]
    if mentorship.state != State.ACTIVE:
        return []
    found = ["change_wished"] if (mentorship.pk, person.pk) in wishes_to_change([mentorship]) else []
    found += ["answer_extension"] if is_asked_to_extend(mentorship, person) else []
    found += ["check_in"] if check_in else []
    if mentorship.extension_months and mentorship.extension_asked_by_id == person.pk:
        found.append("extension_asked")
    elif is_near_end(mentorship, now):
        found.append("past_end" if mentorship.planned_end_on < timezone.localdate(now) else "near_end")
    return found


def is_near_end(mentorship, now):
    """Is the planned end near, or behind, with nothing asked about it?"""
    is_near = mentorship.planned_end_on - timezone.localdate(now) <= NEAR_THE_END
    return mentorship.state == State.ACTIVE and is_near and not mentorship.extension_months


def wishes_to_change(pairs):
    """{(pair, person)} of who told the team they would rather change, and waits for its answer: they are not
    asked for another date meanwhile."""
    standing = Alert.objects.live().filter(rule=Alert.Rule.FIT_NO, mentorship__in=pairs)
    return set(standing.values_list("mentorship", "person"))


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
