"""« La charte évolue »: those who signed another version are told once what changes, and sign it.

Nothing is closed to whoever has not signed yet.
"""

import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.models import Application
from followup.services import letters
from followup.services.reminders import write_once
from matching.services import pool
from mentoring import charter
from mentoring.audit import record
from mentoring.mail import outbox
from mentoring.models import NotAllowed, Programme
from mentoring.templatetags.dates import date_longue

KIND = "charter_updated"
# How long a new version stands in the first place of people's space.
ANNOUNCED_FOR = datetime.timedelta(days=30)


def signatories(version):
    """Profiles that take part, of people who signed the charter but never this version of it."""
    signed = Application.objects.filter(person=OuterRef("person"), charter_version=version)
    taking_part = pool.in_programme().exclude(application__charter_version="")
    return taking_part.filter(~Exists(signed))


def taking_part(person):
    """Their profiles in the programme, by applications that were signed."""
    return pool.in_programme().filter(person=person).exclude(application__charter_version="")


def people_to_ask(version):
    """How many people would be asked to sign this version."""
    return signatories(version).values("person").distinct().count()


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


def to_sign(person, programme):
    """{"published_on", "is_recent", "version"} of the charter in force, for whoever takes part and signed
    another one, not this one; None when there is nothing to do."""
    if not signatories(programme.charter_version).filter(person=person).exists():
        return None
    published_on = programme.charter_published_on
    return {
        "version": programme.charter_version,
        "published_on": published_on,
        "is_recent": timezone.localdate() < published_on + ANNOUNCED_FOR,
    }


@transaction.atomic
def sign(person, version):
    """The person has read this version and holds to it: said on each application by which they take part, as
    the first signature was. Returns the applications; none for a second press.

    Raises NotAllowed when another version came into force since the page was read.
    """
    programme = Programme.held()
    if version != programme.charter_version:
        raise NotAllowed(_("La charte a changé depuis : relisez-la et cochez la case"))
    by_profile = signatories(version).filter(person=person).values("application")
    held = Application.objects.select_for_update(of=("self",), no_key=True)
    applications = list(held.filter(pk__in=by_profile).order_by("pk"))
    for application in applications:
        before = application.charter_version
        application.charter_version, application.charter_signed_at = version, timezone.now()
        application.save(update_fields=["charter_version", "charter_signed_at"])
        record(
            application,
            "sign_charter",
            by=person,
            before={"charter_version": before},
            after={"charter_version": version},
        )
    if applications:
        outbox.withdraw(outbox.key_of(KIND, reference_of(version), person, ""))
    return applications
