"""« À traiter »: what the team could do next, one line for each kind of thing, the most urgent first.

One query for each table that is read. What the day adds and nothing keeps waiting, answers and pauses, is in
`since`: for the morning's e-mail alone.
"""

import datetime
import logging
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, Min, OuterRef, Q, Window
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from applications.models import Application, Profile
from applications.services import marks
from followup.models import Alert, Mentorship
from matching.models import Proposal
from matching.services import pending, waiting
from mentoring.mail.models import Email
from mentoring.mail.rules import public_holidays
from mentoring.models import HelpRequest, Programme

logger = logging.getLogger(__name__)
MENTEE_WAITS, MENTOR_WAITS = datetime.timedelta(days=21), datetime.timedelta(days=30)
MORNING = datetime.time(8, 30)
ALERTS = "/pilotage/alertes/"


class Level(models.TextChoices):
    """How a line is shown: at once, late, or in its turn."""

    RED = "red"
    AMBER = "amber"
    PLAIN = "plain"


@dataclass(frozen=True)
class Line:
    """How many, since when the oldest waits (None where that says nothing), where its button leads.

    `count` is None where counting failed.
    """

    code: str
    count: int | None
    url: str = ""
    oldest: datetime.datetime | None = None
    level: Level = Level.PLAIN

    @property
    def days(self):
        """Whole days the oldest has waited, None where nobody knows."""
        return (timezone.localdate() - timezone.localdate(self.oldest)).days if self.oldest else None

    @property
    def sentence(self):
        """« 18 candidatures à lire »"""
        return WORDS[self.code](self.count)

    @property
    def age(self):
        """« la plus ancienne attend depuis 8 jours », "" on the first day."""
        days = self.days
        if not days:
            return ""
        if self.code in WAITED:
            return ngettext("{n} jour au plus", "{n} jours au plus", days).format(n=days)
        if self.count == 1:
            return ngettext("depuis {n} jour", "depuis {n} jours", days).format(n=days)
        if self.code == "applications":
            return ngettext(
                "la plus ancienne attend depuis {n} jour", "la plus ancienne attend depuis {n} jours", days
            ).format(n=days)
        return ngettext("depuis {n} jour au plus", "depuis {n} jours au plus", days).format(n=days)

    @property
    def words(self):
        """« candidatures à lire »: the sentence without its number, which stands before it or is unknown."""
        number = 2 if self.count is None else self.count
        return WORDS[self.code](number).removeprefix(str(number)).lstrip()

    @property
    def is_counted(self):
        """Whether it is work to do today: what is only to be kept an eye on is not."""
        return self.code not in WATCHED


def lines(now=None):
    """The Lines of the page that are not empty, in order. Raises what counting them raises."""
    now = now or timezone.now()
    return in_order(line for read in READERS for line in read(now) if line.count)


def lines_at_any_rate(now=None):
    """The same for a page that must open: where counting failed, it is logged and the count is None."""
    now, found = now or timezone.now(), []
    for read, codes in READERS.items():
        try:
            found += [line for line in read(now) if line.count]
        except Exception:
            logger.exception("« À traiter »: %s", ", ".join(codes))
            found += [Line(code, None) for code in codes]
    return in_order(found)


def in_order(found):
    return sorted(found, key=lambda line: ORDER.index(line.code))


def since(moment):
    """The Lines of what happened since `moment`: questions that came to nothing, pauses begun."""
    return [line for line in (results(moment), pauses(moment)) if line.count]


def points(found):
    """« 31 points »: how many things to do the lines hold together."""
    return sum(line.count or 0 for line in found if line.is_counted)


def counted(rows, conditions, oldest, *, of=None):
    """{code: (how many, since when)} of the rows under each condition: one query. `of` counts what the rows
    are about, each once."""
    asked = {}
    for code, condition in conditions.items():
        asked[code] = Count(of or "pk", filter=condition, distinct=bool(of))
        asked[f"{code}_since"] = Min(oldest, filter=condition)
    found = rows.order_by().aggregate(**asked)
    return {code: (found[code], found[f"{code}_since"]) for code in conditions}


def of(rows, code, field, url):
    """The Line of a queryset whose oldest row is that of the earliest `field`: one query."""
    count, oldest = counted(rows, {code: Q()}, field)[code]
    return Line(code, count, url, oldest)


