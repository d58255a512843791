"""The small forms around a proposal. Each says at its field what is missing, and keeps what was typed."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.models import Campus, Domain, Formation
from applications.questionnaire.fields import LongText, said
from matching.core import sentences
from matching.core import settings as core
from matching.models import Exclusion, MatchingSettings
from matching.options import Cancel, InterestDecline
from matching.services import settings
from matching.services.suggestions import Filters
from mentoring.forms import helper
from mentoring.models import Programme

TELEPHONE = re.compile(r"(?:\d[ .-]?){9}")


def one_line(text):
    return " ".join(text.split())


def unsigned(text, names):
    """`text`, read before both have agreed. Raises ValidationError when it gives one of `names`, an e-mail
    address or a telephone number."""
    for name in filter(None, names):
        if re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE):
            raise ValidationError(_("Retirez le nom : ce mot est lu avant l’accord des deux."))
    if "@" in text:
        raise ValidationError(_("Retirez l’adresse e-mail de ce mot."))
    if TELEPHONE.search(text):
        raise ValidationError(_("Retirez le numéro de téléphone de ce mot."))
    return text


class ProposeForm(forms.Form):
    """The coordinator's line. It is read before both have agreed, so it names neither of them."""

    helper = helper()
    team_line = LongText(
        label=_("Ajouter un mot : proposé parce que…"),
        required=False,
        max_length=300,
        lines=3,
        help_text=_("Lu avant l’accord des deux : n’écrivez ni nom, ni coordonnées."),
    )

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.people = people

    def clean_team_line(self):
        names = [name for person in self.people for name in (person.first_name, person.last_name)]
        return unsigned(one_line(self.cleaned_data["team_line"]), names)


class ExcludeForm(forms.Form):
    helper = helper()
    note = LongText(
        label=_("Pourquoi exclure cette paire ?"),
        max_length=300,
        lines=3,
        sentence=_("Dites pourquoi en quelques mots"),
        help_text=_(
            "Lu par l’équipe seulement. Restez factuel : la personne peut demander à lire ces notes."
        ),
    )

    def clean_note(self):
        return one_line(self.cleaned_data["note"])


class CancelForm(forms.Form):
    helper = helper()
    reason = forms.ChoiceField(
        label=_("Pourquoi annuler cette proposition ?"),
        choices=Cancel.choices,
        widget=forms.RadioSelect,
        error_messages=said(_("Choisissez un motif")),
    )
    text = LongText(
        label=_("Précision pour l’équipe"),
        required=False,
        max_length=600,
        lines=3,
        help_text=_(
            "Lu par l’équipe seulement. Restez factuel : la personne peut demander à lire ces notes."
        ),
    )


class DeclineInterestForm(forms.Form):
    helper = helper()
    reason = forms.ChoiceField(
        label=_("Pourquoi décliner cet intérêt ?"),
        choices=InterestDecline.choices,
        widget=forms.RadioSelect,
        help_text=_("Lu par l’équipe seulement"),
        error_messages=said(_("Choisissez un motif")),
    )
    message = LongText(
        label=_("Message au mentor"),
        required=False,
        max_length=600,
        lines=4,
        help_text=_("Sans message, le mentor lit un mot de remerciement neutre."),
    )


