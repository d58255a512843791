"""What a coordinator does with the outbox: look, cancel, send again, send now."""

import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.audit import record
from mentoring.models import NotAllowed, User
from mentoring.searching import named

from . import catalogue, rules
from .models import Email

State = Email.State
PERIODS = {
    "jour": datetime.timedelta(days=1),
    "semaine": datetime.timedelta(days=7),
    "mois": datetime.timedelta(days=30),
}
FEW = 1_000


def in_order():
    """The rows of the journal."""
    return (
        Email.objects.select_related("recipient")
        .defer("text", "html", "attachments")
        .annotate(has_text=ExpressionWrapper(~Q(text=""), output_field=BooleanField()))
        .order_by(*Email.FAILED_FIRST)
    )


def filtered(wanted):
    """The journal's rows for what is `wanted` ({"etat", "modele", "periode", "q"}, each as it may be absent):
    failed ones first, then the newest. Each says whether it `has_text` still; none brings it."""
    emails = in_order()
    if state := wanted.get("etat"):
        emails = emails.filter(state=state)
    if kind := wanted.get("modele"):
        emails = emails.filter(kind=kind)
    if period := wanted.get("periode"):
        emails = emails.filter(created_at__gt=timezone.now() - PERIODS[period])
    for word in wanted.get("q", "").split():
        # A secret subject is not shown, so it is not searched: the digits of a code could be guessed.
        in_subject = Q(subject__icontains=word) & (Q() if settings.ALLOW_DEMO else Q(is_secret=False))
        emails = emails.filter(of(word) | sent_to(word) | in_subject | about(word))
    return at_hand(emails) if wanted.get("q") else emails


def of(word):
    """To somebody of this name: people are read once, not beside each of their e-mails."""
    return Q(recipient__in=User.objects.filter(named(word, "")).values("pk"))


def sent_to(text):
    """Addresses of accounts are in small letters: only the others are read letter by letter."""
    return Q(to_address__contains=text.lower()) | Q(recipient=None, to_address__icontains=text)


def about(text):
    """References are capitals of people's things, small letters of the others."""
    return Q(reference__in=[text, text.upper(), text.lower()])


def at_hand(emails):
    """The same e-mails, by their keys where they are few: no index finds a word, and all are read once for
    it, not for their number and again for their page."""
    keys = list(emails.order_by().values_list("pk", flat=True)[: FEW + 1])
    if len(keys) > FEW:
        return emails
    return in_order().filter(pk__in=keys)


def resend(email, *, by):
    """Try a failed message again, for another day. Raises NotAllowed once its text is forgotten."""
    if not email.text:
        raise NotAllowed(_("Cette action n’est plus possible : le texte de cet e-mail est effacé."))
    _reschedule(email, State.FAILED, by, "resend")
    return _("L’e-mail repart.")


def send_now(email, *, by):
    """Leave out the rest of a decision's ten minutes. Nights and Sundays stay quiet."""
    _reschedule(email, State.SCHEDULED, by, "send_now")
    if rules.postponement(email, catalogue.get(email.kind), timezone.now()):
        return _("L’e-mail partira à la prochaine heure permise : le jour, hors dimanche et jours fériés.")
    return _("L’e-mail part maintenant.")


def cancel(email, *, by):
    with transaction.atomic():
        if not Email.objects.filter(pk=email.pk, state=State.SCHEDULED).update(
            state=State.CANCELLED, note=_("Annulé par la coordination")
        ):
            raise NotAllowed(_("Cette action n’est plus possible : l’e-mail est déjà parti."))
        record(Subject(email), "cancel_email", by=by)
    return _("L’e-mail ne partira pas.")


def _reschedule(email, state, by, transition):
    with transaction.atomic():
        if not Email.objects.filter(pk=email.pk, state=state).update(
            state=State.SCHEDULED, next_attempt_at=timezone.now(), attempts=0, note=""
        ):
            raise NotAllowed(_("Cette action n’est plus possible : l’e-mail est déjà parti."))
        record(Subject(email), transition, by=by)


def forget_bodies(before):
    """Keep of the e-mails written before that their subject, to whom and when. Returns how many."""
    old = Email.objects.filter(created_at__lte=before).exclude(state__in=[State.SCHEDULED, State.SENDING])
    return old.exclude(text="").update(text="", html="", attachments=[])


def forget(before):
    """Delete the e-mails written before that, whatever became of them. Returns how many."""
    old = Email.objects.filter(created_at__lte=before).exclude(state__in=[State.SCHEDULED, State.SENDING])
    return old.delete()[0]


class Subject:
    """What events about an e-mail are filed under."""

    def __init__(self, email):
        self.reference = f"email:{email.public_id}"
