"""The guide's checklist, asking for somebody's help, and what the team makes of it."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from followup.models import DiscordStep
from followup.services import help_list
from mentoring.forms import helper, single_line
from mentoring.models import HelpRequest
from mentoring.tables import Narrowing
from mentoring.widgets import date_input, time_input

from .pair import YEARS, area
from .writing import MessageForm


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


class HelpFilterForm(Narrowing):
    """Which requests the list shows."""

    always = ("etat",)
    q = forms.CharField(label=_("Nom, adresse ou référence"), max_length=80)
    etat = forms.ChoiceField(
        label=_("État"),
        choices=[
            ("", _("À suivre")),
            *((word, state.label) for word, state in help_list.STATES.items()),
            (help_list.ALL, _("Toutes")),
        ],
    )
    nature = forms.ChoiceField(
        label=_("Nature"),
        choices=[
            ("", _("Toutes les natures")),
            *((word, kind.label) for word, kind in help_list.KINDS.items()),
        ],
    )
    suivi = forms.ChoiceField(
        label=_("Suivi par"),
        choices=[("", _("Tout le monde")), (help_list.ME, _("Moi")), (help_list.NOBODY, _("Personne"))],
    )


class FollowForm(forms.Form):
    """What the coordination writes beside a help request, and the date it agreed on, in its own time zone."""

    helper = helper()
    date = forms.DateField(
        label=_("Rendez-vous le"),
        required=False,
        widget=date_input(),
        error_messages={"invalid": _("Indiquez une date")},
    )
    time = forms.TimeField(
        label=_("Heure"),
        required=False,
        widget=time_input(),
        error_messages={"invalid": _("Indiquez une heure")},
    )
    note = area(_("Note de suivi"), 500, _("Elle reste dans l’équipe"), rows=3)

    def __init__(self, *args, asks_a_date, **kwargs):
        super().__init__(*args, **kwargs)
        if not asks_a_date:
            del self.fields["date"], self.fields["time"]

    def clean(self):
        values = super().clean()
        day, hour = values.get("date"), values.get("time")
        values["meets_at"] = None
        if self.errors or (day is None and hour is None):
            return values
        if day is None:
            self.add_error("date", _("Indiquez aussi la date du rendez-vous"))
        elif hour is None:
            self.add_error("time", _("Indiquez aussi l’heure du rendez-vous"))
        elif day.year not in YEARS:
            self.add_error("date", _("Vérifiez l’année"))
        else:
            values["meets_at"] = datetime.datetime.combine(day, hour, timezone.get_current_timezone())
            if values["meets_at"] <= timezone.now():
                self.add_error("date", _("Choisissez une date à venir"))
        return values

    def details(self, action):
        """What the service of this action takes."""
        names = {"planifier": ("note", "meets_at"), "prendre": ()}.get(action, ("note",))
        return {name: self.cleaned_data[name] for name in names}


class AnswerForm(MessageForm):
    """« Écrire » to whoever asked, from the draft that goes with the kind of request."""

    is_closed = forms.BooleanField(label=_("Résoudre la demande avec ce message"), required=False)

    def __init__(self, *args, asked, **kwargs):
        super().__init__(*args, **kwargs)
        if not asked.is_open:
            del self.fields["is_closed"]
