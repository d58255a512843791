"""Planning, moving, cancelling and noting sessions. Times are typed in the person's own time zone."""

import datetime
import zoneinfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.options import Channel, SessionLength
from followup.models import MentoringSession
from mentoring import zones
from mentoring.forms import helper, single_line
from mentoring.widgets import date_input, time_input

from .pair import CHOOSE_CHANNEL, CHOOSE_TIME, YEARS, area


class WhenForm(forms.Form):
    """A date and a time in the person's own time zone, and how long and how they meet.

    With `other`, a person, the time says how far apart their two clocks are.
    """

    helper = helper()
    date = forms.DateField(
        label=_("Date"),
        widget=date_input(),
        error_messages={
            "required": _("Indiquez une date"),
            "invalid": _("Indiquez une date"),
        },
    )
    time = forms.TimeField(
        label=_("Heure"),
        widget=time_input(),
        error_messages={
            "required": _("Indiquez une heure"),
            "invalid": _("Indiquez une heure"),
        },
    )
    minutes = forms.TypedChoiceField(
        label=_("Durée"),
        coerce=int,
        choices=SessionLength.choices,
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE_TIME, "invalid_choice": CHOOSE_TIME},
    )
    channel = forms.ChoiceField(
        label=_("Canal"),
        choices=Channel.choices,
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE_CHANNEL, "invalid_choice": CHOOSE_CHANNEL},
    )

    def __init__(self, *args, person, other=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.zone = zoneinfo.ZoneInfo(person.timezone)
        self.fields["minutes"].is_in_a_row = self.fields["channel"].is_in_columns = True
        if other is not None:
            self.fields["time"].help_text = clocks(person, other, self.moment())

    def moment(self):
        """Midday of the day typed or offered, now without one: clocks drift apart from season to season."""
        field = self.fields["date"]
        try:
            day = field.clean(self["date"].value())
            return datetime.datetime.combine(day, datetime.time(12), self.zone)
        except (forms.ValidationError, OverflowError):
            return timezone.now()

    def clean(self):
        values = super().clean()
        if values.get("date") and values["date"].year not in YEARS:
            self.add_error("date", _("Vérifiez l’année"))
        elif values.get("date") and values.get("time") is not None:
            values["starts_at"] = datetime.datetime.combine(values["date"], values["time"], self.zone)
        return values

    def details(self):
        """What the services take."""
        names = [name for name in self.fields if name not in {"date", "time"}]
        return {name: self.cleaned_data[name] for name in names} | {
            "starts_at": self.cleaned_data["starts_at"]
        }


def clocks(person, other, moment):
    """« Votre heure (La Réunion). Pour Nadia (Paris, France métropolitaine) : 2 h plus tôt », "" when both
    read the same hour."""
    try:
        mine, theirs = (
            moment.astimezone(zoneinfo.ZoneInfo(one.timezone)).utcoffset() for one in (person, other)
        )
    except OverflowError:  # the first and the last day there are have no neighbour
        return ""
    if mine == theirs:
        return ""
    hours, minutes = divmod(int(abs(theirs - mine).total_seconds()) // 60, 60)
    gap = f"{hours}\u00a0h" + (f"\u00a0{minutes:02d}" if minutes else "")
    text = (
        _("Votre heure ({mine}). Pour {name} ({theirs}) : {gap} plus tard")
        if theirs > mine
        else _("Votre heure ({mine}). Pour {name} ({theirs}) : {gap} plus tôt")
    )
    return text.format(
        mine=zones.name_of(person.timezone),
        name=other.first_name,
        theirs=zones.name_of(other.timezone),
        gap=gap,
    )


class PlanForm(WhenForm):
    place = forms.CharField(
        label=_("Lieu ou lien"),
        required=False,
        max_length=200,
        validators=[single_line],
        help_text=_("Une adresse publique, ou le lien de la visio"),
    )
    agenda = area(_("Ordre du jour"), 500, rows=3)


class NewPlanForm(PlanForm):
    is_repeated = forms.TypedChoiceField(
        label=_("Répéter"),
        choices=[
            ("", _("Non, une seule séance")),
            ("yes", _("Trois séances au même rythme")),
        ],
        widget=forms.RadioSelect,
        required=False,
        coerce=bool,
        empty_value=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["is_repeated"].is_optional_unsaid = True


class LogForm(WhenForm):
    notes = area(_("À retenir"), 2000, _("Partagé avec votre binôme"))


class NotesForm(forms.Form):
    helper = helper()
    notes = area(
        _("À retenir"),
        2000,
        _("Partagé avec votre binôme. L’équipe ne lit pas ces notes"),
    )


class CancelForm(forms.Form):
    helper = helper()
    reason = forms.ChoiceField(
        label=_("Pour quelle raison ?"),
        required=False,
        choices=MentoringSession.CancelReason.choices,
        widget=forms.RadioSelect,
    )
    word = area(_("Un mot pour l’autre personne"), 300, rows=3)


def local_start(mentoring_session, person):
    """Initial date and time of a session, as this person reads them."""
    start = timezone.localtime(mentoring_session.starts_at, zoneinfo.ZoneInfo(person.timezone))
    return {"date": start.date(), "time": start.time()}
