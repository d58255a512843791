"""What the clock sends about sessions and pairs: chosen from the data, told once."""

import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from followup.models import CheckIn, ClosingReview, MentoringSession, Mentorship, SessionFeedback
from followup.services import letters, turn_letters, turns
from followup.services.alerts.facts import BACK_AT_WORK
from followup.services.rhythms import RHYTHM_DAYS
from mentoring.mail import outbox
from mentoring.mail.models import Email
from mentoring.models import Event
from mentoring.rounds import each

State = MentoringSession.State
ASK_AFTER, ASK_AGAIN_AFTER = datetime.timedelta(hours=2), datetime.timedelta(days=3)
CLOSED_AFTER = datetime.timedelta(days=14)
NUDGE_MENTOR_AFTER, NUDGE_MENTEE_AFTER = 5, 7
GAP_RHYTHMS, NUDGE_MENTOR_LATER = 1.5, datetime.timedelta(days=3)
RESUMES_IN = datetime.timedelta(days=2)
REVIEW_AGAIN_AFTER = CHECK_IN_AGAIN_AFTER = datetime.timedelta(days=5)
ENDS_IN = datetime.timedelta(days=21)


def told(keys):
    return set(Email.objects.filter(key__in=keys).values_list("key", flat=True))


def write_once(wanted, write):
    """Write what of `wanted`, {key: arguments of `write`}, was never written. Returns how many."""
    known = told(wanted)

    @transaction.atomic
    def write_one(key):
        write(*wanted[key])

    return each([key for key in wanted if key not in known], write_one)


def ask_for_feedback(now=None):
    """Two hours after the end, once more after three days, to whoever has not answered. Returns how many."""
    now = now or timezone.now()
    over = (
        MentoringSession.objects.filter(
            state__in=[State.TO_CONFIRM, State.HELD],
            ends_at__lte=now - ASK_AFTER,
            ends_at__gt=now - CLOSED_AFTER,
        )
        .exclude(mentorship__state=Mentorship.State.PAUSED)
        .select_related("mentorship__mentor__person", "mentorship__mentee__person")
        .order_by("pk")
    )
    answered = set(
        SessionFeedback.objects.filter(mentoring_session__in=over).values_list("mentoring_session", "author")
    )
    wanted = {}
    for row in over:
        number = 2 if now - row.ends_at >= ASK_AGAIN_AFTER else 1
        for profile in (row.mentorship.mentor, row.mentorship.mentee):
            if (row.pk, profile.person_id) not in answered:
                key = outbox.key_of("session_feedback", row.reference, profile.person, str(number))
                wanted[key] = (row, profile, number)
    return write_once(wanted, letters.session_feedback)


def back_at_work():
    """When the pair last came back from a pause, which has a letter of its own that day; None if never."""
    came_back = Event.objects.filter(reference=OuterRef("reference"), transition__in=BACK_AT_WORK)
    return Subquery(came_back.order_by("-at").values("at")[:1])


