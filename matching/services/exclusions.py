"""Pairs that are not proposed: by hand, for ninety days after a no, or for good after a pair that failed."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from matching.models import Exclusion, Proposal
from matching.options import Closed
from mentoring.audit import record
from mentoring.models import NotAllowed

from . import closing, seats

Reason = Exclusion.Reason
MUTED_DAYS = 90


def exclude(mentor, mentee, *, by, note=""):
    """A coordinator excludes the pair until someone lifts it; what is open between the two closes."""
    with seats.refusing_conflicts(), transaction.atomic():
        mentor, mentee = seats.hold_profiles(mentor.pk, mentee.pk)
        for proposal in Proposal.objects.open().filter(mentor=mentor, mentee=mentee):
            closing.close(proposal, "cancel", by=by, reason=Closed.EXCLUDED)
        return mute(mentor, mentee, reason=Reason.BY_HAND, by=by, note=note)


def not_for_me(mentor, mentee, *, by, detail, note=""):
    """« Pas pour moi »: the mentor does not see this person for ninety days. An interest ends with it."""
    with seats.refusing_conflicts(), transaction.atomic():
        mentor, mentee = seats.hold_profiles(mentor.pk, mentee.pk)
        for proposal in Proposal.objects.open().filter(mentor=mentor, mentee=mentee):
            if proposal.state in Proposal.AWAITING:
                raise NotAllowed(_("Une proposition est déjà en cours : répondez-y plutôt."))
            if proposal.is_interest:
                closing.close(proposal, "withdraw_interest", by=by, reason=Closed.WITHDRAWN, without=by)
        until = timezone.localdate() + datetime.timedelta(days=MUTED_DAYS)
        return mute(mentor, mentee, reason=Reason.NOT_FOR_ME, by=by, detail=detail, note=note, until=until)


def never_again(mentor, mentee, *, by, note=""):
    """The pair ended because they did not get on: not proposed again until a coordinator lifts it."""
    with seats.refusing_conflicts(), transaction.atomic():
        mentor, mentee = seats.hold_profiles(mentor.pk, mentee.pk)
        return mute(mentor, mentee, reason=Reason.NOT_AGAIN, by=by, note=note)


def mute(mentor, mentee, *, reason, by, detail="", note="", until=None):
    """Write the exclusion, or bring the one of the same reason up to date. The caller holds both profiles."""
    exclusion, is_new = Exclusion.objects.update_or_create(
        mentor=mentor,
        mentee=mentee,
        reason=reason,
        lifted_at=None,
        defaults={"detail": detail, "note": note, "until": until},
        create_defaults={"detail": detail, "note": note, "until": until, "created_by": by},
    )
    record(exclusion, "exclude" if is_new else "exclude_again", by=by, reason=reason, until=str(until or ""))
    return exclusion


def lift(exclusion, *, by):
    """The pair may be proposed again; a second call changes nothing."""
    with transaction.atomic():
        seats.hold_profiles(exclusion.mentor_id, exclusion.mentee_id)
        exclusion.refresh_from_db()
        if exclusion.lifted_at is None:
            exclusion.lifted_at, exclusion.lifted_by = timezone.now(), by
            exclusion.save(update_fields=["lifted_at", "lifted_by"])
            record(exclusion, "lift", by=by)
        return exclusion
