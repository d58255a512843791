"""Help from somebody of the team: asked for on a form, planned, followed by whoever asked."""

from django.db import transaction
from django.utils.translation import gettext as _

from followup.models import Mentorship
from followup.services import alerts, help_letters
from mentoring import help as help_desk
from mentoring.audit import fingerprint, is_pressed_twice, record
from mentoring.mail import outbox
from mentoring.models import HelpRequest, NotAllowed, User
from mentoring.moves import lock

ANSWERS = ("device", "troubles", "message", "reach", "reach_when")


@transaction.atomic
def ask_about_discord(person, **answers):
    """One open request a person: a second form completes the first. Returns it.

    `answers` are those of ANSWERS.
    """
    User.objects.select_for_update().get(pk=person.pk)
    found = open_of(person)
    if found is None:
        found = help_desk.ask(HelpRequest.Kind.DISCORD, person=person, **answers)
        event = record(found, "ask", by=person, to_state=found.state)
        help_letters.help_received(found, event)
        return found
    for name in ANSWERS:
        setattr(found, name, answers[name] or getattr(found, name))
    found.save(update_fields=ANSWERS)
    record(found, "complete", by=person)
    return found


def open_of(person):
    """This person's request for help with Discord that is not closed, or None."""
    return HelpRequest.objects.open().filter(person=person, kind=HelpRequest.Kind.DISCORD).first()


def page(person):
    """{"current", "past"}: the open request, and the five last that are closed."""
    rows = HelpRequest.objects.filter(person=person, kind=HelpRequest.Kind.DISCORD).order_by("-created_at")
    return {"current": open_of(person), "past": rows.exclude(pk__in=HelpRequest.objects.open())[:5]}


@transaction.atomic
def plan(request, *, by, note="", meets_at=None):
    """The team takes it in hand. With a date, the person is told when and by whom; the note stays ours.

    Planned again with another date, they are told of that one.
    """
    before = lock(request).meets_at
    event = help_desk.plan(request, by=by, note=note, meets_at=meets_at)
    if event and request.person and meets_at and meets_at != before:
        outbox.withdraw_about(request, "help_planned")
        help_letters.help_planned(request, event)


@transaction.atomic
def write(request, *, by, text, is_closed=False):
    """« Écrire »: a message of the coordinator, who reads the answer. It leaves in ten minutes; pressed
    twice, it is one message.

    A new request is in somebody's hands from then on, or resolved when `is_closed`. Raises NotAllowed when
    there is nobody to write to any more.
    """
    held, said = lock(request), {"words": fingerprint(text)}
    if not address(held):
        raise NotAllowed(_("Le compte est supprimé : cette demande n’a plus d’adresse."))
    if is_pressed_twice(held, "team_message", by=by, **said):
        return
    event = record(held, "team_message", by=by, **said)
    help_letters.team_message(held, event, by=by, to=address(held), text=text)
    if is_closed and held.is_open:
        close(request, by=by)
    elif held.state == HelpRequest.State.NEW:
        help_desk.plan(request, by=by)


def address(request):
    """Whom an answer goes to: the person, or the address they gave instead of their own; "" for nobody."""
    person = request.person
    if person and person.is_active and request.email in ("", person.email):
        return person
    return request.email


@transaction.atomic
def close(request, *, by, note=""):
    help_desk.close(request, by=by, note=note)
    refresh_alerts(request)


@transaction.atomic
def cancel(request, *, by, note=""):
    help_desk.cancel(request, by=by, note=note)
    refresh_alerts(request)


@transaction.atomic
def reopen(request, *, by, note=""):
    help_desk.reopen(request, by=by, note=note)
    refresh_alerts(request)


def refresh_alerts(request):
    """What was asked about a pair raises an alert of it until the team has answered."""
    if mentorship := Mentorship.objects.filter(reference=request.about).first():
        alerts.refresh(mentorship)


@transaction.atomic
def withdraw(person):
    """Whoever asked needs it no more. Nothing to do when nothing is open."""
    found = open_of(person)
    if found:
        help_desk.cancel(found, by=person)