def nudge_first_sessions(now=None):
    """No session planned or held five days after the start, or the return: the mentor, then the mentee two
    days later."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    idle = (
        Mentorship.objects.filter(
            state=Mentorship.State.ACTIVE,
            started_on__lte=today - datetime.timedelta(days=NUDGE_MENTOR_AFTER),
        )
        .exclude(Exists(MentoringSession.objects.held().filter(mentorship=OuterRef("pk"))))
        .exclude(Exists(MentoringSession.objects.keeping_busy(now).filter(mentorship=OuterRef("pk"))))
        .annotate(back_at=back_at_work())
        .with_people()
        .order_by("pk")
    )
    wanted, wishes = {}, turns.wishes_to_change(idle)
    for pair in idle:
        back_on = timezone.localdate(pair.back_at) if pair.back_at else pair.started_on
        age = (today - max(pair.started_on, back_on)).days
        for profile, after in ((pair.mentor, NUDGE_MENTOR_AFTER), (pair.mentee, NUDGE_MENTEE_AFTER)):
            if age >= after and (pair.pk, profile.person_id) not in wishes:
                wanted[outbox.key_of("first_session_nudge", pair.reference, profile.person, "1")] = (
                    pair,
                    profile,
                )
    return write_once(wanted, letters.first_session_nudge)


def nudge_next_sessions(now=None):
    """« Quand vous revoyez-vous ? »: one and a half rhythms after the last session held, or the return from a
    pause, none planned: the mentee, then the mentor three days later. Returns how many."""
    now = now or timezone.now()
    held = MentoringSession.objects.held().filter(mentorship=OuterRef("pk")).order_by("-ends_at")
    idle = (
        Mentorship.objects.filter(state=Mentorship.State.ACTIVE)
        .exclude(Exists(MentoringSession.objects.keeping_busy(now).filter(mentorship=OuterRef("pk"))))
        .annotate(
            last_id=Subquery(held.values("public_id")[:1]),
            last_at=Subquery(held.values("ends_at")[:1]),
            idle_since=Greatest("last_at", Coalesce(back_at_work(), "last_at")),
        )
        .filter(last_at__isnull=False)
    )
    wanted, wishes = {}, turns.wishes_to_change(idle)
    for pair in idle.with_people().order_by("pk"):
        due = pair.idle_since + datetime.timedelta(days=GAP_RHYTHMS * RHYTHM_DAYS[pair.frequency])
        for profile, later in ((pair.mentee, datetime.timedelta()), (pair.mentor, NUDGE_MENTOR_LATER)):
            if due + later <= now and (pair.pk, profile.person_id) not in wishes:
                key = outbox.key_of("next_session_nudge", pair.reference, profile.person, pair.last_id)
                wanted[key] = (pair, profile, pair.last_id)
    return write_once(wanted, letters.next_session_nudge)


def remind_of_resuming(now=None):
    """« Votre binôme reprend le … »: two days before a pause ends. Returns how many."""
    today = timezone.localdate(now)
    wanted = {
        outbox.key_of("pair_resuming", pair.reference, profile.person, pair.paused_until.isoformat()): (
            pair,
            profile,
        )
        for pair in Mentorship.objects.paused_until(today + RESUMES_IN).with_people().order_by("pk")
        for profile in (pair.mentor, pair.mentee)
        if pair.paused_until > today
    }
    return write_once(wanted, turn_letters.pair_resuming)


def announce_ends(now=None):
    """« Votre binôme arrive à son terme »: three weeks before the planned end. Returns how many."""
    today = timezone.localdate(now)
    near = Mentorship.objects.filter(
        state=Mentorship.State.ACTIVE, planned_end_on__gt=today, planned_end_on__lte=today + ENDS_IN
    )
    wanted = {
        outbox.key_of("end_approaching", pair.reference, profile.person, pair.planned_end_on.isoformat()): (
            pair,
            profile,
        )
        for pair in near.with_people().order_by("pk")
        for profile in (pair.mentor, pair.mentee)
    }
    return write_once(wanted, turn_letters.end_approaching)


def ask_for_reviews(now=None):
    """« 2 minutes pour votre bilan »: when the end is asked for, and five days later. Returns how many."""
    now = now or timezone.now()
    at_review = Mentorship.objects.filter(state=Mentorship.State.CLOSING).with_people().order_by("pk")
    given = set(ClosingReview.objects.filter(mentorship__in=at_review).values_list("mentorship", "author"))
    wanted = {}
    for pair in at_review:
        number = 2 if now - pair.state_changed_at >= REVIEW_AGAIN_AFTER else 1
        for profile in (pair.mentor, pair.mentee):
            if (pair.pk, profile.person_id) not in given:
                discriminator = turn_letters.review_discriminator(pair, number)
                key = outbox.key_of("closing_review_due", pair.reference, profile.person, discriminator)
                wanted[key] = (pair, profile, number)
    return write_once(wanted, turn_letters.closing_review_due)


def remind_of_check_ins(now=None):
    """Once more after five days without an answer, where the pair is at work. Returns how many."""
    asked = CheckIn.objects.asked().filter(
        asked_at__lte=(now or timezone.now()) - CHECK_IN_AGAIN_AFTER,
        mentorship__state=Mentorship.State.ACTIVE,
    )
    wanted = {
        outbox.key_of("checkin_due", check_in.reference, check_in.person, "2"): (check_in, 2)
        for check_in in asked.with_people().order_by("pk")
    }
    return write_once(wanted, letters.check_in_due)
