from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class NewsCampaign(models.Model):
    """« Nouvelles du programme »: one message to the people who asked for news, on one side or on both."""

    class Audience(models.TextChoices):
        MENTORS = "mentors", _("Les mentors")
        MENTEES = "mentees", _("Les personnes mentorées")
        BOTH = "both", _("Les mentors et les personnes mentorées")

    class State(models.TextChoices):
        DRAFT = "draft", _("Brouillon")
        LEAVING = "leaving", _("Part bientôt")
        SENT = "sent", _("Envoyée")

    SUCCESSORS = {State.DRAFT: {State.LEAVING}, State.LEAVING: {State.DRAFT, State.SENT}, State.SENT: set()}
    LONGEST_SUBJECT, LONGEST_TEXT = 60, 3000

    reference = models.CharField(_("référence"), max_length=12, unique=True, editable=False)
    state = models.CharField(_("état"), max_length=8, choices=State, default=State.DRAFT)
    subject = models.CharField(_("objet"), max_length=LONGEST_SUBJECT)
    text = models.TextField(_("texte"), max_length=LONGEST_TEXT)
    audience = models.CharField(_("pour qui"), max_length=8, choices=Audience)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(_("écrite le"), default=timezone.now)
    leaves_at = models.DateTimeField(_("part le"), null=True, blank=True)
    sent_at = models.DateTimeField(_("envoyée le"), null=True, blank=True)
    recipients = models.PositiveIntegerField(_("destinataires"), null=True, blank=True)

    class Meta:
        verbose_name = _("nouvelle du programme")
        verbose_name_plural = _("nouvelles du programme")
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", leaves_at__isnull=True)
                | Q(state__in=["leaving", "sent"], leaves_at__isnull=False),
                name="news_leaves_at_a_time",
                violation_error_message=_("Une nouvelle qui part a une heure de départ, un brouillon non."),
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False, recipients__isnull=False)
                | Q(state__in=["draft", "leaving"], sent_at__isnull=True, recipients__isnull=True),
                name="news_sent_has_its_figures",
                violation_error_message=_(
                    "Une nouvelle envoyée porte sa date et son nombre de destinataires."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.reference} {self.subject}"
