from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models import Profile


class Features(models.Model):
    """What matching reads of a profile as a few bytes (`matching.core.packing`), so that a page can read
    thousands. Always recomputed from the profile; good only while `layout` is today's and `updated_at` is the
    profile's own."""

    profile = models.OneToOneField(Profile, models.CASCADE, primary_key=True, related_name="features")
    data = models.BinaryField(_("réponses condensées"))
    layout = models.BigIntegerField(_("disposition"))
    updated_at = models.DateTimeField(_("profil modifié le"))

    class Meta:
        verbose_name = _("réponses condensées")
        verbose_name_plural = _("réponses condensées")

    def __str__(self):
        return f"{self.profile_id}"
