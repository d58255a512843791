"""A row of settings, saved: what changed is remembered, told in words, and never lost between two people.

Such a row has a `reference`. A form carries `seen`, the mark of what its reader saw.
"""

from dataclasses import dataclass

from django.db.models import Max
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring import zones
from mentoring.audit import record
from mentoring.models import Event, NotAllowed
from mentoring.templatetags.binome import liste_fr
from mentoring.templatetags.dates import date_courte, heure


@dataclass(frozen=True)
class Change:
    """One difference, in words: « Nom : Binôme → Tandem »."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    """A line of « Historique »: an event, its words ("" where the Changes say it all), its Changes."""

    event: Event
    sentence: str
    changes: list


@dataclass(frozen=True)
class Told:
    """What is said of an event that came meanwhile: of a colleague's, of one's own, what to do then."""

    colleague: str
    oneself: str
    then: str


SETTINGS = Told(
    gettext_lazy("{name} a enregistré ces réglages {when}."),
    gettext_lazy("Vous avez enregistré ces réglages dans un autre onglet, {when}."),
    gettext_lazy("Relisez l’historique sous le formulaire, puis enregistrez de nouveau."),
)


def mark(thing, *transitions):
    """What says whether `thing` was saved since: the key of its last such event, 0 when there is none."""
    events = Event.objects.filter(reference=thing.reference, transition__in=transitions)
    return events.aggregate(last=Max("pk"))["last"] or 0


def marks(things, *transitions):
    """{reference: mark} of several, 1 query."""
    events = Event.objects.filter(reference__in=[one.reference for one in things], transition__in=transitions)
    found = dict(
        events.order_by().values("reference").annotate(last=Max("pk")).values_list("reference", "last")
    )
    return {one.reference: found.get(one.reference, 0) for one in things}


def save(thing, transition, values, *, by, seen):
    """Write `values` into `thing`, whose row the caller's transaction holds. Returns the event, or None when
    nothing differs (a second click). Raises NotAllowed, naming them, when a colleague saved it meanwhile."""
    before = {name: getattr(thing, name) for name in values}
    changed = [name for name in values if values[name] != before[name]]
    if not changed:
        return None
    refuse_stale(thing, transition, by=by, seen=seen)
    for name in changed:
        setattr(thing, name, values[name])
    thing.save(update_fields=changed)
    return record(
        thing,
        transition,
        by=by,
        before={name: before[name] for name in changed},
        after={name: values[name] for name in changed},
    )


def refuse_stale(thing, *transitions, by, seen, told=None):
    """Raise NotAllowed, saying who, unless `thing` is as it was at the mark `seen`. `told` is
    {transition: Told}, of those that are said otherwise than settings."""
    last = mark(thing, *transitions)
    if str(seen) != str(last):
        event = Event.objects.select_related("actor").filter(pk=last).first()
        raise NotAllowed(meanwhile(event, by, told))


def meanwhile(event, by, told=None):
    """« Awa Diallo a enregistré ces réglages à 10 h 42. », and what to do then; the event is None when nobody
    knows."""
    if event is None:
        return _("Cette page était ancienne. Relisez vos réponses, puis enregistrez de nouveau.")
    return said((told or {}).get(event.transition, SETTINGS), event.actor, event.at, by)


def said(words, actor, at, by, **more):
    """These words (Told) about what `actor` did `at` that moment, to `by`; `more` is what else they name."""
    sentence = str(words.oneself if actor and actor == by else words.colleague)
    return f"{sentence.format(name=actor or _('Quelqu’un'), when=when(at), **more)} {words.then}"


def when(moment):
    """« à 10 h 42 », « le 9 mars à 10 h 42 »"""
    is_today = timezone.localdate(moment) == timezone.localdate()
    words = _("à {time}") if is_today else _("le {date} à {time}")
    return words.format(time=heure(moment), date=date_courte(moment))


def history(thing, transitions):
    """The events of these transitions about `thing`, newest first."""
    return Event.objects.about(thing.reference).filter(transition__in=transitions)


def previous(thing, transition):
    """{name: value} that the last save replaced. Raises NotAllowed before there was one."""
    event = history(thing, [transition]).first()
    if event is None or not event.payload.get("before"):
        raise NotAllowed(_("Il n’y a pas de version précédente."))
    return event.payload["before"]


def way_back(model, page):
    """The Changes that undo the last save, on the first page of the history; [] before there was one."""
    last = page[0] if page.number == 1 and len(page) else None
    return [Change(one.label, one.after, one.before) for one in told(model, last)] if last else []


def entries(model, events, sentences=None):
    """The Entries of events of rows of `model`; `sentences` are by transition."""
    said = sentences or {}
    return [Entry(event, said.get(event.transition, ""), told(model, event)) for event in events]


def told(model, event):
    """The Changes an event of `save` remembers, in the order of the form."""
    before, after = event.payload.get("before", {}), event.payload.get("after", {})
    return [
        Change(label_of(model, name), in_words(model, name, before.get(name)), in_words(model, name, value))
        for name, value in after.items()
    ]


def label_of(model, name):
    return capfirst(str(model._meta.get_field(name).verbose_name))


def in_words(model, name, value):
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if name == "timezone":
        return str(zones.name_of(value))
    if isinstance(value, list):
        return liste_fr(value) or _("rien")
    if value in ("", None):
        return _("rien")
    return str(dict(model._meta.get_field(name).flatchoices).get(value, value))