class SuggestionFilter(forms.Form):
    """What stands above the list. A value nobody offered narrows nothing."""

    domaine = forms.ChoiceField(label=_("Domaine"), required=False)
    duree = forms.ChoiceField(
        label=_("Durée"),
        required=False,
        choices=[("", _("Toutes les durées")), ("court", _("Court terme")), ("long", _("Long terme"))],
    )
    rencontre = forms.BooleanField(label=_("Rencontre possible"), required=False)

    TERMS = {"court": "short", "long": "long"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["domaine"].choices = [
            ("", _("Tous les domaines")),
            *Domain.objects.filter(is_active=True).values_list("code", "label"),
        ]

    def filters(self):
        self.is_valid()
        return Filters(
            domain=self.cleaned_data.get("domaine", ""),
            term=self.TERMS.get(self.cleaned_data.get("duree"), ""),
            is_near=self.cleaned_data.get("rencontre", False),
        )


class InterestForm(forms.Form):
    """A word for the team; where mentors choose, a word for the person too, which must not name anyone."""

    helper = helper()
    team_note = LongText(
        label=_("Un mot pour l’équipe ?"),
        required=False,
        max_length=300,
        lines=3,
        help_text=_("Lu par l’équipe seulement."),
    )
    first_words = LongText(
        label=_("Quelques mots pour vous présenter"),
        required=False,
        max_length=400,
        lines=4,
        help_text=_("La personne les lit avec la proposition. N’écrivez ni votre nom, ni vos coordonnées."),
    )

    def __init__(self, *args, mentor, mode, **kwargs):
        super().__init__(*args, **kwargs)
        self.mentor = mentor
        if mode != Programme.Mode.MENTOR_CHOICE:
            del self.fields["first_words"]

    def clean_team_note(self):
        return one_line(self.cleaned_data["team_note"])

    def clean_first_words(self):
        return unsigned(self.cleaned_data["first_words"], [self.mentor.person.last_name])


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


def whole(label, least, most, help_text=""):
    """A whole number between two others, which one sentence asks for."""
    sentence = gettext("Choisissez un nombre entier entre {least} et {most}").format(least=least, most=most)
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        help_text=help_text,
        error_messages=said(sentence, min_value=sentence, max_value=sentence),
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


class DismissForm(forms.Form):
    """« Pas pour moi »."""

    helper = helper()
    detail = forms.ChoiceField(
        label=_("Pourquoi ?"),
        choices=Exclusion.Detail.choices,
        widget=forms.RadioSelect,
        error_messages=said(_("Choisissez un motif")),
    )
    note = LongText(
        label=_("En quelques mots"),
        required=False,
        max_length=200,
        lines=2,
        help_text=_("Lu par l’équipe seulement. Restez factuel."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].shown_if = "detail=other"

    def clean(self):
        data = super().clean()
        is_other = data.get("detail") == Exclusion.Detail.OTHER
        return data | {"note": one_line(data.get("note") or "") if is_other else ""}


class RunForm(forms.Form):
    """What a global proposal is asked with: `cleaned_data` is what the service takes."""

    helper = helper()
    floor = whole(
        _("Adéquation minimale"),
        0,
        100,
        _("En points. Les personnes au-dessous sont à traiter à la main."),
    )
    gamma = forms.FloatField(
        label=_("Équité"),
        min_value=1,
        max_value=4,
        help_text=_("De 1, le meilleur total, à 4, la moins bonne paire compte le plus."),
        error_messages=said(_("Choisissez une équité entre 1 et 4")),
        widget=forms.NumberInput(attrs={"type": "range", "step": "0.5", "class": "form-range"}),
    )
    campus = forms.ModelChoiceField(
        Campus.objects.filter(is_active=True),
        label=_("Campus"),
        required=False,
        empty_label=_("Tous les campus"),
    )
    formation = forms.ModelChoiceField(
        Formation.objects.filter(is_active=True),
        label=_("Formation"),
        required=False,
        empty_label=_("Toutes les formations"),
    )
    domain = forms.ModelChoiceField(
        Domain.objects.filter(is_active=True),
        label=_("Domaine"),
        required=False,
        empty_label=_("Tous les domaines"),
    )
    is_waiting_counted = forms.BooleanField(
        label=_("Donner la priorité aux personnes qui attendent"), required=False
    )
    is_interest_counted = forms.BooleanField(label=_("Tenir compte des intérêts des mentors"), required=False)

    @classmethod
    def data_of(cls, version):
        """What the form starts from: the settings in force, everyone, both priorities."""
        return {
            "floor": version.floor,
            "gamma": version.gamma,
            "is_waiting_counted": True,
            "is_interest_counted": True,
        }
