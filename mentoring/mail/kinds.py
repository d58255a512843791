"""The ground's own kinds: signing in and everything allauth says."""

from django.utils.translation import gettext_lazy as _

from . import wordings
from .catalogue import Kind, T, register

register(Kind("login_code", T, _("{code} : votre code Binôme"), is_secret=True))
register(Kind("account_notice", T, _("Votre compte {programme} : {fact}"), is_secret=True))
# A text the coordination is trying on itself.
register(Kind("text_trial", T, _("Essai : {subject}")))

SAFE = _("Il protège les comptes : il reste le même pour tout le monde.")
for kind, name, trigger, fixed in (
    ("login_code", _("Votre code Binôme"), _("Connexion par code"), SAFE),
    ("account_notice", _("Votre compte a changé"), _("Un changement sur un compte"), SAFE),
    ("text_trial", _("Essai d’un texte"), _("L’équipe essaie un texte"), _("Il montre un autre texte.")),
):
    wordings.register(kind, trigger, titles={"": name}, fixed=fixed)
