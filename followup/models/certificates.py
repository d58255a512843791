from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from applications.options import Kind
from mentoring.references import new_code

from .mentorship import Mentorship


class CertificateQuerySet(models.QuerySet):
    def current(self):
        """The newest of each person in each pair; the earlier ones are still told of to whoever holds one."""
        return self.filter(replaced_at=None)


class Certificate(models.Model):
    """What a paper says of one person's part in a pair, as it stood the day it was issued.

    Written once: when there is more to attest, another is issued and this one is only marked as replaced, so
    that its code goes on telling what the paper with that code says.
    """

    code = models.CharField(_("code"), max_length=14, unique=True, default=new_code, editable=False)
    mentorship = models.ForeignKey(Mentorship, models.CASCADE, related_name="certificates")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="certificates")
    role = models.CharField(_("rôle"), max_length=10, choices=Kind)
    first_name = models.CharField(_("prénom"), max_length=60, blank=True)
    last_name = models.CharField(_("nom"), max_length=80, blank=True)
    started_on = models.DateField(_("début"))
    ended_on = models.DateField(_("fin"), null=True, blank=True, help_text="empty while the pair goes on")
    sessions = models.PositiveSmallIntegerField(_("séances tenues"))
    hours = models.DecimalField(_("heures"), max_digits=6, decimal_places=1, help_text="to the half hour")
    domains = models.JSONField(_("domaines"), default=list, blank=True, help_text="their labels")
    issued_on = models.DateField(_("délivrée le"))
    replaced_at = models.DateTimeField(_("remplacée le"), null=True, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("attestation")
        verbose_name_plural = _("attestations")
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship", "person"],
                condition=Q(replaced_at__isnull=True),
                name="certificate_one_current_per_person",
                violation_error_message=_("Cette personne a déjà son attestation pour ce binôme."),
            ),
            models.CheckConstraint(
                condition=Q(sessions__gte=1, hours__gt=0),
                name="certificate_attests_something",
                violation_error_message=_("Une attestation porte au moins une séance tenue."),
            ),
            models.CheckConstraint(
                condition=Q(issued_on__gte=F("started_on")),
                name="certificate_issued_after_the_start",
                violation_error_message=_("Une attestation est délivrée après le début du binôme."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True)
                | Q(ended_on__isnull=False, ended_on__gte=F("started_on"), ended_on__lte=F("issued_on")),
                name="certificate_ends_before_it_is_issued",
                violation_error_message=_("La fin est entre le début et la date de l’attestation."),
            ),
        ]

    def __str__(self):
        return self.code

    @property
    def reference(self):
        return f"certificate:{self.pk}"

    @property
    def full_name(self):
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def public_name(self):
        """« Nadia B. »: what a stranger who holds the code reads of the name."""
        initial = self.last_name[:1].upper()
        return f"{self.first_name} {initial}." if initial else self.first_name

    @property
    def until(self):
        """The last day it speaks of."""
        return self.ended_on or self.issued_on
