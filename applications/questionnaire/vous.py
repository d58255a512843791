"""Step « Vous », the same on both sides."""

import zoneinfo

from django.utils.translation import gettext_lazy as _

from applications.options import Language

from .base import StepForm, When
from .fields import Choice, Choices, Phone, ShortText, said

ZONES = [
    (
        _("France et outre-mer"),
        [
            ("Europe/Paris", _("Paris, France métropolitaine")),
            ("Indian/Reunion", _("La Réunion")),
            ("Indian/Mayotte", _("Mayotte")),
            ("America/Martinique", _("Martinique")),
            ("America/Guadeloupe", _("Guadeloupe")),
            ("America/Cayenne", _("Guyane")),
            ("America/Miquelon", _("Saint-Pierre-et-Miquelon")),
            ("Pacific/Noumea", _("Nouvelle-Calédonie")),
            ("Pacific/Tahiti", _("Tahiti, Polynésie française")),
            ("Pacific/Wallis", _("Wallis-et-Futuna")),
        ],
    ),
    (
        _("Ailleurs"),
        [
            ("Africa/Abidjan", _("Abidjan, Dakar, Bamako")),
            ("Africa/Algiers", _("Alger")),
            ("Africa/Casablanca", _("Casablanca")),
            ("Africa/Kinshasa", _("Kinshasa, Douala")),
            ("Africa/Tunis", _("Tunis")),
            ("Asia/Beirut", _("Beyrouth")),
            ("Asia/Dubai", _("Dubaï")),
            ("Asia/Ho_Chi_Minh", _("Hanoï")),
            ("Asia/Tokyo", _("Tokyo")),
            ("America/Montreal", _("Montréal, New York")),
            ("America/Los_Angeles", _("San Francisco")),
            ("America/Port-au-Prince", _("Port-au-Prince")),
            ("America/Sao_Paulo", _("São Paulo")),
            ("Europe/Athens", _("Athènes, Bucarest")),
            ("Europe/Brussels", _("Bruxelles, Berlin, Madrid, Rome")),
            ("Europe/Lisbon", _("Lisbonne")),
            ("Europe/London", _("Londres")),
            ("Indian/Antananarivo", _("Antananarivo")),
            ("Indian/Mauritius", _("Maurice")),
            ("UTC", _("Temps universel (UTC)")),
        ],
    ),
]


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
        choices=ZONES,
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
        listed = {code for _label, zones in ZONES for code, _name in zones}
        if "timezone" in self.fields and zone not in listed and zone in zoneinfo.available_timezones():
            self.fields["timezone"].choices = [*ZONES, (_("Le vôtre"), [(zone, zone)])]
