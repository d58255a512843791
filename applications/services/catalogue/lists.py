"""The five lists: their rows in the order of the page, and what a person does to one.

Codes never change. What somebody chose is archived, never deleted; the guide's six domains are neither added
nor taken away.
"""

from collections import Counter
from dataclasses import dataclass

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.models import (
    Application,
    Campus,
    Domain,
    DraftStep,
    Formation,
    Profile,
    ProfileDomain,
    ProfileSkill,
    Skill,
    SoftSkill,
    SupervisedCohort,
)
from mentoring import changes, names
from mentoring.audit import record
from mentoring.models import NotAllowed, Programme
from mentoring.moves import lock

ACTS = ("add", "save", "move", "archive", "restore", "remove", "merge")
# What keeps a row from being put away, brought back or deleted by whoever did not see it.
TOLD = changes.Told(
    gettext_lazy("{name} a changé cette ligne {when}."),
    gettext_lazy("Vous avez changé cette ligne dans un autre onglet, {when}."),
    gettext_lazy("Relisez-la, puis recommencez."),
)
# Words of addresses, beside codes.
RESERVED = {"ajouter", "suggestions"}


@dataclass(frozen=True)
class List:
    """`name` is what its events say, `uses` the (model, field) of what chooses a row: the first is counted.

    Rows of one `group` (a field) stay together. One that `is_fixed` neither gains nor loses rows.
    """

    slug: str
    name: str
    model: type
    uses: tuple
    group: str = ""
    is_fixed: bool = False

    @property
    def save(self):
        return f"save_{self.name}"

    @property
    def transitions(self):
        return {f"{act}_{self.name}" for act in ACTS}


SOFT = Profile.soft_skills.through
LISTS = {
    one.slug: one
    for one in (
        List("campus", "campus", Campus, ((Profile, "campus"), (SupervisedCohort, "campus"))),
        List("formations", "formation", Formation, ((Profile, "formation"), (SupervisedCohort, "formation"))),
        List("competences", "skill", Skill, ((ProfileSkill, "skill"),), group="category"),
        List("domaines", "domain", Domain, ((ProfileDomain, "domain"),), is_fixed=True),
        List("savoir-etre", "soft_skill", SoftSkill, ((SOFT, "softskill"),)),
    )
}


def offered(one):
    """The rows a form proposes, in order: those of a group follow one another."""
    rows = list(one.model.objects.offered())
    if not one.group:
        return rows
    groups = list(dict.fromkeys(getattr(row, one.group) for row in rows))
    return sorted(rows, key=lambda row: groups.index(getattr(row, one.group)))


def archived(one):
    rows = one.model.objects.filter(is_active=False).order_by("label", "pk")
    return list(rows.select_related("merged_into") if one.model is Skill else rows)


def counts(one):
    """{row's key: how many profiles chose it}: 1 query."""
    model, field = one.uses[0]
    return Counter(model.objects.exclude(**{field: None}).values_list(field, flat=True))


def count(one, row):
    model, field = one.uses[0]
    return model.objects.filter(**{field: row}).count()


@transaction.atomic
def add(one, values, *, by):
    """A new row, last of its group. Raises Taken for a name the list has, NotAllowed where it is fixed."""
    Programme.held()
    refuse_fixed(one)
    refuse_taken(one, values["label"])
    row = one.model(code=new_code(one, values["label"]), **values)
    rows = offered(one)
    row.position = len(rows)
    row.save()
    put_in_order(one, [*rows, row])
    record(row, f"add_{one.name}", by=by, label=row.label)
    return row


@transaction.atomic
def change(one, row, values, *, by, seen):
    """Other words for a row. Returns the event, None when nothing differs. Raises Taken for a name of another
    row, NotAllowed when a colleague changed it since `seen`, or merged it."""
    Programme.held()
    current = lock(row)
    refuse_merged(current)
    event = changes.save(current, one.save, values, by=by, seen=seen)
    refuse_taken(one, current.label, but=current)
    if event and one.group in event.payload["after"]:
        put_in_order(one, offered(one))
    return event


