"""A step form as a template draws it: for each question its control, its words and its options, all ready."""

from dataclasses import dataclass, field

from django.utils.dates import MONTHS
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from . import week
from .fields import flat
from .rows import RankedDomains, years
from .summary import OPTIONAL


@dataclass
class Option:
    value: str
    label: str
    hint: str = ""
    id: str = ""
    is_on: bool = False
    shown_if: str = ""


@dataclass
class Question:
    """Every attribute is always there, so that a template may ask for any of them."""

    name: str
    control: str
    label: str
    id: str
    is_optional: bool = False
    help: str = ""
    audience: str = ""
    errors: list = field(default_factory=list)
    described_by: str = ""
    shown_if: str = ""
    condition: str = ""
    value: object = ""
    options: list = field(default_factory=list)
    groups: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    input_type: str = "text"
    autocomplete: str = ""
    inputmode: str = ""
    summary: str = ""
    lines: int = 0
    limit: int = 0


def draw(form):
    """The questions of a form, in order."""
    return [question_of(form, bound) for bound in form]


def question_of(form, bound):
    known, label = bound.field, str(bound.label)
    when = form.conditions.get(bound.name)
    question = Question(
        name=bound.name,
        control=known.control,
        label=label.removesuffix(str(OPTIONAL)),
        id=bound.auto_id,
        is_optional=label.endswith(str(OPTIONAL)),
        help=known.help_text,
        audience=form.audiences.get(bound.name, ""),
        errors=list(bound.errors),
        shown_if=shown_if(form, bound.name),
        condition=when.note if when else "",
        value=bound.value(),
        input_type=getattr(known, "input_type", "text"),
        autocomplete=getattr(known, "autocomplete", ""),
        inputmode=getattr(known, "inputmode", ""),
        lines=getattr(known, "lines", 0),
        limit=known.max_length if known.control == "area" else 0,
    )
    ends = [("helptext", question.help), ("audience", question.audience), ("error", question.errors)]
    question.described_by = " ".join(f"{question.id}_{end}" for end, is_there in ends if is_there)
    if known.control in DRAWN:
        DRAWN[known.control](form, known, question)
    return question


def shown_if(form, name):
    """The condition as `page.js` reads it, its parents' first."""
    when = form.conditions.get(name)
    if when is None or when.parent not in form.fields:
        return ""
    own = f"{when.parent}={'|'.join(when.values) or '*'}"
    return "&".join(filter(None, [shown_if(form, when.parent), own]))


def draw_options(form, known, question):
    """Radios and boxes; « title – hint » and « label (hint) » give the hint a line or a tone of its own."""
    chosen = question.value if isinstance(question.value, list) else [question.value]
    for number, (value, label) in enumerate(flat(known.choices)):
        is_card = known.control == "cards"
        title, mark, hint = str(label).partition(" – " if is_card else " (")
        question.options.append(
            Option(
                str(value),
                capfirst(title),
                hint if is_card or not mark else f"({hint}",
                f"{question.id}_{number}",
                str(value) in chosen,
                form.option_condition(question.name, value),
            )
        )


def draw_select(form, known, question):
    question.groups = [
        {
            "label": group,
            "options": [Option(str(v), capfirst(n), is_on=str(v) == question.value) for v, n in rows],
        }
        for group, rows in grouped(known.choices)
    ]


def grouped(choices):
    """[(group, [(value, label)])], "" for what stands in no group."""
    found = []
    for value, label in choices:
        if isinstance(label, list | tuple):
            found.append((value, label))
        elif found and found[-1][0] == "":
            found[-1][1].append((value, label))
        else:
            found.append(("", [(value, label)]))
    return found


def draw_grid(form, known, question):
    question.rows, question.summary = week.table(question.value), week.sentence(question.value)


def draw_month(form, known, question):
    value = question.value
    question.groups = [
        {
            "name": f"{question.name}_month",
            "label": _("Mois"),
            "options": [
                Option(str(n), capfirst(name), is_on=str(n) == value["month"]) for n, name in MONTHS.items()
            ],
        },
        {
            "name": f"{question.name}_year",
            "label": _("Année"),
            "options": [Option(str(y), str(y), is_on=str(y) == value["year"]) for y in years()],
        },
    ]


def draw_start(form, known, question):
    mode = question.value["mode"]
    question.options = [
        Option(known.ASAP, _("Dès que possible"), id=question.id, is_on=mode == known.ASAP),
        Option(known.LATER, _("À partir du"), id=f"{question.id}_1", is_on=mode == known.LATER),
    ]


def draw_ranked(form, known, question):
    for number, (rank, chosen) in enumerate(zip(RankedDomains.RANKS, question.value, strict=True), 1):
        label = str(rank)
        question.groups.append(
            {
                "name": f"{question.name}_{number}",
                "id": question.id if number == 1 else f"{question.id}_{number}",
                "label": label.removesuffix(str(OPTIONAL)),
                "is_optional": label.endswith(str(OPTIONAL)),
                "options": [Option(code, name, is_on=code == chosen) for code, name in known.choices],
            }
        )


def draw_skills(form, known, question):
    kept = form.kept_codes(question.name)
    categories = form.catalogue.skills_by_category(kept)
    question.options = [
        {"label": category, "options": [(row.code, row.label, " ".join(row.synonyms)) for row in rows]}
        for category, rows in categories
    ]
    for number, row in enumerate(question.value):
        prefix = f"{question.name}-{number}"
        question.rows.append(
            {
                "number": number + 1,
                "prefix": prefix,
                "id": question.id if number == 0 else f"{question.id}_{number}",
                "skill": row["skill"],
                "label": form.catalogue.label("skill", row["skill"]) if row["skill"] else "",
                "levels": [
                    Option(
                        str(level), str(words), id=f"id_{prefix}-{level}", is_on=str(level) == row["level"]
                    )
                    for level, words in known.levels
                ],
                "has_priority": bool(known.priorities),
                "is_priority": row["priority"],
                "is_empty": not any(row.values()),
            }
        )


def draw_cohorts(form, known, question):
    offered = [
        ("formation", _("Formation"), known.formations),
        ("campus", _("Campus"), known.campuses),
        ("year", _("Année de fin"), [(year, str(year)) for year in years()]),
    ]
    for number, row in enumerate(question.value):
        selects = [
            {
                "name": f"{question.name}-{number}-{part}",
                "id": question.id
                if number == 0 and part == "formation"
                else f"{question.id}_{number}_{part}",
                "label": label,
                "options": [Option(str(v), str(n), is_on=str(v) == row[part]) for v, n in choices],
            }
            for part, label, choices in offered
        ]
        question.rows.append({"number": number + 1, "selects": selects, "is_empty": not any(row.values())})


DRAWN = {
    "radios": draw_options,
    "checks": draw_options,
    "cards": draw_options,
    "select": draw_select,
    "grid": draw_grid,
    "month": draw_month,
    "start": draw_start,
    "ranked": draw_ranked,
    "skills": draw_skills,
    "cohorts": draw_cohorts,
}
