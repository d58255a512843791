"""Step « Vous », the same on both sides."""

import zoneinfo

from django.utils.translation import gettext_lazy as _

from applications.options import Language
from mentoring import zones

from .base import StepForm, When
from .fields import Choice, Choices, Phone, ShortText, said


class VousForm(StepForm):
    first_name = ShortText(
        label=_("Prénom"),
        max_length=60,
        autocomplete="given-name",
        help_text=_("Celui que vous utilisez"),
        error_messages=said(_("Indiquez votre prénom")),
    )
    last_name = ShortText(
        label=_("Nom"),
        max_length=80,
        autocomplete="family-name",
        error_messages=said(_("Indiquez votre nom")),
    )
    phone = Phone(
        label=_("Téléphone (facultatif)"),
        required=False,
        max_length=30,
        kind="tel",
        inputmode="tel",
        autocomplete="tel",
        help_text=_("Jamais montré avant la formation du binôme"),
        error_messages=said(_("Ce numéro ne semble pas complet")),
    )
    languages = Choices(
        label=_("Dans quelles langues pouvez-vous échanger ?"),
        choices=Language.choices,
        error_messages=said(_("Choisissez au moins une langue")),
    )
    languages_other = ShortText(
        label=_("Quelle autre langue ?"),
        max_length=60,
        error_messages=said(_("Indiquez cette langue")),
    )
    timezone = Choice(
        label=_("Votre fuseau horaire"),
        choices=zones.ZONES,
        control="select",
        help_text=_("Pour que les horaires soient justes"),
        error_messages=said(_("Choisissez un fuseau horaire")),
    )
    conditions = {
        "languages_other": When("languages", (Language.OTHER,), _("Si vous avez coché « autre »")),
    }

    def prepare(self):
        """A zone someone already has stays in the list, even one it does not propose."""
        zone = self.person.timezone
        if "timezone" in self.fields and zone not in zones.CODES and zone in zoneinfo.available_timezones():
            self.fields["timezone"].choices = [*zones.ZONES, (_("Le vôtre"), [(zone, zone)])]
