"""What the privacy of a person writes to them. Each is called in the transaction of the change."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from followup.services import confirmations
from followup.services.letters import in_words_of
from mentoring.mail import outbox
from mentoring.models import Programme
from mentoring.templatetags.dates import date_courte, date_longue

# The purposes of the one-click links, written in them: never change one.
KEEP, STAY = "garder", "rester"


def data_export_ready(export):
    with in_words_of(export.person):
        outbox.queue(
            "data_export_ready",
            to=export.person,
            about=export,
            context={"date": date_longue(export.expires_at), "is_by_team": export.is_asked_by_team},
            buttons=[(_("Télécharger mes données"), reverse("data_export", args=[export.public_id]))],
            preheader=_("Votre dossier, à lire et à emporter."),
            reply_to=Programme.current().contact_email,
        )


def account_deletion_scheduled(deletion):
    person = deletion.person
    with in_words_of(person):
        outbox.queue(
            "account_deletion_scheduled",
            to=person,
            about=deletion,
            context={"date": date_courte(deletion.due_at), "long_date": date_longue(deletion.due_at)},
            buttons=[(_("Garder mon compte"), confirmations.path(KEEP, person, deletion.public_id))],
            preheader=_("Vous pouvez changer d’avis jusque-là."),
            reply_to=Programme.current().contact_email,
        )


def account_deleted(deletion, address):
    """To the address alone: the account is gone. `deletions.finish` wipes the address once it has left."""
    outbox.queue(
        "account_deleted",
        to=address,
        about=deletion,
        buttons=[(_("Aller à l’accueil"), settings.SITE_URL + reverse("home"))],
        reply_to=Programme.current().contact_email,
    )


def retention_warning(notice, *, erased_on):
    person = notice.person
    with in_words_of(person):
        outbox.queue(
            "retention_warning",
            to=person,
            about=f"person:{person.public_id}",
            discriminator=f"{notice.sent_at:%Y%m%d}",
            context={"date": date_longue(erased_on)},
            buttons=[(_("Garder mon compte"), confirmations.path(STAY, person, subject_of(notice)))],
            preheader=_("Un clic suffit pour rester."),
            reply_to=Programme.current().contact_email,
        )


def subject_of(notice):
    """The notice a link answers: a later one has its own."""
    return f"{notice.sent_at:%Y%m%d}"
