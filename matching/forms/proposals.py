"""The small forms around a proposal. Each says at its field what is missing, and keeps what was typed."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from applications.questionnaire.fields import LongText, said
from matching.reasons import INTEREST_NO, TAKEN_BACK
from mentoring import reasons
from mentoring.forms import helper

TELEPHONE = re.compile(r"(?:\d[ .-]?){9}")


def one_line(text):
    return " ".join(text.split())


def unsigned(text, names):
    """`text`, read before both have agreed. Raises ValidationError when it gives one of `names`, an e-mail
    address or a telephone number."""
    for name in filter(None, names):
        if re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE):
            raise ValidationError(_("Retirez le nom : ce mot est lu avant l’accord des deux."))
    if "@" in text:
        raise ValidationError(_("Retirez l’adresse e-mail de ce mot."))
    if TELEPHONE.search(text):
        raise ValidationError(_("Retirez le numéro de téléphone de ce mot."))
    return text


class ProposeForm(forms.Form):
    """The coordinator's line. It is read before both have agreed, so it names neither of them."""

    helper = helper()
    team_line = LongText(
        label=_("Ajouter un mot : proposé parce que…"),
        required=False,
        max_length=300,
        lines=3,
        help_text=_("Lu avant l’accord des deux : n’écrivez ni nom, ni coordonnées."),
    )

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.people = people

    def clean_team_line(self):
        names = [name for person in self.people for name in (person.first_name, person.last_name)]
        return unsigned(one_line(self.cleaned_data["team_line"]), names)


class ExcludeForm(forms.Form):
    helper = helper()
    note = LongText(
        label=_("Pourquoi exclure cette paire ?"),
        max_length=300,
        lines=3,
        sentence=_("Dites pourquoi en quelques mots"),
        help_text=_(
            "Lu par l’équipe seulement. Restez factuel : la personne peut demander à lire ces notes."
        ),
    )

    def clean_note(self):
        return one_line(self.cleaned_data["note"])


class CancelForm(forms.Form):
    helper = helper()
    reason = forms.ChoiceField(
        label=_("Pourquoi annuler cette proposition ?"),
        widget=forms.RadioSelect,
        error_messages=said(_("Choisissez un motif")),
    )
    text = LongText(
        label=_("Précision pour l’équipe"),
        required=False,
        max_length=600,
        lines=3,
        help_text=_(
            "Lu par l’équipe seulement. Restez factuel : la personne peut demander à lire ces notes."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = reasons.offered(TAKEN_BACK)


class DeclineInterestForm(forms.Form):
    helper = helper()
    reason = forms.ChoiceField(
        label=_("Pourquoi décliner cet intérêt ?"),
        widget=forms.RadioSelect,
        help_text=_("Lu par l’équipe seulement"),
        error_messages=said(_("Choisissez un motif")),
    )
    message = LongText(
        label=_("Message au mentor"),
        required=False,
        max_length=600,
        lines=4,
        help_text=_("Sans message, le mentor lit un mot de remerciement neutre."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = reasons.offered(INTEREST_NO)
