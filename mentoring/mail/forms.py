import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.forms import helper
from mentoring.widgets import date_input

from .models import Email, Preference

LONGEST_MUTE = datetime.timedelta(days=30)


class JournalFilter(forms.Form):
    etat = forms.ChoiceField(
        label=_("État"), required=False, choices=[("", _("Tous les états")), *Email.State.choices]
    )
    q = forms.CharField(label=_("Objet, adresse ou référence"), required=False, max_length=100)


class PreferenceForm(forms.ModelForm):
    helper = helper()

    class Meta:
        model = Preference
        fields = ["is_session_on", "is_follow_up_on", "is_news_on", "muted_until"]
        widgets = {"muted_until": date_input()}
        help_texts = {"muted_until": _("30 jours au maximum ; les rappels reprendront ensuite")}

    def clean_muted_until(self):
        day = self.cleaned_data["muted_until"]
        today = timezone.localdate()
        if day and not today <= day <= today + LONGEST_MUTE:
            raise ValidationError(_("Choisissez une date dans les 30 jours"))
        return day
