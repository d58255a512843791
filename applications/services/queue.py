"""The coordinator's list of files: which view, which filters, in what order, who comes next."""

import datetime

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models import Application, ProfileDomain
from applications.options import Kind
from applications.services import domains, marks
from applications.services.decisions import UNDOABLE
from applications.services.reading import Dossier, prospects
from mentoring.models import AccessLog, Event, User
from mentoring.searching import named

__all__ = [
    "FETCHED",
    "READ",
    "SORTS",
    "VIEWS",
    "Dossier",
    "counts",
    "decorate",
    "is_reading",
    "listing",
    "neighbours",
    "number_to_read",
    "prospects",
    "references",
    "sitting",
    "view_of",
]
State = Application.State
# What the log of looks says of a file that was read, and of one the page of another fetched ahead.
READ, FETCHED = "file-de-validation", "file-de-validation-avance"
RECENT = datetime.timedelta(days=7)
# A reading ends with a pause; nobody reads longer than a morning.
PAUSE, LONGEST_SITTING = datetime.timedelta(minutes=30), datetime.timedelta(hours=6)
VIEWS = {
    "a-lire": _("À lire"),
    "precisions": _("Précisions reçues"),
    "attente": _("En attente"),
    "question": _("Attend une réponse"),
    "decidees": _("Décidées (7 jours)"),
}
SORTS = {
    "anciennete": _("Les plus anciennes d’abord"),
    "rarete": _("Domaines rares d’abord"),
    "fin": _("Fin de formation proche d’abord"),
}
ME, NOBODY = "me", "none"
# Nobody's eyes in a list, and heavy.
LONG_TEXTS = (
    "answers",
    "excerpt",
    "info_question",
    "info_answer",
    "decision_message",
    "profile__presentation",
    "profile__topics",
    "profile__goals_text",
    "profile__challenges",
    "profile__excerpt",
)


def conditions():
    """{view: Q}"""
    return {
        "a-lire": Q(state=State.SUBMITTED, is_answer_received=False),
        "precisions": Q(state=State.SUBMITTED, is_answer_received=True),
        "attente": Q(state=State.ON_HOLD),
        "question": Q(state=State.INFO_REQUESTED),
        "decidees": Q(
            state__in=[State.APPROVED, State.REJECTED], state_changed_at__gte=timezone.now() - RECENT
        ),
    }


def view_of(application):
    """The view a file stands in; the first one for a file in none."""
    cases = [When(condition, then=Value(view)) for view, condition in conditions().items()]
    own = Application.objects.filter(pk=application.pk)
    return own.annotate(view=Case(*cases, default=Value("a-lire"))).values_list("view", flat=True).get()


def counts(by):
    """{view: how many files}, and under "mine" those to read that `by` follows. One query, whose parts each
    have their index."""
    first, *others = [
        Application.objects.filter(condition)
        .annotate(view=Value(view))
        .values_list("view")
        .annotate(number=Count("*"))
        for view, condition in {**conditions(), "mine": Q(state=State.SUBMITTED, assigned_to=by)}.items()
    ]
    return dict(first.union(*others, all=True))


def number_to_read():
    """How many files wait to be read, an answer received or not."""
    return Application.objects.filter(state=State.SUBMITTED).count()


def listing(by, view="a-lire", filters=None, sort="", search=""):
    """The files of a view, as a queryset ready for a page of rows; unknown words are passed over.

    `filters`: "side" (mentor, mentee), "campus", "training", "domain" (codes), "followed" ("me", "none",
    "all"), "flags" (a list among `marks.LABELS`). `sort` is one of SORTS; without one, each view has its own
    order: the oldest first, on hold what is due first, decided the latest first.
    """
    rows = (
        Application.objects.filter(conditions().get(view, conditions()["a-lire"]))
        .select_related("person", "assigned_to", "profile__formation", "profile__campus")
        .defer(*LONG_TEXTS)
    )
    return ordered(searched(filtered(rows, by, filters or {}), search), view, sort)


def filtered(rows, by, filters):
    if filters.get("side") in Kind.values:
        rows = rows.filter(kind=filters["side"])
    if campus := filters.get("campus"):
        rows = rows.filter(profile__campus__code=campus)
    if training := filters.get("training"):
        rows = rows.filter(profile__formation__code=training)
    if domain := filters.get("domain"):
        covering = ProfileDomain.objects.filter(domain__code=domain).values("profile__application")
        rows = rows.filter(pk__in=covering)
    if filters.get("followed") == ME:
        rows = rows.filter(assigned_to=by)
    elif filters.get("followed") == NOBODY:
        rows = rows.filter(assigned_to=None)
    return flagged(rows, filters.get("flags") or ())


def flagged(rows, wanted):
    if "overload" in wanted:
        rows = rows.filter(marks.overloaded())
    if "discord" in wanted:
        rows = marks.wanting_discord_help(rows)
    if "duplicate" in wanted:
        people = User.objects.filter(pk__in=rows.values("person"))
        rows = rows.filter(person__in=list(marks.duplicates_of(people)))
    return rows


