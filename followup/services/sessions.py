"""A session is planned by either person, without a confirmation dance; it is moved, cancelled, logged."""

import datetime
import zoneinfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from followup.models import MentoringSession
from followup.services import alerts, letters
from followup.services.pairs import check_going, check_live
from followup.services.rhythms import RHYTHM_DAYS
from mentoring.audit import record
from mentoring.mail import outbox
from mentoring.models import NotAllowed
from mentoring.moves import lock, move
from mentoring.rounds import each
from mentoring.templatetags.dates import date_heure

State = MentoringSession.State
FURTHEST = datetime.timedelta(days=183)
OLDEST = datetime.timedelta(days=60)
REPEATS = 3
ABOUT_TO_COME = ("session_planned", "session_moved", "session_reminder")


class Refused(NotAllowed):
    """A date that cannot be; the form shows it beside the date."""


def plan(mentorship, *, by, starts_at, minutes, channel, place="", agenda="", is_repeated=False):
    """Plan a session, three at the pair's rhythm when `is_repeated`. Both get it for their calendar, in one
    message.

    The same start planned twice is one session. Returns the sessions. Raises Refused for a date that is past,
    over six months away or taken: then none is planned.
    """
    with transaction.atomic():
        mentorship = lock(mentorship)
        check_going(mentorship)
        planned, new = [], []
        for number, start in enumerate(starts(mentorship, starts_at, by, REPEATS if is_repeated else 1)):
            twin = mentorship.mentoring_sessions.filter(state=State.PLANNED, starts_at=start).first()
            if twin:
                planned.append(twin)
                continue
            check_date(mentorship, start, minutes, is_repeat=number > 0)
            mentoring_session = MentoringSession.objects.create(
                mentorship=mentorship,
                starts_at=start,
                ends_at=start + datetime.timedelta(minutes=minutes),
                channel=channel,
                place=place,
                agenda=agenda,
                planned_by=by,
            )
            record(mentoring_session, "plan", by=by, to_state=State.PLANNED)
            planned.append(mentoring_session)
            new.append(mentoring_session)
        if new:
            letters.sessions_planned(new)
            alerts.refresh(mentorship)
        return planned


def starts(mentorship, first, person, number):
    """`number` starts at the pair's rhythm, always at the same hour on this person's clock: 18 h stays 18 h
    from summer to winter time."""
    gap = datetime.timedelta(days=RHYTHM_DAYS[mentorship.frequency])
    local = first.astimezone(zoneinfo.ZoneInfo(person.timezone))
    # Adding days to a local time keeps its hour; the absolute moment is worked out after.
    return [(local + index * gap).astimezone(datetime.UTC) for index in range(number)]


def check_date(mentorship, starts_at, minutes, *, ignoring=None, is_repeat=False):
    """Raise Refused for a start that cannot be; the sentence names the date of one nobody typed."""
    now = timezone.now()
    if starts_at <= now:
        raise Refused(_("Choisissez une date à venir"))
    if starts_at > now + FURTHEST:
        if is_repeat:
            date = date_heure(starts_at)
            raise Refused(_("La séance du {date} serait dans plus de six mois").format(date=date))
        raise Refused(_("Choisissez une date dans les six mois"))
    others = mentorship.mentoring_sessions.filter(
        state=State.PLANNED,
        starts_at__lt=starts_at + datetime.timedelta(minutes=minutes),
        ends_at__gt=starts_at,
    )
    if others.exclude(pk=ignoring.pk if ignoring else None).exists():
        if is_repeat:
            text = _("La séance du {date} en croise une autre : changez de date, ou ne répétez pas")
            raise Refused(text.format(date=date_heure(starts_at)))
        raise Refused(_("Une séance est déjà prévue à ce moment"))


