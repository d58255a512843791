"""The people of the demo whose account anyone may take, while the demo banner is shown."""

from django.utils.translation import gettext_lazy as _

DOMAIN = "demo.binome.example"
ACCOUNTS = {
    "awa": _("Awa, coordinatrice"),
    "julien": _("Julien, coordinateur"),
    "sam": _("Sam, administration"),
    "nadia": _("Nadia, mentor en binôme avec Yanis"),
    "pierre": _("Pierre, mentor hors Discord, une proposition l’attend"),
    "yanis": _("Yanis, en formation, en binôme avec Nadia"),
    "inaya": _("Inaya, demande validée, attend un mentor"),
    "margaux": _("Margaux, demande envoyée hier"),
}
