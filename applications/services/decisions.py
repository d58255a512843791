"""What a coordinator decides about an application: one function for each button, and « Annuler » for all.

Every decision locks the row, compares the `version` the coordinator's page carried, moves the state, writes
one event that remembers what stood before, and queues its e-mail for MAIL_UNDO_MINUTES later.
"""

import datetime

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications import extensions
from applications.models import Application, Profile
from applications.options import DiscordHelp, HoldReason
from applications.services import excerpts, letters, profiles
from applications.services.conflicts import Conflict, refuse_stale, what_happened
from applications.services.replies import is_another_live
from applications.services.submission import promised_day
from mentoring import help as helping
from mentoring import moves
from mentoring.audit import record
from mentoring.mail import outbox
from mentoring.mail.models import Email
from mentoring.models import Event, HelpRequest, NotAllowed, Programme
from mentoring.moves import lock, move

State = Application.State
UNDOABLE = ("approve", "ask_info", "hold", "reject")
# What a decision settles: the marks that brought the file to the top of the queue.
SETTLED = {"is_answer_received": False, "is_review_requested": False}
# Where an application keeps the words of the last decision about it; its event keeps the reason.
KEPT = {
    "message": "decision_message",
    "question": "info_question",
    "steps": "info_steps",
    "due_on": "info_due_on",
    "revisit_on": "revisit_on",
    "is_reason_shown": "is_reason_shown",
    "reapply_from": "reapply_from",
}


@transaction.atomic
def approve(
    application, *, by, version, message="", is_excerpt_read=False, opens_discord_help=False, batch=""
):
    """Validate: the profile opens to matching. Returns the event.

    `is_excerpt_read` says that the coordinator has read the text shown without a name: needed once for a
    mentee whose text holds words to check. `batch` names the decisions taken together, here and below.
    Raises NotAllowed, nothing changed.
    """
    current = current_version(application, by, version)
    refuse_unproven(current)
    changes = {}
    if not current.is_mentor and not current.excerpt_reviewed_at:
        if is_excerpt_read:
            changes["excerpt_reviewed_at"] = timezone.now()
        else:
            refuse_unread(current)
    request = open_discord_help(current) if opens_discord_help else None
    event = decide(
        application,
        "approve",
        State.APPROVED,
        by=by,
        batch=batch,
        payload={"help": request.reference} if request else {},
        decision_message=message,
        hold_reason="",
        revisit_on=None,
        **changes,
    )
    if not Profile.objects.filter(application=application).exists():
        profiles.fill(application)  # the person has applied again meanwhile: these answers count now
    profiles.open_profile(application, by)
    letters.approved(application, message).queue(application, event.pk)
    return event


@transaction.atomic
def ask(application, *, by, version, question, steps=(), due_on):
    """Ask the person for a word more; `steps` are the slugs of the steps to complete. Returns the event."""
    current_version(application, by, version)
    event = decide(
        application,
        "ask_info",
        State.INFO_REQUESTED,
        by=by,
        info_question=question,
        info_steps=list(steps),
        info_due_on=due_on,
        info_answer="",
        hold_reason="",
        revisit_on=None,
    )
    letters.question(application, question, due_on).queue(application, event.pk)
    return event


@transaction.atomic
def hold(application, *, by, version, reason, revisit_on, message="", tells_person=True, batch=""):
    """Put aside until `revisit_on` (a date or None), or leave there for longer. Returns the event."""
    current = current_version(application, by, version)
    if reason == HoldReason.NO_ANSWER and not current.is_unanswered:
        raise NotAllowed(_("Ce motif vaut quand une question est restée sans réponse."))
    event = decide(
        application,
        "hold",
        State.ON_HOLD,
        by=by,
        batch=batch,
        reason=reason,
        hold_reason=reason,
        revisit_on=revisit_on,
        decision_message=message,
    )
    if tells_person:
        letters.on_hold(application, reason, revisit_on, message).queue(application, event.pk)
    return event


@transaction.atomic
def reject(application, *, by, version, reason, message="", is_reason_shown=True, reapply_from, batch=""):
    """Refuse; the person may apply again from `reapply_from`. Returns the event."""
    current_version(application, by, version)
    event = decide(
        application,
        "reject",
        State.REJECTED,
        by=by,
        batch=batch,
        reason=reason,
        reject_reason=reason,
        is_reason_shown=is_reason_shown,
        reapply_from=reapply_from,
        decision_message=message,
        hold_reason="",
        revisit_on=None,
    )
    letters.rejected(application, reason, message, is_reason_shown, reapply_from).queue(application, event.pk)
    return event


@transaction.atomic
def reopen(application, *, by, version, reason):
    """Back to the queue, from refused or on hold, with a new day of answer. Returns the event.

    It tells nobody and is not undone: the file is there to be decided again.
    """
    current = current_version(application, by, version)
    if current.state not in (State.REJECTED, State.ON_HOLD):
        raise NotAllowed(_("Seule une candidature refusée ou en attente peut être rouverte."))
    if not current.person.is_active:
        raise NotAllowed(_("Ce compte est fermé."))
    if is_another_live(current):
        raise NotAllowed(_("Cette personne a commencé une nouvelle demande depuis."))
    return decide(
        application,
        "reopen" if current.state == State.REJECTED else "resume",
        State.SUBMITTED,
        by=by,
        reason=reason,
        hold_reason="",
        revisit_on=None,
        due_on=promised_day(Programme.current()),
    )


