from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .mentorship import Mentorship


class AlertQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=Alert.State.OPEN)

    def snoozed(self):
        return self.filter(state=Alert.State.SNOOZED)

    def live(self):
        return self.filter(state__in=Alert.LIVE)

    def red(self):
        return self.filter(level=Alert.Level.RED)

    def amber(self):
        return self.filter(level=Alert.Level.AMBER)

    def grey(self):
        return self.filter(level=Alert.Level.GREY)

    def urgent(self):
        """Open, red or amber: what the menu counts."""
        return self.open().filter(level__in=[Alert.Level.RED, Alert.Level.AMBER])

    def with_people(self):
        return self.select_related(
            "mentorship__mentor__person", "mentorship__mentee__person", "person", "owner"
        )

    def by_urgency(self):
        """Red first, a report before anything; then what has lasted longest."""
        is_report = models.Case(models.When(rule=Alert.Rule.REPORT, then=0), default=1)
        return self.order_by("level", is_report, "since", "pk")


class Alert(models.Model):
    """A fact about a pair that the team should look at. For the team alone: neither of the two sees it.

    Written by `followup.services.alerts`, which computes it from what people did and said.
    """

    class Level(models.IntegerChoices):
        RED = 1, _("À contacter")
        AMBER = 2, _("À surveiller")
        GREY = 3, _("Pour information")

    class Rule(models.TextChoices):
        REPORT = "report", _("Signalement")
        FIT_NO = "fit_no", _("Préfère changer")
        CONTACT_ME = "contact_me", _("Demande un contact")
        CHECKIN_BAD = "checkin_bad", _("Point d’étape difficile")
        NO_FIRST = "no_first", _("Pas de première séance")
        SILENT = "silent", _("Silence")
        MISSED2 = "missed2", _("Séances qui n’ont pas eu lieu")
        LOW = "low", _("Séances jugées peu utiles")
        UNDECIDED = "undecided", _("Hésitation")
        NO_FEEDBACK = "no_feedback", _("Aucun retour")
        OVERDUE_END = "overdue_end", _("Fin prévue dépassée")
        LEFT = "left", _("Départ")

    class State(models.TextChoices):
        OPEN = "open", _("Ouverte")
        SNOOZED = "snoozed", _("Reportée")
        RESOLVED = "resolved", _("Traitée")
        AUTO_CLOSED = "auto_closed", _("Close d’elle-même")

    LIVE = (State.OPEN, State.SNOOZED)
    SUCCESSORS = {
        State.OPEN: {State.SNOOZED, State.RESOLVED, State.AUTO_CLOSED},
        State.SNOOZED: {State.OPEN, State.RESOLVED, State.AUTO_CLOSED},
        State.RESOLVED: set(),
        State.AUTO_CLOSED: set(),
    }

    mentorship = models.ForeignKey(Mentorship, models.CASCADE, related_name="alerts")
    rule = models.CharField(_("règle"), max_length=12, choices=Rule)
    level = models.PositiveSmallIntegerField(_("niveau"), choices=Level)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="alerts",
        help_text="whom it is about; nobody when it is the pair",
    )
    fact = models.CharField(_("fait"), max_length=60, help_text="what its rule opened it for")
    values = models.JSONField(_("valeurs"), default=dict, blank=True, help_text="figures of its sentence")
    since = models.DateTimeField(_("depuis"))
    opened_at = models.DateTimeField(_("ouverte le"), default=timezone.now)
    state = models.CharField(_("état"), max_length=12, choices=State, default=State.OPEN)
    snoozed_until = models.DateField(_("reportée au"), null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="followed_alerts"
    )
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    note = models.TextField(_("note"), blank=True)
    closed_at = models.DateTimeField(_("close le"), null=True, blank=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        verbose_name = _("alerte")
        verbose_name_plural = _("alertes")
        indexes = [models.Index(fields=["state", "level", "since"])]
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship", "rule", "person"],
                condition=Q(state__in=["open", "snoozed"], person__isnull=False),
                name="alert_one_live_per_person",
                violation_error_message=_("Cette alerte est déjà ouverte pour cette personne."),
            ),
            models.UniqueConstraint(
                fields=["mentorship", "rule"],
                condition=Q(state__in=["open", "snoozed"], person__isnull=True),
                name="alert_one_live_per_pair",
                violation_error_message=_("Cette alerte est déjà ouverte pour ce binôme."),
            ),
            models.CheckConstraint(
                condition=Q(level__in=[1, 2, 3]),
                name="alert_level_is_known",
                violation_error_message=_("Une alerte est rouge, orange ou grise."),
            ),
            models.CheckConstraint(
                condition=Q(state="snoozed", snoozed_until__isnull=False)
                | ~Q(state="snoozed") & Q(snoozed_until__isnull=True),
                name="alert_snoozed_has_a_date",
                violation_error_message=_("Seule une alerte reportée porte la date de son retour."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "snoozed"], closed_at__isnull=True)
                | Q(state__in=["resolved", "auto_closed"], closed_at__isnull=False),
                name="alert_closed_has_a_date",
                violation_error_message=_("Seule une alerte close porte une date de fin."),
            ),
            models.CheckConstraint(
                condition=Q(state="resolved") & ~Q(note="") | ~Q(state="resolved") & Q(note=""),
                name="alert_resolved_says_how",
                violation_error_message=_("Écrivez ce qui a été fait."),
            ),
            models.CheckConstraint(
                condition=~Q(fact=""),
                name="alert_remembers_its_fact",
                violation_error_message=_("Une alerte porte le fait qui l’a ouverte."),
            ),
        ]

    def __str__(self):
        return f"{self.mentorship} {self.rule}"

    @property
    def reference(self):
        return f"alert:{self.pk}"

    @property
    def is_live(self):
        return self.state in self.LIVE