def searched(rows, search):
    """Every word of `search` is in the name, the e-mail address or the reference."""
    for word in search.split():
        rows = rows.filter(named(word, "person") | Q(reference__contains=word.upper()))
    return rows


def ordered(rows, view, sort):
    if sort == "rarete":
        return rarest_first(rows).order_by("-missing", "submitted_at", "pk")
    if sort == "fin":
        return rows.order_by(F("profile__training_end").asc(nulls_last=True), "submitted_at", "pk")
    if sort == "anciennete":
        return rows.order_by("submitted_at", "pk")
    return rows.order_by(*OWN_ORDERS.get(view, OWN_ORDERS["a-lire"]), "pk")


OWN_ORDERS = {
    "a-lire": ["-is_review_requested", "submitted_at"],
    "precisions": ["state_changed_at"],
    "attente": [F("revisit_on").asc(nulls_last=True), "submitted_at"],
    "question": ["info_due_on", "submitted_at"],
    "decidees": ["-state_changed_at"],
}


def rarest_first(rows):
    """Annotate `missing`: places that lack in the first domain. A mentor who covers a scarce one, and a
    person who wants one, come first."""
    lacks = [
        When(domain=domain, then=Value(balance.missing)) for domain, balance in domains.balances().items()
    ]
    first = (
        ProfileDomain.objects.filter(profile__application=OuterRef("pk"), rank=1)
        .annotate(missing=Case(*lacks, default=Value(0), output_field=IntegerField()))
        .order_by("-missing")
        .values("missing")[:1]
    )
    return rows.annotate(missing=Coalesce(Subquery(first), Value(0)))


def decorate(rows):
    """The same rows, each with `flags` (codes), `age` in days, `age_tone` by working days, and `meta`. One
    query."""
    rows = list(rows)
    duplicates = marks.duplicates_of(row.person for row in rows)
    for row in rows:
        row.flags = marks.flags(row, duplicates)
        submitted_on = timezone.localdate(row.submitted_at)
        row.age = (timezone.localdate() - submitted_on).days
        row.age_tone = marks.age_tone(marks.working_days_since(submitted_on))
        row.meta = meta(row)
    return rows


def meta(application):
    """« Mentoré · DWWM · Montreuil », « Mentor · Ingénieure plateforme · Marseille »; a line never starts
    with a dot."""
    parts = [application.get_kind_display()]
    if profile := getattr(application, "profile", None):
        training = profile.formation.short if profile.formation else ""
        parts.append(profile.job_title if application.is_mentor else training)
        parts.append(profile.campus.label if profile.campus else "")
    return "\u00a0· ".join(str(part) for part in parts if part)


def references(rows, view, sort="", application=None):
    """Those of a listing, in its order; with `application`, where it would stand if it has left the view."""
    if application is not None:
        rows = ordered(
            Application.objects.filter(Q(pk__in=rows.values("pk")) | Q(pk=application.pk)), view, sort
        )
    return list(rows.values_list("reference", flat=True))


def neighbours(application, references, skipped=()):
    """{"previous", "next", "following": references or None, "position": from 1 or None, "count"} in a list of
    references.

    "following" is who comes after this one has been passed over or decided: the next that is not among
    `skipped`, from the top of the list when the end is reached, whoever comes next when all were skipped.
    """
    place = references.index(application.reference) if application.reference in references else None
    after = references if place is None else references[place + 1 :]
    before = [] if place is None else references[:place]
    others = after + before
    return {
        "previous": before[-1] if before else None,
        "next": after[0] if after else None,
        "following": next((one for one in others if one not in skipped), others[0] if others else None),
        "position": None if place is None else place + 1,
        "count": len(references),
    }


def is_reading(by, since):
    """Does the reading session that went on at `since` (a timestamp) last: has `by` opened a file meanwhile,
    without a pause?"""
    pause = timezone.now() - PAUSE
    return since > pause.timestamp() or AccessLog.objects.filter(reader=by, page=READ, at__gt=pause).exists()


def sitting(by):
    """{"count", "minutes"} of the decisions `by` has just taken without a long pause, or None: those taken
    back do not count, and reading does."""
    now = timezone.now()
    since = now - LONGEST_SITTING
    events = Event.objects.filter(actor=by, at__gt=since)
    undone = set(events.filter(transition="undo").values_list("payload__undone", flat=True))
    decided = events.filter(transition__in=UNDOABLE).exclude(pk__in=undone).values_list("at", flat=True)
    looks = AccessLog.objects.filter(reader=by, page=READ, at__gt=since).values_list("at", flat=True)
    count, started = 0, now
    moments = [(at, True) for at in decided] + [(at, False) for at in looks]
    for moment, is_decision in sorted(moments, reverse=True):
        if started - moment > PAUSE:
            break
        count, started = count + is_decision, moment
    return {"count": count, "minutes": max(1, round((now - started).total_seconds() / 60))} if count else None
