"""The coordination's table of pairs: which, in what order, and what a row tells of each."""

import datetime
from dataclasses import dataclass

from django.db.models import Avg, Count, F, Max, Min, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from applications.options import Term
from followup.models import Alert, MentoringSession, Mentorship, SessionFeedback
from followup.services import rhythms
from followup.services.alerts import words
from followup.services.alerts.page import LEVELS
from matching.models import Proposal
from mentoring import searching

State, SessionState = Mentorship.State, MentoringSession.State
ALL, WITHOUT, ME, NOBODY = "tous", "sans", "moi", "personne"
STATES = {
    "en-cours": State.ACTIVE,
    "en-pause": State.PAUSED,
    "bilan": State.CLOSING,
    "termines": State.COMPLETED,
    "arretes": State.ENDED_EARLY,
}
TERMS = {"court": Term.SHORT, "long": Term.LONG}
# Fewer ratings tell of a mood, not of a pair.
FEWEST_RATINGS = 3
# By the word of the address; each is also read backwards, with a dash before it.
SORTS = {
    "binome": gettext_lazy("Par nom, de A à Z"),
    "-binome": gettext_lazy("Par nom, de Z à A"),
    "depuis": gettext_lazy("Débuts les plus anciens d’abord"),
    "-depuis": gettext_lazy("Débuts les plus récents d’abord"),
    "derniere": gettext_lazy("Dernière séance la plus ancienne d’abord"),
    "-derniere": gettext_lazy("Dernière séance la plus récente d’abord"),
    "prochaine": gettext_lazy("Prochaine séance la plus proche d’abord"),
    "-prochaine": gettext_lazy("Prochaine séance la plus lointaine d’abord"),
    "tenues": gettext_lazy("Séances tenues, les moins nombreuses d’abord"),
    "-tenues": gettext_lazy("Séances tenues, les plus nombreuses d’abord"),
    "utilite": gettext_lazy("Utilité la plus faible d’abord"),
    "-utilite": gettext_lazy("Utilité la plus forte d’abord"),
}


@dataclass(frozen=True)
class Utility:
    """What both said of the sessions held: the mean of `number` ratings, from 1 to 5."""

    mean: float | None
    number: int

    @property
    def word(self):
        """« très utile », "" under three ratings."""
        return SessionFeedback.Utility(round(self.mean)).label if self.number >= FEWEST_RATINGS else ""

    @property
    def count(self):
        """« 5 retours », « moins de 3 retours »."""
        if not self.number:
            return _("aucun retour")
        if self.number < FEWEST_RATINGS:
            return _("moins de {n} retours").format(n=FEWEST_RATINGS)
        return ngettext("{n} retour", "{n} retours", self.number).format(n=self.number)


@dataclass(frozen=True)
class Row:
    """`alert` is the most urgent of those open, or None; `last` and `next` are when sessions start."""

    pair: Mentorship
    alert: Alert | None
    last: datetime.datetime | None
    next: datetime.datetime | None
    held: int
    expected: int
    utility: Utility

    @property
    def sentence(self):
        return words.sentence(self.alert)


def listing(by, chosen):
    """The pairs as a queryset ready for a page of `rows`.

    `chosen` is by the words of the address: "etat", "alerte", "campus" and "formation" (the mentee's codes),
    "duree", "suivi", "q", "tri". Without a state: those that are not over, and those something is open about.
    Without a sort, what needs care first: the worst alert, the oldest of these, then the nearest end.
    """
    open_alerts = Alert.objects.open().filter(mentorship=OuterRef("pk")).by_urgency()
    rows = Mentorship.objects.annotate(worst=Subquery(open_alerts.values("level")[:1]))
    rows = searched(filtered(rows, by, chosen), chosen.get("q", ""))
    if sort := chosen.get("tri"):
        return ordered(rows, sort)
    since = Subquery(open_alerts.values("since")[:1])
    return rows.annotate(since=since).order_by(
        F("worst").asc(nulls_last=True), "since", "planned_end_on", "pk"
    )


def filtered(rows, by, chosen):
    state = chosen.get("etat", "")
    if state in STATES:
        rows = rows.filter(state=STATES[state])
    elif state != ALL:
        concerned = Alert.objects.open().values("mentorship")
        rows = rows.filter(Q(state__in=Mentorship.LIVE) | Q(pk__in=concerned))
    level = chosen.get("alerte", "")
    if level in LEVELS:
        rows = rows.filter(worst=LEVELS[level])
    elif level == WITHOUT:
        rows = rows.filter(worst=None)
    if campus := chosen.get("campus"):
        rows = rows.filter(mentee__campus__code=campus)
    if formation := chosen.get("formation"):
        rows = rows.filter(mentee__formation__code=formation)
    if term := TERMS.get(chosen.get("duree")):
        rows = rows.filter(term=term)
    if chosen.get("suivi") == ME:
        rows = rows.filter(coordinator=by)
    elif chosen.get("suivi") == NOBODY:
        rows = rows.filter(coordinator=None)
    return rows