def alerts(now):
    """Pairs, not alerts: two of them may tell of one pair. A report is one by itself."""
    is_report = Q(rule=Alert.Rule.REPORT)
    found = counted(
        Alert.objects.urgent(),
        {
            "reports": is_report,
            "red_pairs": Q(level=Alert.Level.RED) & ~is_report,
            "amber_pairs": Q(level=Alert.Level.AMBER) & ~is_report,
        },
        "since",
        of="mentorship",
    )
    red, amber = f"{ALERTS}?niveau=rouge", f"{ALERTS}?niveau=orange"
    return [
        Line("reports", found["reports"][0], red, found["reports"][1], Level.RED),
        Line("red_pairs", found["red_pairs"][0], red, found["red_pairs"][1], Level.RED),
        Line("amber_pairs", found["amber_pairs"][0], amber, found["amber_pairs"][1], Level.AMBER),
    ]


def applications(now):
    """Those to read are amber beyond the delay the programme promises."""
    submitted = Q(state=Application.State.SUBMITTED)
    on_hold = Q(state=Application.State.ON_HOLD, revisit_on__lte=timezone.localdate(now))
    found = counted(
        Application.objects.filter(submitted | on_hold),
        {
            "applications": submitted & Q(is_answer_received=False),
            "answers": submitted & Q(is_answer_received=True),
            "revisits": on_hold,
        },
        "state_changed_at",
    )
    count, oldest = found["applications"]
    late = oldest and marks.working_days_since(timezone.localdate(oldest))
    is_late = bool(late and late > Programme.current().sla_days)
    queue, level = reverse("queue"), Level.AMBER if is_late else Level.PLAIN
    return [
        Line("applications", count, queue, oldest, level),
        Line("answers", found["answers"][0], f"{queue}?vue=precisions", found["answers"][1]),
        Line("revisits", found["revisits"][0], f"{queue}?vue=attente"),
    ]


def proposals(now):
    interest = Q(state=Proposal.State.INTEREST)
    expiring = pending.belonging("expirent", now)
    found = counted(
        Proposal.objects.filter(interest | expiring),
        {"interests": interest, "expiring": expiring},
        "state_changed_at",
    )
    url = reverse("proposals")
    return [
        Line("interests", found["interests"][0], f"{url}?groupe=interets", found["interests"][1]),
        Line("expiring", found["expiring"][0], f"{url}?groupe=expirent"),
    ]


def waiting_mentees(now):
    rows = waiting.waiting().filter(opened_at__lte=now - MENTEE_WAITS)
    return [of(rows, "waiting_mentees", "opened_at", reverse("board"))]


def idle_mentors(now):
    """Open to matching for a month, in no pair since, and nothing under way that could make one."""
    pairs = Proposal.objects.filter(mentor=OuterRef("pk"))
    rows = waiting.offering().filter(
        ~Exists(pairs.pairs()),
        ~Exists(pairs.open()),
        ~Exists(pairs.filter(ended_at__gt=now - MENTOR_WAITS)),
        opened_at__lte=now - MENTOR_WAITS,
    )
    return [of(rows, "idle_mentors", "opened_at", f"{reverse('board')}?cote=mentors")]


def help_requests(now):
    """A reported behaviour that opened an alert has a line of its own."""
    alerts = Alert.objects.open().filter(rule=Alert.Rule.REPORT)
    rows = HelpRequest.objects.filter(state=HelpRequest.State.NEW).exclude(
        kind=HelpRequest.Kind.REPORT, about__in=alerts.values("mentorship__reference")
    )
    return [of(rows, "help_requests", "created_at", reverse("help_requests"))]


def texts(now):
    """The button opens the file of the text that waits longest."""
    rows = Profile.objects.filter(is_text_to_review=True).order_by("updated_at", "pk")
    first = rows.annotate(number=Window(Count("pk")))[:1]
    return [
        Line("texts", number, reverse("queue_item", args=[reference]), oldest)
        for number, reference, oldest in first.values_list("number", "application__reference", "updated_at")
    ]


def failed_mail(now):
    rows = Email.objects.filter(state=Email.State.FAILED)
    return [of(rows, "failed_mail", "created_at", f"{reverse('email_journal')}?etat=failed")]


