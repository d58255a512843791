"""The one question of the page that verifies a certificate."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mentoring.forms import helper
from mentoring.references import read_code


class CodeForm(forms.Form):
    """Cleaned, the code is written as the paper writes it."""

    helper = helper()
    code = forms.CharField(
        label=_("Code de l’attestation"),
        max_length=40,
        help_text=_("Douze lettres et chiffres, au bas de la page"),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={
            "required": _("Saisissez le code"),
            "max_length": _("Vérifiez le code : il compte douze lettres et chiffres"),
        },
    )

    def clean_code(self):
        code = read_code(self.cleaned_data["code"])
        if not code:
            raise ValidationError(_("Vérifiez le code : il compte douze lettres et chiffres"))
        return code
