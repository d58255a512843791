"""What the clock does to files: recall a question, stop waiting for its answer, end a pause."""

import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from applications.models import Application, Profile
from applications.options import HoldReason
from applications.services import decisions, letters, profiles
from mentoring.mail.letters import Letter
from mentoring.models import Event
from mentoring.moves import lock
from mentoring.rounds import each

State = Application.State
REMIND_BEFORE = datetime.timedelta(days=3)
# Someone asked the day before yesterday has hardly had time to answer.
LEAVE_ALONE = datetime.timedelta(days=2)
EXPIRE_AFTER = datetime.timedelta(days=14)


def remind_questions(now=None):
    """Recall the questions whose date comes near: once each. Returns how many."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    due = Application.objects.filter(
        state=State.INFO_REQUESTED,
        info_due_on__range=(today, today + REMIND_BEFORE),
        state_changed_at__lte=now - LEAVE_ALONE,
    ).select_related("person")
    return each(due.iterator(chunk_size=500), lambda application: remind(application, now))


@transaction.atomic
def remind(application, now):
    asked = Event.objects.standing(application.reference)
    email = letters.info_reminder(application).queue(application, asked.pk if asked else "1")
    return email.created_at >= now


def expire_questions(now=None):
    """Put on hold the files whose question stayed without an answer for two weeks after its date. Returns how
    many."""
    last_day = timezone.localdate(now or timezone.now()) - EXPIRE_AFTER
    late = Application.objects.filter(state=State.INFO_REQUESTED, info_due_on__lte=last_day)
    return each(late, lambda application: expire(application, last_day))


@transaction.atomic
def expire(application, last_day):
    current = lock(application)
    if current.state != State.INFO_REQUESTED or current.info_due_on > last_day:
        return False
    event = decisions.decide(
        current,
        "expire_info",
        State.ON_HOLD,
        by=None,
        reason=HoldReason.NO_ANSWER,
        hold_reason=HoldReason.NO_ANSWER,
        revisit_on=None,
        decision_message="",
    )
    letters.on_hold(current, HoldReason.NO_ANSWER).queue(current, event.pk)
    return True


def resume_pauses(now=None):
    """Make available the people whose pause is over, and tell them. Returns how many."""
    today = timezone.localdate(now or timezone.now())
    over = Profile.objects.filter(state=Profile.State.PAUSED, paused_until__lte=today)
    return each(over, lambda profile: resume(profile, today))


@transaction.atomic
def resume(profile, today):
    current = lock(profile)
    if current.state != Profile.State.PAUSED or current.paused_until > today:
        return False
    until = current.paused_until
    profiles.resume(current)
    with translation.override(current.person.language):
        Letter(
            kind="profile_resumed",
            to=current.person,
            role=current.kind,
            context={"is_mentor": current.kind == "mentor"},
            button=(_("Voir mon profil"), reverse("profile", args=[current.kind])),
            preheader=_("Rien à faire si tout va bien."),
        ).queue(current, until.isoformat())
    return True
