"""The small forms around an application: an answer, a withdrawal, another look, a pause."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.forms import helper

from .fields import LongText, said
from .rows import LATEST_START_DAYS

SAY_MORE = _("Écrivez au moins 20 caractères")


class AnswerForm(forms.Form):
    """The reply to the team's question."""

    helper = helper()
    text = LongText(label=_("Votre réponse"), min_length=20, max_length=1000, lines=6, sentence=SAY_MORE)


class ReasonForm(forms.Form):
    """A withdrawal, a departure or another look: a few words help, none are required."""

    helper = helper()
    reason = LongText(
        label=_("Voulez-vous nous dire pourquoi ?"),
        required=False,
        max_length=500,
        lines=3,
        help_text=_("Lu par l’équipe seulement"),
    )


class AvailabilitySwitchForm(forms.Form):
    """« Je suis disponible »: available, paused until a date, or leaving."""

    AVAILABLE, PAUSED, LEAVING = "available", "paused", "leaving"
    helper = helper()
    state = forms.ChoiceField(
        label=_("Je suis disponible"),
        choices=[
            (AVAILABLE, _("Disponible")),
            (PAUSED, _("En pause jusqu’au…")),
            (LEAVING, _("Je quitte le programme")),
        ],
        widget=forms.RadioSelect,
        error_messages=said(_("Choisissez une réponse")),
    )
    until = forms.DateField(
        label=_("En pause jusqu’au"),
        required=False,
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=said(_("Indiquez une date à venir, dans les 6 mois")),
    )
    reason = forms.CharField(
        label=_("Raison de la pause"),
        required=False,
        max_length=200,
        help_text=_("Lue par l’équipe seulement"),
        error_messages=said(_("Écrivez 200 caractères au maximum")),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["until"].shown_if = self.fields["reason"].shown_if = f"state={self.PAUSED}"
        self.fields["until"].is_optional_unsaid = True

    def clean(self):
        data = super().clean()
        if data.get("state") == self.PAUSED:
            today, until = timezone.localdate(), data.get("until")
            if until is None or not today < until <= today + datetime.timedelta(days=LATEST_START_DAYS):
                self.errors.pop("until", None)
                self.add_error("until", ValidationError(self.fields["until"].error_messages["invalid"]))
        else:
            self.errors.pop("until", None)
        return data
