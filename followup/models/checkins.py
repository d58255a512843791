from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .mentorship import Mentorship


class CheckInQuerySet(models.QuerySet):
    def with_people(self):
        return self.select_related("person", "mentorship__mentor__person", "mentorship__mentee__person")

    def asked(self):
        return self.filter(state=CheckIn.State.ASKED)


class CheckIn(models.Model):
    """« Point d'étape »: how one person finds the pair, at set dates. For the team alone."""

    class State(models.TextChoices):
        SCHEDULED = "scheduled", _("À venir")
        ASKED = "asked", _("À faire")
        ANSWERED = "answered", _("Fait")
        SKIPPED = "skipped", _("Passé")
        EXPIRED = "expired", _("Clos")

    class Going(models.TextChoices):
        VERY_WELL = "very_well", _("Très bien")
        WELL = "well", _("Bien")
        FAIR = "fair", _("Moyennement")
        HARD = "hard", _("Difficilement")

    class Rhythm(models.TextChoices):
        RIGHT = "right", _("Oui")
        TOO_MUCH = "too_much", _("C’est trop")
        TOO_LITTLE = "too_little", _("Pas assez")

    class Need(models.TextChoices):
        FRAMEWORK = "framework", _("Une aide sur le cadre du mentorat")
        TECHNICAL = "technical", _("Une aide technique pour échanger")
        REVIVE = "revive", _("Un coup de pouce pour relancer le contact")
        CHANGE = "change", _("Changer de binôme")

    SUCCESSORS = {
        State.SCHEDULED: {State.ASKED, State.EXPIRED},
        State.ASKED: {State.ANSWERED, State.SKIPPED, State.EXPIRED},
        State.ANSWERED: set(),
        State.SKIPPED: set(),
        State.EXPIRED: set(),
    }

    mentorship = models.ForeignKey(Mentorship, models.CASCADE, related_name="check_ins")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="check_ins")
    number = models.PositiveSmallIntegerField(_("numéro"))
    state = models.CharField(_("état"), max_length=10, choices=State, default=State.SCHEDULED)
    due_on = models.DateField(_("prévu le"))
    asked_at = models.DateTimeField(_("demandé le"), null=True, blank=True)
    closed_at = models.DateTimeField(_("clos le"), null=True, blank=True)
    going = models.CharField(_("comment se passe le binôme"), max_length=10, choices=Going, blank=True)
    rhythm = models.CharField(_("le rythme convient"), max_length=10, choices=Rhythm, blank=True)
    needs = models.JSONField(_("besoins"), default=list, blank=True, help_text="codes of Need; none is fine")
    team_text = models.TextField(_("pour l’équipe seulement"), blank=True)
    created_at = models.DateTimeField(_("programmé le"), default=timezone.now)

    objects = CheckInQuerySet.as_manager()

    class Meta:
        verbose_name = _("point d’étape")
        verbose_name_plural = _("points d’étape")
        ordering = ["number", "pk"]
        indexes = [models.Index(fields=["state", "due_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship", "person", "number"],
                name="check_in_once_per_person",
                violation_error_message=_("Ce point d’étape existe déjà."),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="check_in_counts_from_one",
                violation_error_message=_("Le premier point d’étape porte le numéro 1."),
            ),
            models.CheckConstraint(
                condition=Q(state="scheduled", asked_at__isnull=True)
                | Q(state="expired")
                | Q(state__in=["asked", "answered", "skipped"], asked_at__isnull=False),
                name="check_in_asked_has_a_date",
                violation_error_message=_("Un point d’étape demandé porte sa date."),
            ),
            models.CheckConstraint(
                condition=Q(state="answered") & ~Q(going="") & ~Q(rhythm="")
                | ~Q(state="answered") & Q(going="", rhythm="", team_text=""),
                name="check_in_answered_says_something",
                violation_error_message=_("Seul un point d’étape fait porte des réponses."),
            ),
        ]

    def __str__(self):
        return f"{self.mentorship} {self.number} {self.person_id}"

    @property
    def reference(self):
        return f"checkin:{self.pk}"

    @property
    def need_labels(self):
        return [self.Need(code).label for code in self.needs]
