"""What the pages of the lists say."""

from dataclasses import dataclass

from django.conf import settings
from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.services.catalogue import lists
from mentoring import changes, zones

PER_PAGE = 10
TITLES = {
    "campus": lambda: _("Campus"),
    "formations": lambda: _("Formations"),
    "competences": lambda: _("Compétences"),
    "domaines": lambda: _("Domaines"),
    "savoir-etre": lambda: _("Savoir-être"),
}
NEW = {
    "campus": lambda: _("Ajouter un campus"),
    "formations": lambda: _("Ajouter une formation"),
    "competences": lambda: _("Ajouter une compétence"),
    "savoir-etre": lambda: _("Ajouter un savoir-être"),
}
EMPTY = {
    "campus": lambda: _("Ajoutez le premier campus."),
    "formations": lambda: _("Ajoutez la première formation."),
    "competences": lambda: _("Ajoutez la première compétence."),
    "savoir-etre": lambda: _("Ajoutez le premier savoir-être."),
}


METAS = {
    "campus": lambda row: [row.region, *elsewhere(row.timezone)],
    "formations": lambda row: [row.short_label, row.get_family_display()],
    "competences": lambda row: [", ".join(row.synonyms)],
    "domaines": lambda row: [row.hint, row.question],
    "savoir-etre": lambda row: [],
}


@dataclass(frozen=True)
class Line:
    """A row of a list, what is said under its name, how many profiles chose it."""

    row: object
    meta: str
    count: int


def lines(slug, rows, counts):
    """What a table shows of these rows."""
    metas = [" · ".join(str(one) for one in METAS[slug](row) if one) for row in rows]
    return [Line(row, meta, counts[row.pk]) for row, meta in zip(rows, metas, strict=True)]


def elsewhere(zone):
    if zone == settings.TIME_ZONE:
        return []
    return [_("fuseau : {zone}").format(zone=zones.name_of(zone))]


def grouped(one, found):
    """[(name of the group or "", its lines)], in order."""
    groups = {}
    for line in found:
        groups.setdefault(lists.group_of(one, line.row), []).append(line)
    return list(groups.items())


def history(one, row, request):
    """{"history", "page"} of what was done to a row."""
    events = changes.history(row, one.transitions)
    page = Paginator(events, PER_PAGE).get_page(request.GET.get("page"))
    sentences = {
        f"{act}_{one.name}": said
        for act, said in (
            ("add", _("Ajout à la liste")),
            ("move", _("Changement d’ordre")),
            ("archive", _("Archivage")),
            ("restore", _("Remise dans la liste")),
            ("merge", _("Fusion")),
        )
    }
    return {"history": changes.entries(one.model, page, sentences), "page": page}


def merged(count):
    """What a merge did."""
    return ngettext(
        "Les deux n’en font qu’une : {n} profil suit.",
        "Les deux n’en font qu’une : {n} profils suivent.",
        count,
    ).format(n=count)
