"""What a mentor says of people without a name: what to show, an interest, « Pas pour moi »."""

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.models import Domain
from applications.questionnaire.fields import LongText, said
from matching.models import Exclusion
from matching.reasons import SUGGESTION
from matching.services.suggestions import Filters
from mentoring import reasons
from mentoring.forms import helper
from mentoring.models import Programme

from .proposals import one_line, unsigned


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


class DismissForm(forms.Form):
    """« Pas pour moi »."""

    helper = helper()
    detail = forms.ChoiceField(
        label=_("Pourquoi ?"),
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
        self.fields["detail"].choices = reasons.offered(SUGGESTION)
        self.fields["note"].shown_if = "detail=other"

    def clean(self):
        data = super().clean()
        is_other = data.get("detail") == Exclusion.Detail.OTHER
        return data | {"note": one_line(data.get("note") or "") if is_other else ""}
