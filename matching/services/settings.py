"""The settings in force, and new versions of them. Versions are only ever added."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matching.core import sentences
from matching.core import settings as core
from matching.models import MatchingSettings
from mentoring.audit import record
from mentoring.changes import Told, said
from mentoring.models import NotAllowed, Programme

from . import features

SAVE = "save_settings"
# Facts, not choices: sending a proposal refuses them whatever a version says.
ALWAYS_BLOCKING = ("same_person", "full", "paused", "not_approved", "excluded")
ADJUSTABLE = tuple(code for code in core.SEVERITIES if code not in ALWAYS_BLOCKING)
NUMBERS = (
    *("floor", "very_good_from", "good_from", "to_discuss_from", "gamma"),
    *("interest_bonus", "waiting_bonus", "continuity_bonus", "proposal_days", "max_interests"),
)
CRITERIA = {
    "domains": lambda: _("Domaines d’accompagnement"),
    "skills": lambda: _("Compétences techniques"),
    "availability": lambda: _("Créneaux, rythme, durée de séance"),
    "soft_skills": lambda: _("Savoir-être et façon d’accompagner"),
    "experience": lambda: _("Expérience professionnelle"),
    "formation": lambda: _("Formation suivie"),
    "term": lambda: _("Court ou long terme"),
    "channels": lambda: _("Façons d’échanger"),
}
SEVERITIES = {
    core.BLOCK: lambda: _("bloque"),
    core.WARN: lambda: _("avertit"),
    core.OFF: lambda: _("ignorée"),
}

MEANWHILE = Told(
    gettext_lazy("{name} a enregistré d’autres réglages {when}."),
    gettext_lazy("Vous avez enregistré d’autres réglages dans un autre onglet, {when}."),
    gettext_lazy("Relisez ce qui change."),
)


@dataclass(frozen=True)
class Change:
    """One difference between two versions, in words: « Seuil : 50 → 55 »."""

    label: str
    before: str
    after: str


def current():
    """(row, core settings) of the newest version. Empty maps mean the core's own defaults."""
    row = MatchingSettings.current()
    return row, as_core(row)


def as_core(row):
    """A version as the core reads it. Raises ValueError for weights or rules the core does not know."""
    return core.Settings(
        weights={**core.WEIGHTS, **row.weights},
        severities={**core.SEVERITIES, **row.severities},
        means={**core.MEANS, **row.means},
        floor=row.floor,
        gamma=row.gamma,
        bands={"very_good": row.very_good_from, "good": row.good_from, "to_discuss": row.to_discuss_from},
        interest_bonus=row.interest_bonus,
        waiting_bonus=row.waiting_bonus,
        continuity_bonus=row.continuity_bonus,
    )


def values_of(row):
    """What a version chose, defaults filled in: what `save_version` takes to make the same again."""
    return {
        "weights": {**core.WEIGHTS, **row.weights},
        "severities": {**core.SEVERITIES, **row.severities},
        **{name: getattr(row, name) for name in NUMBERS},
    }


def draft(before, values):
    """An unsaved version: `values` over what `before` chose."""
    kept = {"weights": before.weights, "severities": before.severities}
    kept |= {name: getattr(before, name) for name in NUMBERS}
    return MatchingSettings(**{**kept, **values}, means=before.means)


def save_version(*, by, reason, seen=None, **values):
    """Add a version: what is not given stays as it is. Returns the version in force then: the one before when
    nothing would change (a second click). What a blank answer is worth is measured now and frozen with it.

    `seen` is the key of the version the person started from: raises NotAllowed when a colleague saved another
    one meanwhile. Raises ValueError when the core refuses the values.
    """
    with transaction.atomic():
        Programme.held()
        before = MatchingSettings.current()
        row = draft(before, values)
        read = as_core(row)
        changed = differences(before, row)
        if not changed:
            return before
        if seen is not None and seen != before.pk:
            raise NotAllowed(saved_meanwhile(before, by))
        row.author, row.reason, row.means = by, reason, features.measured_means(read)
        row.save()
        record(
            row,
            SAVE,
            by=by,
            reason=reason,
            version=row.pk,
            before={name: was for name, was, _is in changed},
            after={name: new for name, _was, new in changed},
        )
        return row


def differences(before, after):
    """[(name, value before, value after)] of two versions; names are as in "weights.domains" or "floor"."""
    flat = [flattened(values_of(row)) for row in (before, after)]
    return [(name, flat[0][name], flat[1][name]) for name in flat[0] if flat[0][name] != flat[1][name]]


def flattened(values):
    return {
        **{f"weights.{name}": value for name, value in values["weights"].items()},
        **{f"severities.{code}": value for code, value in values["severities"].items()},
        **{name: values[name] for name in NUMBERS},
    }


def changes(before, after):
    """The Changes between two versions, in the order of the page."""
    return [
        Change(label_of(name), in_words(name, was), in_words(name, new))
        for name, was, new in differences(before, after)
    ]


def told(versions, number):
    """[(version, its Changes)] of the first `number` of these, newest first; the very first has none."""
    older = [*versions[1:], None]
    pairs = list(zip(versions, older, strict=True))[:number]
    return [(version, changes(before, version) if before else []) for version, before in pairs]


def facts():
    """The words of the rules no version changes."""
    return [sentences.rule(code, translate=_) for code in ALWAYS_BLOCKING]


def label_of(name):
    kind, _dot, code = name.partition(".")
    if kind == "weights":
        return _("Poids « {criterion} »").format(criterion=CRITERIA[code]())
    if kind == "severities":
        return _("Règle « {rule} »").format(rule=sentences.rule(code, translate=_))
    return capfirst(str(MatchingSettings._meta.get_field(name).verbose_name))


def in_words(name, value):
    if name.startswith("severities."):
        return SEVERITIES[value]()
    return f"{value:g}".replace(".", ",")


def saved_meanwhile(version, by):
    """Who put this version in force, and when."""
    return said(MEANWHILE, version.author, version.created_at, by)
