"""« Écrire »: a message of the coordination, in its own words."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.forms import helper


class MessageForm(forms.Form):
    helper = helper()
    text = forms.CharField(
        label=_("Votre message"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("« Bonjour » et votre prénom s’ajoutent d’eux-mêmes"),
        error_messages={"required": _("Écrivez votre message")},
    )
