"""The pair's forms. They validate and shape; services write."""

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.options import Channel
from followup.models import Goal
from matching.reasons import MENTEE_NO, MENTOR_NO
from mentoring import reasons
from mentoring.forms import helper, single_line
from mentoring.models import HelpRequest

# What a calendar, a database and a time zone all hold; services say which dates make sense.
YEARS = range(2000, 2101)
CHOOSE_ANSWER = _("Choisissez une réponse")
CHOOSE_TIME = _("Choisissez une durée")
CHOOSE_REASON = _("Choisissez une raison")
CHOOSE_CHANNEL = _("Choisissez un canal")


def area(label, limit, help_text="", rows=4):
    return forms.CharField(
        label=label,
        required=False,
        max_length=limit,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class ChannelForm(forms.Form):
    helper = helper()
    channel = forms.ChoiceField(
        label=_("Canal"),
        choices=Channel.choices,
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE_CHANNEL, "invalid_choice": CHOOSE_CHANNEL},
    )
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


class DeclineForm(forms.Form):
    """« Non, pas cette fois »: a reason of one's own side, and words for the team."""

    helper = helper()
    reason = forms.ChoiceField(
        label=_("Pourquoi ?"),
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE_REASON, "invalid_choice": CHOOSE_REASON},
    )
    text = area(_("Quelque chose à dire à l’équipe ?"), 600, _("Lu par l’équipe seulement"))

    def __init__(self, *args, is_mentor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = reasons.offered(MENTOR_NO if is_mentor else MENTEE_NO)


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
