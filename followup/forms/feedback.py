"""What each person says of a session."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from applications.options import Channel, SessionLength
from followup.models import Goal, SessionFeedback
from mentoring.forms import helper

from .pair import CHOOSE_ANSWER, area


class FirstWordsForm(forms.Form):
    """Questions 1 and 2: all the signed link of an e-mail may answer."""

    helper = helper()
    took_place = forms.ChoiceField(
        label=_("Cette séance a-t-elle eu lieu ?"),
        choices=SessionFeedback.TookPlace.choices,
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE_ANSWER, "invalid_choice": CHOOSE_ANSWER},
    )
    absent = forms.ChoiceField(
        label=_("Qui n’a pas pu ?"),
        required=False,
        choices=SessionFeedback.Absent.choices,
        widget=forms.RadioSelect,
    )
    utility = forms.TypedChoiceField(
        label=_("Elle vous a été…"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=SessionFeedback.Utility.choices,
        widget=forms.RadioSelect,
        help_text=_("Votre binôme ne voit pas cette note"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["absent"].shown_if = "took_place=no"
        self.fields["utility"].shown_if = "took_place=yes"
        for name in ("absent", "utility"):
            self.fields[name].is_optional_unsaid = self.fields[name].is_in_a_row = True

    def clean(self):
        values = super().clean()
        if values.get("took_place") == SessionFeedback.TookPlace.YES and not values.get("utility"):
            self.add_error("utility", ValidationError(_("Choisissez un mot")))
        if values.get("took_place") != SessionFeedback.TookPlace.NO:
            values["absent"] = ""
        return values


class FeedbackForm(FirstWordsForm):
    """The whole feedback: one row per open goal, words for both, words for the team."""

    minutes = forms.TypedChoiceField(
        label=_("Durée réelle"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=SessionLength.choices,
        widget=forms.RadioSelect,
    )
    channel = forms.ChoiceField(
        label=_("Canal utilisé"), required=False, choices=Channel.choices, widget=forms.RadioSelect
    )
    shared_text = area(_("Ce que vous en retenez"), 600)
    team_text = area(_("Quelque chose à nous dire ?"), 600)
    is_contact_wanted = forms.BooleanField(label=_("Je souhaite que l’équipe me contacte"), required=False)
    fit = forms.ChoiceField(
        label=_("Souhaitez-vous continuer ensemble ?"),
        required=False,
        choices=SessionFeedback.Fit.choices,
        widget=forms.RadioSelect,
        help_text=_("Votre binôme ne verra pas cette réponse"),
    )

    def __init__(self, *args, goals, asks_about_fit, **kwargs):
        super().__init__(*args, **kwargs)
        self.goals, self.asks_about_fit = list(goals), asks_about_fit
        for goal in self.goals:
            field = forms.ChoiceField(
                label=goal.title, required=False, choices=Goal.State.choices, widget=forms.RadioSelect
            )
            field.is_in_a_row = field.is_optional_unsaid = True
            self.fields[f"goal_{goal.pk}"] = field
        for name in ("minutes", "channel"):
            self.fields[name].is_in_columns = True
        if not asks_about_fit:
            del self.fields["fit"]

    def goal_fields(self):
        return [self[f"goal_{goal.pk}"] for goal in self.goals]

    def goal_states(self):
        chosen = {goal.pk: self.cleaned_data.get(f"goal_{goal.pk}") for goal in self.goals}
        return {pk: state for pk, state in chosen.items() if state}

    def said(self):
        """The words of the feedback, as the service takes them."""
        names = {"absent", "utility", "shared_text", "team_text", "is_contact_wanted", "fit"}
        return {name: value for name, value in self.cleaned_data.items() if name in names}
