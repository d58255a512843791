"""What somebody is written when their two accounts become one."""

from django.urls import reverse
from django.utils.translation import gettext as _

from followup.services.letters import in_words_of
from mentoring.mail import outbox
from mentoring.models import Programme


class Person:
    """What the events about an account are filed under."""

    def __init__(self, person):
        self.reference = f"person:{person.public_id}"


def accounts_merged(kept, absorbed, former):
    """To the address that stays, and to `former`, the other one, when its owner had proven it ("" if not)."""
    for to in filter(None, (kept, former)):
        with in_words_of(kept):
            outbox.queue(
                "accounts_merged",
                to=to,
                about=Person(kept),
                discriminator=absorbed.public_id,
                context={"address": kept.email, "former": former},
                buttons=[(_("Voir mon compte"), reverse("account"))],
                preheader=_("Rien n’est perdu : tout est réuni."),
                reply_to=Programme.current().contact_email,
            )