def searched(rows, search):
    """Every word of `search` is in the name or the e-mail address of either, or is the reference of the pair
    or of its proposal."""
    for word in search.split():
        of_either = searching.named(word, "mentor__person", "mentee__person")
        rows = rows.filter(of_either | referred(word))
    return rows


def referred(word):
    """Is it the reference of the pair, or of its proposal?"""
    return Q(reference=word.upper()) | Q(proposal__in=Proposal.objects.filter(reference=word.upper()))


def ordered(rows, sort):
    """Sorted by a column. Who never met comes before whoever did; the unknown comes last otherwise."""
    column, is_backwards = sort.removeprefix("-"), sort.startswith("-")
    if column == "binome":
        names = [f"mentor__person__{name}" for name in ("last_name", "first_name")]
        return rows.order_by(*(f"-{name}" if is_backwards else name for name in names), "pk")
    if column == "depuis":
        return rows.order_by("-started_on" if is_backwards else "started_on", "pk")
    key = rows.annotate(key=Subquery(keys()[column]))
    if is_backwards:
        return key.order_by(F("key").desc(nulls_last=True), "pk")
    is_first = column in ("derniere", "tenues")
    return key.order_by(F("key").asc(nulls_first=is_first or None, nulls_last=not is_first or None), "pk")


def keys():
    """{column: one value for each pair}, of what stands in other tables."""
    sessions = MentoringSession.objects.filter(mentorship=OuterRef("pk")).order_by().values("mentorship")
    held = sessions.filter(state=SessionState.HELD)
    coming = sessions.filter(state=SessionState.PLANNED, ends_at__gt=timezone.now())
    ratings = SessionFeedback.objects.filter(mentoring_session__mentorship=OuterRef("pk"))
    rated = ratings.order_by().values("mentoring_session__mentorship").annotate(number=Count("utility"))
    return {
        "derniere": held.annotate(value=Max("starts_at")).values("value"),
        "prochaine": coming.annotate(value=Min("starts_at")).values("value"),
        "tenues": held.annotate(value=Count("pk")).values("value"),
        "utilite": rated.filter(number__gte=FEWEST_RATINGS).annotate(value=Avg("utility")).values("value"),
    }


def named(search):
    """The reference of the pair whose own, or whose proposal's, is searched for; None otherwise."""
    found = Mentorship.objects.filter(referred(search)).values_list("reference", flat=True)
    return found.first() if search else None


def is_any():
    return Mentorship.objects.exists()


def rows(pairs, now=None):
    """[Row] of a page of pairs: five queries, however many there are."""
    now = now or timezone.now()
    people = ("mentor__person", "mentee__person", "coordinator")
    pairs = list(pairs.select_related(*people, "mentee__campus", "mentee__formation"))
    ids = [pair.pk for pair in pairs]
    alerts, sessions, ratings = worst_of(ids), sessions_of(ids, now), ratings_of(ids)
    rests = rhythms.rests_of([pair.reference for pair in pairs])
    nothing = {"last": None, "next": None, "held": 0}
    return [
        Row(
            pair=pair,
            alert=alerts.get(pair.pk),
            **sessions.get(pair.pk, nothing),
            expected=rhythms.expected(pair, rests[pair.reference], timezone.localdate(now)),
            utility=ratings.get(pair.pk, Utility(None, 0)),
        )
        for pair in pairs
    ]


def worst_of(ids):
    """{id of a pair: its most urgent open alert}"""
    found = {}
    for alert in Alert.objects.open().filter(mentorship__in=ids).select_related("person").by_urgency():
        found.setdefault(alert.mentorship_id, alert)
    return found


def sessions_of(ids, now):
    """{id of a pair: {"last": held, "next": planned, "held": how many}}"""
    held = Q(state=SessionState.HELD)
    coming = Q(state=SessionState.PLANNED, ends_at__gt=now)
    asked = {
        "last": Max("starts_at", filter=held),
        "next": Min("starts_at", filter=coming),
        "held": Count("pk", filter=held),
    }
    grouped = (
        MentoringSession.objects.filter(mentorship__in=ids).order_by().values("mentorship").annotate(**asked)
    )
    return {row.pop("mentorship"): row for row in grouped}


def ratings_of(ids):
    """{id of a pair: Utility}"""
    rated = SessionFeedback.objects.filter(mentoring_session__mentorship__in=ids).exclude(utility=None)
    grouped = rated.order_by().values("mentoring_session__mentorship")
    found = grouped.annotate(mean=Avg("utility"), number=Count("pk"))
    return {row["mentoring_session__mentorship"]: Utility(row["mean"], row["number"]) for row in found}
