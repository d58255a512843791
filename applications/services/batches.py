"""The same decision about several files at once: what it would do, doing it, taking it back."""

import secrets
from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from applications.models import Application
from applications.services import decisions, excerpts, letters, marks
from applications.services.conflicts import Conflict, refuse_stale
from mentoring.models import Event, NotAllowed

State = Application.State
MOST = 50
# What each does to one file, and the state it leads to.
ACTS = {
    "approve": (decisions.approve, State.APPROVED),
    "hold": (decisions.hold, State.ON_HOLD),
    "reject": (decisions.reject, State.REJECTED),
    "assign": (decisions.assign, None),
}


@dataclass
class Batch:
    """`ready` are the applications the decision is possible for, `stuck` the others: (application, why)."""

    ready: list = field(default_factory=list)
    stuck: list = field(default_factory=list)


def read(references):
    """The files of these references, MOST of them, in the order of the queue; drafts stay their author's."""
    return list(
        Application.objects.sent()
        .filter(reference__in=list(dict.fromkeys(references))[:MOST])
        .select_related("person", "assigned_to", "profile__formation", "profile__campus")
        .order_by("submitted_at", "pk")
    )


def sorted_out(action, applications, *, by, versions=None):
    """The Batch this decision would make today: 2 queries and what a colleague changed meanwhile.

    `versions` are those the coordinator has seen, {reference: version}, when she has seen some.
    """
    people = [application.person_id for application in applications]
    proven = set(EmailAddress.objects.filter(user__in=people, verified=True).values_list("user", flat=True))
    campuses = excerpts.campus_names()
    batch = Batch()
    for application in applications:
        try:
            if versions is not None:
                refuse_stale(application, by, versions.get(application.reference))
        except Conflict as conflict:
            why = str(conflict)
        else:
            why = obstacle(action, application, by, application.person_id in proven, campuses)
        if why:
            batch.stuck.append((application, why))
        else:
            batch.ready.append(application)
    return batch


def obstacle(action, application, by, is_proven, campuses):
    """Why this file cannot be part of it, in a few words after a name; "" when it can. The services judge
    again under their locks."""
    if action == "assign":
        if application.state in Application.FINAL:
            return _("candidature close")
        return _("vous la suivez déjà") if application.assigned_to == by else ""
    _act, to_state = ACTS[action]
    if to_state not in Application.SUCCESSORS[application.state]:
        return _("l’état est « {state} »").format(state=application.get_state_display())
    if action != "approve":
        return ""
    if not application.person.is_active:
        return _("compte fermé")
    if not is_proven:
        return _("e-mail non vérifié")
    is_read = application.is_mentor or application.excerpt_reviewed_at
    if not is_read and excerpts.warnings(application.excerpt, application, campuses):
        return _("texte présenté sans nom à relire")
    return ""


@transaction.atomic
def decide(action, planned, *, by, versions, **words):
    """Decide about the files of a Batch in one transaction; one that has become impossible leaves the others
    alone.

    `versions` are those the coordinator has seen, {reference: version}; `words` what the service of the
    decision takes. Returns the Batch of what was done and what was not.
    """
    act, _state = ACTS[action]
    name, done = secrets.token_hex(8), Batch(stuck=list(planned.stuck))
    for application in sorted(planned.ready, key=lambda one: one.pk):
        own = words if action == "assign" else own_words(action, application, words, versions, name)
        try:
            act(application, by=by, **own)
        except NotAllowed as refusal:
            done.stuck.append((application, str(refusal)))
        else:
            done.ready.append(application)
    return done


def is_repeated(action, applications, *, by, versions, **words):
    """Is this the decision `by` has just taken about all of them, sent again?"""
    return action != "assign" and all(
        decisions.is_repeated(one, action, by=by, version=int(versions[one.reference] or 0), **words)
        for one in applications
    )


def own_words(action, application, words, versions, name):
    own = words | {"version": versions.get(application.reference), "batch": name}
    if action == "approve":
        own["opens_discord_help"] = bool(words.get("opens_discord_help")) and wants_help(application)
    return own


def wants_help(application):
    profile = getattr(application, "profile", None)
    return bool(profile and marks.is_discord_help_wanted(profile))


def letter(action, application, *, by, **words):
    """The e-mail one of them would read, or None when the decision writes none."""
    if action == "assign" or not words.pop("tells_person", True):
        return None
    words.pop("opens_discord_help", None)
    return letters.preview(action, application, by=by, **words)


def undoable(application, decision, *, by):
    """[event]: the decision of this key about this file, and those `by` took together with it, which may
    still be taken back."""
    event = decisions.undoable_by(by).filter(pk=decision, reference=application.reference).first()
    return together_with(event, by=by) if event else []


def together_with(event, *, by):
    """[event]: what `by` decided in the batch of this one, itself included, and may still take back."""
    name = event.payload.get("batch")
    return list(decisions.undoable_by(by).filter(payload__batch=name)) if name else [event]


@transaction.atomic
def undo(events, *, by):
    """« Annuler »: take back decisions taken together; one that cannot be leaves the others alone. Returns
    the Batch of what was undone and what was not."""
    undone = Batch()
    found = {one.reference: one for one in read([event.reference for event in events])}
    for event in sorted(events, key=lambda one: one.pk):
        application = found[event.reference]
        try:
            decisions.undo(application, by=by, decision=event.pk)
        except NotAllowed as refusal:
            undone.stuck.append((application, str(refusal)))
        else:
            undone.ready.append(application)
    return undone


def number_undone(application, decision, *, by):
    """How many decisions `by` has taken back with the one of this key, 0 where that is not the last that
    happened to the file: what « Annuler » sent again has already done."""
    last = Event.objects.last_move(application.reference)
    if last is None or (last.actor_id, last.payload.get("undone")) != (by.pk, int(decision)):
        return 0
    if not (name := Event.objects.get(pk=decision).payload.get("batch")):
        return 1
    together = Event.objects.filter(actor=by, payload__batch=name).values_list("pk", flat=True)
    return Event.objects.filter(actor=by, payload__undone__in=list(together)).count()
