from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .mentorship import Mentorship


class ClosingReviewQuerySet(models.QuerySet):
    def of_ended_pairs(self):
        """A review of a pair at its review may still be thrown away: both may take the end back."""
        return self.filter(mentorship__state__in=Mentorship.OVER)

    def to_read(self):
        return self.of_ended_pairs().filter(read_at=None)


class ClosingReview(models.Model):
    """What one person says at the end of a pair: for the team alone, but for a sentence they let us show."""

    class Gain(models.TextChoices):
        SHARED = "shared", _("Transmettre mon savoir")
        SKILLS = "skills", _("Renforcer mes compétences")
        LEADERSHIP = "leadership", _("Développer mon leadership")
        NETWORK = "network", _("Élargir mon réseau")
        WORTH = "worth", _("Valoriser mon parcours")
        UP_TO_DATE = "up_to_date", _("Rester à jour")
        FASTER = "faster", _("Apprendre plus vite")
        CLEARER = "clearer", _("Voir plus clair dans mon parcours")
        CONFIDENCE = "confidence", _("Prendre confiance")

    class Situation(models.TextChoices):
        TRAINING = "training", _("En formation")
        WORK_STUDY = "work_study", _("En alternance")
        JOB = "job", _("En emploi")
        SEARCHING = "searching", _("En recherche")
        STUDIES = "studies", _("Poursuite d’études")
        UNSAID = "unsaid", _("Je préfère ne pas dire")

    class Another(models.TextChoices):
        YES = "yes", _("Oui")
        LATER = "later", _("Plus tard")
        NO = "no", _("Non")

    MENTOR_GAINS = (Gain.SHARED, Gain.SKILLS, Gain.LEADERSHIP, Gain.NETWORK, Gain.WORTH, Gain.UP_TO_DATE)
    MENTEE_GAINS = (Gain.FASTER, Gain.CLEARER, Gain.CONFIDENCE, Gain.NETWORK)
    BEST = 10

    mentorship = models.ForeignKey(Mentorship, models.CASCADE, related_name="closing_reviews")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="closing_reviews")
    gains = models.JSONField(_("ce que le mentorat a apporté"), default=list, help_text="codes of Gain")
    recommendation = models.PositiveSmallIntegerField(_("recommanderait"), help_text="0 to 10")
    situation = models.CharField(_("situation"), max_length=10, choices=Situation, blank=True)
    improvement = models.TextField(_("ce qui pourrait être amélioré"), blank=True)
    quote = models.CharField(_("une phrase pour donner envie"), max_length=300, blank=True)
    is_quote_public = models.BooleanField(_("phrase publiable avec le prénom"), default=False)
    another = models.CharField(_("recommencer"), max_length=5, choices=Another)
    created_at = models.DateTimeField(_("donné le"), default=timezone.now)
    read_at = models.DateTimeField(_("relu par l’équipe le"), null=True, blank=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("relu par"),
    )

    objects = ClosingReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("bilan")
        verbose_name_plural = _("bilans")
        indexes = [models.Index(fields=["created_at"], condition=Q(read_at=None), name="review_to_read")]
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship", "author"],
                name="review_once_per_person",
                violation_error_message=_("Votre bilan est déjà enregistré."),
            ),
            models.CheckConstraint(
                condition=Q(recommendation__lte=10),
                name="review_recommends_out_of_ten",
                violation_error_message=_("Choisissez un nombre de 0 à 10."),
            ),
            models.CheckConstraint(
                condition=Q(is_quote_public=False) | ~Q(quote=""),
                name="review_publishes_a_sentence",
                violation_error_message=_("Écrivez la phrase à publier."),
            ),
            models.CheckConstraint(
                condition=Q(read_by__isnull=True) | Q(read_at__isnull=False),
                name="review_read_by_someone_has_a_date",
                violation_error_message=_("Un bilan relu porte la date de sa relecture."),
            ),
        ]

    def __str__(self):
        return f"{self.mentorship} {self.author_id}"

    @property
    def reference(self):
        return f"review:{self.pk}"

    @property
    def is_read(self):
        return self.read_at is not None

    @property
    def gain_labels(self):
        """What it brought, in words, in the order of the form."""
        return [label for code, label in self.Gain.choices if code in self.gains]
