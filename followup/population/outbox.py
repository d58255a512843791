"""E-mails in bulk: what the outbox keeps of those of the last weeks, as sending them would have left it.

A kind is rendered once for each side, over the sample the coordination tries its texts on, then bears the
first name of whoever it goes to: its length is right, its dates are the sample's.
"""

import datetime
from dataclasses import dataclass

from django.conf import settings

from applications.options import Kind
from followup.services.privacy.retention import BODIES_KEPT
from mentoring.mail import catalogue, outbox, rendering, rules, wordings
from mentoring.mail.models import Email
from mentoring.models import User

from . import calendar
from .setting import public_id

State = Email.State
BATCH = 1_000
# Stands for the first name in what is rendered once for many.
NAME = "Prénom-de-la-personne"
# Shares of those that did not leave: in vain, reminders outdated meanwhile, decisions taken back.
FAILED, SUPPRESSED, CANCELLED = 0.001, 0.03, 0.005
REFUSAL = "SMTPRecipientsRefused : 550 5.1.1 adresse inconnue"
# Kinds whose sample says nothing to their subject.
SAMPLES = {
    "staff_alert": {
        "pair": "Nadia et Yanis",
        "sentence": "Pas encore de première séance (J+21)",
        "since": "2 mars",
    },
    "team_message": {"text": "Comment avance votre binôme ?\n\nQuand puis-je vous appeler ?"},
}


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a message goes to."""

    pk: int
    first_name: str
    email: str
    zone: str


def reader(user):
    return Reader(user.pk, user.first_name, user.email, user.timezone)


class Outbox:
    """Written through a Writer, a thousand at a time and by `flush` for the rest."""

    def __init__(self, setting, writer):
        self.setting, self.writer = setting, writer
        self.rows, self.frames, self.number = [], {}, 0
        self.today = calendar.midnight(setting.today)
        # Tonight's retention finds nothing, though the clocks may have changed since.
        self.since = calendar.midnight(setting.today - BODIES_KEPT + datetime.timedelta(days=2))
        self.undo = datetime.timedelta(minutes=settings.MAIL_UNDO_MINUTES)

    def queue(self, kind_key, to, about, at, *, discriminator="", side="", leaves_at=None, **words):
        """A message written at `at` about this reference. `words` are those of its subject; `side`, mentor
        or mentee, is whose words they are. Nothing is kept of what is older than bodies are."""
        if not self.since <= at <= self.today:
            return
        kind = catalogue.get(kind_key)
        key = outbox.key_of(kind.key, about, to, discriminator)
        self.number += 1
        draw = self.setting.drawer("mail", self.number)
        subject, text, html = self.words(kind, side, words)
        row = Email(
            public_id=public_id(draw),
            key=key,
            kind=kind.key,
            category=kind.category,
            rank=kind.rank,
            reference=about,
            recipient_id=to.pk,
            to_address=to.email,
            subject=subject,
            text=text.replace(NAME, to.first_name),
            html=html.replace(NAME, to.first_name),
            is_secret=kind.is_secret,
            next_attempt_at=leaves_at or self.leaving(kind, at, to),
            created_at=at,
        )
        settle(row, draw, self.today)
        self.rows.append(row)
        if len(self.rows) >= BATCH:
            self.flush()

    def leaving(self, kind, at, to):
        """When it may leave: a decision ten minutes later, and nothing but what answers an act at night, on
        Sundays and holidays."""
        if kind.category == catalogue.T:
            return at
        at += self.undo if kind.category == catalogue.D else datetime.timedelta()
        return rules.next_slot(at, to.zone, to.email) if rules.is_quiet(at, to.zone) else at

    def words(self, kind, side, words):
        """(subject, text, HTML) for anybody of this side."""
        if (kind.key, side) not in self.frames:
            self.frames[kind.key, side] = rendered(kind, side)
        context, *bodies = self.frames[kind.key, side]
        subject = str(kind.subject).format(**context | words)
        return subject, *bodies

    def flush(self):
        self.writer.write(self.rows)
        self.rows = []


def rendered(kind, side):
    """(words of its subject, text, HTML)."""
    wording = wordings.of(kind.key, {"is_mentor": side == Kind.MENTOR})
    context = {**wording.context, **SAMPLES.get(kind.key, {}), "title": str(wording.title)}
    _subject, text, html = rendering.render(
        kind,
        to=User(first_name=NAME),
        context=context,
        buttons=[(str(wording.button), settings.SITE_URL)],
        preheader="",
        role=side,
        footer_links=[],
    )
    return context, text, html


def settle(row, draw, today):
    """Still to leave today or later; sent for most of the others."""
    luck = draw.random()
    if row.next_attempt_at >= today:
        row.state = State.SCHEDULED
    elif luck < FAILED:
        row.state, row.attempts, row.note = State.FAILED, 1, REFUSAL
    elif row.category == catalogue.R and luck < SUPPRESSED:
        row.state, row.attempts, row.note = State.SUPPRESSED, 1, "N’est plus d’actualité"
    elif row.category == catalogue.D and luck < CANCELLED:
        row.state, row.note = State.CANCELLED, "Retiré avant l’envoi"
    else:
        row.state, row.attempts, row.sent_at = State.SENT, 1, row.next_attempt_at
