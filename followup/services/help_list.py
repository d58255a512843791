"""« Demandes »: what was asked of the team, narrowed as the coordination wants it."""

from django.db.models import Q

from mentoring import searching
from mentoring.models import HelpRequest

State, Kind = HelpRequest.State, HelpRequest.Kind
STATES = {
    "nouvelles": State.NEW,
    "planifiees": State.PLANNED,
    "resolues": State.DONE,
    "annulees": State.CANCELLED,
}
KINDS = {"discord": Kind.DISCORD, "binome": Kind.PAIR, "signalement": Kind.REPORT, "contact": Kind.CONTACT}
ALL, ME, NOBODY = "toutes", "moi", "personne"
OPEN = (State.NEW, State.PLANNED)


def listing(reader, chosen):
    """The requests of these choices ({field of the form: value}): those to follow in the order they wait, the
    others the latest first."""
    wanted = chosen.get("etat", "")
    rows = HelpRequest.objects.select_related("person", "owner")
    if wanted != ALL:
        rows = rows.filter(state=STATES[wanted]) if wanted else rows.open()
    if kind := chosen.get("nature"):
        rows = rows.filter(kind=KINDS[kind])
    if follower := chosen.get("suivi"):
        rows = rows.filter(owner=reader if follower == ME else None)
    for word in chosen.get("q", "").split():
        rows = rows.filter(holding(word))
    is_waiting = not wanted or STATES.get(wanted) in OPEN
    return rows.by_urgency() if is_waiting else rows.order_by("-created_at", "-pk")


def holding(word):
    found = searching.named(word, "person")
    for name in ("email", "reference", "message"):
        found |= Q(**{f"{name}__icontains": word})
    return found


def named(search):
    """The reference, where that is what was searched for; None otherwise."""
    found = HelpRequest.objects.filter(reference__iexact=search)
    return found.values_list("reference", flat=True).first() if search else None
