"""What a pair has lived, as the coordination reads it: the latest first. An e-mail stands with the session,
the check-in or the request it was about, and alone when it was about the pair.

What the two share with each other alone is never loaded: notes, « À retenir », places, agendas, the words of
a cancellation.
"""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.options import Channel
from followup.models import CheckIn, MentoringSession, SessionFeedback
from followup.reasons import END
from mentoring.mail.models import Email
from mentoring.models import Event, HelpRequest
from mentoring.templatetags.dates import date_longue

# The moves worth a line; the others are told by what they left: messages, requests, reviews.
MOVES = {
    "start": gettext_lazy("Le binôme commence"),
    "greet": gettext_lazy("Premiers mots échangés"),
    "choose_channel": gettext_lazy("Canal choisi : {channel}"),
    "pause": gettext_lazy("Pause jusqu’au {until}"),
    "resume": gettext_lazy("Reprise"),
    "ask_extension": gettext_lazy("{months} mois de plus proposés"),
    "extend": gettext_lazy("Prolongé de {months} mois"),
    "decline_extension": gettext_lazy("Prolongation déclinée"),
    "request_end": gettext_lazy("Fin demandée : {reason}"),
    "ask_undo_end": gettext_lazy("Souhaite reprendre le binôme"),
    "undo_end": gettext_lazy("Le binôme reprend, la fin est annulée"),
    "complete": gettext_lazy("Le binôme est terminé"),
    "end_early": gettext_lazy("Le binôme est arrêté"),
    "follow": gettext_lazy("Suivi attribué"),
    "team_message": gettext_lazy("Message de l’équipe"),
}
# How many entries a page shows at once, how many more unfold; the whole is one click away.
SHOWN, MOST = 12, 200
SIGNS = {
    "pause": "pause",
    "resume": "arrow-right",
    "request_end": "flag",
    "complete": "flag",
    "end_early": "stop",
    "team_message": "envelope",
    "choose_channel": "chat-dots",
}


@dataclass
class Entry:
    """`kind` says which fragment shows it and what `thing` is; `said` is what each person told of it,
    `sentence` what happened, of a move; `letters` are the lists of e-mails, alike but for their reader."""

    at: datetime.datetime
    kind: str
    thing: Any
    said: list = field(default_factory=list)
    sentence: str = ""
    letters: list = field(default_factory=list)

    @property
    def is_told(self):
        """Of a session: has one of the two answered?"""
        return any(feedback for _person, feedback in self.said)

    @property
    def number_of_letters(self):
        return sum(len(alike) for alike in self.letters)

    @property
    def sign(self):
        return SIGNS.get(self.thing.transition, "people")

    @property
    def words(self):
        """Of a move: what was written to the team with it."""
        return self.thing.reason if self.thing.transition == "pause" else self.thing.payload.get("note", "")


def of(mentorship, labels):
    """[Entry]: seven queries, whatever was lived. `labels` are `mentoring.reasons.labels()`."""
    met, asked = sessions(mentorship), list(check_ins(mentorship))
    requests = [Entry(row.created_at, "request", row) for row in requests_of(mentorship)]
    about = {entry.thing.reference: entry for entry in (*met, *requests)}
    about |= {row.reference: entry for entry in asked for row in entry.said}
    letters = letters_of(mentorship, about)
    for reference, entry in about.items():
        entry.letters += letters.pop(reference, {}).values()
    of_pair = letters.get(mentorship.reference, {})
    done = moves(mentorship, labels, of_pair)
    found = [
        *met,
        *asked,
        *requests,
        *(
            Entry(row.created_at, "review", row)
            for row in mentorship.closing_reviews.select_related("author", "read_by")
        ),
        *done,
        *(Entry(left_at(alike[0]), "email", alike[0], letters=[alike]) for alike in of_pair.values()),
    ]
    return sorted(found, key=lambda entry: entry.at, reverse=True)


def shown(entries, *, is_whole=False):
    """What a page shows of its entries, the latest first: {"entries", "older", "is_cut"}; `older` unfolds."""
    kept = entries if is_whole else entries[:MOST]
    return {"entries": kept[:SHOWN], "older": kept[SHOWN:], "is_cut": len(kept) < len(entries)}


def letters_of(mentorship, references):
    """{reference: {(kind, what parts its e-mails): those to the two people, the first written first}}"""
    found = defaultdict(dict)
    written = Email.objects.filter(
        recipient__in=mentorship.people, reference__in=[mentorship.reference, *references]
    )
    columns = (
        "public_id",
        "key",
        "kind",
        "reference",
        "state",
        "subject",
        "is_secret",
        "created_at",
        "sent_at",
    )
    for email in written.select_related("recipient").only(*columns, "recipient").order_by("created_at", "pk"):
        alike = (email.kind, email.key.rpartition(":")[2])
        found[email.reference].setdefault(alike, []).append(email)
    return found


def left_at(email):
    return email.sent_at or email.created_at


def sessions(mentorship):
    """Each with what both answered of it: `said` holds (person, feedback or None), mentor first."""
    rows = mentorship.mentoring_sessions.only(
        *("public_id", "mentorship", "state", "starts_at", "ends_at", "channel", "is_contradicted")
    )
    told = {}
    for row in SessionFeedback.objects.filter(mentoring_session__mentorship=mentorship).defer("shared_text"):
        told[row.mentoring_session_id, row.author_id] = row
    return [
        Entry(
            row.starts_at,
            "session",
            row,
            [(person, told.get((row.pk, person.pk))) for person in mentorship.people],
        )
        for row in rows
    ]


def check_ins(mentorship):
    """One entry for each number that was asked; `said` holds the check-in of each."""
    found = {}
    asked = mentorship.check_ins.exclude(Q(state=CheckIn.State.SCHEDULED) | Q(asked_at=None))
    for row in asked.select_related("person"):
        entry = found.setdefault(row.number, Entry(row.asked_at, "check_in", row.number))
        entry.at = max(entry.at, row.closed_at or row.asked_at)
        entry.said.append(row)
    return found.values()


def requests_of(mentorship):
    return HelpRequest.objects.filter(about=mentorship.reference).select_related("person")


def moves(mentorship, labels, letters):
    """The moves of MOVES; `said` of a message holds the e-mails it became, taken out of `letters`."""
    events = Event.objects.about(mentorship.reference).filter(transition__in=MOVES)
    return [
        Entry(
            event.at,
            "move",
            event,
            letters.pop(("team_message", str(event.pk)), []),
            sentence_of(event, labels),
        )
        for event in events
    ]


def sentence_of(event, labels):
    """What happened, of one of MOVES."""
    until = event.payload.get("until", "")
    return str(MOVES[event.transition]).format(
        channel=dict(Channel.choices).get(event.payload.get("channel"), _("un autre")),
        until=date_longue(datetime.date.fromisoformat(until)) if until else _("une date effacée"),
        months=event.payload.get("months", _("quelques")),
        reason=labels.get((END.slug, event.reason), _("raison effacée")),
    )


def has_shared_notes(mentorship):
    """Have the two kept something for themselves? Only that it exists."""
    shared = ~Q(notes="") | Q(feedback__in=SessionFeedback.objects.exclude(shared_text=""))
    return MentoringSession.objects.filter(shared, mentorship=mentorship).exists()
