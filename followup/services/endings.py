"""How a pair ends: someone asks, both look back, and the pair is over; or both take it back within a week."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.models import Profile
from applications.services import profiles
from followup.models import ClosingReview, Mentorship, SessionFeedback
from followup.services import alerts, asking, certificates, sessions, turn_letters
from followup.services.pairs import hold
from matching.services import closing, exclusions
from mentoring.audit import record
from mentoring.mail import outbox
from mentoring.models import NotAllowed
from mentoring.moves import move
from mentoring.rounds import each

State, Reason, Another = Mentorship.State, Mentorship.EndReason, ClosingReview.Another
TAKEN_BACK_WITHIN = datetime.timedelta(days=7)
REVIEWED_WITHIN = datetime.timedelta(days=14)
# How long matching leaves in peace whoever does not want another pair now.
RESTS = {Another.LATER: datetime.timedelta(days=91), Another.NO: datetime.timedelta(days=183)}


def request_end(mentorship, *, by, reason, note="", leaver=None, words=None):
    """The pair comes to its review: what was planned is cancelled, and the other is told in neutral words.

    `by` is a member, a coordinator (both are told) or None when `leaver` left the programme. `note` is what a
    coordinator leaves to the team, `words` what they add to the letter of each: {"mentor" or "mentee": text}.
    """
    now = timezone.now()
    with transaction.atomic():
        event = move(
            mentorship,
            "request_end",
            State.CLOSING,
            by=by,
            reason=reason,
            payload={"note": note} if note else None,
            end_reason=reason,
            paused_until=None,
            extension_months=None,
            extension_asked_by=None,
            state_changed_at=now,
        )
        for mentoring_session in mentorship.mentoring_sessions.upcoming(now).filter(starts_at__gt=now):
            sessions.cancel(mentoring_session, by=None, is_over=True)
        for profile in turn_letters.others(mentorship, by, leaver):
            letter = letter_of(mentorship, profile, reason, by, words)
            letter.queue(mentorship, str(event.pk))
        alerts.refresh(mentorship)


def readings(mentorship, person, offered):
    """What the other would read of an end asked by this person for one of these reasons, [(code, label)]:
    [{"reasons": codes, "labels", "blocks"}], one for each way of saying it."""
    other, labels = mentorship.other_of(person), dict(offered)
    quiet = [code for code in labels if code not in Mentorship.ACCOMPLISHED]
    return [
        {
            "reasons": "|".join(reasons),
            "labels": [labels[reason] for reason in reasons],
            "blocks": turn_letters.ending(mentorship, other, reasons[0]).preview()["blocks"],
        }
        for reasons in (*([reason] for reason in Mentorship.ACCOMPLISHED), quiet)
    ]


def announced(mentorship, *, by, reason, words):
    """What each of the two would read of an end asked by the team for this reason, with these words:
    [(person, {"subject", "blocks", "signature"…})]."""
    return [
        (profile.person, letter_of(mentorship, profile, reason, by, words).preview())
        for profile in (mentorship.mentor, mentorship.mentee)
    ]


def letter_of(mentorship, profile, reason, by, words):
    word = (words or {}).get(turn_letters.letters.role_of(profile), "")
    return turn_letters.ending(mentorship, profile, reason, word=word, signed_by=by)


def depart(profile, *, by, reason=""):
    """Someone left the programme: their pairs come to their review, and say no more than that."""
    for mentorship in Mentorship.objects.of_profile(profile).live().with_people().order_by("pk"):
        if mentorship.state == State.CLOSING:
            alerts.refresh(mentorship)
        else:
            request_end(mentorship, by=None, reason=Reason.LEFT, leaver=profile.person)


def may_take_back(mentorship, now):
    """Is the end of less than a week ago, and are both still of the programme?"""
    is_recent = now - mentorship.state_changed_at < TAKEN_BACK_WITHIN
    return mentorship.state == State.CLOSING and mentorship.end_reason != Reason.LEFT and is_recent


def undo_end(mentorship, *, by):
    """Ask to go on together; the second of the two to ask brings the pair back to work. Returns whether it
    did.

    Reviews given meanwhile are thrown away: they spoke of an end that is none.
    """
    with transaction.atomic():
        current = hold(mentorship, State.CLOSING)
        if not may_take_back(current, timezone.now()):
            raise NotAllowed(_("Cette action n’est plus possible : la fin de ce binôme est acquise."))
        if current.reopening_asked_by_id in (None, by.pk):
            mentorship.reopening_asked_by = by
            mentorship.save(update_fields=["reopening_asked_by"])
            record(mentorship, "ask_undo_end", by=by)
            return False
        changes = {"end_reason": "", "reopening_asked_by": None, "state_changed_at": timezone.now()}
        move(mentorship, "undo_end", State.ACTIVE, by=by, **changes)
        mentorship.closing_reviews.all().delete()
        outbox.withdraw_about(mentorship, "pair_ending", "closing_review_due")
        alerts.refresh(mentorship)
        return True


def conclude(mentorship, *, by=None):
    """The pair is over: completed, each with a certificate, or ended early. The seat is free, and matching
    takes back who wishes it.

    Locks follow matching's order, profiles first: the caller may hold them already.
    """
    now = timezone.now()
    with transaction.atomic():
        closing.end_pair(mentorship.proposal, by=by)
        reason = hold(mentorship, State.CLOSING).end_reason
        is_accomplished = reason in Mentorship.ACCOMPLISHED
        move(
            mentorship,
            "complete" if is_accomplished else "end_early",
            State.COMPLETED if is_accomplished else State.ENDED_EARLY,
            by=by,
            reason=reason,
            ended_on=timezone.localdate(now),
            reopening_asked_by=None,
            state_changed_at=now,
        )
        if reason == Reason.FIT or wished_to_change(mentorship):
            exclusions.never_again(mentorship.mentor, mentorship.mentee, by=None)
        wishes = dict(mentorship.closing_reviews.values_list("author", "another"))
        rest(mentorship.mentor, wishes.get(mentorship.mentor.person_id, Another.YES))
        rest(mentorship.mentee, wishes.get(mentorship.mentee.person_id, Another.LATER))
        is_certified = is_accomplished and certificates.issue_at_the_end(mentorship, by=by)
        turn_letters.pair_completed(mentorship, is_certified=is_certified)
        alerts.refresh(mentorship)


def wished_to_change(mentorship):
    """Did one of the two tell the team, after a session or by a message, that they would rather change?"""
    said_no = SessionFeedback.objects.filter(fit=SessionFeedback.Fit.NO)
    return said_no.filter(mentoring_session__mentorship=mentorship).exists() or asking.wished_to_change(
        mentorship
    )


def rest(profile, wish):
    """Out of matching for a while when they do not want another pair now."""
    current = Profile.objects.get(pk=profile.pk)
    if wish in RESTS and current.state == Profile.State.AVAILABLE:
        profiles.pause(current, timezone.localdate() + RESTS[wish], by=None)


def conclude_due(now=None):
    """Conclude the pairs whose fortnight of review is over. Returns how many; the clock calls it."""
    before = (now or timezone.now()) - REVIEWED_WITHIN
    due = Mentorship.objects.filter(state=State.CLOSING, state_changed_at__lte=before)
    return each(due.with_people().order_by("pk"), conclude)
