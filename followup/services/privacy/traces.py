"""What the outbox and the log of events say of a person: e-mails to them and about them, reasons given."""

from allauth.account.models import EmailAddress
from django.db.models import Q

from applications.models import Application, Profile
from followup.models import Alert, CheckIn, Goal, MentoringSession, Mentorship, WorkshopRegistration
from matching.models import Proposal
from mentoring.mail.models import Email
from mentoring.models import Event, HelpRequest

LEAVING = (Email.State.SCHEDULED, Email.State.SENDING)
# A word shorter than that is in every letter.
SHORTEST = 3


def addresses(person):
    """Every e-mail address of this person: two accounts merged leave two."""
    return [person.email, *EmailAddress.objects.filter(user=person).values_list("email", flat=True)]


def references(person):
    """What events and e-mails about this person are filed under."""
    pairs = Mentorship.objects.of(person)
    named = (
        *Application.objects.filter(person=person),
        *Profile.objects.filter(person=person),
        *Proposal.objects.of(person),
        *pairs,
        *MentoringSession.objects.filter(mentorship__in=pairs),
        *Goal.objects.filter(mentorship__in=pairs),
        *Alert.objects.filter(mentorship__in=pairs),
        *CheckIn.objects.filter(person=person),
        *WorkshopRegistration.objects.filter(person=person),
        *HelpRequest.objects.filter(person=person),
        *person.data_exports.defer("content"),
    )
    own = [
        f"person:{person.public_id}",
        *(f"draft:{person.public_id}:{kind}" for kind in ("mentor", "mentee")),
    ]
    return [*own, *(thing.reference for thing in named)]


def forget_events(person):
    """Which moves were made, and when, stays; why, and what was typed, goes."""
    Event.objects.filter(reference__in=references(person)).update(reason="", payload={})
    Event.objects.filter(actor=person, reference__startswith="person:").update(reason="", payload={})


def mails(person):
    """The keys of the e-mails written so far about this person, or that name them, to whomever."""
    words = [person.first_name, person.last_name, person.phone, *addresses(person)]
    words += Profile.objects.filter(person=person).values_list("excerpt", flat=True)
    named = Q(reference__in=references(person))
    for word in words:
        if len(word) >= SHORTEST:
            named |= Q(text__contains=word) | Q(subject__contains=word)
    return list(Email.objects.filter(named).values_list("pk", flat=True))


def silence(person, known):
    """Delete what was written to this person, take back what has not left about them, and wipe the rest; what
    a coordinator wrote is answered to the team."""
    Email.objects.filter(Q(recipient=person) | Q(to_address__in=addresses(person))).delete()
    told = Email.objects.filter(pk__in=known)
    told.filter(reference__in=references(person)).pending().update(state=Email.State.CANCELLED)
    wipe(told.exclude(state__in=LEAVING))
    Email.objects.filter(reply_to__in=addresses(person)).update(reply_to="")


def about(person, deletion):
    """The last letters: to the person, and to those they left."""
    return Email.objects.filter(reference__in=[*references(person), deletion.reference])


def wipe(emails):
    """Leave of these e-mails that they were sent, and when; a server that refuses one names the address."""
    emails.update(subject="", text="", html="", attachments=[], note="")
    for email in emails.filter(recipient=None).exclude(to_address=""):
        email.key, email.to_address = f"{email.kind}:{email.reference}:{email.public_id}", ""
        email.save(update_fields=["key", "to_address"])
