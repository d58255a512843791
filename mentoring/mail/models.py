from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.references import new_public_id


class EmailQuerySet(models.QuerySet):
    def due(self, now):
        """What the drain may take: scheduled and due, or left by a worker that died with its lease over."""
        return self.filter(
            state__in=[Email.State.SCHEDULED, Email.State.SENDING], next_attempt_at__lte=now
        ).order_by("rank", "next_attempt_at", "pk")

    def about(self, *references):
        return self.filter(reference__in=references).order_by("-created_at", "-pk")

    def pending(self):
        return self.filter(state=Email.State.SCHEDULED)

    def reminders_sent_to(self, recipient):
        return self.filter(recipient=recipient, category=Email.Category.REMINDER, state=Email.State.SENT)


class Email(models.Model):
    """One message of the outbox, written in the transaction of what it tells of."""

    class Category(models.TextChoices):
        TRANSACTIONAL = "T", _("Transactionnel")
        DECISION = "D", _("Décision")
        REMINDER = "R", _("Rappel")
        STAFF = "S", _("Équipe")
        NEWS = "N", _("Nouvelles")

    class State(models.TextChoices):
        SCHEDULED = "scheduled", _("Programmé")
        SENDING = "sending", _("En cours d’envoi")
        SENT = "sent", _("Envoyé")
        FAILED = "failed", _("En échec")
        CANCELLED = "cancelled", _("Annulé")
        SUPPRESSED = "suppressed", _("Non envoyé")

    # As the index below holds them.
    FAILED_FIRST = (Case(When(state=State.FAILED, then=0), default=1), "-created_at", "-id")

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    key = models.CharField(_("clé"), max_length=200, unique=True)
    kind = models.CharField(_("modèle"), max_length=40)
    category = models.CharField(_("classe"), max_length=1, choices=Category)
    rank = models.PositiveSmallIntegerField(_("rang"), default=0, help_text="0 first")
    reference = models.CharField(_("à propos de"), max_length=40, blank=True)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="emails"
    )
    to_address = models.EmailField(_("adresse"), max_length=254)
    reply_to = models.EmailField(_("réponse à"), max_length=254, blank=True)
    subject = models.CharField(_("objet"), max_length=200)
    text = models.TextField(_("texte"))
    html = models.TextField(_("HTML"), blank=True)
    attachments = models.JSONField(default=list, blank=True, help_text="[{name, content, type}]")
    is_secret = models.BooleanField(default=False, help_text="holds a code or a signed link")
    state = models.CharField(_("état"), max_length=12, choices=State, default=State.SCHEDULED)
    next_attempt_at = models.DateTimeField(_("prochain essai"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("essais"), default=0)
    note = models.CharField(_("raison"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("créé le"), default=timezone.now)
    sent_at = models.DateTimeField(_("envoyé le"), null=True, blank=True)

    objects = EmailQuerySet.as_manager()

    class Meta:
        verbose_name = _("courriel")
        verbose_name_plural = _("courriels")
        indexes = [
            models.Index(
                fields=["rank", "next_attempt_at", "id"],
                condition=Q(state__in=["scheduled", "sending"]),
                name="email_due",
            ),
            # The journal's filter; what is due too on SQLite, where parameters do not meet a condition.
            models.Index(fields=["state", "next_attempt_at"], name="email_by_state"),
            models.Index(fields=["reference"]),
            models.Index(fields=["-created_at"]),
            # The journal, page after page.
            models.Index(
                Case(When(state="failed", then=0), default=1),
                F("created_at").desc(),
                F("id").desc(),
                name="email_journal",
            ),
            models.Index(fields=["recipient", "category", "-sent_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at=None)),
                name="email_sent_has_a_date",
                violation_error_message=_("Un courriel envoyé porte sa date d’envoi."),
            ),
        ]

    def __str__(self):
        return self.key


class EmailText(models.Model):
    """What the coordination wrote in place of a kind's own words: versions, only ever added, the newest in
    force. One without words is the way back to the original."""

    code = models.CharField(_("modèle"), max_length=60, help_text="of its wording")
    subject = models.CharField(_("objet"), max_length=200, blank=True)
    body = models.TextField(_("texte"), blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("écrit le"), default=timezone.now)

    class Meta:
        verbose_name = _("texte d’e-mail")
        verbose_name_plural = _("textes d’e-mail")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["code", "-id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(subject="", body="") | (~Q(subject="") & ~Q(body="")),
                name="email_text_is_whole",
                violation_error_message=_("Un texte a un objet et un corps."),
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.created_at:%Y-%m-%d}"

    @property
    def is_original(self):
        return not self.body


class Preference(models.Model):
    """Which reminders a person wants. No row means: all of them, and no news."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_preference")
    is_session_on = models.BooleanField(_("Rappels de séance"), default=True)
    is_follow_up_on = models.BooleanField(_("Demandes de retour et points d’étape"), default=True)
    is_news_on = models.BooleanField(_("Nouvelles du programme"), default=False)
    muted_until = models.DateField(_("Ne m’envoyez rien jusqu’au"), null=True, blank=True)

    class Meta:
        verbose_name = _("préférence d’e-mail")
        verbose_name_plural = _("préférences d’e-mail")

    def __str__(self):
        return str(self.user)
