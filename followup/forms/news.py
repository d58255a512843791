from django import forms
from django.utils.translation import gettext_lazy as _

from followup.models import NewsCampaign
from mentoring.forms import helper, single_line

from .pair import CHOOSE_ANSWER


class NewsForm(forms.Form):
    """A message to the people who asked for news."""

    helper = helper()
    subject = forms.CharField(
        label=_("Objet"),
        max_length=NewsCampaign.LONGEST_SUBJECT,
        validators=[single_line],
        help_text=_("60 caractères au maximum"),
        error_messages={"required": _("Écrivez l’objet du message")},
    )
    text = forms.CharField(
        label=_("Texte"),
        max_length=NewsCampaign.LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_(
            "Une ligne vide sépare les paragraphes ; des lignes qui commencent par « - » font une liste. "
            "3 000 caractères au maximum."
        ),
        error_messages={"required": _("Écrivez le texte du message")},
    )
    audience = forms.ChoiceField(
        label=_("Pour qui ?"),
        choices=NewsCampaign.Audience.choices,
        widget=forms.RadioSelect,
        help_text=_("Seules les personnes qui ont demandé les nouvelles les reçoivent"),
        error_messages={"required": CHOOSE_ANSWER, "invalid_choice": CHOOSE_ANSWER},
    )
