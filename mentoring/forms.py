"""What all forms share: how they are shown, and what a single line may hold.

A form is shown by `{% crispy form %}` inside a template's own `<form method="post" novalidate>`, under
`{% error_summary form %}`. A field may carry `shown_if` ("other_field=value|value": a condition a script
reveals), `is_card_choice`, `is_in_columns`, `is_in_a_row`, `is_a_scale` and `is_optional_unsaid` (no
« (facultatif) »).
"""

import contextlib
import unicodedata

import phonenumbers
from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mentoring import zones
from mentoring.models import NotAllowed, User

HIDDEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def helper():
    """The crispy helper of every form: the template writes the `<form>` and its buttons."""
    shared = FormHelper()
    shared.form_tag = False
    shared.disable_csrf = True
    shared.include_media = False
    return shared


def posted(request):
    """The data of a form, None to show it blank: an empty POST is still an answer."""
    return request.POST if request.method == "POST" else None


@contextlib.contextmanager
def refusals_in(form, beside=None):
    """A service that refuses says so in the form, which keeps what was typed: `with refusals_in(form): …`.

    `beside` maps kinds of refusals to the field each is about; the others stand above the form.
    """
    try:
        yield
    except NotAllowed as refusal:
        fields = [name for kind, name in (beside or {}).items() if isinstance(refusal, kind)]
        form.add_error(fields[0] if fields else None, str(refusal))


def single_line(text):
    """Validator for names and titles: no line break, control, direction or zero-width character.

    Raises ValidationError. Emoji joiners count as zero-width: these fields hold names, not prose.
    """
    if any(unicodedata.category(character) in HIDDEN for character in text):
        raise ValidationError(_("Retirez les caractères invisibles de cette réponse"), code="invisible")


class AccountForm(forms.ModelForm):
    """`/compte/`: who the person is. Coordinators also choose whether single keys act."""

    helper = helper()
    phone = forms.CharField(
        label=_("Téléphone"),
        required=False,
        max_length=30,
        help_text=_("Jamais montré avant la formation du binôme"),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "type": "tel"}),
    )
    timezone = forms.ChoiceField(label=_("Fuseau horaire"), choices=())

    class Meta:
        model = User
        fields = ["first_name", "last_name", "phone", "timezone", "is_shortcut_user"]
        labels = {"is_shortcut_user": _("Raccourcis à une touche dans la file de candidatures")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, token in (("first_name", "given-name"), ("last_name", "family-name")):
            self.fields[name].required = True
            self.fields[name].widget.attrs["autocomplete"] = token
            self.fields[name].validators.append(single_line)
        self.fields["first_name"].error_messages["required"] = _("Indiquez votre prénom")
        self.fields["last_name"].error_messages["required"] = _("Indiquez votre nom")
        zone = self.instance.timezone
        others = [] if zone in zones.CODES else [(_("Le vôtre"), [(zone, zone)])]
        self.fields["timezone"].choices = [*zones.ZONES, *others]
        if not self.instance.is_coordinator:
            del self.fields["is_shortcut_user"]

    def clean_phone(self):
        """E.164, French numbers written as people write them."""
        typed = self.cleaned_data["phone"].strip()
        if not typed:
            return ""
        try:
            number = phonenumbers.parse(typed, "FR")
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_possible_number(number):
            raise ValidationError(_("Ce numéro ne semble pas complet"))
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
