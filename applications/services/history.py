"""What happened to a file, and what was written about it: events, e-mails with their fate, notes."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.models import InternalNote
from applications.reasons import HOLD, REJECT, of_application
from applications.services.notes import is_removable
from mentoring.mail.models import Email
from mentoring.models import Event

SENTENCES = {
    "start": gettext_lazy("Brouillon commencé"),
    "submit": gettext_lazy("Demande envoyée"),
    "assign": gettext_lazy("Lecture commencée"),
    "release": gettext_lazy("Lecture rendue"),
    "ask_info": gettext_lazy("Précision demandée"),
    "answer": gettext_lazy("Précision reçue"),
    "expire_info": gettext_lazy("Mise en attente, faute de réponse"),
    "hold": gettext_lazy("Mise en attente"),
    "resume": gettext_lazy("Remise à lire"),
    "approve": gettext_lazy("Validée"),
    "reject": gettext_lazy("Refusée"),
    "reopen": gettext_lazy("Rouverte"),
    "undo": gettext_lazy("Décision annulée"),
    "ask_review": gettext_lazy("Relecture demandée"),
    "sign_charter": gettext_lazy("Nouvelle version de la charte signée"),
    "withdraw": gettext_lazy("Demande retirée"),
    "edit_excerpt": gettext_lazy("Texte présenté sans nom modifié"),
    "read_excerpt": gettext_lazy("Texte présenté sans nom relu"),
    "add_note": gettext_lazy("Note ajoutée"),
    "remove_note": gettext_lazy("Note supprimée"),
}
PROFILE_SENTENCES = {
    "open": gettext_lazy("Profil ouvert à la mise en relation"),
    "close": gettext_lazy("Profil fermé à la mise en relation"),
    "pause": gettext_lazy("Profil en pause"),
    "resume": gettext_lazy("Profil de nouveau disponible"),
    "archive": gettext_lazy("Profil archivé"),
    "refill": gettext_lazy("Profil rempli de nouveau"),
    "update": gettext_lazy("Profil modifié"),
    "opt_out": gettext_lazy("Hors des propositions calculées"),
    "opt_in": gettext_lazy("Dans les propositions calculées"),
}

# By move, the list its reason is from.
CHOSEN = {"hold": HOLD, "expire_info": HOLD, "reject": REJECT}


@dataclass(frozen=True)
class Entry:
    """`kind` is "event" or "email"; `state` is an e-mail's state code, "" for an event. `detail` is a reason,
    or what became of the e-mail. `who` is "" for the clock."""

    kind: str
    at: datetime.datetime
    words: str
    who: str = ""
    detail: str = ""
    state: str = ""
    public_id: str = ""

    @property
    def state_label(self):
        return Email.State(self.state).label if self.state else ""


@dataclass(frozen=True)
class Note:
    note: InternalNote
    author: str
    is_removable: bool


def notes(application, by):
    """[Note], the oldest first."""
    return [
        Note(note, str(note.author) if note.author else _("Compte supprimé"), is_removable(note, by))
        for note in application.notes.select_related("author")
    ]


@dataclass(frozen=True)
class Review:
    """« Demander une relecture »: what the person wrote, and the decision they ask to look at again."""

    at: datetime.datetime
    words: str
    decision: str


def review(application, labels):
    """The Review that brought this file back to the top of the queue, or None. `labels` as `entries` takes
    them."""
    if not application.is_review_requested:
        return None
    event = Event.objects.about(application.reference).filter(transition="ask_review").first()
    if event is None:
        return None
    state = application.State(event.from_state).label
    return Review(
        event.at,
        event.reason,
        _("{state} : {reason}").format(state=state, reason=of_application(application, labels)),
    )


def entries(application, profile=None, labels=None):
    """Everything, newest first: two queries. `labels` are `reasons.labels()`."""
    references = [application.reference, *([profile.reference] if profile else [])]
    found = [event_entry(event, application, labels or {}) for event in Event.objects.about(*references)]
    found += [
        email_entry(email) for email in Email.objects.about(application.reference).defer("text", "html")
    ]
    return sorted((entry for entry in found if entry), key=lambda entry: entry.at, reverse=True)


def event_entry(event, application, labels):
    known = SENTENCES if event.reference == application.reference else PROFILE_SENTENCES
    if event.transition not in known:
        return None
    return Entry(
        kind="event",
        at=event.at,
        words=str(known[event.transition]),
        who=str(event.actor) if event.actor else "",
        detail=detail_of(event, labels),
    )


def detail_of(event, labels):
    """The reason chosen from a list, in words; what somebody wrote, as it is."""
    chosen = CHOSEN.get(event.transition)
    return labels.get((chosen.slug, event.reason), event.reason) if chosen else event.reason


def email_entry(email):
    return Entry(
        kind="email",
        at=email.sent_at or email.created_at,
        words=email.subject,
        detail=email.note,
        state=email.state,
        public_id=email.public_id,
    )
