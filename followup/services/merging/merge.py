"""« Fusionner un doublon »: everything one account holds is given to the other account of the same person.
What is left of the first is a row nobody opens, by which old links lead to the account that stays.

Locks are taken as elsewhere: people, applications, profiles (mentors first). Pairs, proposals and sessions
hang on profiles and are not written.
"""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from applications.models import Application, Profile
from applications.services import drafts
from followup.services.privacy import erasure, traces
from matching.services import features, seats
from mentoring.audit import record
from mentoring.mail.models import Email
from mentoring.models import Event, NotAllowed, User

from . import doubles, letters, preview, relations
from .relations import RELATIONS, Outcome

MERGE = "merge"


def merge(kept, absorbed, *, by, seen):
    """Give `kept` what `absorbed` holds. Returns the event, or None when it is done already (a second click).

    `seen` is the mark of the page that was read. Raises NotAllowed, saying why, when something stands in the
    way or has changed since.
    """
    with seats.refusing_conflicts(), transaction.atomic():
        kept, absorbed = hold(kept, absorbed)
        if absorbed.merged_into_id == kept.pk:
            return None
        found = preview.of(kept, absorbed)
        if found.obstacles:
            raise NotAllowed(" ".join(found.obstacles))
        if found.mark != seen:
            raise NotAllowed(
                _("L’un des deux comptes a changé depuis que cette page est ouverte : relisez-la.")
            )
        before = {"kept": relations.counts(kept), "absorbed": relations.counts(absorbed)}
        known, former = traces.references(absorbed), absorbed.email
        is_proven = unite(kept, absorbed, by=by)
        after = {"kept": relations.counts(kept), "absorbed": relations.counts(absorbed)}
        facts = {"absorbed": absorbed.public_id, "references": known, "before": before, "after": after}
        event = record(letters.Person(kept), MERGE, by=by, **facts)
        letters.accounts_merged(kept, absorbed, former if is_proven else "")
        return event


def hold(kept, absorbed):
    """Both people as they are now, with their applications and profiles, all locked."""
    rows = User.objects.select_for_update(no_key=True).order_by("pk")
    people = {person.pk: person for person in rows.filter(pk__in=[kept.pk, absorbed.pk])}
    for model, order in ((Application, ["pk"]), (Profile, ["-kind", "pk"])):
        held = model.objects.select_for_update(no_key=True).filter(person__in=list(people))
        list(held.order_by(*order).values_list("pk", flat=True))
    return people[kept.pk], people[absorbed.pk]


def unite(kept, absorbed, *, by):
    """Returns whether the address of the absorbed account was its owner's."""
    drop_doubles(kept, absorbed, by=by)
    moved = list(absorbed.profiles.values_list("pk", flat=True))
    complete(kept, absorbed, has_profiles=bool(moved))
    is_proven = take_addresses(kept, absorbed)
    take_references(kept, absorbed)
    take_emails(kept, absorbed)
    for key, relation in RELATIONS.items():
        if relation.outcome is Outcome.UNITED:
            relations.doubles(key, kept, absorbed).delete()
        if relation.outcome in (Outcome.MOVES, Outcome.UNITED) or key in GIVEN:
            relations.rows(key, absorbed).update(**{key[1]: kept})
    features.write(Profile.objects.filter(pk__in=moved))
    empty(absorbed, kept)
    return is_proven


# Relations whose doubles went before: what is left moves like the rest.
GIVEN = {
    ("applications.Application", "person"),
    ("applications.Profile", "person"),
    ("followup.WorkshopRegistration", "person"),
}


def drop_doubles(kept, absorbed, *, by):
    for draft in doubles.drafts(kept, absorbed):
        drafts.discard(draft, by=by)
    for profile in doubles.spare_profiles(kept, absorbed):
        Event.objects.filter(reference=profile.reference).update(reason="", payload={})
        profile.delete()
    for registration in doubles.registrations(kept, absorbed):
        registration.delete()


def complete(kept, absorbed, *, has_profiles):
    """What the account that stays does not say of its owner; it is as old, and was as lately opened, as the
    two together. Slots are said in the time zone of whoever gave them."""
    for name in ("first_name", "last_name", "phone"):
        setattr(kept, name, getattr(kept, name) or getattr(absorbed, name))
    if has_profiles and not kept.profiles.exists():
        kept.timezone = absorbed.timezone
    kept.date_joined = min(kept.date_joined, absorbed.date_joined)
    kept.last_login = max(filter(None, (kept.last_login, absorbed.last_login)), default=None)
    kept.save(update_fields=["first_name", "last_name", "phone", "timezone", "date_joined", "last_login"])


def take_addresses(kept, absorbed):
    """Proven addresses open the account that stays; the others open nothing any more. Returns whether that of
    the absorbed account is one of the first."""
    theirs = EmailAddress.objects.filter(user=absorbed)
    theirs.filter(verified=False).delete()
    proven = list(theirs.values_list("email", flat=True))
    EmailAddress.objects.filter(user=kept, verified=False, email__in=proven).delete()
    theirs.update(user=kept, primary=False)
    return absorbed.email in proven


def take_references(kept, absorbed):
    """What was filed under the absorbed account itself."""
    for before, after in renamed(kept, absorbed).items():
        Event.objects.filter(reference=before).update(reference=after)
        Email.objects.filter(reference=before).exclude(recipient=absorbed).update(reference=after)


def renamed(kept, absorbed):
    """{reference of the absorbed account: that of the other}"""
    subjects = ("person:{}", "draft:{}:mentor", "draft:{}:mentee")
    return {one.format(absorbed.public_id): one.format(kept.public_id) for one in subjects}


def take_emails(kept, absorbed):
    """Every message is the kept account's, what has not left goes to its address. Keys name the recipient: a
    message computed again later finds the one that was written; the same message twice leaves once."""
    names = renamed(kept, absorbed)
    needed = ("key", "kind", "reference", "state", "to_address", "note", "recipient")
    emails = list(Email.objects.filter(recipient=absorbed).only(*needed))
    known = set(Email.objects.filter(recipient=kept).values_list("key", flat=True))
    for email in emails:
        start = f"{email.kind}:{email.reference}:{absorbed.pk}:"
        email.reference = names.get(email.reference, email.reference)
        key = email.key
        if key.startswith(start):
            key = f"{email.kind}:{email.reference}:{kept.pk}:{key.removeprefix(start)}"
        is_waiting = email.state == Email.State.SCHEDULED
        if key not in known:
            email.key = key
        elif is_waiting:
            email.state, email.note = Email.State.CANCELLED, _("Déjà écrit à l’autre compte")
        email.recipient = kept
        email.to_address = kept.email if is_waiting else email.to_address
    Email.objects.bulk_update(emails, [name for name in needed if name != "kind"], batch_size=200)


def empty(absorbed, kept):
    """The row that stays holds nothing, opens nothing, and leads to the account that stays."""
    for key, relation in RELATIONS.items():
        if relation.outcome is Outcome.DROPPED and key[0] != "usersessions.UserSession":
            relations.rows(key, absorbed).delete()
    absorbed.merged_into = kept
    erasure.shut(absorbed, _("Compte réuni à un autre"))
