from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Quote(models.Model):
    """A sentence the home page shows, under its author's first name; the top floor writes and removes it.

    A row is a published sentence: whoever takes their consent back takes the row away.
    """

    class Role(models.TextChoices):
        MENTOR = "mentor", _("mentor")
        MENTEE = "mentee", _("personne accompagnée")

    MOST = 3

    source = models.CharField(_("origine"), max_length=40, unique=True, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="quotes")
    role = models.CharField(_("rôle"), max_length=10, choices=Role)
    text = models.CharField(_("phrase"), max_length=300)
    position = models.PositiveSmallIntegerField(_("ordre"))
    published_at = models.DateTimeField(_("publiée le"), default=timezone.now)

    class Meta:
        verbose_name = _("témoignage")
        verbose_name_plural = _("témoignages")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=3),
                name="quote_has_one_of_three_places",
                violation_error_message=_("L’accueil montre trois phrases au plus."),
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="quote_says_something",
                violation_error_message=_("Un témoignage porte une phrase."),
            ),
        ]

    def __str__(self):
        return self.text
