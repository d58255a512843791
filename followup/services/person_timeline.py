"""What has happened to one person and around them, as the coordination reads it: the latest first."""

import datetime
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.models import Application
from applications.services import history
from followup.models import CheckIn, MentoringSession, SessionFeedback, WorkshopRegistration
from followup.services import help_page, timeline
from followup.services.alerts import words
from mentoring.mail.models import Email
from mentoring.models import Event, HelpRequest, User

State = WorkshopRegistration.State
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


REQUESTS = {
    code: words
    for code, words in help_page.SENTENCES.items()
    if code not in ("ask", "complete", "team_message")
}
# An e-mail tells of a message, and to whom it went.
PAIRS = {code: words for code, words in timeline.MOVES.items() if code != "team_message"} | {
    "add_note": gettext_lazy("Note ajoutée"),
    "remove_note": gettext_lazy("Note supprimée"),
}
# By the state that a registration came to.
SEATS = {
    State.REGISTERED: gettext_lazy("Atelier Discord : inscription"),
    State.WAITLISTED: gettext_lazy("Atelier Discord : liste d’attente"),
    State.CANCELLED: gettext_lazy("Atelier Discord : inscription annulée"),
    State.ATTENDED: gettext_lazy("Atelier Discord : présence"),
    State.ABSENT: gettext_lazy("Atelier Discord : absence"),
}


@dataclass(frozen=True)
class Entry:
    """`who` did it; `thing` is what it happened to, at `url`; `detail` what came of it. `email` stands for a
    sentence: not everybody reads the subject of every one."""

    at: datetime.datetime
    sentence: str
    sign: str
    who: str = ""
    thing: str = ""
    url: str = ""
    detail: str = ""
    email: Email | None = None


@dataclass(frozen=True)
class Known:
    """What a page has read of a person, which the timeline reads no more. `labels` are `reasons.labels()`."""

    person: User
    applications: list
    profiles: list
    proposals: list
    pairs: list
    alerts: list
    requests: list
    emails: list
    labels: dict


def of(known, most=None):
    """[Entry] of everything about the person, the latest first; of each kind the `most` latest. Seven
    queries, whatever was lived."""
    found = [
        *happened(known, most),
        *sessions(known, most),
        *check_ins(known, most),
        *(request_entry(one) for one in known.requests[:most]),
        *(alert_entry(one) for one in known.alerts[:most]),
        *(email_entry(one) for one in known.emails[:most]),
    ]
    return sorted(found, key=lambda entry: entry.at, reverse=True)


def happened(known, most):
    """What was done to what is the person's."""
    person = known.person
    own = {f"person:{person.public_id}"} | {one.reference for one in person.data_exports.defer("content")}
    own |= {one.reference for one in person.account_deletions.all()}
    seats = {one.reference: one for one in person.workshop_registrations.select_related("workshop")}
    drafts = {f"draft:{person.public_id}:{kind}" for kind in ("mentor", "mentee")}
    sent = references(one for one in known.applications if one.state != Application.State.DRAFT)
    kinds = (
        (own, ACCOUNT, "lock", ""),
        (drafts | references(known.applications) - sent, history.SENTENCES, "inbox", ""),
        (sent, history.SENTENCES, "inbox", "queue_item"),
        (references(known.profiles), history.PROFILE_SENTENCES, "person", ""),
        (references(known.proposals), PROPOSALS, "send", ""),
        (references(known.pairs), PAIRS, "people", "pair_desk"),
        (references(known.requests), REQUESTS, "life-preserver", "help_request"),
        (seats, ("register", "leave", "promote", "attendance"), "calendar-event", "help_workshop"),
    )
    wanted = Q()
    for known_references, transitions, _sign, _page in kinds:
        wanted |= Q(reference__in=known_references, transition__in=transitions)
    told = {reference: kind for kind in kinds for reference in kind[0]}
    events = Event.objects.filter(wanted).select_related("actor").order_by("-at", "-pk")[:most]
    return [event_entry(event, *told[event.reference][1:], seats, known.labels) for event in events]


def references(things):
    return {one.reference for one in things}


def event_entry(event, sentences, sign, page, seats, labels):
    thing = event.reference if page or sentences is PROPOSALS else ""
    if seat := seats.get(event.reference):
        sentence, thing = SEATS[event.to_state], seat.workshop.reference
    elif event.transition in timeline.MOVES and sentences is PAIRS:
        sentence = timeline.sentence_of(event, labels)
    else:
        sentence = sentences[event.transition]
    who = _("par {name}").format(name=event.actor.get_short_name()) if event.actor else _("automatiquement")
    return Entry(event.at, str(sentence), sign, who, thing, reverse(page, args=[thing]) if page else "")


def sessions(known, most):
    """Each with what the person said of it to the team; never what the two share."""
    pairs = {pair.pk: pair for pair in known.pairs}
    rows = MentoringSession.objects.filter(mentorship__in=pairs).only("mentorship", "state", "starts_at")
    told = SessionFeedback.objects.filter(author=known.person).order_by("-pk")[:most]
    said = {one.mentoring_session_id: one for one in told.only("mentoring_session", "author", "utility")}
    for row in rows.order_by("-starts_at", "-pk")[:most]:
        pair, feedback = pairs[row.mentorship_id], said.get(row.pk)
        sentence = _("Séance avec {name}").format(name=pair.other_of(known.person).person)
        detail = [
            row.get_state_display(),
            feedback.get_utility_display() if feedback and feedback.utility else "",
        ]
        yield about_pair(row.starts_at, sentence, "calendar-event", pair, " · ".join(filter(None, detail)))


def check_ins(known, most):
    pairs = {pair.pk: pair for pair in known.pairs}
    asked = CheckIn.objects.filter(person=known.person, mentorship__in=pairs, asked_at__isnull=False)
    for row in asked.defer("team_text").order_by("-asked_at", "-pk")[:most]:
        sentence = _("Point d’étape {number}").format(number=row.number)
        detail = row.get_going_display() or row.get_state_display()
        at = row.closed_at or row.asked_at
        yield about_pair(at, sentence, "clipboard", pairs[row.mentorship_id], detail)


def about_pair(at, sentence, sign, pair, detail):
    url = reverse("pair_desk", args=[pair.reference])
    return Entry(at, sentence, sign, thing=pair.reference, url=url, detail=detail)


def request_entry(request):
    is_report = request.kind == HelpRequest.Kind.REPORT
    sentence = (
        _("Signalement")
        if is_report
        else _("Demande d’aide : {kind}").format(kind=request.get_kind_display())
    )
    url = reverse("help_request", args=[request.reference])
    return Entry(
        request.created_at,
        sentence,
        "life-preserver",
        thing=request.reference,
        url=url,
        detail=request.get_state_display(),
    )


def alert_entry(alert):
    sentence = _("Alerte : {sentence}").format(sentence=words.sentence(alert))
    return about_pair(alert.since, sentence, "flag", alert.mentorship, alert.get_state_display())


def email_entry(email):
    url = reverse("email_detail", args=[email.public_id])
    return Entry(
        timeline.left_at(email), "", "envelope", url=url, detail=email.get_state_display(), email=email
    )
