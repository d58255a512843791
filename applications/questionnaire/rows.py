"""Questions made of several controls: the week, a month, a start date, ranked domains, rows of skills."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import week
from .fields import Answer

LATEST_START_DAYS = 183
FIRST_YEAR = 2013
YEARS_AHEAD = 2


def years():
    return range(timezone.localdate().year + YEARS_AHEAD, FIRST_YEAR - 1, -1)


class Parts(forms.Widget):
    """Reads the several controls of a question; templates draw them."""

    def __init__(self, read):
        super().__init__()
        self.read = read

    def value_from_datadict(self, data, files, name):
        return self.read(data, name)

    def value_omitted_from_data(self, data, files, name):
        return False


class Composite(Answer, forms.Field):
    """A question of several controls. `read(data, name)` takes its raw value from a posted form."""

    def __init__(self, **kwargs):
        super().__init__(widget=Parts(self.read), **kwargs)

    def __deepcopy__(self, memo):
        """A form's own field reads by what the form told it, not by the class's."""
        copied = super().__deepcopy__(memo)
        copied.widget.read = copied.read
        return copied

    def fault(self, code, **values):
        sentence = str(self.error_messages[code])
        return ValidationError(sentence.format(**values) if values else sentence, code=code)


class WeekGrid(Composite):
    """28 boxes; cleans to the integer of `week`."""

    control, empty = "grid", 0

    @staticmethod
    def read(data, name):
        ticked = {value for value in data.getlist(name) if value.isascii() and value.isdigit()}
        return sum(1 << bit for bit in range(week.SIZE) if str(bit) in ticked)

    def clean(self, value):
        if self.required and not value:
            raise self.fault("required")
        return value

    def thaw(self, name, answer):
        return {name: [str(bit) for bit in week.bits(answer or 0)]}

    def display(self, answer, catalogue):
        return week.listed(answer)


class Month(Composite):
    """A month and a year; cleans to « 2026-03 », "" when left blank."""

    control = "month"

    @staticmethod
    def read(data, name):
        return {"month": data.get(f"{name}_month", ""), "year": data.get(f"{name}_year", "")}

    def names(self, name):
        return [f"{name}_month", f"{name}_year"]

    def clean(self, value):
        if not (value["month"] or value["year"] or self.required):
            return ""
        year, month = value["year"], value["month"]
        if month not in {str(number) for number in MONTHS} or year not in {str(y) for y in years()}:
            raise self.fault("required")
        return f"{year}-{int(month):02}"

    def thaw(self, name, answer):
        if not answer:
            return {}
        year, month = answer.split("-")
        return {f"{name}_month": [str(int(month))], f"{name}_year": [year]}

    def display(self, answer, catalogue):
        return date_format(first_day(answer), "F Y")


def first_day(month):
    """The first day of « 2026-03 »."""
    return datetime.date(int(month[:4]), int(month[5:]), 1)


class StartDate(Composite):
    """As soon as possible (None), or a day to come within six months (ISO)."""

    control, empty = "start", None
    is_blank_meaningful = True
    ASAP, LATER = "asap", "date"

    @staticmethod
    def read(data, name):
        return {"mode": data.get(name, ""), "date": data.get(f"{name}_date", "")}

    def names(self, name):
        return [name, f"{name}_date"]

    def clean(self, value):
        if value["mode"] == self.ASAP:
            return None
        if value["mode"] != self.LATER:
            raise self.fault("required")
        try:
            formats = ["%Y-%m-%d", "%d/%m/%Y"]
            day = forms.DateField(input_formats=formats).clean(value["date"])
        except ValidationError:
            raise self.fault("required") from None
        today = timezone.localdate()
        if not today <= day <= today + datetime.timedelta(days=LATEST_START_DAYS):
            raise self.fault("required")
        return day.isoformat()

    def thaw(self, name, answer):
        if not answer or answer < timezone.localdate().isoformat():
            return {name: [self.ASAP]}
        return {name: [self.LATER], f"{name}_date": [answer]}

    def display(self, answer, catalogue):
        if answer is None:
            return _("dès que possible")
        day = datetime.date.fromisoformat(answer)
        return _("à partir du {date}").format(date=date_format(day, "j F Y"))


class RankedDomains(Composite):
    """One to three domains in order, a select for each rank."""

    control = "ranked"
    RANKS = (
        gettext_lazy("En premier"),
        gettext_lazy("En deuxième (facultatif)"),
        gettext_lazy("En troisième (facultatif)"),
    )
    source = "domain"
    choices = ()

    @property
    def empty(self):
        return []

    @classmethod
    def read(cls, data, name):
        return [data.get(f"{name}_{rank}", "") for rank in range(1, len(cls.RANKS) + 1)]

    def names(self, name):
        return [f"{name}_{rank}" for rank in range(1, len(self.RANKS) + 1)]

    def clean(self, value):
        chosen = [code for code in value if code]
        if not chosen or not value[0]:
            raise self.fault("required")
        if not {code for code, label in self.choices}.issuperset(chosen):
            raise self.fault("required")
        if len(set(chosen)) < len(chosen):
            raise self.fault("twice")
        return chosen

    def thaw(self, name, answer):
        return {f"{name}_{rank}": [code] for rank, code in enumerate(answer or [], 1)}

    def display(self, answer, catalogue):
        labels = (catalogue.label("domain", code) for code in answer)
        return "\n".join(f"{rank}. {label}" for rank, label in enumerate(labels, 1))


class SkillRows(Composite):
    """Rows of a skill with its level, and for some a priority; empty rows are ignored.

    A skill that was merged into another (`became`, by code) is read as that one. Cleans to
    [{"skill": code, "level": int}], with "priority" (bool) where `priorities` allows some.
    """

    control, source = "skills", "skill"
    choices = ()
    became = {}

    def __init__(self, *, rows, levels, priorities=0, **kwargs):
        self.rows, self.levels, self.priorities = rows, levels, priorities
        super().__init__(**kwargs)

    @property
    def empty(self):
        return []

    def read(self, data, name):
        rows = [
            {
                "skill": data.get(f"{name}-{row}-skill", ""),
                "level": data.get(f"{name}-{row}-level", ""),
                "priority": bool(data.get(f"{name}-{row}-priority")),
            }
            for row in range(self.rows)
        ]
        return self.as_it_is_now(rows) if self.became else rows

    def as_it_is_now(self, rows):
        """Two rows that became the same skill are one, at the higher level."""
        found = {row["skill"]: row for row in rows if row["skill"] not in self.became}
        for row in rows:
            code = self.became.get(row["skill"])
            if code is None:
                continue
            row["skill"] = code
            other = found.setdefault(code, row)
            if other is not row:
                other["level"] = max(other["level"], row["level"])
                other["priority"] = other["priority"] or row["priority"]
                row.update(skill="", level="", priority=False)
        return rows

    def names(self, name):
        parts = ("skill", "level", "priority")
        return [f"{name}-{row}-{part}" for row in range(self.rows) for part in parts]

    def clean(self, value):
        labels, found = dict(self.choices), {}
        levels = {str(level) for level, words in self.levels}
        for row in value:
            code = row["skill"]
            if not code:
                continue
            if code not in labels:
                raise self.fault("required")
            if code in found:
                raise self.fault("twice", skill=labels[code])
            if row["level"] not in levels:
                raise self.fault("level", skill=labels[code])
            found[code] = {"skill": code, "level": int(row["level"])}
            if self.priorities:
                found[code]["priority"] = row["priority"]
        if self.required and not found:
            raise self.fault("required")
        if sum(row.get("priority", False) for row in found.values()) > self.priorities:
            raise self.fault("priorities")
        return list(found.values())

    def thaw(self, name, answer):
        data = {}
        for row, entry in enumerate(answer or []):
            data[f"{name}-{row}-skill"] = [entry["skill"]]
            data[f"{name}-{row}-level"] = [str(entry["level"])]
            if entry.get("priority"):
                data[f"{name}-{row}-priority"] = ["on"]
        return data

    def display(self, answer, catalogue):
        return "\n".join(self.row_in_words(row, catalogue) for row in answer)

    def display_short(self, answer, catalogue):
        return ", ".join(catalogue.label("skill", row["skill"]) for row in answer)

    def row_in_words(self, row, catalogue):
        skill = catalogue.label("skill", row["skill"])
        level = str(dict(self.levels)[row["level"]]).partition(" – ")[0].lower()
        words = _("{skill} : {level}").format(skill=skill, level=level)
        return _("{skill}, priorité").format(skill=words) if row.get("priority") else words


class CohortRows(Composite):
    """Rows of a formation, a campus and a year of end; empty rows are ignored."""

    control = "cohorts"
    ROWS = 5
    formations = campuses = ()

    @property
    def empty(self):
        return []

    @classmethod
    def read(cls, data, name):
        parts = ("formation", "campus", "year")
        return [{part: data.get(f"{name}-{row}-{part}", "") for part in parts} for row in range(cls.ROWS)]

    def names(self, name):
        return [
            f"{name}-{row}-{part}" for row in range(self.ROWS) for part in ("formation", "campus", "year")
        ]

    def clean(self, value):
        offered = {str(year) for year in years()}
        formations, campuses = dict(self.formations), dict(self.campuses)
        found = []
        for row in value:
            if not any(row.values()):
                continue
            if (
                row["formation"] not in formations
                or row["campus"] not in campuses
                or row["year"] not in offered
            ):
                raise self.fault("required")
            entry = row | {"year": int(row["year"])}
            if entry not in found:
                found.append(entry)
        if self.required and not found:
            raise self.fault("required")
        return found

    def thaw(self, name, answer):
        return {
            f"{name}-{row}-{part}": [str(entry[part])]
            for row, entry in enumerate(answer or [])
            for part in ("formation", "campus", "year")
        }

    def display(self, answer, catalogue):
        return "\n".join(
            f"{catalogue.label('formation', row['formation'])}, "
            f"{catalogue.label('campus', row['campus'])}, {row['year']}"
            for row in answer
        )
