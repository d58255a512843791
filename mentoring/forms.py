"""What all forms share: how they are shown, and what a single line may hold.

A form is shown by `{% crispy form %}` inside a template's own `<form method="post" novalidate>`, under
`{% error_summary form %}`. A field may carry `shown_if` ("other_field=value|value": a condition a script
reveals), `is_card_choice`, `is_in_columns` and `is_optional_unsaid` (no « (facultatif) »).
"""

import unicodedata

from crispy_forms.helper import FormHelper
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

HIDDEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def helper():
    """The crispy helper of every form: the template writes the `<form>` and its buttons."""
    shared = FormHelper()
    shared.form_tag = False
    shared.disable_csrf = True
    shared.include_media = False
    return shared


def single_line(text):
    """Validator for names and titles: no line break, control, direction or zero-width character.

    Raises ValidationError. Emoji joiners count as zero-width: these fields hold names, not prose.
    """
    if any(unicodedata.category(character) in HIDDEN for character in text):
        raise ValidationError(_("Retirez les caractères invisibles de cette réponse"), code="invisible")
