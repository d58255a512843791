"""What a global proposal is asked with."""

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.models import Campus, Domain, Formation
from applications.questionnaire.fields import said
from mentoring.forms import helper

from .settings import bounded, whole


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
        error_messages=bounded(_("Choisissez une équité entre 1 et 4")),
        widget=forms.NumberInput(attrs={"type": "range", "step": "0.5", "class": "form-range"}),
    )
    campus = forms.ModelChoiceField(
        Campus.objects.filter(is_active=True),
        label=_("Campus"),
        required=False,
        empty_label=_("Tous les campus"),
        error_messages=said(_("Choisissez un campus de la liste")),
    )
    formation = forms.ModelChoiceField(
        Formation.objects.filter(is_active=True),
        label=_("Formation"),
        required=False,
        empty_label=_("Toutes les formations"),
        error_messages=said(_("Choisissez une formation de la liste")),
    )
    domain = forms.ModelChoiceField(
        Domain.objects.filter(is_active=True),
        label=_("Domaine"),
        required=False,
        empty_label=_("Tous les domaines"),
        error_messages=said(_("Choisissez un domaine de la liste")),
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
