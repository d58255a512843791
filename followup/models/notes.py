from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .mentorship import Mentorship


class PairNote(models.Model):
    """A coordinator's note on a pair, for the team. Each of the two may ask to read what is about them."""

    LONGEST = 2000

    mentorship = models.ForeignKey(Mentorship, models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    text = models.TextField(_("note"), max_length=LONGEST)
    created_at = models.DateTimeField(_("écrite le"), default=timezone.now)

    class Meta:
        verbose_name = _("note sur un binôme")
        verbose_name_plural = _("notes sur les binômes")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text=""),
                name="pair_note_says_something",
                violation_error_message=_("Écrivez votre note."),
            ),
        ]

    def __str__(self):
        return f"{self.created_at:%Y-%m-%d %H:%M}"
