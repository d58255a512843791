"""What « Alertes » shows: red, amber, grey, and those put off, each card with what is needed to act."""

import datetime
import math
import statistics
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from followup.models import Alert
from followup.services.alerts import contacts, words
from mentoring.models import HelpRequest

Level = Alert.Level
# By the word of the address: what it is called, and how many are shown among the others.
GROUPS = {
    "rouge": (_("À contacter"), 25),
    "orange": (_("À surveiller"), 25),
    "gris": (_("Pour information"), 10),
    "reportees": (_("Reportées"), 10),
}
LEVELS = {"rouge": Level.RED, "orange": Level.AMBER, "gris": Level.GREY}
# Fewer alerts handled than that say nothing of how long it takes.
MONTH, FEWEST = datetime.timedelta(days=30), 5


@dataclass
class Card:
    alert: Alert
    contact: contacts.Contact | None = None  # the last one of the team with either person
    requests: list = field(default_factory=list)

    @property
    def sentence(self):
        return words.sentence(self.alert)

    @property
    def action(self):
        return words.action(self.alert)

    @property
    def phone(self):
        """The number to call, "" where there is none or where one writes."""
        return "" if self.alert.rule in words.WRITTEN else words.called(self.alert).phone

    @property
    def warning(self):
        return words.warning(self.alert)


@dataclass
class Group:
    key: str
    title: str
    count: int
    cards: list


def keys(owner=None):
    """{word of the address: the keys of its alerts, the most urgent first}, of everybody's or of this
    person's: one query, which brings nothing of what is told of them."""
    live = Alert.objects.live() if owner is None else Alert.objects.live().filter(owner=owner)
    words_of, found, put_off = {level: key for key, level in LEVELS.items()}, {key: [] for key in GROUPS}, []
    for pk, state, level, until in live.by_urgency().values_list("pk", "state", "level", "snoozed_until"):
        if state == Alert.State.OPEN:
            found[words_of[level]].append(pk)
        else:
            put_off.append((until, pk))
    return found | {"reportees": [pk for _until, pk in sorted(put_off)]}


def first(found):
    """Of these keys, those that stand among the other groups."""
    return {key: pks[: GROUPS[key][1]] for key, pks in found.items()}


def groups(shown, number):
    """[Group] of what is shown, {word: keys}, without the empty ones; `number` is how many each has: one
    query."""
    alerts = Alert.objects.with_people().in_bulk([pk for pks in shown.values() for pk in pks])
    return [
        Group(key, str(GROUPS[key][0]), number[key], [Card(alerts[pk]) for pk in pks if pk in alerts])
        for key, pks in shown.items()
        if pks
    ]


def complete(groups):
    """Fill in what the cards tell beside their alerts: six queries, however many there are."""
    cards = [card for one in groups for card in one.cards]
    pairs = list({card.alert.mentorship_id: card.alert.mentorship for card in cards}.values())
    last, asked = contacts.last(pairs), asked_about([pair.reference for pair in pairs])
    for card in cards:
        pair, alert = card.alert.mentorship, card.alert
        card.contact = last.get(pair.pk)
        if alert.rule in words.ASKED:
            kind = words.kind_of(alert)
            card.requests = asked.get((pair.reference, alert.person_id, kind), [])


def handled(now):
    """How many alerts the team handled in the last month, and in how long half of them: {"number", "half"},
    None while they are too few to say."""
    done = Alert.objects.filter(state=Alert.State.RESOLVED, closed_at__gt=now - MONTH)
    times = [closed - opened for opened, closed in done.values_list("opened_at", "closed_at")]
    if len(times) < FEWEST:
        return None
    return {"number": len(times), "half": in_words(statistics.median(times))}


def in_words(duration):
    """« 5 heures », « 3 jours », rounded up."""
    hours = math.ceil(duration / datetime.timedelta(hours=1))
    if hours <= 24:
        return ngettext("{n} heure", "{n} heures", max(hours, 1)).format(n=max(hours, 1))
    days = math.ceil(hours / 24)
    return ngettext("{n} jour", "{n} jours", days).format(n=days)


def asked_about(references):
    """{(reference of a pair, person's id, kind): open requests}, the oldest first."""
    found = {}
    for request in HelpRequest.objects.open().filter(about__in=references).order_by("created_at", "pk"):
        found.setdefault((request.about, request.person_id, request.kind), []).append(request)
    return found
