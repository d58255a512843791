"""« Écrire » on the page of a person: a message of the team to them alone."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from applications.models import Profile
from followup.services.letters import in_words_of, role_of
from mentoring.audit import fingerprint, is_pressed_twice, record
from mentoring.mail import outbox
from mentoring.models import NotAllowed
from mentoring.moves import lock


class Person:
    """What is written to somebody, about nothing else, is filed under."""

    def __init__(self, person):
        self.reference = f"person:{person.public_id}"


def write(person, *, by, text):
    """It leaves in ten minutes, signed by the coordinator, who reads the answer; until then the mail journal
    takes it back. Pressed twice, it is one message. Raises NotAllowed for a closed account."""
    about, said = Person(person), {"words": fingerprint(text)}
    with transaction.atomic():
        if not lock(person).is_active:
            raise NotAllowed(_("Ce compte est fermé : personne n’y lirait votre message."))
        if is_pressed_twice(about, "team_message", by=by, **said):
            return
        event = record(about, "team_message", by=by, **said)
        with in_words_of(person):
            outbox.queue(
                "team_message",
                to=person,
                about=about,
                discriminator=str(event.pk),
                context={"text": text},
                buttons=[(_("Aller à mon espace"), reverse("space"))],
                role=colour_of(person),
                reply_to=by.email,
                signed_by=by,
            )


def colour_of(person):
    """The side of the frame, of whoever has only one."""
    profiles = list(Profile.objects.filter(person=person))
    return role_of(profiles[0]) if len(profiles) == 1 else ""
