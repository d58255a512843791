"""A global proposal in words: its lines, who is left out and why, how even-handed it is, who would swap."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.models import Campus, Formation, Profile
from applications.questionnaire import week
from matching.core import reading, sentences
from matching.core.settings import points
from matching.models import Proposal

from . import sending

SHOWN_SWAPS = 10


@dataclass(frozen=True)
class Line:
    """A pair of a run as the page shows it. `obstacle` says why it cannot be proposed today, "" when it
    can; `open_state` is that of an open proposal between the two, "" without one."""

    pair: object
    points: int
    choice: str
    notes: list
    cautions: list
    obstacle: str
    open_state: str
    is_ticked: bool

    @property
    def is_pinned(self):
        return self.open_state == Proposal.State.DRAFT

    @property
    def can_be_pinned(self):
        return self.can_be_sent and not self.open_state

    @property
    def can_be_sent(self):
        return not (self.obstacle or self.pair.sent_at or self.pair.removed_at)


def lines(run, pairs):
    """The Lines of some pairs of a run, in their order: 5 queries whatever their number."""
    blocked = sending.obstacles(pairs)
    between = {
        (mentor, mentee): state
        for mentor, mentee, state in Proposal.objects.open()
        .filter(mentee__in=[pair.mentee_id for pair in pairs])
        .values_list("mentor", "mentee", "state")
    }
    return [
        line(run, pair, blocked.get(pair.pk, ""), between.get((pair.mentor_id, pair.mentee_id), ""))
        for pair in pairs
    ]


def line(run, pair, obstacle="", open_state=""):
    return Line(
        pair=pair,
        points=points(pair.score),
        choice=choice(pair),
        notes=notes(pair, is_pinned=open_state == Proposal.State.DRAFT),
        cautions=[sentences.rule(code, translate=_) for code in pair.warnings],
        obstacle=obstacle,
        open_state=open_state,
        is_ticked=not obstacle and sending.is_ticked(pair, run.version),
    )


def choice(pair):
    """« 1er choix pour Yanis », "" for a pair that was pinned before the calculation."""
    if pair.choice_of_mentee is None:
        return ""
    words = _("1er choix pour {name}") if pair.choice_of_mentee == 1 else _("{n}e choix pour {name}")
    return words.format(n=pair.choice_of_mentee, name=pair.mentee.person.first_name)


def notes(pair, *, is_pinned=False):
    """What the calculation added beside the score, one line each; `is_pinned` today."""
    found = []
    if is_pinned or pair.is_pinned:
        found.append(_("Épinglé") if is_pinned or pair.sent_at else _("Épinglé avant le calcul"))
    if pair.is_interest:
        found.append(_("{name} a manifesté son intérêt").format(name=pair.mentor.person.first_name))
    if pair.days:
        words = ngettext("attend depuis {n} jour", "attend depuis {n} jours", pair.days)
        found.append(words.format(n=pair.days))
    if pair.is_kept:
        found.append(_("déjà proposé par le calcul précédent"))
    return [words[:1].upper() + words[1:] for words in found]


def why_left_out(run, one):
    """(reason, what would help or "") of a LeftOut."""
    best = points(one.best) if one.best is not None else None
    if one.code == reading.NO_PLACE:
        reason = _("Aucun mentor n’a de place libre.")
    elif one.code == reading.NO_MENTOR:
        rule = sentences.rule(one.rule, translate=_)
        reason = _(
            "Aucun mentor possible parmi ceux qui ont une place. Le plus souvent : {rule} ({n})."
        ).format(rule=rule, n=one.count)
    elif one.code == reading.BELOW_FLOOR:
        reason = _("Le meilleur mentor possible est à {best} points, sous le seuil de {floor}.").format(
            best=best, floor=run.floor
        )
    else:
        reason = _(
            "Les mentors qui conviennent n’ont plus de place. Le meilleur est à {best} points."
        ).format(best=best)
    help_words = ""
    if one.slot is not None and one.opened:
        help_words = ngettext(
            "Un créneau de plus le {slot} ouvrirait {n} mentor.",
            "Un créneau de plus le {slot} ouvrirait {n} mentors.",
            one.opened,
        ).format(slot=week.name(one.slot), n=one.opened)
    return reason, help_words


DIMENSIONS = {
    "campus": lambda: _("Campus"),
    "formation": lambda: _("Formation"),
    "blanks": lambda: _("Critères non renseignés"),
    "waiting": lambda: _("Attente"),
    "availability": lambda: _("Créneaux donnés"),
}
WAITING = {
    "0": lambda: _("30 jours au plus"),
    "31": lambda: _("de 31 à 60 jours"),
    "61": lambda: _("de 61 à 90 jours"),
    "91": lambda: _("plus de 90 jours"),
}
AVAILABILITY = {
    "0": lambda: _("aucun"),
    "1": lambda: _("de 1 à 4"),
    "5": lambda: _("de 5 à 9"),
    "10": lambda: _("10 ou plus"),
}


def even_handedness(run):
    """[(dimension, rows)] for the table; a row has its label, size, share left out and mean in points, and
    flags (-1 below four fifths of the rest, 1 above five quarters, 0 neither): 2 queries."""
    labels = {
        "campus": dict(Campus.objects.values_list("code", "label")),
        "formation": dict(Formation.objects.values_list("code", "label")),
        "waiting": {code: words() for code, words in WAITING.items()},
        "availability": {code: words() for code, words in AVAILABILITY.items()},
    }
    found = []
    for dimension, title in DIMENSIONS.items():
        known = labels.get(dimension, {})
        rows = [
            {
                "label": known.get(group["label"], group["label"])
                if group["label"] != ""
                else _("non renseigné"),
                "size": group["size"],
                "left_out": round(100 * (1 - group["placed"])),
                "mean": None if group["mean"] is None else points(round(group["mean"])),
                "placed_flag": group["placed_flag"],
                "mean_flag": group["mean_flag"],
            }
            for group in run.figures["fairness"][dimension]
        ]
        found.append((title(), rows))
    return found


def flag_count(groups):
    return sum(bool(row["placed_flag"]) + bool(row["mean_flag"]) for _title, rows in groups for row in rows)


def swaps(run):
    """[(mentee, mentor)] profiles of the first pairs that would rather be together: 1 query."""
    keys = run.figures["swaps"][:SHOWN_SWAPS]
    people = Profile.objects.select_related("person").in_bulk({key for pair in keys for key in pair})
    pairs = [(people.get(mentee), people.get(mentor)) for mentee, mentor in keys]
    return [pair for pair in pairs if all(pair)]


def parameters(run):
    """[(label, value)] of what was asked."""
    scope = [str(part) for part in (run.campus, run.formation, run.domain) if part]
    return [
        (_("Seuil"), _("{n} points").format(n=run.floor)),
        (_("Équité"), f"{run.gamma:g}".replace(".", ",")),
        (_("Périmètre"), ", ".join(scope) or _("tout le monde")),
        (_("Priorité aux personnes qui attendent"), _("oui") if run.is_waiting_counted else _("non")),
        (_("Intérêts des mentors"), _("pris en compte") if run.is_interest_counted else _("laissés de côté")),
        (_("Réglages"), f"v{run.version_id}"),
    ]


def proof(run):
    """« Optimum prouvé », or how far the total may be from it, in words."""
    if run.gap == 0:
        return _(
            "Optimum prouvé : aucune autre répartition ne place plus de personnes, ni ne fait mieux au total."
        )
    share = 100 * run.gap / max(1, run.total)
    return _("À {share} % au plus du meilleur total possible.").format(
        share=f"{share:.3f}".rstrip("0").rstrip(".").replace(".", ",")
    )
