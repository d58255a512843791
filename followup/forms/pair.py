"""The pair's forms. They validate and shape; services write."""

import datetime
import zoneinfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.options import Channel, SessionLength
from followup.models import Goal, MentoringSession, SessionFeedback
from matching.options import MenteeDecline, MentorDecline
from mentoring.forms import helper, single_line
from mentoring.models import HelpRequest
from mentoring.widgets import date_input, time_input

# What a calendar, a database and a time zone all hold; services say which dates make sense.
YEARS = range(2000, 2101)
CHOOSE_ANSWER = _("Choisissez une réponse")
CHOOSE_TIME = _("Choisissez une durée")
CHOOSE_CHANNEL = _("Choisissez un canal")


def area(label, limit, help_text="", rows=4):
    return forms.CharField(
        label=label,
        required=False,
        max_length=limit,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class WhenForm(forms.Form):
    """A date and a time in the person's own time zone, and how long and how they meet."""

    helper = helper()
    date = forms.DateField(
        label=_("Date"),
        widget=date_input(),
        error_messages={"required": _("Indiquez une date"), "invalid": _("Indiquez une date")},
    )
    time = forms.TimeField(
        label=_("Heure"),
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
    channel = forms.ChoiceField(
        label=_("Canal"),
        choices=Channel.choices,
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE_CHANNEL, "invalid_choice": CHOOSE_CHANNEL},
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.zone = zoneinfo.ZoneInfo(person.timezone)
        self.fields["minutes"].is_in_a_row = self.fields["channel"].is_in_columns = True

    def clean(self):
        values = super().clean()
        if values.get("date") and values["date"].year not in YEARS:
            self.add_error("date", _("Vérifiez l’année"))
        elif values.get("date") and values.get("time") is not None:
            values["starts_at"] = datetime.datetime.combine(values["date"], values["time"], self.zone)
        return values

    def details(self):
        """What the services take."""
        names = [name for name in self.fields if name not in {"date", "time", "is_repeated", "goals"}]
        return {name: self.cleaned_data[name] for name in names} | {
            "starts_at": self.cleaned_data["starts_at"]
        }


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
        choices=[("", _("Non, une seule séance")), ("yes", _("Trois séances au même rythme"))],
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
    notes = area(_("À retenir"), 2000, _("Partagé avec votre binôme. L’équipe ne lit pas ces notes"))


class CancelForm(forms.Form):
    helper = helper()
    reason = forms.ChoiceField(
        label=_("Pour quelle raison ?"),
        required=False,
        choices=MentoringSession.CancelReason.choices,
        widget=forms.RadioSelect,
    )
    word = area(_("Un mot pour l’autre personne"), 300, rows=3)


class ChannelForm(forms.Form):
    helper = helper()
    channel = WhenForm.base_fields["channel"]
    link = forms.CharField(
        label=_("Lien ou précision"),
        required=False,
        max_length=200,
        validators=[single_line],
        help_text=_(
            "Le lien de la visio, le salon Discord, le meilleur moment pour appeler, le lieu habituel"
        ),
    )


class GoalForm(forms.Form):
    helper = helper()
    title = forms.CharField(
        label=_("Objectif"),
        max_length=120,
        validators=[single_line],
        error_messages={"required": _("Écrivez votre objectif en quelques mots")},
    )
    success = forms.CharField(
        label=_("On saura que c’est atteint quand…"), required=False, max_length=200, validators=[single_line]
    )


class GoalChangeForm(GoalForm):
    state = forms.ChoiceField(label=_("Où en est-il ?"), choices=Goal.State.choices, widget=forms.RadioSelect)


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


class DeclineForm(forms.Form):
    """« Non, pas cette fois »: a reason of one's own side, and words for the team."""

    helper = helper()
    reason = forms.ChoiceField(
        label=_("Pourquoi ?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez une raison")},
    )
    text = area(_("Quelque chose à dire à l’équipe ?"), 600, _("Lu par l’équipe seulement"))

    def __init__(self, *args, is_mentor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = (MentorDecline if is_mentor else MenteeDecline).choices


class HeardForm(forms.Form):
    """« Accord recueilli autrement »."""

    helper = helper()
    asked = forms.CharField(required=False, widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("Comment l’accord a-t-il été recueilli ?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Par exemple : au téléphone, mardi matin"),
        error_messages={"required": _("Dites comment l’accord a été recueilli")},
    )


class ContactForm(forms.Form):
    """`/contact/`. `website` is a trap: people do not see it, programs fill it."""

    helper = helper()
    subject = forms.ChoiceField(
        label=_("Sujet"),
        choices=HelpRequest.Subject.choices,
        error_messages={"required": _("Choisissez un sujet"), "invalid_choice": _("Choisissez un sujet")},
    )
    message = forms.CharField(
        label=_("Votre message"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": _("Écrivez votre message")},
    )
    email = forms.EmailField(
        label=_("Votre adresse e-mail"),
        max_length=254,
        help_text=_("Pour vous répondre"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Indiquez votre adresse e-mail"),
            "invalid": _("Indiquez une adresse complète, par exemple prenom@exemple.fr"),
        },
    )
    website = forms.CharField(required=False)


def local_start(mentoring_session, person):
    """Initial date and time of a session, as this person reads them."""
    start = timezone.localtime(mentoring_session.starts_at, zoneinfo.ZoneInfo(person.timezone))
    return {"date": start.date(), "time": start.time()}
