"""When the team was last in touch with a pair: what it wrote to either person, noted, answered, handled."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Max

from followup.models import Alert, PairNote
from mentoring.mail.models import Email
from mentoring.models import Event, HelpRequest

# A message that never left is no contact.
NOT_SENT = (Email.State.CANCELLED, Email.State.SUPPRESSED, Email.State.FAILED)


@dataclass(frozen=True)
class Contact:
    """`message` is the e-mail, where it was one."""

    at: datetime.datetime
    message: Email | None = None


def last(pairs):
    """{id of a pair: its last Contact}: five queries, however many pairs there are."""
    beside = defaultdict(list)
    for pk, at in [*noted(pairs), *handled(pairs)]:
        beside[pk].append(Contact(at))
    of_person = {side.person_id for pair in pairs for side in (pair.mentor, pair.mentee)}
    asked = {
        reference: (person, about)
        for reference, person, about in HelpRequest.objects.filter(person__in=of_person).values_list(
            "reference", "person", "about"
        )
    }
    told = defaultdict(list)  # {person's id: [(reference of the pair it is about, Contact)]}
    for email in written(of_person):
        about = asked[email.reference][1] if email.reference in asked else pair_named(email.reference)
        told[email.recipient_id].append((about, Contact(email.created_at, email)))
    for event in answered(asked):
        person, about = asked[event.reference]
        told[person].append((about, Contact(event.at)))
    found = {}
    for pair in pairs:
        contacts = beside[pair.pk] + [
            contact
            for side in (pair.mentor, pair.mentee)
            for about, contact in told[side.person_id]
            if about in ("", pair.reference)
        ]
        if contacts:
            found[pair.pk] = max(contacts, key=lambda contact: contact.at)
    return found


def pair_named(reference):
    """The pair an e-mail is about, "" when it is about the person alone."""
    return reference if reference.startswith("BIN-") else ""


def written(people):
    sent = Email.objects.filter(kind="team_message", recipient__in=people).exclude(state__in=NOT_SENT)
    return sent.only("public_id", "reference", "state", "created_at", "recipient").order_by("pk")


def answered(references):
    """A meeting that was set, a note that says what was agreed, a request that was resolved."""
    moves = Event.objects.filter(
        reference__in=references, transition__in=("plan", "close"), actor__isnull=False
    )
    return [
        event for event in moves if event.transition == "close" or event.reason or event.payload.get("after")
    ]


def noted(pairs):
    notes = PairNote.objects.filter(mentorship__in=pairs).order_by()
    return notes.values_list("mentorship").annotate(Max("created_at"))


def handled(pairs):
    done = Alert.objects.filter(mentorship__in=pairs, state=Alert.State.RESOLVED)
    return done.values_list("mentorship").annotate(Max("closed_at"))