def decide(application, transition, to_state, *, by, reason="", payload=None, batch="", **changes):
    """The part all decisions share. The caller's transaction holds the row and has checked its version."""
    changes = {
        **SETTLED,
        "decided_by": by,
        "state_changed_at": timezone.now(),
        "version": application.version + 1,
        **changes,
    }
    before = moves.snapshot(application, changes)
    payload = {"before": before, **({"batch": batch} if batch else {}), **(payload or {})}
    return move(application, transition, to_state, by=by, reason=reason, payload=payload, **changes)


def current_version(application, by, version):
    """The row, locked, once it is sure that the coordinator decides on what is there."""
    current = lock(application)
    refuse_stale(current, by, version)
    application.refresh_from_db()
    return current


def refuse_unproven(application):
    """Only someone who reads the address they gave, and who is still here, joins the programme."""
    person = application.person
    if not person.is_active:
        raise NotAllowed(_("Ce compte est fermé."))
    if not EmailAddress.objects.filter(user=person, verified=True).exists():
        raise NotAllowed(_("L’adresse e-mail de cette personne n’est pas vérifiée."))


def refuse_unread(application):
    if count := len(excerpts.warnings(application.excerpt, application)):
        raise NotAllowed(
            ngettext(
                "Relisez d’abord le texte présenté sans nom : {n} mot à vérifier.",
                "Relisez d’abord le texte présenté sans nom : {n} mots à vérifier.",
                count,
            ).format(n=count)
        )


def open_discord_help(application):
    """A help request for the person, or None when one is open already."""
    person = application.person
    if HelpRequest.objects.open().filter(person=person, kind=HelpRequest.Kind.DISCORD).exists():
        return None
    wanted = application.answers.get("echanges", {}).get("discord_help", ())
    message = ", ".join(str(label) for code, label in DiscordHelp.choices if code in wanted)
    return helping.ask(HelpRequest.Kind.DISCORD, person=person, message=message)


@transaction.atomic
def undo(application, *, by, decision=None):
    """Take back the last decision about this application while its e-mail has not left. Returns the event.

    Everything the decision changed comes back; what an approval opened is closed. Any coordinator may.
    `decision` is the primary key of the event the page spoke of: Conflict when a colleague has decided since.
    Raises NotAllowed, nothing changed, when it is too late.
    """
    current = lock(application)
    event = undoable_event(current.reference)
    if event is None:
        raise NotAllowed(_("Il est trop tard pour annuler cette décision."))
    if decision is not None and str(event.pk) != str(decision):
        raise Conflict(what_happened(current.reference, by))
    if event.transition == "approve":
        close_again(current, event, by)
    take_back_letter(current, event)
    return moves.undo(application, event, by=by, version=current.version + 1)


def undoable_event(reference):
    """The decision « Annuler » would take back for this application, or None."""
    last = Event.objects.last_move(reference)
    is_fresh = last and timezone.now() - last.at < datetime.timedelta(minutes=settings.MAIL_UNDO_MINUTES)
    return last if is_fresh and last.transition in UNDOABLE else None


def is_repeated(application, transition, *, by, version, reason="", **words):
    """Is this the decision `by` has just taken, sent again: on the version it was taken on, in its words?"""
    event = undoable_event(application.reference)
    if event is None or (event.actor_id, event.transition, event.reason) != (by.pk, transition, reason):
        return False
    said = {KEPT[name]: value for name, value in words.items() if name in KEPT}
    is_same = all(getattr(application, name) == value for name, value in said.items())
    return is_same and application.version == version + 1


def close_again(application, event, by):
    profile = Profile.objects.get(application=application)
    if extensions.pair_count(profile):
        raise NotAllowed(_("Un binôme s’est formé : la validation ne peut plus être annulée."))
    profiles.close_profile(application, by)
    request = HelpRequest.objects.filter(reference=event.payload.get("help", "")).first()
    if request and request.state in (HelpRequest.State.NEW, HelpRequest.State.PLANNED):
        helping.cancel(request, by=by, note=_("La validation a été annulée."))


def take_back_letter(application, event):
    key = outbox.key_of(letters.KINDS[event.transition], application.reference, application.person, event.pk)
    outbox.withdraw(key)
    if Email.objects.filter(key=key, state__in=[Email.State.SENDING, Email.State.SENT]).exists():
        raise NotAllowed(_("Il est trop tard pour annuler : l’e-mail est parti."))


def last_undoable(by):
    """(application, event) of this coordinator's last decision while it can be undone, else None. Two
    queries."""
    event = undoable_by(by).first()
    return event and (Application.objects.select_related("person").get(reference=event.reference), event)


def undoable_by(by):
    """The events of this coordinator's decisions that « Annuler » may still take back, the last first."""
    since = timezone.now() - datetime.timedelta(minutes=settings.MAIL_UNDO_MINUTES)
    mine = Event.objects.filter(actor=by, transition__in=UNDOABLE, at__gt=since)
    same = Event.objects.filter(reference=OuterRef("reference")).exclude(to_state="")
    later = same.filter(Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), pk__gt=OuterRef("pk")))
    application = Application.objects.filter(reference=OuterRef("reference"))
    return mine.filter(~Exists(later), Exists(application)).order_by("-at", "-pk")


@transaction.atomic
def assign(application, *, by):
    """« Me l’attribuer ». The person reads who looks at the file."""
    return set_reader(application, by, by=by, transition="assign")


@transaction.atomic
def release(application, *, by):
    """Nobody follows the file any more."""
    return set_reader(application, None, by=by, transition="release")


def set_reader(application, reader, *, by, transition):
    current = lock(application)
    if current.state in (State.DRAFT, *Application.FINAL):
        raise NotAllowed(_("Cette candidature n’est plus à suivre."))
    if current.assigned_to != reader:
        current.assigned_to = reader
        current.save(update_fields=["assigned_to"])
        record(current, transition, by=by)
    application.assigned_to = reader
    return application
