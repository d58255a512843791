"""Every application that was sent, as the coordination's table tells it: which, and in what order.

Drafts are their author's: they are in no list.
"""

from django.db.models import Case, F, IntegerField, Value, When
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from applications.services import queue

State = Application.State
STATES = {
    "a-lire": State.SUBMITTED,
    "question": State.INFO_REQUESTED,
    "attente": State.ON_HOLD,
    "validees": State.APPROVED,
    "refusees": State.REJECTED,
    "retirees": State.WITHDRAWN,
}
NEWEST = "-recue"
# By the word of the address; each is also read backwards, with a dash before it.
ORDERS = {
    "nom": ["person__last_name", "person__first_name"],
    "cote": ["kind"],
    "etat": ["place"],
    "recue": ["submitted_at"],
    "change": ["state_changed_at"],
    "campus": ["profile__campus__label"],
    "formation": ["profile__formation__label"],
    "suivi": ["assigned_to__last_name", "assigned_to__first_name"],
}
SORTS = {
    "nom": _("Par nom, de A à Z"),
    "-nom": _("Par nom, de Z à A"),
    "cote": _("Personnes mentorées d’abord"),
    "-cote": _("Mentors d’abord"),
    "etat": _("À lire d’abord"),
    "-etat": _("Retirées d’abord"),
    "recue": _("Les plus anciennes d’abord"),
    NEWEST: _("Les plus récentes d’abord"),
    "change": _("Sans changement depuis longtemps d’abord"),
    "-change": _("Derniers changements d’abord"),
    "campus": _("Par campus, de A à Z"),
    "-campus": _("Par campus, de Z à A"),
    "formation": _("Par formation, de A à Z"),
    "-formation": _("Par formation, de Z à A"),
    "suivi": _("Par personne qui suit, de A à Z"),
    "-suivi": _("Par personne qui suit, de Z à A"),
}
# The order without a word in the address comes first.
CHOICES = [("", SORTS[NEWEST]), *((word, label) for word, label in SORTS.items() if word != NEWEST)]
# How many rows of an export are read at once.
BATCH = 500


def listing(by, chosen):
    """The applications as a queryset ready for a page of rows.

    `chosen` is by the words of the address: "etat", "cote", "campus" and "formation" (codes), "suivi", "q",
    "tri". Whatever the order, ties stand as they came.
    """
    rows = (
        Application.objects.sent()
        .select_related("person", "assigned_to", "profile__formation", "profile__campus")
        .defer(*queue.LONG_TEXTS)
    )
    if state := STATES.get(chosen.get("etat")):
        rows = rows.filter(state=state)
    asked = {
        "side": chosen.get("cote"),
        "campus": chosen.get("campus"),
        "training": chosen.get("formation"),
        "followed": chosen.get("suivi"),
    }
    rows = queue.searched(queue.filtered(rows, by, asked), chosen.get("q", ""))
    return ordered(rows, chosen.get("tri", NEWEST))


def ordered(rows, sort):
    """Sorted by a column; what says nothing there comes last, both ways."""
    column, is_backwards = sort.removeprefix("-"), sort.startswith("-")
    if column == "etat":
        places = [When(state=state, then=Value(place)) for place, state in enumerate(STATES.values())]
        rows = rows.annotate(place=Case(*places, output_field=IntegerField()))
    if column in ("recue", "change", "nom", "cote", "etat"):
        keys = [f"-{name}" if is_backwards else name for name in ORDERS[column]]
    else:
        keys = [
            F(name).desc(nulls_last=True) if is_backwards else F(name).asc(nulls_last=True)
            for name in ORDERS[column]
        ]
    return rows.order_by(*keys, "-pk" if is_backwards else "pk")


def rows(applications):
    """A page of the table: the same applications, each with the `side` it filled, or None when a later one
    took its place."""
    applications = list(applications)
    for one in applications:
        one.side = getattr(one, "profile", None)
    return applications


def lines(applications):
    """The rows of an export, one list for each application."""
    for one in applications.iterator(chunk_size=BATCH):
        side = getattr(one, "profile", None)
        yield [
            one.reference,
            one.person.first_name,
            one.person.last_name,
            one.person.email,
            one.get_kind_display(),
            one.get_state_display(),
            one.submitted_at,
            one.state_changed_at,
            side and side.campus,
            side and side.formation,
            one.assigned_to,
        ]
