"""Who proposes, and how pairs are scored: the forms of the settings of « Mise en relation »."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.questionnaire.fields import LongText, said
from matching.core import sentences
from matching.core import settings as core
from matching.models import MatchingSettings
from matching.services import settings
from mentoring.forms import helper
from mentoring.models import Programme

from .proposals import one_line


class ModeForm(forms.Form):
    """Who proposes. `seen` is the mode whose consequences were read, on the page that confirms."""

    mode = forms.ChoiceField(
        label=_("Qui propose les binômes ?"),
        choices=Programme.Mode.choices,
        widget=forms.RadioSelect,
        error_messages=said(_("Choisissez un mode")),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class SettingsForm(forms.Form):
    """A version of the matching settings: `values()` is what the service takes, `data_of()` the way back."""

    FAIRNESS = [
        ("1", _("1 : total seulement")),
        ("2", _("2 : équilibre (par défaut)")),
        ("3", _("3 : équité")),
        ("4", _("4 : équité forte")),
    ]
    RANGES = {
        "floor": (0, 100, _("Au-dessous, une paire n’est ni suggérée, ni proposée par un calcul.")),
        "very_good_from": (1, 100, ""),
        "good_from": (1, 100, ""),
        "to_discuss_from": (0, 100, ""),
        "waiting_bonus": (0, 5, _("Points ajoutés après 90 jours d’attente, moins avant.")),
        "interest_bonus": (
            0,
            30,
            _("En % de ce qui manque à la paire, quand le mentor a dit son intérêt."),
        ),
        "continuity_bonus": (0, 5, _("Points ajoutés à une paire déjà proposée par le calcul précédent.")),
        "proposal_days": (1, 30, _("Pour chaque personne interrogée, mentor puis mentoré.")),
        "max_interests": (1, 9, _("Et jamais plus d’un de plus que ses places libres.")),
    }
    MOST_WEIGHT = 30
    BANDS = ("floor", "very_good_from", "good_from", "to_discuss_from")
    BONUSES = ("interest_bonus", "waiting_bonus", "continuity_bonus")
    LIMITS = ("proposal_days", "max_interests")

    gamma = forms.TypedChoiceField(
        label=_("Équité du calcul d’ensemble"),
        choices=FAIRNESS,
        coerce=float,
        help_text=_("Plus elle est forte, plus la moins bonne paire compte face au total."),
        error_messages=said(_("Choisissez une équité")),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in settings.CRITERIA.items():
            self.fields[f"weight_{name}"] = whole(label(), 0, self.MOST_WEIGHT)
        for code in settings.ADJUSTABLE:
            label = sentences.rule(code, translate=gettext)
            self.fields[f"rule_{code}"] = forms.ChoiceField(
                label=capfirst(label),
                choices=self.severities(code),
                error_messages=said(_("Choisissez un effet")),
            )
        for name, (least, most, help_text) in self.RANGES.items():
            label = capfirst(str(MatchingSettings._meta.get_field(name).verbose_name))
            self.fields[name] = whole(label, least, most, help_text)
        weights = [name for name in self.fields if name.startswith("weight_")]
        rules = [name for name in self.fields if name.startswith("rule_")]
        self.order_fields([*weights, *self.BANDS, *self.LIMITS, *rules, "gamma", *self.BONUSES])

    @staticmethod
    def severities(code):
        """Block, warn or off, the core's own choice marked."""
        usual = gettext("{effect} (par défaut)")
        return [
            (
                value,
                usual.format(effect=capfirst(label()))
                if core.SEVERITIES[code] == value
                else capfirst(label()),
            )
            for value, label in settings.SEVERITIES.items()
        ]

    @classmethod
    def data_of(cls, version):
        """What one would type to make this version again."""
        values = settings.values_of(version)
        return {
            **{f"weight_{name}": value for name, value in values["weights"].items()},
            **{f"rule_{code}": values["severities"][code] for code in settings.ADJUSTABLE},
            **{name: values[name] for name in cls.RANGES},
            "gamma": f"{version.gamma:g}",
        }

    def values(self):
        data = self.cleaned_data
        return {
            "weights": {name: data[f"weight_{name}"] for name in settings.CRITERIA},
            "severities": {
                **dict.fromkeys(settings.ALWAYS_BLOCKING, core.BLOCK),
                **{code: data[f"rule_{code}"] for code in settings.ADJUSTABLE},
            },
            **{name: data[name] for name in settings.NUMBERS},
        }

    def clean(self):
        data = super().clean()
        weights = [data.get(f"weight_{name}") for name in settings.CRITERIA]
        if not any(weights) and None not in weights:
            self.add_error("weight_domains", _("Donnez du poids à un critère au moins"))
        for higher, lower in (("very_good_from", "good_from"), ("good_from", "to_discuss_from")):
            if data.get(higher) is not None and data.get(lower, -1) >= data[higher]:
                self.add_error(lower, _("Choisissez moins que le palier au-dessus"))
        return data


def bounded(sentence):
    """The same sentence whatever is wrong with a number between two others."""
    return said(sentence, min_value=sentence, max_value=sentence)


def whole(label, least, most, help_text=""):
    """A whole number between two others, which one sentence asks for."""
    sentence = gettext("Choisissez un nombre entier entre {least} et {most}").format(least=least, most=most)
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        help_text=help_text,
        error_messages=bounded(sentence),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class VersionForm(forms.Form):
    """Why these settings; `seen` is the version the person started from."""

    helper = helper()
    reason = LongText(
        label=_("Pourquoi ces réglages ?"),
        max_length=300,
        lines=3,
        sentence=_("Dites pourquoi en quelques mots"),
        help_text=_("Gardé avec cette version, pour qui la relira."),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_reason(self):
        return one_line(self.cleaned_data["reason"])
