from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class ReasonWording(models.Model):
    """What the team changed of a reason: empty words stand for the original ones, which stay in the code.

    `message` is everybody's, or the mentors' where the original speaks to each side.
    """

    list = models.CharField(_("liste"), max_length=20)
    code = models.CharField(_("code"), max_length=20)
    label = models.CharField(_("libellé"), max_length=80, blank=True)
    message = models.TextField(_("message"), blank=True)
    mentee_message = models.TextField(_("message aux personnes accompagnées"), blank=True)
    is_active = models.BooleanField(_("proposé"), default=True)

    class Meta:
        verbose_name = _("motif modifié")
        verbose_name_plural = _("motifs modifiés")
        constraints = [
            models.UniqueConstraint(
                fields=["list", "code"],
                name="one_wording_of_a_reason",
                violation_error_message=_("Ce motif est déjà modifié."),
            ),
            models.UniqueConstraint(
                "list",
                Lower("label"),
                condition=~models.Q(label=""),
                name="one_label_in_a_list",
                violation_error_message=_("Ce libellé existe déjà dans cette liste."),
            ),
        ]

    def __str__(self):
        return f"{self.list}:{self.code}"
