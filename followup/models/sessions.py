import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.options import Channel
from mentoring.references import new_public_id

from .mentorship import Mentorship


class SessionQuerySet(models.QuerySet):
    def planned(self):
        return self.filter(state=MentoringSession.State.PLANNED)

    def upcoming(self, now):
        return self.planned().filter(ends_at__gt=now).order_by("starts_at")

    def keeping_busy(self, now):
        """Planned, or over since less than a fortnight and still to be told of."""
        busy = [MentoringSession.State.PLANNED, MentoringSession.State.TO_CONFIRM]
        return self.filter(state__in=busy, ends_at__gt=now - datetime.timedelta(days=14))

    def held(self):
        return self.filter(state=MentoringSession.State.HELD)

    def with_people(self):
        return self.select_related("mentorship__mentor__person", "mentorship__mentee__person")


class MentoringSession(models.Model):
    """A meeting of a pair. `ends_at` stands beside `starts_at` so that the clock can ask what is over."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Prévue")
        TO_CONFIRM = "to_confirm", _("À confirmer")
        HELD = "held", _("Tenue")
        MISSED = "missed", _("Pas eu lieu")
        CANCELLED = "cancelled", _("Annulée")

    class CancelReason(models.TextChoices):
        PREVENTED = "prevented", _("Empêchement")
        ILLNESS = "illness", _("Maladie")
        WORKLOAD = "workload", _("Charge de travail")
        NO_NEED = "no_need", _("Plus besoin")
        OTHER = "other", _("Autre")

    SUCCESSORS = {
        State.PLANNED: {State.PLANNED, State.TO_CONFIRM, State.HELD, State.MISSED, State.CANCELLED},
        State.TO_CONFIRM: {State.PLANNED, State.HELD, State.MISSED},
        # Whoever said so may have pressed the wrong button, and both may agree on it later.
        State.HELD: {State.MISSED},
        State.MISSED: {State.HELD},
        State.CANCELLED: set(),
    }

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    mentorship = models.ForeignKey(Mentorship, models.CASCADE, related_name="mentoring_sessions")
    state = models.CharField(_("état"), max_length=10, choices=State, default=State.PLANNED)
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"))
    channel = models.CharField(_("canal"), max_length=10, choices=Channel)
    place = models.CharField(_("lieu ou lien"), max_length=200, blank=True)
    agenda = models.CharField(_("ordre du jour"), max_length=500, blank=True)
    notes = models.TextField(_("à retenir"), blank=True, help_text="shared by the pair, never by the team")
    sequence = models.PositiveIntegerField(_("version"), default=0, help_text="SEQUENCE of the ICS")
    planned_at = models.DateTimeField(_("planifiée le"), default=timezone.now)
    changed_at = models.DateTimeField(
        _("dernier changement"), default=timezone.now, help_text="LAST-MODIFIED of the ICS"
    )
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    cancel_reason = models.CharField(_("motif"), max_length=10, choices=CancelReason, blank=True)
    cancel_word = models.CharField(_("un mot"), max_length=300, blank=True)
    is_contradicted = models.BooleanField(_("réponses différentes"), default=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("séance")
        verbose_name_plural = _("séances")
        ordering = ["-starts_at"]
        indexes = [
            models.Index(fields=["state", "ends_at"]),
            models.Index(fields=["mentorship", "-starts_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("starts_at")),
                name="session_ends_after_it_starts",
                violation_error_message=_("La fin doit être après le début."),
            ),
        ]

    def __str__(self):
        return f"{self.mentorship} {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def reference(self):
        return f"session:{self.public_id}"

    @property
    def where(self):
        """The place or the link of this session, else what the pair keeps for this channel."""
        is_usual = self.channel == self.mentorship.channel
        return self.place or (self.mentorship.channel_link if is_usual else "")

    @property
    def was_noted(self):
        """Was it written down once it had begun, by « Noter une séance déjà faite »?"""
        return self.planned_at > self.starts_at

    @property
    def minutes(self):
        return int((self.ends_at - self.starts_at) / datetime.timedelta(minutes=1))


class SessionFeedback(models.Model):
    """One person's return on one session: the shared words for both, the rest for the team alone."""

    class TookPlace(models.TextChoices):
        YES = "yes", _("Oui")
        MOVED = "moved", _("Non, nous l’avons déplacée")
        NO = "no", _("Non, elle n’a pas eu lieu")

    class Absent(models.TextChoices):
        ME = "me", _("moi")
        OTHER = "other", _("l’autre personne")
        BOTH = "both", _("nous deux")

    class Utility(models.IntegerChoices):
        NOT = 1, _("pas utile")
        LITTLE = 2, _("un peu utile")
        USEFUL = 3, _("utile")
        VERY = 4, _("très utile")
        DECISIVE = 5, _("décisive")

    class Fit(models.TextChoices):
        YES = "yes", _("Oui, ça se passe bien")
        UNDECIDED = "undecided", _("Je ne sais pas encore")
        NO = "no", _("Non, je préfère changer")

    mentoring_session = models.ForeignKey(MentoringSession, models.CASCADE, related_name="feedback")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="session_feedback")
    took_place = models.CharField(_("a eu lieu"), max_length=5, choices=TookPlace)
    absent = models.CharField(_("qui n’a pas pu"), max_length=5, choices=Absent, blank=True)
    utility = models.PositiveSmallIntegerField(_("utilité"), choices=Utility, null=True, blank=True)
    shared_text = models.TextField(_("partagé avec le binôme"), blank=True)
    team_text = models.TextField(_("pour l’équipe seulement"), blank=True)
    is_contact_wanted = models.BooleanField(_("souhaite être contacté par l’équipe"), default=False)
    fit = models.CharField(_("continuer ensemble"), max_length=10, choices=Fit, blank=True)
    created_at = models.DateTimeField(_("donné le"), default=timezone.now)
    updated_at = models.DateTimeField(_("modifié le"), default=timezone.now)

    class Meta:
        verbose_name = _("retour de séance")
        verbose_name_plural = _("retours de séance")
        constraints = [
            models.UniqueConstraint(
                fields=["mentoring_session", "author"],
                name="feedback_once_per_person",
                violation_error_message=_("Votre retour est déjà enregistré."),
            ),
            models.CheckConstraint(
                condition=Q(utility=None) | Q(utility__gte=1, utility__lte=5, took_place="yes"),
                name="feedback_utility_of_a_held_session",
                violation_error_message=_("L’utilité se dit d’une séance qui a eu lieu."),
            ),
        ]

    def __str__(self):
        return f"{self.mentoring_session} {self.author_id}"
