"""The coordination's forms about workshops: the workshop itself, who is added, who came."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.options import SessionLength
from followup.models import DiscordStep, WorkshopRegistration
from mentoring.forms import helper
from mentoring.models import User
from mentoring.widgets import date_input, time_input

from .pair import CHOOSE_TIME, YEARS

LONGEST_TABLE = 100
INDICATE_SEATS = _("Indiquez un nombre de places entre 1 et 100")


class WorkshopForm(forms.Form):
    """When, how many seats, where and with whom. Times are typed in the coordinator's own time zone."""

    helper = helper()
    date = forms.DateField(
        label=_("Date"),
        widget=date_input(),
        error_messages={"required": _("Indiquez une date"), "invalid": _("Indiquez une date")},
    )
    time = forms.TimeField(
        label=_("Heure de début"),
        widget=time_input(),
        error_messages={"required": _("Indiquez une heure"), "invalid": _("Indiquez une heure")},
    )
    minutes = forms.TypedChoiceField(
        label=_("Durée"),
        coerce=int,
        choices=SessionLength.choices,
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE_TIME, "invalid_choice": CHOOSE_TIME},
    )
    capacity = forms.IntegerField(
        label=_("Nombre de places"),
        min_value=1,
        max_value=LONGEST_TABLE,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), INDICATE_SEATS),
    )
    link = forms.URLField(
        label=_("Lien de la visio"),
        max_length=200,
        assume_scheme="https",
        help_text=_("Montré aux seules personnes qui ont une place"),
        error_messages={
            "required": _("Indiquez le lien de la visio"),
            "invalid": _("Indiquez un lien complet, par exemple https://meet.google.com/abc-defg-hij"),
        },
    )
    host = forms.ModelChoiceField(
        label=_("Qui anime ?"),
        queryset=User.objects.none(),
        empty_label=None,
        error_messages={
            "required": _("Choisissez qui anime l’atelier"),
            "invalid_choice": _("Choisissez qui anime l’atelier"),
        },
    )

    def __init__(self, *args, person, workshop=None, **kwargs):
        initial = initial_of(workshop) if workshop else {"minutes": 45, "capacity": 8, "host": person.pk}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["minutes"].is_in_a_row = True
        known = Q(is_coordinator=True) | Q(pk=person.pk) | Q(pk=workshop.host_id if workshop else None)
        people = User.objects.filter(known, is_active=True).order_by("first_name", "last_name", "pk")
        self.fields["host"].queryset = people

    def clean(self):
        values = super().clean()
        day, hour = values.get("date"), values.get("time")
        if day and day.year not in YEARS:
            self.add_error("date", _("Vérifiez l’année"))
        elif day and hour is not None:
            values["starts_at"] = datetime.datetime.combine(day, hour, timezone.get_current_timezone())
        return values

    def details(self):
        """What the services take."""
        names = [name for name in self.fields if name not in {"date", "time"}]
        return {name: self.cleaned_data[name] for name in (*names, "starts_at")}


def initial_of(workshop):
    start = timezone.localtime(workshop.starts_at)
    return {
        "date": start.date(),
        "time": start.time(),
        "minutes": workshop.minutes,
        "capacity": workshop.capacity,
        "link": workshop.link,
        "host": workshop.host_id,
        "seen": workshop.version,
    }


class OpenForm(WorkshopForm):
    """A new one; whoever waits for it is told, where there is somebody."""

    is_told = forms.BooleanField(label=_("Prévenir les personnes intéressées"), required=False, initial=True)

    def __init__(self, *args, interested, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["is_told"] = True
        if not interested:
            del self.fields["is_told"]


class ChangeForm(WorkshopForm):
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class AddForm(forms.Form):
    """Somebody who asked for a seat by telephone, or in an e-mail."""

    helper = helper()
    email = forms.EmailField(
        label=_("Adresse e-mail de la personne"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "list": "personnes-proposees"}),
        help_text=_("Celle de son compte"),
        error_messages={
            "required": _("Indiquez l’adresse e-mail de la personne"),
            "invalid": _("Indiquez une adresse complète, par exemple prenom@exemple.fr"),
        },
    )

    def clean_email(self):
        """The person is put beside the address."""
        found = User.objects.filter(email__iexact=self.cleaned_data["email"], is_active=True).first()
        if found is None:
            raise ValidationError(_("Aucun compte n’a cette adresse"))
        self.cleaned_data["person"] = found
        return found.email


class AttendanceForm(forms.Form):
    """Present or absent, for each who had a seat. What the page showed travels with it: a sheet left open
    does not undo what a colleague noted since."""

    steps = forms.MultipleChoiceField(required=False, choices=DiscordStep.Step.choices)

    def __init__(self, *args, registrations, **kwargs):
        super().__init__(*args, **kwargs)
        state = WorkshopRegistration.State
        self.pks = [row.pk for row in registrations]
        for pk in self.pks:
            choices = [("", ""), (state.ATTENDED.value, ""), (state.ABSENT.value, "")]
            self.fields[f"said-{pk}"] = forms.ChoiceField(choices=choices, required=False)
            self.fields[f"seen-{pk}"] = forms.CharField(required=False, max_length=12)

    def said(self):
        """{id of a registration: did they come}: what was answered on this page."""
        values = self.cleaned_data
        answers = {pk: values[f"said-{pk}"] for pk in self.pks}
        return {
            pk: answer == WorkshopRegistration.State.ATTENDED
            for pk, answer in answers.items()
            if answer and answer != values[f"seen-{pk}"]
        }
