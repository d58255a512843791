"""The forms of the Discord pages: the guide's checklist, and asking for somebody's help."""

from django import forms

from followup.models import DiscordStep


class StepsForm(forms.Form):
    """The six ticks of the guide, all at once; none is an answer too."""

    etapes = forms.MultipleChoiceField(required=False, choices=DiscordStep.Step.choices)
