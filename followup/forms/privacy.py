"""« Supprimer mon compte »: a word to type, so that it is nobody's slip."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mentoring.forms import helper

WORD = "SUPPRIMER"


class DeletionForm(forms.Form):
    helper = helper()
    word = forms.CharField(
        label=_("Tapez SUPPRIMER pour confirmer"),
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "bn-champ-court",
            }
        ),
        error_messages={
            "required": _("Tapez SUPPRIMER pour confirmer"),
            "max_length": _("Tapez SUPPRIMER, en toutes lettres"),
        },
    )

    def clean_word(self):
        if self.cleaned_data["word"].upper() != WORD:
            raise ValidationError(_("Tapez SUPPRIMER, en toutes lettres"))
        return WORD