def results(moment):
    """Questions to a mentor or a mentee that ended without a pair; interests the team itself declined are not
    news to it."""
    ended = [Proposal.State.DECLINED, Proposal.State.EXPIRED]
    rows = Proposal.objects.filter(state__in=ended, answer_by__isnull=False, state_changed_at__gt=moment)
    return Line("results", rows.count(), f"{reverse('proposals')}?groupe=non-abouties")


def pauses(moment):
    rows = Mentorship.objects.filter(state=Mentorship.State.PAUSED, state_changed_at__gt=moment)
    return Line("pauses", rows.count(), f"{reverse('pairs')}?etat=en-pause")


# Each reads one table, and fails alone: the lines it answers for.
READERS = {
    alerts: ("reports", "red_pairs", "amber_pairs"),
    applications: ("applications", "answers", "revisits"),
    proposals: ("interests", "expiring"),
    waiting_mentees: ("waiting_mentees",),
    idle_mentors: ("idle_mentors",),
    help_requests: ("help_requests",),
    texts: ("texts",),
    failed_mail: ("failed_mail",),
}
ORDER = (
    "reports",
    "red_pairs",
    "applications",
    "answers",
    "interests",
    "expiring",
    "waiting_mentees",
    "idle_mentors",
    "help_requests",
    "revisits",
    "amber_pairs",
    "texts",
    "failed_mail",
)
WATCHED = {"waiting_mentees", "idle_mentors", "amber_pairs", "texts"}
# Whose sentence says « depuis plus de … » already.
WAITED = {"waiting_mentees", "idle_mentors"}
WORDS = {
    "reports": lambda n: ngettext("{n} signalement", "{n} signalements", n).format(n=n),
    "red_pairs": lambda n: ngettext("{n} binôme à contacter", "{n} binômes à contacter", n).format(n=n),
    "applications": lambda n: ngettext("{n} candidature à lire", "{n} candidatures à lire", n).format(n=n),
    "answers": lambda n: ngettext("{n} précision reçue", "{n} précisions reçues", n).format(n=n),
    "interests": lambda n: ngettext(
        "{n} intérêt de mentor à examiner", "{n} intérêts de mentors à examiner", n
    ).format(n=n),
    "expiring": lambda n: ngettext(
        "{n} proposition expire demain au plus tard", "{n} propositions expirent demain au plus tard", n
    ).format(n=n),
    "waiting_mentees": lambda n: ngettext(
        "{n} personne sans mentor depuis plus de 21 jours",
        "{n} personnes sans mentor depuis plus de 21 jours",
        n,
    ).format(n=n),
    "idle_mentors": lambda n: ngettext(
        "{n} mentor sans binôme depuis plus de 30 jours",
        "{n} mentors sans binôme depuis plus de 30 jours",
        n,
    ).format(n=n),
    "help_requests": lambda n: ngettext(
        "{n} nouvelle demande d’aide", "{n} nouvelles demandes d’aide", n
    ).format(n=n),
    "revisits": lambda n: ngettext(
        "{n} mise en attente à relire aujourd’hui", "{n} mises en attente à relire aujourd’hui", n
    ).format(n=n),
    "amber_pairs": lambda n: ngettext("{n} binôme à surveiller", "{n} binômes à surveiller", n).format(n=n),
    "texts": lambda n: ngettext("{n} texte de profil à relire", "{n} textes de profil à relire", n).format(
        n=n
    ),
    "failed_mail": lambda n: ngettext("{n} e-mail en échec", "{n} e-mails en échec", n).format(n=n),
    "results": lambda n: ngettext(
        "{n} proposition n’a pas abouti", "{n} propositions n’ont pas abouti", n
    ).format(n=n),
    "pauses": lambda n: ngettext(
        "{n} binôme vient de se mettre en pause", "{n} binômes viennent de se mettre en pause", n
    ).format(n=n),
}


def is_working(day):
    """Neither a Saturday, a Sunday nor a French public holiday."""
    return day.weekday() < 5 and day not in public_holidays(settings.TIME_ZONE)


def morning_before(now):
    """The last morning before today on which the team was written to."""
    day = timezone.localdate(now) - datetime.timedelta(days=1)
    while not is_working(day):
        day -= datetime.timedelta(days=1)
    return datetime.datetime.combine(day, MORNING, timezone.get_current_timezone())