def change(mentoring_session, *, by, starts_at, minutes, channel, place="", agenda=""):
    """Move a session (or only its place): the same event of the calendar, one version later. Whoever moves
    it is who chose its date from now on."""
    now = timezone.now()
    with transaction.atomic():
        check_going(lock(mentoring_session.mentorship))
        before = lock(mentoring_session)
        check_date(mentoring_session.mentorship, starts_at, minutes, ignoring=mentoring_session)
        move(
            mentoring_session,
            "move",
            State.PLANNED,
            by=by,
            payload={"from": before.starts_at.isoformat()},
            starts_at=starts_at,
            ends_at=starts_at + datetime.timedelta(minutes=minutes),
            channel=channel,
            place=place,
            agenda=agenda,
            sequence=before.sequence + 1,
            planned_at=now,
            changed_at=now,
            planned_by=by,
        )
        outbox.withdraw_about(mentoring_session, *ABOUT_TO_COME)
        letters.session_moved(mentoring_session, before.starts_at)
        alerts.refresh(mentoring_session.mentorship)
        return mentoring_session


def cancel(mentoring_session, *, by, reason="", word="", is_over=False):
    """Both get the file that takes it off their calendars; `is_over`: with the pair, so not to replan.

    Raises NotAllowed once it has begun: whether it was held is for the feedback to say.
    """
    now = timezone.now()
    with transaction.atomic():
        current = lock(mentoring_session)
        if current.state == State.PLANNED and current.starts_at <= now:
            raise NotAllowed(_("Cette action n’est plus possible : la séance a commencé."))
        move(
            mentoring_session,
            "cancel",
            State.CANCELLED,
            by=by,
            reason=reason,
            cancel_reason=reason,
            cancel_word=word,
            sequence=current.sequence + 1,
            changed_at=now,
        )
        outbox.withdraw_about(mentoring_session, *ABOUT_TO_COME)
        letters.session_cancelled(mentoring_session, by, is_over=is_over)
        if not is_over:
            alerts.refresh(mentoring_session.mentorship)
        return mentoring_session


def log(mentorship, *, by, starts_at, minutes, channel, notes=""):
    """« Noter une séance déjà faite »: held from the start. The same moment noted twice is one session."""
    now = timezone.now()
    if starts_at > now:
        raise Refused(_("Choisissez une date passée"))
    if starts_at < now - OLDEST:
        raise Refused(_("Choisissez une date des 60 derniers jours"))
    with transaction.atomic():
        mentorship = lock(mentorship)
        check_live(mentorship)
        end = starts_at + datetime.timedelta(minutes=minutes)
        twin = mentorship.mentoring_sessions.exclude(state=State.CANCELLED).filter(
            starts_at__lt=end, ends_at__gt=starts_at
        )
        if found := twin.first():
            if found.state == State.HELD and found.starts_at == starts_at:
                return found
            raise Refused(_("Une séance existe déjà à ce moment"))
        mentoring_session = MentoringSession.objects.create(
            mentorship=mentorship,
            state=State.HELD,
            starts_at=starts_at,
            ends_at=end,
            channel=channel,
            notes=notes,
            planned_by=by,
        )
        record(mentoring_session, "log", by=by, to_state=State.HELD)
        alerts.refresh(mentorship)
        return mentoring_session


def write_notes(mentoring_session, *, by, notes):
    """« À retenir », shared by the two, never read by the team. Raises NotAllowed when it was cancelled."""
    with transaction.atomic():
        if lock(mentoring_session).state == State.CANCELLED:
            raise NotAllowed(_("Cette action n’est plus possible : la séance est annulée."))
        mentoring_session.notes = notes
        mentoring_session.save(update_fields=["notes"])
        record(mentoring_session, "write_notes", by=by)


def end_due(now=None):
    """Sessions whose end has come wait for the pair's word. Returns how many; the clock calls it."""
    due = MentoringSession.objects.planned().filter(ends_at__lte=now or timezone.now()).order_by("pk")
    return each(due, end)


def end(mentoring_session):
    move(mentoring_session, "end", State.TO_CONFIRM, by=None)
