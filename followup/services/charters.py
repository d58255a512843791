"""« La charte évolue »: those who signed another version are told once what changes."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from applications.models import Application
from followup.services import letters
from followup.services.reminders import write_once
from matching.services import pool
from mentoring import charter
from mentoring.mail import outbox
from mentoring.models import Programme
from mentoring.templatetags.dates import date_longue

KIND = "charter_updated"


def signatories(version):
    """Profiles that take part, of people who signed the charter but never this version of it."""
    signed = Application.objects.filter(person=OuterRef("person"), charter_version=version)
    taking_part = pool.in_programme().exclude(application__charter_version="")
    return taking_part.filter(~Exists(signed))


def tell():
    """Write to each of them, once a version and a person. Returns to how many."""
    programme = Programme.current()
    changes = charter.changes_of(programme.charter_version)
    about = reference_of(programme.charter_version)
    wanted = {
        outbox.key_of(KIND, about, profile.person, ""): (profile, programme, changes)
        for profile in signatories(programme.charter_version).select_related("person").order_by("pk")
    }
    return write_once(wanted, write)


def reference_of(version):
    return f"charter:{version}"


def write(profile, programme, changes):
    with letters.in_words_of(profile.person):
        letters.queue(
            KIND,
            profile,
            reference_of(programme.charter_version),
            context={"date": date_longue(programme.charter_published_on), "changes": changes},
            buttons=[(_("Lire la charte"), reverse("charter"))],
            preheader=_("Ce qui change, en quelques lignes.") if changes else "",
        )
