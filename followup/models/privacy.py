import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.references import new_public_id


class DataExportQuerySet(models.QuerySet):
    def of(self, person):
        return self.filter(person=person)

    def to_prepare(self):
        return self.filter(state=DataExport.State.ASKED).order_by("pk")

    def available(self, now):
        return self.filter(state=DataExport.State.READY, expires_at__gt=now)


class DataExport(models.Model):
    """« Mes données »: a person's file, asked for, prepared by the clock, kept for a week.

    The archive is a column, so that every web process serves it and a backup forgets it with the rest.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("En préparation")
        READY = "ready", _("Prêt")

    SUCCESSORS = {State.ASKED: {State.READY}, State.READY: set()}
    LIFE = datetime.timedelta(days=7)

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="data_exports")
    is_asked_by_team = models.BooleanField(_("demandé par l’équipe"), default=False)
    state = models.CharField(_("état"), max_length=5, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField(_("demandé le"), default=timezone.now)
    ready_at = models.DateTimeField(_("prêt le"), null=True, blank=True)
    expires_at = models.DateTimeField(_("supprimé le"), null=True, blank=True)
    content = models.BinaryField(_("archive"), null=True, blank=True)

    objects = DataExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("export de données")
        verbose_name_plural = _("exports de données")
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["state", "expires_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state="asked"),
                name="data_export_one_under_way",
                violation_error_message=_("Vos données sont déjà en préparation."),
            ),
            models.CheckConstraint(
                condition=Q(state="asked", ready_at=None, expires_at=None, content=None)
                | Q(state="ready", ready_at__isnull=False, expires_at__isnull=False, content__isnull=False),
                name="data_export_ready_has_its_archive",
                violation_error_message=_("Un export prêt porte ses dates et son archive."),
            ),
        ]

    def __str__(self):
        return self.public_id

    @property
    def reference(self):
        return f"export:{self.public_id}"


class AccountDeletion(models.Model):
    """An account to be erased on `due_at`, unless its owner thinks again: then the row goes.

    Once erased, the row stays until the last letters have left: they say to whom, and name who is gone.
    """

    class State(models.TextChoices):
        SCHEDULED = "scheduled", _("Prévue")
        ERASED = "erased", _("Faite")

    SUCCESSORS = {State.SCHEDULED: {State.ERASED}, State.ERASED: set()}

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="account_deletions")
    state = models.CharField(_("état"), max_length=9, choices=State, default=State.SCHEDULED)
    asked_at = models.DateTimeField(_("demandée le"), default=timezone.now)
    due_at = models.DateTimeField(_("prévue le"))

    class Meta:
        verbose_name = _("suppression de compte")
        verbose_name_plural = _("suppressions de compte")
        indexes = [models.Index(fields=["state", "due_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                name="account_deletion_once",
                violation_error_message=_("La suppression de ce compte est déjà prévue."),
            ),
            models.CheckConstraint(
                condition=Q(due_at__gte=models.F("asked_at")),
                name="account_deletion_due_after_asked",
                violation_error_message=_("Une suppression suit sa demande."),
            ),
        ]

    def __str__(self):
        return self.public_id

    @property
    def reference(self):
        return f"deletion:{self.public_id}"


class InactivityNotice(models.Model):
    """« Garder votre compte ? », written to somebody nobody has seen for 23 months; `kept_at` is the click
    that answers, and counts as having been here."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="inactivity_notice")
    sent_at = models.DateTimeField(_("écrit le"), default=timezone.now)
    kept_at = models.DateTimeField(_("compte gardé le"), null=True, blank=True)

    class Meta:
        verbose_name = _("avertissement d’inactivité")
        verbose_name_plural = _("avertissements d’inactivité")

    def __str__(self):
        return f"{self.person_id} {self.sent_at:%Y-%m-%d}"

    @property
    def reference(self):
        return f"inactivity:{self.pk}"
