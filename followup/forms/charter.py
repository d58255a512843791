import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring import charter_marks
from mentoring.forms import helper
from mentoring.forms_settings import SeenForm
from mentoring.mail.wordings import faults, tidy
from mentoring.models import Programme

HTML = re.compile(r"</?[a-z][^>]*>", re.IGNORECASE)
OUTSIDE = re.compile(r"\[[^\]]+\]\((?!/[^/])[^)]*\)")


class CharterForm(SeenForm):
    """The words of the next version, and what they change for whoever signed another one."""

    text = forms.CharField(
        label=gettext_lazy("Texte de la charte"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "true"}),
        error_messages={"required": gettext_lazy("Écrivez le texte de la charte")},
    )
    changes = forms.CharField(
        label=gettext_lazy("Ce qui change"),
        required=False,
        max_length=1_000,
        help_text=gettext_lazy("Une ligne par changement. Les signataires lisent ces lignes avant le texte."),
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "true"}),
    )

    def clean_text(self):
        text = tidy(self.cleaned_data["text"])
        found = faults(text, charter_marks.values_of(Programme.current()))
        if not any(line.startswith("## ") for line in text.splitlines()):
            found.append(_("Il manque un titre : une ligne qui commence par « ## »."))
        if html := HTML.search(text):
            found.append(_("Pas de HTML ici : « {words} ».").format(words=html[0][:40]))
        if link := OUTSIDE.search(text):
            sentence = _("Un lien mène à une page de ce site, par exemple [mots](/questions/) : « {words} ».")
            found.append(sentence.format(words=link[0][:60]))
        if found:
            raise ValidationError(found)
        return text

    def clean_changes(self):
        return tidy(self.cleaned_data["changes"])


class SignatureForm(forms.Form):
    """A tick is worth nothing for another version than the one on the page."""

    helper = helper()
    version = forms.CharField(max_length=10, required=False, widget=forms.HiddenInput)
    charter_ok = forms.BooleanField(
        label=gettext_lazy("J’ai lu la charte et je m’y engage"),
        error_messages={"required": gettext_lazy("Lisez la charte et cochez la case pour signer")},
    )
