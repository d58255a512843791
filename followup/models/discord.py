from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DiscordStep(models.Model):
    """One of the six steps of the express guide that somebody has ticked; a row less is a tick taken off."""

    class Step(models.TextChoices):
        ACCOUNT = "account", _("Créer un compte")
        BROWSER = "browser", _("Ouvrir Discord dans le navigateur")
        SERVER = "server", _("Rejoindre le serveur Simplon")
        NAME = "name", _("Choisir votre nom et vos notifications")
        MESSAGE = "message", _("Écrire un message privé")
        CALL = "call", _("Faire un appel")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="discord_steps")
    step = models.CharField(_("étape"), max_length=8, choices=Step)
    ticked_at = models.DateTimeField(_("cochée le"), default=timezone.now)

    class Meta:
        verbose_name = _("étape du guide Discord")
        verbose_name_plural = _("étapes du guide Discord")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "step"],
                name="discord_step_ticked_once",
                violation_error_message=_("Cette étape est déjà cochée."),
            ),
            models.CheckConstraint(
                condition=models.Q(
                    step__in=["account", "browser", "server", "name", "message", "call"], step__isnull=False
                ),
                name="discord_step_is_one_of_six",
                violation_error_message=_("Cette étape n’est pas dans le guide."),
            ),
        ]

    def __str__(self):
        return f"{self.person_id} {self.step}"
