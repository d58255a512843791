"""What a form says when its author wrote no sentence: what to do, never what is wrong."""

from django import forms
from django.core import validators
from django.utils.translation import gettext_lazy as _


def replace_defaults():
    """Called once, when the ground loads. A field's own `error_messages` still win."""
    forms.Field.default_error_messages["required"] = _("Répondez à cette question")
    forms.ChoiceField.default_error_messages["invalid_choice"] = _("Choisissez une réponse dans la liste")
    forms.MultipleChoiceField.default_error_messages["invalid_choice"] = _(
        "Choisissez vos réponses dans la liste"
    )
    forms.DateField.default_error_messages["invalid"] = _("Écrivez une date, par exemple 12/03/2027")
    forms.TimeField.default_error_messages["invalid"] = _("Écrivez une heure, par exemple 18:30")
    forms.IntegerField.default_error_messages["invalid"] = _("Écrivez un nombre entier")
    forms.URLField.default_error_messages["invalid"] = _(
        "Écrivez une adresse complète, qui commence par https://"
    )
    validators.EmailValidator.message = _("Écrivez une adresse complète, par exemple prenom@exemple.fr")
    validators.validate_email.message = validators.EmailValidator.message
