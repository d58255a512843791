"""« Continuer ensemble »: one asks for two or three months more, the other agrees or not."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from followup.models import Mentorship
from followup.services import alerts, turn_letters
from followup.services.pairs import DAYS_A_MONTH, hold
from mentoring.audit import record
from mentoring.models import NotAllowed

State = Mentorship.State


def ask(mentorship, *, by, months):
    """Ask the other for `months` more. The same question twice is one question."""
    with transaction.atomic():
        current = hold(mentorship, State.ACTIVE)
        if current.extension_months and current.extension_asked_by_id != by.pk:
            raise NotAllowed(_("L’autre personne vous a déjà proposé de continuer : répondez-lui d’abord."))
        if current.extension_months == months:
            return
        write(mentorship, months=months, asked_by=by)
        event = record(mentorship, "ask_extension", by=by, months=months)
        turn_letters.pair_extension_asked(mentorship, event, by=by)


def agree(mentorship, *, by):
    """Yes: the planned end moves, and both are told."""
    with transaction.atomic():
        current = hold_question(mentorship, by)
        before, months = current.planned_end_on, current.extension_months
        start = max(before, timezone.localdate())
        mentorship.planned_end_on = start + datetime.timedelta(days=round(months * DAYS_A_MONTH))
        mentorship.save(update_fields=["planned_end_on"])
        write(mentorship, months=None, asked_by=None)
        event = record(mentorship, "extend", by=by, months=months, before=before.isoformat())
        turn_letters.pair_extended(mentorship, event)
        alerts.refresh(mentorship)


def decline(mentorship, *, by):
    """No: the planned end stays. Whoever asked finds it so on the pair's page, without a word more."""
    with transaction.atomic():
        hold_question(mentorship, by)
        write(mentorship, months=None, asked_by=None)
        record(mentorship, "decline_extension", by=by)


def hold_question(mentorship, by):
    """The pair, its row locked, when the other asked this person; raises NotAllowed otherwise."""
    current = hold(mentorship, State.ACTIVE)
    if not current.extension_months or current.extension_asked_by_id == by.pk:
        raise NotAllowed(_("Cette action n’est plus possible : aucune question ne vous attend."))
    return current


def write(mentorship, *, months, asked_by):
    mentorship.extension_months, mentorship.extension_asked_by = months, asked_by
    mentorship.save(update_fields=["extension_months", "extension_asked_by"])
