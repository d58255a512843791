"""« À traiter »: what the team could do next, one line for each kind of thing, the most urgent first.

What the day adds and nothing keeps waiting, answers and pauses, is in `since`: for the morning's e-mail
alone.
"""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from applications.services import marks
from followup.models import Mentorship
from followup.services import tallies
from matching.models import Proposal
from mentoring.mail.rules import public_holidays
from mentoring.models import Programme

MORNING = datetime.time(8, 30)


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


def lines(now=None, programme=None):
    """The Lines of the page that are not empty, in order: one query, and the programme's where it is not
    given. Raises what counting them raises."""
    found = tallies.of(tallies.READERS, now or timezone.now())
    return in_order(found, programme or Programme.current())


def in_order(found, programme):
    """The Lines of the {code: Tally} found, None where counting failed."""
    return [line(code, found[code], programme) for code in ORDER if code in found]


def line(code, tally, programme):
    if tally is None:
        return Line(code, None)
    oldest = None if code in AGELESS else tally.oldest
    return Line(code, tally.number, URLS[code](tally.first), oldest, level(code, oldest, programme))


def level(code, oldest, programme):
    """Files to read are late beyond the delay the programme promises."""
    if code == "applications":
        late = marks.working_days_since(timezone.localdate(oldest)) > programme.sla_days
        return Level.AMBER if late else Level.PLAIN
    return LEVELS.get(code, Level.PLAIN)


def since(moment):
    """The Lines of what happened since `moment`: questions that came to nothing, pauses begun."""
    return [line for line in (results(moment), pauses(moment)) if line.count]


def points(found):
    """« 31 points »: how many things to do the lines hold together."""
    return sum(line.count or 0 for line in found if line.is_counted)


def results(moment):
    """Questions to a mentor or a mentee that ended without a pair; interests the team itself declined are not
    news to it."""
    ended = [Proposal.State.DECLINED, Proposal.State.EXPIRED]
    rows = Proposal.objects.filter(state__in=ended, answer_by__isnull=False, state_changed_at__gt=moment)
    return Line("results", rows.count(), f"{reverse('proposals')}?groupe=non-abouties")


def pauses(moment):
    rows = Mentorship.objects.filter(state=Mentorship.State.PAUSED, state_changed_at__gt=moment)
    return Line("pauses", rows.count(), f"{reverse('pairs')}?etat=en-pause")


ALERTS = "/pilotage/alertes/"
# By the key or the reference of the first one, where a line opens one.
URLS = {
    "reports": lambda first: f"{ALERTS}?niveau=rouge#alerte-{first}",
    "red_pairs": lambda first: f"{ALERTS}?niveau=rouge",
    "applications": lambda first: reverse("queue"),
    "answers": lambda first: f"{reverse('queue')}?vue=precisions",
    "interests": lambda first: f"{reverse('proposals')}?groupe=interets",
    "expiring": lambda first: f"{reverse('proposals')}?groupe=expirent",
    "waiting_mentees": lambda first: reverse("board"),
    "idle_mentors": lambda first: f"{reverse('board')}?cote=mentors",
    "help_requests": lambda first: reverse("help_requests"),
    "revisits": lambda first: f"{reverse('queue')}?vue=attente",
    "amber_pairs": lambda first: f"{ALERTS}?niveau=orange",
    "reviews": lambda first: reverse("closing_reviews"),
    "texts": lambda first: reverse("queue_item", args=[first]),
    "failed_mail": lambda first: f"{reverse('email_journal')}?etat=failed",
}
LEVELS = {"reports": Level.RED, "red_pairs": Level.RED, "amber_pairs": Level.AMBER}
# Their sentence says the day already.
AGELESS = {"expiring", "revisits"}
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
    "reviews",
    "texts",
    "failed_mail",
)
WATCHED = {"waiting_mentees", "idle_mentors", "amber_pairs", "reviews", "texts"}
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
    "reviews": lambda n: ngettext("{n} bilan à relire", "{n} bilans à relire", n).format(n=n),
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
