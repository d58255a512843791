"""What the step forms share: conditions between questions, raw data in and out, and how a page sees them."""

from dataclasses import dataclass

from django import forms
from django.forms.utils import ErrorDict
from django.utils.datastructures import MultiValueDict

from .catalogue import Catalogue
from .fields import LONGEST_RAW


@dataclass(frozen=True)
class When:
    """A question asked only if `parent` has one of `values` (any value when there are none).

    `note` tells so to people without JavaScript, who see every question.
    """

    parent: str
    values: tuple = ()
    note: str = ""


def multi_value(data):
    """Stored raw data (name to list of strings) as a posted form reads; what was posted as it is."""
    if isinstance(data, MultiValueDict):
        return data
    return MultiValueDict({name: list(values) for name, values in data.items()})


def is_blank(answer):
    return answer is None or answer in ("", []) or (answer == 0 and not isinstance(answer, bool))


class StepForm(forms.Form):
    """One step. Always bound: to what was posted, to a draft, or to the data of known answers.

    `kind` is the side, `person` the applicant, `earlier` the answers of the other steps, `kept` this step's
    former answers (archived entries they name stay allowed), `only` the questions to keep. With
    `is_judged=False` nothing is said about what is missing or wrong.
    """

    use_required_attribute = False
    conditions = {}
    audiences = {}

    def __init__(
        self,
        data=None,
        *,
        kind,
        person,
        programme,
        catalogue=None,
        earlier=None,
        kept=None,
        only=None,
        is_judged=True,
    ):
        self.is_judged = is_judged
        super().__init__(data if data is not None else MultiValueDict())
        self.kind, self.person, self.programme = kind, person, programme
        self.catalogue = catalogue or Catalogue()
        self.earlier, self.kept = earlier or {}, kept or {}
        if only is not None:
            self.fields = {name: field for name, field in self.fields.items() if name in only}
        for name, question in self.fields.items():
            if question.source:
                question.choices = self.catalogue.choices(question.source, self.kept_codes(name))
                question.became = self.catalogue.became(question.source)
        self.prepare()

    @property
    def errors(self):
        """Nothing while the form is not judged."""
        return super().errors if self.is_judged else ErrorDict()

    def prepare(self):
        """Adjust questions to the person, the programme and the earlier answers."""

    def check(self, answers):
        """What several questions say together: call `add_error`. `answers` are those asked and valid."""

    def option_condition(self, name, value):
        """When one option of a question is shown, as `page.js` reads it; "" for always."""
        return ""

    def kept_codes(self, name):
        answer = self.kept.get(name) or []
        if isinstance(answer, str):
            return {answer}
        return {entry["skill"] if isinstance(entry, dict) else entry for entry in answer}

    def is_asked(self, name):
        """Does the condition of this question hold, given what was typed?"""
        when = self.conditions.get(name)
        if when is None or when.parent not in self.fields:
            return True
        given = [value for value in self.data.getlist(when.parent) if value]
        met = bool(set(given) & set(when.values)) if when.values else bool(given)
        return met and self.is_asked(when.parent)

    def clean(self):
        for name, question in self.fields.items():
            if not self.is_asked(name):
                self.errors.pop(name, None)
                self.cleaned_data[name] = question.empty
        self.check(self.cleaned_data)
        return self.cleaned_data

    def answers(self):
        """The valid answers, in JSON values; a question answered badly is left out."""
        self.is_valid()
        return {name: self.cleaned_data[name] for name in self.fields if name in self.cleaned_data}

    def raw(self):
        """What was typed, valid or not, name to list of strings: what a draft keeps."""
        names = [part for name, question in self.fields.items() for part in question.names(name)]
        return {
            name: [value[:LONGEST_RAW] for value in self.data.getlist(name)]
            for name in names
            if name in self.data
        }

    @classmethod
    def thaw(cls, answers):
        """The raw data of known answers, as a browser would post them."""
        data = {}
        for name, question in cls.base_fields.items():
            if name in answers:
                data |= question.thaw(name, answers[name])
        return data

    def displayed(self, name, answer):
        """The answer in words, "" when there is none."""
        question = self.fields[name]
        if is_blank(answer) and not question.is_blank_meaningful:
            return ""
        return question.display(answer, self.catalogue)

    def displayed_short(self, name, answer):
        """The same, where a line sums a whole step up."""
        question = self.fields[name]
        return "" if is_blank(answer) else question.display_short(answer, self.catalogue)

    def asked(self):
        """[(name, field)] of the questions that apply, in order."""
        return [(name, question) for name, question in self.fields.items() if self.is_asked(name)]
