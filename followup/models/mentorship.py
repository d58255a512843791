from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models import Profile
from applications.options import Channel, Term
from matching.models import Proposal


class MentorshipQuerySet(models.QuerySet):
    def of(self, person):
        """The pairs this person is a member of; a stranger gets nothing."""
        return self.filter(Q(mentor__person=person) | Q(mentee__person=person))

    def of_profile(self, profile):
        return self.filter(Q(mentor=profile) | Q(mentee=profile))

    def live(self):
        return self.filter(state__in=Mentorship.LIVE)

    def paused_until(self, day):
        """In a pause that is over by that day."""
        return self.filter(state=Mentorship.State.PAUSED, paused_until__lte=day)

    def with_people(self):
        return self.select_related("mentor__person", "mentee__person", "proposal")


class Mentorship(models.Model):
    """A pair at work."""

    class State(models.TextChoices):
        ACTIVE = "active", _("En cours")
        PAUSED = "paused", _("En pause")
        CLOSING = "closing", _("Bilan à faire")
        COMPLETED = "completed", _("Terminé")
        ENDED_EARLY = "ended_early", _("Arrêté")

    LIVE = (State.ACTIVE, State.PAUSED, State.CLOSING)
    OVER = (State.COMPLETED, State.ENDED_EARLY)
    SUCCESSORS = {
        State.ACTIVE: {State.PAUSED, State.CLOSING},
        State.PAUSED: {State.ACTIVE, State.CLOSING},
        State.CLOSING: {State.COMPLETED, State.ENDED_EARLY, State.ACTIVE},
        State.COMPLETED: set(),
        State.ENDED_EARLY: set(),
    }

    class EndReason(models.TextChoices):
        GOALS = "goals", _("Objectifs atteints")
        TERM = "term", _("La durée prévue est passée")
        TIME = "time", _("Manque de temps")
        FIT = "fit", _("Nous ne nous sommes pas trouvés")
        SITUATION = "situation", _("Changement de situation")
        OTHER = "other", _("Autre")
        LEFT = "left", _("Départ du programme")

    # Reasons both are glad to read; the others stay between one person and the team.
    ACCOMPLISHED = (EndReason.GOALS, EndReason.TERM)
    EXTENSION_MONTHS = (2, 3)

    reference = models.CharField(_("référence"), max_length=12, unique=True, editable=False)
    proposal = models.OneToOneField(Proposal, models.PROTECT, related_name="mentorship")
    mentor = models.ForeignKey(Profile, models.PROTECT, related_name="mentorships_as_mentor")
    mentee = models.ForeignKey(Profile, models.PROTECT, related_name="mentorships_as_mentee")
    state = models.CharField(_("état"), max_length=12, choices=State, default=State.ACTIVE)
    state_changed_at = models.DateTimeField(_("dernier changement"), default=timezone.now)
    coordinator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="followed_mentorships"
    )
    term = models.CharField(_("durée"), max_length=10, choices=Term)
    frequency = models.CharField(_("fréquence"), max_length=10)
    session_minutes = models.PositiveSmallIntegerField(_("durée de séance"), default=60)
    started_on = models.DateField(_("début"), default=timezone.localdate)
    planned_end_on = models.DateField(_("fin prévue"))
    paused_until = models.DateField(_("en pause jusqu’au"), null=True, blank=True)
    ended_on = models.DateField(_("fin"), null=True, blank=True)
    end_reason = models.CharField(_("raison de la fin"), max_length=10, choices=EndReason, blank=True)
    extension_months = models.PositiveSmallIntegerField(_("mois de plus proposés"), null=True, blank=True)
    extension_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reopening_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    channel = models.CharField(_("canal"), max_length=10, choices=Channel)
    channel_link = models.CharField(_("lien ou précision"), max_length=200, blank=True)
    channel_agreed_at = models.DateTimeField(_("canal choisi le"), null=True, blank=True)
    greeted_at = models.DateTimeField(_("premiers mots échangés le"), null=True, blank=True)
    kit_dismissed_at = models.DateTimeField(_("kit de démarrage fermé le"), null=True, blank=True)

    objects = MentorshipQuerySet.as_manager()

    class Meta:
        verbose_name = _("binôme")
        verbose_name_plural = _("binômes")
        indexes = [models.Index(fields=["state", "planned_end_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["mentee"],
                condition=Q(state__in=["active", "paused", "closing"]),
                name="mentorship_one_live_per_mentee",
                violation_error_message=_("Cette personne a déjà un binôme."),
            ),
            models.CheckConstraint(
                condition=Q(planned_end_on__gt=models.F("started_on")),
                name="mentorship_ends_after_it_starts",
                violation_error_message=_("La fin doit être après le début."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["completed", "ended_early"]) | Q(ended_on__isnull=False),
                name="mentorship_ended_has_a_date",
                violation_error_message=_("Un binôme terminé porte sa date de fin."),
            ),
            models.CheckConstraint(
                condition=~Q(state="paused") | Q(paused_until__isnull=False),
                name="mentorship_pause_has_an_end",
                violation_error_message=_("Indiquez la fin de la pause."),
            ),
            models.CheckConstraint(
                condition=Q(state="paused") | Q(paused_until__isnull=True),
                name="mentorship_only_a_pause_has_an_end",
                violation_error_message=_("Ce binôme n’est pas en pause."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["active", "paused"], end_reason="")
                | Q(state__in=["closing", "completed", "ended_early"]) & ~Q(end_reason=""),
                name="mentorship_end_has_a_reason",
                violation_error_message=_("La fin d’un binôme porte sa raison."),
            ),
            models.CheckConstraint(
                condition=~Q(state="completed") | Q(end_reason__in=["goals", "term"]),
                name="mentorship_completed_is_accomplished",
                violation_error_message=_("Un binôme arrêté en chemin n’est pas terminé."),
            ),
            models.CheckConstraint(
                condition=Q(extension_months__isnull=True)
                | Q(extension_months__isnull=False, extension_months__in=[2, 3], state="active"),
                name="mentorship_extension_of_a_pair_at_work",
                violation_error_message=_("Choisissez deux ou trois mois de plus."),
            ),
            models.CheckConstraint(
                condition=Q(reopening_asked_by__isnull=True) | Q(state="closing"),
                name="mentorship_reopening_while_closing",
                violation_error_message=_("Ce binôme n’est pas à son bilan."),
            ),
        ]

    def __str__(self):
        return self.reference

    def profile_of(self, person):
        """This person's side of the pair."""
        return self.mentor if self.mentor.person_id == person.pk else self.mentee

    def other_of(self, person):
        """The other side, seen from this person."""
        return self.mentee if self.mentor.person_id == person.pk else self.mentor

    @property
    def people(self):
        """Mentor, then mentee."""
        return self.mentor.person, self.mentee.person


class Goal(models.Model):
    """What the pair works towards; at most three open at a time (the service holds it)."""

    class State(models.TextChoices):
        TO_START = "to_start", _("À démarrer")
        ONGOING = "ongoing", _("En cours")
        REACHED = "reached", _("Atteint")
        DROPPED = "dropped", _("Laissé de côté")

    OPEN = (State.TO_START, State.ONGOING)
    MOST_OPEN = 3

    mentorship = models.ForeignKey(Mentorship, models.CASCADE, related_name="goals")
    title = models.CharField(_("objectif"), max_length=120)
    success = models.CharField(_("on saura que c’est atteint quand"), max_length=200, blank=True)
    state = models.CharField(_("état"), max_length=10, choices=State, default=State.TO_START)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("écrit le"), default=timezone.now)
    updated_at = models.DateTimeField(_("mis à jour le"), default=timezone.now)

    class Meta:
        verbose_name = _("objectif")
        verbose_name_plural = _("objectifs")
        ordering = ["created_at", "pk"]

    def __str__(self):
        return self.title

    @property
    def reference(self):
        return f"goal:{self.pk}"
