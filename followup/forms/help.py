"""The forms of the Discord pages: the guide's checklist, and asking for somebody's help."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from followup.models import DiscordStep
from mentoring.forms import helper, single_line
from mentoring.models import HelpRequest

from .pair import YEARS


class StepsForm(forms.Form):
    """The six ticks of the guide, all at once; none is an answer too."""

    etapes = forms.MultipleChoiceField(required=False, choices=DiscordStep.Step.choices)


class HelpForm(forms.Form):
    """`/aide/discord/demander/`: on what, where it is stuck, how to be reached."""

    helper = helper()
    device = forms.ChoiceField(
        label=_("Sur quel appareil ?"),
        choices=HelpRequest.Device.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez un appareil")},
    )
    troubles = forms.MultipleChoiceField(
        label=_("Où cela coince-t-il ?"),
        choices=HelpRequest.Trouble.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Cochez au moins une réponse")},
    )
    message = forms.CharField(
        label=_("Précisions"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Ce que vous voyez à l’écran, ce que vous avez essayé"),
    )
    reach = forms.ChoiceField(
        label=_("Comment vous joindre ?"),
        choices=HelpRequest.Reach.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez un moyen de vous joindre")},
    )
    reach_when = forms.CharField(
        label=_("À quel moment ?"),
        required=False,
        max_length=120,
        validators=[single_line],
        help_text=_("Par exemple : en semaine après 18 h"),
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["device"].is_in_a_row = self.fields["reach"].is_in_a_row = True
        self.fields["troubles"].is_in_columns = True

    def clean_reach(self):
        if self.cleaned_data["reach"] == HelpRequest.Reach.PHONE and not self.person.phone:
            raise ValidationError(_("Ajoutez votre numéro dans « Mon compte », ou choisissez autrement"))
        return self.cleaned_data["reach"]


class FollowForm(forms.Form):
    """What the coordination writes beside a help request, and the date it agreed on."""

    note = forms.CharField(required=False, max_length=500)
    date = forms.DateField(required=False)
    time = forms.TimeField(required=False)

    def clean(self):
        values = super().clean()
        day, hour = values.get("date"), values.get("time")
        values["meets_at"] = None
        if (day is None) != (hour is None):
            raise ValidationError(_("Indiquez la date et l’heure du rendez-vous"))
        if day and day.year not in YEARS:
            raise ValidationError(_("Vérifiez l’année"))
        if day:
            zone = timezone.get_current_timezone()
            values["meets_at"] = datetime.datetime.combine(day, hour, zone)
        if day and values["meets_at"] <= timezone.now():
            raise ValidationError(_("Choisissez une date à venir"))
        return values

    def details(self, action):
        """What the service of this action takes."""
        names = ("note", "meets_at") if action == "planifier" else ("note",)
        return {name: self.cleaned_data[name] for name in names}
