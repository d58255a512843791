"""Everybody, as the coordination's table tells it: who, in what order, and where each side of them stands."""

from collections import Counter
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db.models import Case, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.models import Application, Profile
from applications.options import Kind
from followup.models import Mentorship
from followup.services.privacy.erasure import NOWHERE
from matching.models import Proposal
from mentoring.models import HelpRequest, User
from mentoring.searching import named

ProfileState, ApplicationState = Profile.State, Application.State
STUDIED = (ApplicationState.SUBMITTED, ApplicationState.INFO_REQUESTED, ApplicationState.ON_HOLD)
PAIRED, FREE, PAUSED, IN_STUDY, REFUSED, GONE = (
    *("en-binome", "sans-binome", "en-pause", "a-l-etude", "refusee", "parti"),
)
# Where a side may stand, what needs care first, by the word of the address.
STANDINGS = {
    IN_STUDY: gettext_lazy("Candidature à l’étude"),
    FREE: gettext_lazy("Sans binôme"),
    PAIRED: gettext_lazy("En binôme"),
    PAUSED: gettext_lazy("En pause"),
    GONE: gettext_lazy("Ne participe plus"),
    REFUSED: gettext_lazy("Candidature refusée"),
}
NO_APPLICATION, CLOSED = "sans-candidature", "ferme"
OTHERS = {NO_APPLICATION: gettext_lazy("Sans candidature"), CLOSED: gettext_lazy("Compte fermé")}
TEAM = "coordination"
ROLES = {"mentor": Kind.MENTOR, "mentore": Kind.MENTEE}
# By the word of the address; each is also read backwards, with a dash before it.
SORTS = {
    "nom": gettext_lazy("Par nom, de A à Z"),
    "-nom": gettext_lazy("Par nom, de Z à A"),
    "role": gettext_lazy("Personnes mentorées d’abord"),
    "-role": gettext_lazy("Mentors d’abord"),
    "etat": gettext_lazy("Candidatures à l’étude d’abord"),
    "-etat": gettext_lazy("Candidatures refusées d’abord"),
    "campus": gettext_lazy("Par campus, de A à Z"),
    "-campus": gettext_lazy("Par campus, de Z à A"),
    "formation": gettext_lazy("Par formation, de A à Z"),
    "-formation": gettext_lazy("Par formation, de Z à A"),
    "inscription": gettext_lazy("Inscriptions les plus anciennes d’abord"),
    "-inscription": gettext_lazy("Inscriptions les plus récentes d’abord"),
    "connexion": gettext_lazy("Dernière connexion la plus ancienne d’abord"),
    "-connexion": gettext_lazy("Dernière connexion la plus récente d’abord"),
}
BY_NAME = "nom"
# The order without a word in the address comes first.
CHOICES = [("", SORTS[BY_NAME]), *((word, label) for word, label in SORTS.items() if word != BY_NAME)]
# How many rows of an export are in hand at once.
BATCH = 500


@dataclass(frozen=True)
class Side:
    """One side of a person: where it stands, and in how many pairs at work."""

    profile: Profile
    standing: str
    pairs: int

    @property
    def label(self):
        """« En binôme », « En binôme (2) »."""
        label = str(STANDINGS[self.standing])
        return f"{label} ({self.pairs})" if self.pairs > 1 else label


@dataclass(frozen=True)
class Row:
    person: User
    sides: list

    @property
    def roles(self):
        """« Mentor », « Coordination »: in words, the sides first."""
        found = [str(side.profile.get_kind_display()) for side in self.sides]
        return found + ([_("Coordination")] if is_team(self.person) else [])

    @property
    def role(self):
        """What a token shows."""
        if self.sides:
            return self.sides[0].profile.kind
        return "team" if is_team(self.person) else ""

    def named(self, name):
        """The campuses, or the formations, of both sides: each once."""
        labels = [getattr(side.profile, name) for side in self.sides]
        return list(dict.fromkeys(str(label) for label in labels if label))

    @property
    def campuses(self):
        return self.named("campus")

    @property
    def formations(self):
        return self.named("formation")

    @property
    def is_without_application(self):
        return not self.sides and not is_team(self.person)


def is_team(person):
    return person.is_coordinator or person.is_superuser


def everyone():
    """All but erased accounts, which are nobody."""
    return User.objects.exclude(email__endswith=f"@{NOWHERE}")


def paired():
    live = Mentorship.objects.live()
    return Q(pk__in=live.values("mentor")) | Q(pk__in=live.values("mentee"))


def conditions():
    """{standing: Q on profiles}: a profile is in exactly one."""
    approved, alone = Q(application__state=ApplicationState.APPROVED), ~paired()
    open_states = (ProfileState.AVAILABLE, ProfileState.PAUSED)
    return {
        PAIRED: paired(),
        IN_STUDY: alone & Q(application__state__in=STUDIED),
        FREE: alone & approved & Q(state=ProfileState.AVAILABLE),
        PAUSED: alone & approved & Q(state=ProfileState.PAUSED),
        REFUSED: alone & Q(application__state=ApplicationState.REJECTED),
        GONE: alone
        & (Q(application__state=ApplicationState.WITHDRAWN) | approved & ~Q(state__in=open_states)),
    }


