"""The kinds of question. A field cleans to the JSON value kept in `answers`, and knows the way back.

`thaw(name, answer)` gives the raw form data of a value, name to list of strings, as a browser would post it.
`display(answer, catalogue)` gives the words a person reads. `control` names the template that shows it.
"""

import contextlib
import unicodedata

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring.forms import single_line
from mentoring.templatetags.binome import telephone

LONGEST_RAW = 20_000
OVERSEAS = ("FR", "RE", "GP", "MQ", "GF", "YT", "NC", "PF", "PM", "WF")
TOO_LONG = gettext_lazy("Écrivez %(limit_value)d caractères au maximum")
BIDI = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def said(sentence, **others):
    """One sentence whatever is wrong with a choice or a missing answer."""
    codes = ("required", "invalid", "invalid_choice", "invalid_list", "min_length")
    return dict.fromkeys(codes, sentence) | {"max_length": TOO_LONG} | others


def flat(choices):
    """Choices without their groups."""
    for value, label in choices:
        yield from label if isinstance(label, list | tuple) else [(value, label)]


class Answer:
    """What every question knows beside what a Django field knows."""

    control = "text"
    is_long = False
    source = ""
    empty = ""
    is_blank_meaningful = False
    # A box that says something only when it is ticked.
    is_silent = False

    def names(self, name):
        """The names its controls have in a posted form."""
        return [name]

    def thaw(self, name, answer):
        return {name: [str(answer)]} if answer not in (None, "") else {}

    def display(self, answer, catalogue):
        return str(answer)

    def display_short(self, answer, catalogue):
        return self.display(answer, catalogue)


class ShortText(Answer, forms.CharField):
    def __init__(self, *, autocomplete="", inputmode="", kind="text", **kwargs):
        self.autocomplete, self.inputmode, self.input_type = autocomplete, inputmode, kind
        kwargs.setdefault("error_messages", said(gettext_lazy("Remplissez cette réponse")))
        super().__init__(validators=[single_line], **kwargs)

    def clean(self, value):
        return " ".join(super().clean(value).split())


class LongText(Answer, forms.CharField):
    """Counted after trimming, a line break being one character."""

    control, is_long = "area", True

    def __init__(self, *, max_length, min_length=None, lines=5, sentence=None, **kwargs):
        self.lines = lines
        kwargs["error_messages"] = said(sentence or gettext_lazy("Remplissez cette réponse"))
        super().__init__(max_length=max_length, min_length=min_length, widget=forms.Textarea, **kwargs)

    def to_python(self, value):
        value = (value or "").replace("\r\n", "\n").replace("\r", "\n")
        kept = (c for c in value if c in "\n\t" or (unicodedata.category(c) != "Cc" and c not in BIDI))
        return super().to_python("".join(kept))


class Phone(ShortText):
    """Cleans to E.164. French numbers of all territories are understood without a prefix.

    A number of the right length is kept even in a range no operator has yet, or one kept for fiction.
    """

    def clean(self, value):
        value = super().clean(value)
        if not value:
            return ""
        for region in OVERSEAS:
            try:
                number = phonenumbers.parse(value, region)
            except phonenumbers.NumberParseException:
                break
            if phonenumbers.is_valid_number(number):
                return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        with contextlib.suppress(phonenumbers.NumberParseException):
            number = phonenumbers.parse(value, OVERSEAS[0])
            if phonenumbers.is_possible_number(number):
                return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        raise ValidationError(self.error_messages["invalid"], code="invalid")

    def display(self, answer, catalogue):
        return telephone(answer)


class Address(Answer, forms.URLField):
    """A web page, https only; the scheme may be left out."""

    autocomplete, inputmode, input_type = "url", "url", "url"

    def __init__(self, **kwargs):
        super().__init__(assume_scheme="https", validators=[single_line], **kwargs)

    def clean(self, value):
        value = super().clean(value)
        if value and not value.startswith("https://"):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return value


class Choice(Answer, forms.ChoiceField):
    """One of a list: radios, or a select where `control` says so. `kind` is the type of the codes."""

    control = "radios"

    def __init__(self, *, kind=str, source="", control="radios", autocomplete="", **kwargs):
        self.kind, self.source, self.control, self.autocomplete = kind, source, control, autocomplete
        self.empty = "" if kind is str else None
        kwargs.setdefault("error_messages", said(gettext_lazy("Choisissez une réponse")))
        super().__init__(widget=forms.RadioSelect if control == "radios" else forms.Select, **kwargs)

    def clean(self, value):
        value = super().clean(value)
        return self.kind(value) if value else self.empty

    def display(self, answer, catalogue):
        if self.source:
            return catalogue.label(self.source, answer)
        return str(dict(flat(self.choices)).get(answer, answer))


class YesNo(Answer, forms.ChoiceField):
    control, empty = "radios", None

    def __init__(self, **kwargs):
        choices = [("yes", gettext_lazy("oui")), ("no", gettext_lazy("non"))]
        super().__init__(choices=choices, widget=forms.RadioSelect, **kwargs)

    def clean(self, value):
        return {"yes": True, "no": False, "": None}[super().clean(value)]

    def thaw(self, name, answer):
        return {} if answer is None else {name: ["yes" if answer else "no"]}

    def display(self, answer, catalogue):
        return _("oui") if answer else _("non")


class Choices(Answer, forms.MultipleChoiceField):
    """Several of a list, in the list's order; `at_most` of them."""

    control = "checks"

    def __init__(self, *, at_most=None, source="", control="checks", **kwargs):
        self.at_most, self.source, self.control = at_most, source, control
        super().__init__(widget=forms.CheckboxSelectMultiple, **kwargs)

    @property
    def empty(self):
        return []

    def clean(self, value):
        chosen = set(super().clean(value))
        if self.at_most and len(chosen) > self.at_most:
            raise ValidationError(self.error_messages["invalid_list"], code="too_many")
        return [code for code, label in self.choices if code in chosen]

    def thaw(self, name, answer):
        return {name: list(answer)} if answer else {}

    def display(self, answer, catalogue):
        if self.source:
            return ", ".join(catalogue.label(self.source, code) for code in answer)
        labels = dict(self.choices)
        return ", ".join(str(labels.get(code, code)).partition(" – ")[0] for code in answer)


class Tick(Answer, forms.BooleanField):
    control, empty = "tick", False

    def __init__(self, *, is_silent=False, **kwargs):
        self.is_silent = is_silent
        super().__init__(**kwargs)

    def thaw(self, name, answer):
        return {name: ["on"]} if answer else {}

    def display(self, answer, catalogue):
        return _("oui") if answer else _("non")
