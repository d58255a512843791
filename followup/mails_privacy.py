"""The kinds of e-mail about a person's data and the end of their account."""

from django.utils.translation import gettext_lazy as _

from followup.models import AccountDeletion, DataExport, InactivityNotice
from followup.services.privacy import letters
from mentoring.mail.catalogue import Kind, R, T, register


def is_downloadable(email):
    return DataExport.objects.filter(public_id=email.reference.partition(":")[2]).exists()


def is_scheduled(email):
    public_id = email.reference.partition(":")[2]
    return AccountDeletion.objects.filter(public_id=public_id, state=AccountDeletion.State.SCHEDULED).exists()


def is_unanswered(email):
    """Not seen since, and no later warning."""
    notice = InactivityNotice.objects.filter(person=email.recipient, kept_at=None).first()
    seen_at = email.recipient.last_login
    is_back = seen_at is not None and seen_at > email.created_at
    return notice is not None and not is_back and email.key.endswith(f":{letters.subject_of(notice)}")


register(Kind("data_export_ready", T, _("Vos données sont prêtes"), is_still_relevant=is_downloadable))
register(
    Kind(
        "account_deletion_scheduled",
        T,
        _("Suppression prévue le {date}"),
        is_still_relevant=is_scheduled,
        is_secret=True,
    )
)
register(Kind("account_deleted", T, _("Votre compte est supprimé")))
register(
    Kind(
        "retention_warning",
        R,
        _("Garder votre compte ?"),
        is_still_relevant=is_unanswered,
        rank=12,
        is_secret=True,
        keeps_days=30,
    )
)
