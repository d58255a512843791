from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MatchingSettings(models.Model):
    """A version of the matching settings. Append only: the newest row holds, older ones explain older scores.

    `weights` maps the eight criteria to numbers, `severities` rules to block, warn or off, what they leave
    out is the core's default. `means` are the pool's means per criterion, measured when the version was saved
    (what a blank answer is worth). Floor, bands and bonuses are in points out of 100.
    """

    reference = "matching_settings"  # what events about them refer to

    weights = models.JSONField(_("poids"), default=dict)
    severities = models.JSONField(_("règles"), default=dict)
    means = models.JSONField(_("moyennes"), default=dict)
    floor = models.PositiveSmallIntegerField(_("seuil pour proposer"), default=50)
    very_good_from = models.PositiveSmallIntegerField(_("« Très bonne adéquation » à partir de"), default=80)
    good_from = models.PositiveSmallIntegerField(_("« Bonne adéquation » à partir de"), default=65)
    to_discuss_from = models.PositiveSmallIntegerField(_("« À discuter » à partir de"), default=50)
    gamma = models.FloatField(_("équité"), default=2.0)
    interest_bonus = models.PositiveSmallIntegerField(_("bonus d’intérêt du mentor"), default=20)
    waiting_bonus = models.PositiveSmallIntegerField(_("bonus d’attente"), default=5)
    continuity_bonus = models.PositiveSmallIntegerField(_("bonus de continuité"), default=2)
    proposal_days = models.PositiveSmallIntegerField(_("jours pour répondre à une proposition"), default=5)
    max_interests = models.PositiveSmallIntegerField(_("intérêts ouverts par mentor, au plus"), default=3)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(_("raison"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("enregistrés le"), default=timezone.now)

    class Meta:
        verbose_name = _("réglages de mise en relation")
        verbose_name_plural = _("réglages de mise en relation")
        get_latest_by = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(very_good_from__lte=100)
                & Q(very_good_from__gt=F("good_from"))
                & Q(good_from__gt=F("to_discuss_from")),
                name="settings_bands_go_down",
                violation_error_message=_("Les paliers descendent, de 100 au plus."),
            ),
            models.CheckConstraint(
                condition=Q(floor__lte=100),
                name="settings_floor_in_points",
                violation_error_message=_("Le seuil est de 100 points au plus."),
            ),
            models.CheckConstraint(
                condition=Q(gamma__gte=1, gamma__lte=4),
                name="settings_gamma",
                violation_error_message=_("L’équité va de 1 à 4."),
            ),
            models.CheckConstraint(
                condition=Q(proposal_days__gte=1, max_interests__gte=1),
                name="settings_days_and_interests",
                violation_error_message=_("Au moins un jour pour répondre et un intérêt par mentor."),
            ),
        ]

    def __str__(self):
        return f"v{self.pk}"

    @classmethod
    def current(cls):
        """The version in force."""
        return cls.objects.latest()
