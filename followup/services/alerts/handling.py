"""What the team does with an alert: handle it, put it off, follow it; and write to a pair."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from followup.models import Alert
from followup.services.alerts import letters, words
from mentoring import help as help_desk
from mentoring.audit import fingerprint, is_pressed_twice, record
from mentoring.models import HelpRequest, NotAllowed
from mentoring.moves import lock, move, no_longer

State = Alert.State
SNOOZED_FOR = datetime.timedelta(days=7)


def handle(alert, *, by, note, is_request_closed=False):
    """« Traité »: what was done, in a sentence. The same fact opens no other alert.

    `is_request_closed` closes with the same note what the person asked on the help page, where the alert goes
    with it. Raises NotAllowed without a note, or when the alert is closed.
    """
    if not note.strip():
        raise NotAllowed(_("Écrivez ce qui a été fait."))
    with transaction.atomic():
        # Requests before alerts, as everywhere: closing a request closes its alert.
        if is_request_closed:
            for request in requests_of(alert):
                help_desk.close(request, by=by, note=note)
        changes = {"resolved_by": by, "note": note, "snoozed_until": None, "closed_at": timezone.now()}
        move(alert, "handle", State.RESOLVED, by=by, reason=note, **changes)


def requests_of(alert):
    """The open requests of its person about the pair that say the same thing."""
    if alert.rule not in words.ASKED:
        return HelpRequest.objects.none()
    asked = HelpRequest.objects.open().filter(person=alert.person, kind=words.kind_of(alert))
    return asked.filter(about=alert.mentorship.reference).order_by("created_at", "pk")


def snooze(alert, *, by):
    """« Reporter de 7 jours »: it comes back by itself, or sooner for a newer fact. Returns the date."""
    until = timezone.localdate() + SNOOZED_FOR
    move(alert, "snooze", State.SNOOZED, by=by, snoozed_until=until, payload={"until": until.isoformat()})
    return until


def take(alert, *, by):
    """« Je m'en occupe »."""
    with transaction.atomic():
        current = lock(alert)
        if not current.is_live:
            raise no_longer(current)
        if current.owner_id != by.pk:
            alert.owner = by
            alert.save(update_fields=["owner"])
            record(alert, "take", by=by)


def write(mentorship, *, by, to, text):
    """« Écrire » to one or both of a pair (`to`: people). It leaves in ten minutes, signed by the
    coordinator, who reads the answers; until then the mail journal takes it back. Pressed twice, it is one
    message."""
    sides = [mentorship.profile_of(person) for person in to]
    said = {"to": [letters.role_of(side) for side in sides], "words": fingerprint(text)}
    with transaction.atomic():
        lock(mentorship)
        if is_pressed_twice(mentorship, "team_message", by=by, **said):
            return
        event = record(mentorship, "team_message", by=by, **said)
        for side in sides:
            letters.team_message(mentorship, event, by=by, profile=side, text=text)
