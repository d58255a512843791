"""One message before it is written to the outbox: what queueing it and showing it first both need."""

from dataclasses import dataclass

from mentoring.models import Programme, User

from . import catalogue, outbox, rendering


@dataclass(frozen=True)
class Letter:
    """`button` is (label, path); `role` is "mentor" or "mentee"."""

    kind: str
    to: User
    role: str
    context: dict
    button: tuple[str, str]
    preheader: str = ""
    signed_by: User | None = None

    def queue(self, about, discriminator=""):
        return outbox.queue(
            self.kind,
            to=self.to,
            about=about,
            discriminator=discriminator,
            context=self.context,
            buttons=[self.button],
            role=self.role,
            preheader=self.preheader,
            reply_to=Programme.current().contact_email,
            signed_by=self.signed_by,
        )

    def preview(self):
        """{"subject", "text", "blocks", "html", "button", "signature"} as the person would read them.

        Nothing is written. `blocks` are the body's paragraphs down to the button, greeting first, as the
        frame takes them.
        """
        label, path = self.button
        subject, text, html = rendering.render(
            catalogue.get(self.kind),
            to=self.to,
            context=self.context,
            buttons=[(label, outbox.absolute(path))],
            preheader=self.preheader,
            role=self.role,
            footer_links=[],
            signed_by=self.signed_by,
        )
        blocks = rendering.above_button(text, label)
        return {
            "subject": subject,
            "text": text,
            "blocks": blocks,
            "html": html,
            "button": label,
            "signature": rendering.signature(Programme.current(), self.signed_by),
        }
