from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CharterText(models.Model):
    """The words of one version of the charter, in plain text with marks. The draft has no version yet.

    A version without a row here has the words the programme began with.
    """

    version = models.CharField(_("version"), max_length=10, unique=True, blank=True)
    text = models.TextField(_("texte"))
    changes = models.TextField(_("ce qui change"), blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(_("écrit le"), default=timezone.now)
    published_on = models.DateField(_("publié le"), null=True, blank=True)

    class Meta:
        verbose_name = _("texte de la charte")
        verbose_name_plural = _("textes de la charte")
        constraints = [
            models.CheckConstraint(
                condition=Q(version="", published_on=None) | (~Q(version="") & Q(published_on__isnull=False)),
                name="charter_text_published_has_a_date",
                violation_error_message=_("Une version publiée porte sa date."),
            ),
        ]

    def __str__(self):
        return self.version or "brouillon"
