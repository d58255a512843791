import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def new_token():
    """256 bits in 43 characters of an address."""
    return secrets.token_urlsafe(32)


class CalendarFeed(models.Model):
    """The secret address at which a person's calendar reads their sessions; a new one kills the old one.

    The token is kept as it is: its owner comes back to copy it.
    """

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feed")
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    created_at = models.DateTimeField(_("ouverte le"), default=timezone.now)

    class Meta:
        verbose_name = _("adresse d’agenda")
        verbose_name_plural = _("adresses d’agenda")
        constraints = [
            models.CheckConstraint(
                condition=~Q(token=""),
                name="calendar_feed_has_a_secret",
                violation_error_message=_("Une adresse d’agenda porte un secret."),
            ),
        ]

    def __str__(self):
        return f"{self.person_id}"

    @property
    def reference(self):
        return f"calendar:{self.pk}"
