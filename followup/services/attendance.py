"""Who came to a workshop, and what follows: the steps of the guide done together, the request answered.

Corrected, a presence takes both back.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from followup.models import Workshop, WorkshopRegistration
from followup.services import discord_guide, help_requests
from mentoring import moves
from mentoring.models import Event, HelpRequest, NotAllowed
from mentoring.templatetags.dates import date_courte

State = WorkshopRegistration.State


@transaction.atomic
def note(workshop, *, by, said, steps):
    """`said` is {id of a registration: did they come}; `steps` are those of the guide done together.

    Returns how many answers were new. Raises NotAllowed before the workshop begins, or when it was cancelled.
    """
    held = moves.lock(workshop)
    if held.state == Workshop.State.CANCELLED:
        raise NotAllowed(_("Cette action n’est plus possible : l’atelier est annulé."))
    if held.starts_at > timezone.now():
        raise NotAllowed(_("L’atelier n’a pas encore commencé."))
    wanted = {pk: State.ATTENDED if came else State.ABSENT for pk, came in said.items()}
    seated = held.registrations.filter(pk__in=wanted, state__in=WorkshopRegistration.SEATED)
    rows = [row for row in seated.select_related("person").order_by("pk") if row.state != wanted[row.pk]]
    for row in rows:
        if wanted[row.pk] == State.ATTENDED:
            came(row, by=by, steps=steps)
        else:
            did_not_come(row, by=by)
    return len(rows)


def came(registration, *, by, steps):
    person = registration.person
    new = discord_guide.learn(person, steps) if person.is_active else []
    answered = answer_requests(registration, by)
    moves.move(
        registration, "attendance", State.ATTENDED, by=by, payload={"steps": new, "requests": answered}
    )


def did_not_come(registration, *, by):
    if registration.state == State.ATTENDED:
        take_back(registration, by=by)
    moves.move(registration, "attendance", State.ABSENT, by=by)


def answer_requests(registration, by):
    """Close the open requests of this person for help with Discord, but for those about a pair, which may be
    about another tool. Returns their references."""
    asked = HelpRequest.objects.open().filter(
        person=registration.person, kind=HelpRequest.Kind.DISCORD, about=""
    )
    found = list(asked.select_for_update(no_key=True, of=("self",)).order_by("pk"))
    done = _("Atelier Discord du {date}.").format(date=date_courte(registration.workshop.starts_at))
    for request in found:
        help_requests.close(request, by=by, note=f"{request.note}\n{done}".strip())
    return [request.reference for request in found]


def take_back(registration, *, by):
    """What the presence brought, as its event remembers it; what was done since stays."""
    event = Event.objects.about(registration.reference).filter(to_state=State.ATTENDED).first()
    if event is None:
        return
    discord_guide.unlearn(registration.person, event.payload.get("steps", []))
    closed = HelpRequest.objects.filter(
        reference__in=event.payload.get("requests", []),
        state=HelpRequest.State.DONE,
        closed_at__lte=event.at,
    )
    for request in closed.select_for_update(no_key=True, of=("self",)).order_by("pk"):
        if help_requests.open_of(registration.person) is None:
            help_requests.reopen(request, by=by)
