"""The forms of the turns of a pair's life. They validate and shape; services write."""

from django import forms
from django.utils.translation import gettext_lazy as _

from followup.forms import CHOOSE_ANSWER, CHOOSE_TIME, area
from mentoring.forms import helper
from mentoring.templatetags.dates import moment
from mentoring.widgets import date_input

TEAM_ONLY = _("Lu par l’équipe seulement")


class PauseForm(forms.Form):
    """`planned` are the sessions to come: those of the pause may be cancelled, the others are left alone."""

    helper = helper()
    until = forms.DateField(
        label=_("Jusqu’au"),
        widget=date_input(),
        help_text=_("Huit semaines au plus. Le binôme reprend ce jour-là"),
        error_messages={"required": _("Indiquez une date"), "invalid": _("Indiquez une date")},
    )
    cancelled = forms.MultipleChoiceField(
        label=_("Séances à annuler"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Celles que vous ne cochez pas restent prévues"),
    )
    word = area(_("Un mot pour l’autre personne"), 300, rows=3)
    reason = forms.CharField(
        label=_("Pour quelle raison ?"), required=False, max_length=200, help_text=TEAM_ONLY
    )

    def __init__(self, *args, planned, **kwargs):
        super().__init__(*args, **kwargs)
        if planned:
            self.fields["cancelled"].choices = [(row.public_id, moment(row.starts_at)) for row in planned]
        else:
            del self.fields["cancelled"]


class ExtensionForm(forms.Form):
    """Two or three months more."""

    helper = helper()
    months = forms.TypedChoiceField(
        label=_("Pour combien de temps ?"),
        coerce=int,
        choices=[(2, _("Deux mois de plus")), (3, _("Trois mois de plus"))],
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE_TIME, "invalid_choice": CHOOSE_TIME},
    )


class ExtensionAnswerForm(forms.Form):
    helper = helper()
    answer = forms.ChoiceField(
        label=_("Votre réponse"),
        choices=[("yes", _("Oui, continuons")), ("no", _("Non, la date prévue me convient"))],
        widget=forms.RadioSelect,
        help_text=_("Si c’est non, l’autre personne verra seulement que la date ne change pas"),
        error_messages={"required": CHOOSE_ANSWER, "invalid_choice": CHOOSE_ANSWER},
    )
