import datetime

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class WorkshopQuerySet(models.QuerySet):
    def upcoming(self, now):
        """Those one may still come to, the next first."""
        return self.filter(state=Workshop.State.PLANNED, ends_at__gt=now).order_by("starts_at", "pk")

    def past(self, now):
        """Those that are over and those that were called off, the latest first."""
        return self.filter(Q(state=Workshop.State.CANCELLED) | Q(ends_at__lte=now)).order_by(
            "-starts_at", "-pk"
        )

    def to_check(self, now):
        """Those that have begun, where nobody has said yet of everyone whether they came."""
        unsaid = WorkshopRegistration.objects.filter(
            workshop=OuterRef("pk"), state=WorkshopRegistration.State.REGISTERED
        )
        return self.filter(Exists(unsaid), state=Workshop.State.PLANNED, starts_at__lte=now)

    def with_attendance(self):
        """`came`, `missed` and `unsaid`: what was noted of those who had a seat."""
        state = WorkshopRegistration.State
        return self.annotate(
            came=Count("registrations", filter=Q(registrations__state=state.ATTENDED)),
            missed=Count("registrations", filter=Q(registrations__state=state.ABSENT)),
            unsaid=Count("registrations", filter=Q(registrations__state=state.REGISTERED)),
        )

    def with_seats(self):
        """`taken` and `waiting`: how many people have a seat, how many wait for one."""
        return self.annotate(
            taken=Count("registrations", filter=Q(registrations__state__in=WorkshopRegistration.SEATED)),
            waiting=Count("registrations", filter=Q(registrations__state="waitlisted")),
        )


class Workshop(models.Model):
    """Forty-five minutes to discover Discord together: on a video call first, then on Discord."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Prévu")
        CANCELLED = "cancelled", _("Annulé")

    SUCCESSORS = {State.PLANNED: {State.CANCELLED}, State.CANCELLED: set()}
    LENGTH = datetime.timedelta(minutes=45)

    reference = models.CharField(_("référence"), max_length=12, unique=True, editable=False)
    state = models.CharField(_("état"), max_length=10, choices=State, default=State.PLANNED)
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"))
    capacity = models.PositiveSmallIntegerField(_("places"), default=8)
    link = models.URLField(_("lien de la visio"))
    host = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="hosted_workshops"
    )
    sequence = models.PositiveIntegerField(_("version"), default=0, help_text="SEQUENCE of the ICS")
    changed_at = models.DateTimeField(_("dernier changement"), default=timezone.now)

    objects = WorkshopQuerySet.as_manager()

    class Meta:
        verbose_name = _("atelier Discord")
        verbose_name_plural = _("ateliers Discord")
        ordering = ["-starts_at"]
        indexes = [models.Index(fields=["state", "ends_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="workshop_ends_after_it_starts",
                violation_error_message=_("La fin doit être après le début."),
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=1),
                name="workshop_has_a_seat",
                violation_error_message=_("Prévoyez au moins une place."),
            ),
            models.UniqueConstraint(
                fields=["starts_at", "link"],
                condition=Q(state="planned"),
                name="workshop_one_for_a_call",
                violation_error_message=_("Un atelier est déjà prévu à ce moment avec ce lien."),
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def minutes(self):
        return int((self.ends_at - self.starts_at) / datetime.timedelta(minutes=1))

    @property
    def version(self):
        """What a form shows of it, in short: another one when a colleague has changed it meanwhile."""
        return f"{self.sequence}.{self.capacity}.{self.host_id}"


class WorkshopRegistration(models.Model):
    """Somebody's seat at a workshop, or their turn in the waiting list; one row however often they change."""

    class State(models.TextChoices):
        REGISTERED = "registered", _("Inscription")
        WAITLISTED = "waitlisted", _("Liste d’attente")
        CANCELLED = "cancelled", _("Annulée")
        ATTENDED = "attended", _("Présence")
        ABSENT = "absent", _("Absence")

    SEATED = (State.REGISTERED, State.ATTENDED, State.ABSENT)
    SUCCESSORS = {
        State.REGISTERED: {State.CANCELLED, State.ATTENDED, State.ABSENT},
        State.WAITLISTED: {State.REGISTERED, State.CANCELLED},
        State.CANCELLED: {State.REGISTERED, State.WAITLISTED},
        State.ATTENDED: {State.ABSENT},
        State.ABSENT: {State.ATTENDED},
    }

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="registrations")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="workshop_registrations"
    )
    state = models.CharField(_("état"), max_length=10, choices=State)
    asked_at = models.DateTimeField(_("demandée le"), default=timezone.now, help_text="its turn in the queue")

    class Meta:
        verbose_name = _("inscription à un atelier")
        verbose_name_plural = _("inscriptions aux ateliers")
        ordering = ["asked_at", "pk"]
        indexes = [models.Index(fields=["workshop", "state", "asked_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "person"],
                name="workshop_once_per_person",
                violation_error_message=_("Votre inscription est déjà enregistrée."),
            ),
        ]

    def __str__(self):
        return f"{self.workshop} {self.person_id}"

    @property
    def reference(self):
        return f"registration:{self.pk}"


class WorkshopInterest(models.Model):
    """« Un atelier m’intéresse », said while none was planned; it is answered by a registration."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="workshop_interest")
    created_at = models.DateTimeField(_("dit le"), default=timezone.now)

    class Meta:
        verbose_name = _("intérêt pour un atelier")
        verbose_name_plural = _("intérêts pour un atelier")

    def __str__(self):
        return f"{self.person_id}"
