from django import forms
from django.utils.translation import gettext_lazy as _

from followup.services.asking import Contact, Matter
from mentoring.forms import helper

from .pair import CHOOSE_ANSWER


class AskForm(forms.Form):
    """« De quoi s'agit-il ? », in one's own words, and how to be answered."""

    helper = helper()
    matter = forms.ChoiceField(
        label=_("De quoi s’agit-il ?"),
        choices=Matter.choices,
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE_ANSWER, "invalid_choice": CHOOSE_ANSWER},
    )
    message = forms.CharField(
        label=_("Votre message"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Lu par l’équipe seulement"),
        error_messages={"required": _("Écrivez votre message")},
    )
    contact = forms.ChoiceField(
        label=_("Comment préférez-vous une réponse ?"),
        choices=Contact.choices,
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE_ANSWER, "invalid_choice": CHOOSE_ANSWER},
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["contact"].initial = Contact.EMAIL
        self.fields["contact"].is_in_a_row = True
        if not person.phone:
            self.fields["contact"].choices = [(Contact.EMAIL.value, Contact.EMAIL.label)]