def standing_of(profile, pairs):
    """The same of one profile, its application at hand; `pairs` is how many are at work."""
    state = profile.application.state
    if pairs:
        return PAIRED
    if state in STUDIED:
        return IN_STUDY
    if state == ApplicationState.REJECTED:
        return REFUSED
    known = {ProfileState.AVAILABLE: FREE, ProfileState.PAUSED: PAUSED}
    return known.get(profile.state, GONE) if state == ApplicationState.APPROVED else GONE


def listing(chosen):
    """The people as a queryset ready for a page of `rows`.

    `chosen` is by the words of the address: "role", "etat", "campus" and "formation" (codes), "q", "tri".
    Role, state, campus and formation are those of one side of the person.
    """
    return ordered(searched(filtered(everyone(), chosen), chosen.get("q", "")), chosen.get("tri", BY_NAME))


def filtered(people, chosen):
    role, state = chosen.get("role"), chosen.get("etat")
    asked = {
        "kind": ROLES.get(role),
        "campus__code": chosen.get("campus"),
        "formation__code": chosen.get("formation"),
    }
    sides = Profile.objects.filter(**{name: value for name, value in asked.items() if value})
    if state in STANDINGS:
        sides = sides.filter(conditions()[state])
    if state in STANDINGS or any(asked.values()):
        people = people.filter(pk__in=sides.values("person"))
    if role == TEAM:
        people = people.filter(Q(is_coordinator=True) | Q(is_superuser=True))
    if state == NO_APPLICATION:
        people = people.filter(is_coordinator=False, is_superuser=False)
        people = people.exclude(pk__in=Application.objects.sent().values("person"))
    elif state == CLOSED:
        people = people.filter(is_active=False)
    return people


def searched(people, search):
    """Every word of `search` is in the name or the e-mail address, or is another address or a reference of
    theirs."""
    for word in search.split():
        found = named(word, "")
        found |= Q(pk__in=EmailAddress.objects.filter(email=word.lower()).values("user"))
        for model, owners in (
            (Application, ["person"]),
            (HelpRequest, ["person"]),
            (Proposal, ["mentor__person", "mentee__person"]),
            (Mentorship, ["mentor__person", "mentee__person"]),
        ):
            known = model.objects.filter(reference=word.upper())
            for owner in owners:
                found |= Q(pk__in=known.filter(**{f"{owner}__isnull": False}).values(owner))
        people = people.filter(found)
    return people


def ordered(people, sort):
    """Sorted by a column; what says nothing there comes last, both ways, and ties stand as they came."""
    column, is_backwards = sort.removeprefix("-"), sort.startswith("-")
    if column == "nom":
        names = ("last_name", "first_name", "pk")
        return people.order_by(*(f"-{name}" if is_backwards else name for name in names))
    people = people.annotate(key=keys()[column])
    key = F("key").desc(nulls_last=True) if is_backwards else F("key").asc(nulls_last=True)
    return people.order_by(key, "-pk" if is_backwards else "pk")


def keys():
    """{column: one value for each person}"""
    sides = Profile.objects.filter(person=OuterRef("pk"))
    places = [When(condition, then=Value(place)) for place, condition in enumerate(by_care())]
    standing = sides.annotate(place=Case(*places, output_field=IntegerField()))
    return {
        "role": first(sides, "kind"),
        "etat": first(standing, "place"),
        "campus": first(sides.filter(campus__isnull=False), "campus__label"),
        "formation": first(sides.filter(formation__isnull=False), "formation__label"),
        "inscription": F("date_joined"),
        "connexion": F("last_login"),
    }


def by_care():
    found = conditions()
    return [found[standing] for standing in STANDINGS]


def first(sides, name):
    return Subquery(sides.order_by(name).values(name)[:1])


def rows(people):
    """[Row] of a page of people: two queries beside their own, however many there are."""
    people = list(people)
    sides = {}
    profiles = Profile.objects.filter(person__in=people).select_related("application", "campus", "formation")
    profiles = list(profiles.defer(*texts()).order_by("kind", "pk"))
    counts = pairs_of(profiles)
    for profile in profiles:
        side = Side(profile, standing_of(profile, counts[profile.pk]), counts[profile.pk])
        sides.setdefault(profile.person_id, []).append(side)
    return [Row(person, sides.get(person.pk, [])) for person in people]


def texts():
    """Nobody's eyes in a list, and heavy."""
    own = ("presentation", "topics", "goals_text", "challenges", "excerpt")
    sent = ("answers", "excerpt", "info_question", "info_answer", "decision_message")
    return [*own, *(f"application__{name}" for name in sent)]


def pairs_of(profiles):
    """Counter of the pairs at work of these profiles."""
    keys = [profile.pk for profile in profiles]
    live = Mentorship.objects.live().filter(Q(mentor__in=keys) | Q(mentee__in=keys))
    return Counter(profile for pair in live.values_list("mentor", "mentee") for profile in pair)


def lines(people):
    """The rows of an export, one list for each person: three queries a batch."""
    ids = list(people.values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        known = User.objects.in_bulk(ids[start : start + BATCH])
        for row in rows(known[pk] for pk in ids[start : start + BATCH]):
            person, standings = row.person, {side.profile.kind: side.label for side in row.sides}
            yield [
                *(person.first_name, person.last_name, person.email, person.phone, ", ".join(row.roles)),
                *(standings.get(kind, "") for kind in (Kind.MENTOR, Kind.MENTEE)),
                *(", ".join(row.campuses), ", ".join(row.formations)),
                *(person.date_joined, person.last_login),
            ]
