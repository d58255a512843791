"""Sending an application: the answers are frozen, a day is promised, the profile is filled."""

import datetime

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.models import Application
from applications.options import Kind
from applications.questionnaire.steps import LAST
from applications.questionnaire.summary import draft_forms, known
from applications.services import profiles
from mentoring.mail import outbox
from mentoring.mail.models import Preference
from mentoring.mail.rules import public_holidays
from mentoring.models import NotAllowed, Programme
from mentoring.moves import lock, move
from mentoring.templatetags.dates import date_longue

State = Application.State


@transaction.atomic
def submit(application, *, by):
    """Send a draft. Returns the application, `submitted`.

    Every step is judged again, because lists and charter may have changed since it was saved. Raises
    NotAllowed, the draft untouched, when a step is incomplete, the side is closed, the e-mail address is not
    verified, or the application has left already.
    """
    programme = Programme.current()
    current = lock(application)
    refuse_closed_side(programme, current.kind)
    if not EmailAddress.objects.filter(user=current.person, verified=True).exists():
        raise NotAllowed(_("Confirmez d’abord votre adresse e-mail."))
    if current.state != State.DRAFT:
        raise NotAllowed(_("Cette demande est déjà partie."))
    rows = draft_forms(current, **known(current, programme=programme))
    for step, row, form in rows:
        if row is None or not form.is_valid():
            raise NotAllowed(_("Il reste une étape à compléter : {step}.").format(step=step.title))
    answers = {step.slug: form.answers() for step, row, form in rows}
    signed_at = next(row.saved_at for step, row, form in rows if step.slug == LAST)
    now = timezone.now()
    move(
        application,
        "submit",
        State.SUBMITTED,
        by=by,
        submitted_at=now,
        state_changed_at=now,
        due_on=promised_day(programme),
        answers=answers,
        charter_version=programme.charter_version,
        charter_signed_at=signed_at,
        excerpt=excerpt_of(application.kind, answers),
    )
    application.draft_steps.all().delete()
    profiles.fill(application)
    if answers[LAST]["newsletter_ok"]:
        Preference.objects.update_or_create(user=application.person, defaults={"is_news_on": True})
    outbox.withdraw_about(application, "draft_reminder", "draft_saved")
    tell_received(application)
    return application


def refuse_closed_side(programme, kind):
    if not is_side_open(programme, kind):
        raise NotAllowed(programme.closed_message)


def is_side_open(programme, kind):
    return programme.is_mentor_side_open if kind == Kind.MENTOR else programme.is_mentee_side_open


def promised_day(programme):
    """The day before which the team promises an answer: so many working days from today."""
    return working_day(timezone.localdate(), programme.sla_days)


def working_day(day, count):
    """The `count`-th French working day after `day`: no Saturday, Sunday or public holiday."""
    holidays = public_holidays(settings.TIME_ZONE)
    while count:
        day += datetime.timedelta(days=1)
        if day.weekday() < 5 and day not in holidays:
            count -= 1
    return day


def excerpt_of(kind, answers):
    """The text shown without a name, as the person wrote it, until a coordinator has read it."""
    if kind == Kind.MENTOR:
        return ""
    goals = answers["objectifs"]
    return f"{goals['goals_text']}\n\n{goals['challenges']}"


def tell_received(application):
    outbox.queue(
        "application_received",
        to=application.person,
        about=application,
        context={
            "reference": application.reference,
            "due_on": date_longue(application.due_on),
            "is_mentor": application.is_mentor,
        },
        buttons=[(_("Suivre ma demande"), reverse("application_status", args=[application.reference]))],
        role=application.kind,
        preheader=_("Vous aurez une réponse sous quelques jours ouvrés."),
    )
