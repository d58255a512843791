"""The time zones people choose from, in their words: France and its territories first."""

from django.utils.translation import gettext_lazy as _

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
NAMES = {code: name for _label, zones in ZONES for code, name in zones}
CODES = set(NAMES)


def name_of(code):
    """« La Réunion »; a zone nobody is offered is called by its own city."""
    return NAMES.get(code) or code.rpartition("/")[2].replace("_", " ")
