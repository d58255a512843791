from django import forms
from django.utils.translation import gettext_lazy as _

from followup.models import CheckIn
from mentoring.forms import helper

from .pair import CHOOSE_ANSWER, area


class CheckInForm(forms.Form):
    """« Point d'étape »: three questions and a word, for the team alone."""

    helper = helper()
    going = forms.ChoiceField(
        label=_("Comment se passe votre binôme ?"),
        choices=CheckIn.Going.choices,
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE_ANSWER, "invalid_choice": CHOOSE_ANSWER},
    )
    rhythm = forms.ChoiceField(
        label=_("Le rythme vous convient-il ?"),
        choices=CheckIn.Rhythm.choices,
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE_ANSWER, "invalid_choice": CHOOSE_ANSWER},
    )
    needs = forms.MultipleChoiceField(
        label=_("De quoi auriez-vous besoin ?"),
        required=False,
        choices=CheckIn.Need.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ne cochez rien si tout va bien"),
    )
    team_text = area(_("Quelque chose à nous dire ?"), 600)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["going"].is_in_a_row = self.fields["rhythm"].is_in_a_row = True
        self.fields["needs"].is_optional_unsaid = True
