"""What has happened to one person and around them, as the coordination reads it: the latest first."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy

from applications.services import history
from followup.services import timeline
from mentoring.models import Event

# The newest are enough to understand; the rest is on the page of each thing.
MOST = 200
ACCOUNT = {
    "ask_export": gettext_lazy("Copie des données demandée"),
    "prepare": gettext_lazy("Copie des données prête"),
    "ask_deletion": gettext_lazy("Suppression du compte demandée"),
    "cancel_deletion": gettext_lazy("Suppression du compte annulée"),
    "merge": gettext_lazy("Un autre compte de la même personne réuni à celui-ci"),
}
PROPOSALS = {
    "express_interest": gettext_lazy("Intérêt manifesté"),
    "withdraw_interest": gettext_lazy("Intérêt retiré"),
    "approve_interest": gettext_lazy("Intérêt proposé à la personne"),
    "decline_interest": gettext_lazy("Intérêt décliné"),
    "stage": gettext_lazy("Binôme épinglé"),
    "discard": gettext_lazy("Épingle retirée"),
    "send": gettext_lazy("Proposition envoyée"),
    "undo": gettext_lazy("Envoi annulé"),
    "remind": gettext_lazy("Relance envoyée"),
    "extend": gettext_lazy("Proposition prolongée"),
    "mentor_accept": gettext_lazy("Accord du mentor"),
    "mentor_decline": gettext_lazy("Proposition déclinée par le mentor"),
    "mentee_accept": gettext_lazy("Accord de la personne mentorée"),
    "mentee_decline": gettext_lazy("Proposition déclinée par la personne mentorée"),
    "agree_elsewhere": gettext_lazy("Accord des deux recueilli autrement"),
    "expire": gettext_lazy("Proposition expirée"),
    "cancel": gettext_lazy("Proposition annulée"),
    "end_pair": gettext_lazy("Place rendue par la fin du binôme"),
}


@dataclass(frozen=True)
class Entry:
    """`thing` is the application, the proposal or the pair it happened to, "" for the rest."""

    event: Event
    sentence: str
    sign: str
    thing: str = ""


def of(person, applications, profiles, proposals, pairs, labels):
    """[Entry] of everything at hand about the person: one query. `labels` are `reasons.labels()`."""
    files = {one.reference for one in applications}
    sheets = {one.reference for one in profiles}
    asked = {one.reference for one in proposals}
    lived = {one.reference for one in pairs}
    drafts = {f"draft:{person.public_id}:{kind}" for kind in ("mentor", "mentee")}
    own = {f"person:{person.public_id}"} | {one.reference for one in person.data_exports.defer("content")}
    own |= {one.reference for one in person.account_deletions.all()}
    known = (
        (files | drafts, history.SENTENCES, "inbox"),
        (sheets, history.PROFILE_SENTENCES, "person"),
        (asked, PROPOSALS, "send"),
        (lived, timeline.MOVES, "people"),
        (own, ACCOUNT, "lock"),
    )
    wanted = Q()
    for references, sentences, _sign in known:
        wanted |= Q(reference__in=references, transition__in=sentences)
    events = Event.objects.filter(wanted).select_related("actor").order_by("-at", "-pk")[:MOST]
    told = {}
    for references, sentences, sign in known:
        told |= dict.fromkeys(references, (sentences, sign))
    return [entry(event, *told[event.reference], files | asked | lived, labels) for event in events]


def entry(event, sentences, sign, named, labels):
    if sentences is timeline.MOVES:
        sentence = timeline.sentence_of(event, labels)
    else:
        sentence = str(sentences[event.transition])
    return Entry(event, sentence, sign, event.reference if event.reference in named else "")
