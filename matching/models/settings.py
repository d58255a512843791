from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MatchingSettings(models.Model):
    """A version of the matching settings. Append only: the newest row holds, older ones explain older scores.

    `weights` maps the eight criteria to numbers; `severities` maps rule codes to block, warn or off; `means`
    are the pool's means per criterion, measured when the version was saved (what a blank answer is worth).
    """

    weights = models.JSONField(_("poids"), default=dict)
    severities = models.JSONField(_("règles"), default=dict)
    means = models.JSONField(_("moyennes"), default=dict)
    floor = models.PositiveSmallIntegerField(_("seuil"), default=50)
    gamma = models.FloatField(_("équité"), default=2.0)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(_("raison"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("enregistrés le"), default=timezone.now)

    class Meta:
        verbose_name = _("réglages de mise en relation")
        verbose_name_plural = _("réglages de mise en relation")
        get_latest_by = ["created_at", "pk"]

    def __str__(self):
        return f"v{self.pk}"