@transaction.atomic
def shift(one, row, step, *, by):
    """One place earlier (-1) or later (1) among the rows of its group; at either end it stays where it is."""
    Programme.held()
    rows = offered(one)
    if row not in rows:
        return
    place = rows.index(row)
    other = place + step
    if not 0 <= other < len(rows) or group_of(one, rows[other]) != group_of(one, rows[place]):
        return
    rows[place], rows[other] = rows[other], rows[place]
    put_in_order(one, rows)
    record(row, f"move_{one.name}", by=by, position=other + 1)


@transaction.atomic
def archive(one, row, *, by, seen=None):
    """No longer proposed; whoever chose it keeps it. Nothing to do when it is archived. Raises NotAllowed
    when a colleague changed it since `seen` (`changes.mark`)."""
    refuse_fixed(one)
    current = lock(row)
    if current.is_active:
        refuse_changed(one, current, by=by, seen=seen)
        set_active(current, False)
        record(current, f"archive_{one.name}", by=by)


@transaction.atomic
def restore(one, row, *, by, seen=None):
    """Proposed again, last of its group. Raises NotAllowed for a skill that became another, and when a
    colleague changed it since `seen`."""
    Programme.held()
    current = lock(row)
    refuse_merged(current)
    if not current.is_active:
        refuse_changed(one, current, by=by, seen=seen)
        rows = offered(one)
        set_active(current, True)
        put_in_order(one, [*rows, current])
        record(current, f"restore_{one.name}", by=by)


@transaction.atomic
def remove(one, row, *, by, seen=None):
    """Delete a row nobody ever chose. Raises NotAllowed for another, and when a colleague changed it since
    `seen`."""
    refuse_fixed(one)
    current = lock(row)
    refuse_changed(one, current, by=by, seen=seen)
    if is_used(one, current):
        raise NotAllowed(
            _("« {label} » figure dans des réponses : archivez plutôt.").format(label=current.label)
        )
    record(current, f"remove_{one.name}", by=by, label=current.label, code=current.code)
    current.delete()


def refuse_changed(one, row, *, by, seen):
    if seen is not None:
        changes.refuse_stale(row, one.save, by=by, seen=seen, told={one.save: TOLD})


def is_used(one, row):
    """Did anyone ever choose it: in a profile, a sent answer or a draft?"""
    if any(model.objects.filter(**{field: row}).exists() for model, field in one.uses):
        return True
    if one.model is Skill and row.merged.exists():
        return True
    code = f'"{row.code}"'
    return (
        Application.objects.filter(answers__icontains=code).exists()
        or DraftStep.objects.filter(data__icontains=code).exists()
    )


def set_active(row, is_active):
    row.is_active = is_active
    row.save(update_fields=["is_active"])


def put_in_order(one, rows):
    """Number these rows as they stand; those of a group are brought together."""
    groups = list(dict.fromkeys(group_of(one, row) for row in rows))
    moved = []
    for position, row in enumerate(sorted(rows, key=lambda row: groups.index(group_of(one, row)))):
        if row.position != position:
            row.position = position
            moved.append(row)
    one.model.objects.bulk_update(moved, ["position"])


def group_of(one, row):
    return getattr(row, one.group) if one.group else ""


def new_code(one, label):
    """A code nobody has, from the name."""
    most = one.model._meta.get_field("code").max_length - 5
    base = slugify(label)[:most].strip("-") or one.name.replace("_", "-")
    known = set(one.model.objects.filter(code__startswith=base).values_list("code", flat=True)) | RESERVED
    code, number = base, 2
    while code in known:
        code, number = f"{base}-{number}", number + 1
    return code


def refuse_taken(one, label, but=None):
    others = one.model.objects.exclude(pk=but.pk) if but else one.model.objects.all()
    sentence = _("« {label} » existe déjà dans cette liste ou ses archives.")
    names.refuse_taken(label, others.values_list("label", flat=True), sentence)


def refuse_fixed(one):
    if one.is_fixed:
        raise NotAllowed(_("Les six domaines sont ceux du programme : ils se renomment, c’est tout."))


def refuse_merged(row):
    if getattr(row, "merged_into_id", None):
        raise NotAllowed(_("Cette compétence est fusionnée dans une autre : elle ne change plus."))
