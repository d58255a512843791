from django.conf import settings
from django.db import models
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class NotAllowed(Exception):
    """A move the state machine forbids. Its text is a French sentence for the person who tried."""


class EventQuerySet(models.QuerySet):
    def about(self, *references):
        """Everything that happened to these references, newest first."""
        return self.filter(reference__in=references).select_related("actor").order_by("-at", "-pk")

    def last_move(self, reference):
        """The last change of state of `reference`, or None."""
        return self.about(reference).exclude(to_state="").first()

    def standing(self, reference):
        """The last change of state of `reference` that was not undone since, or None."""
        undone = set()
        for event in self.filter(reference=reference).exclude(to_state="").order_by("-at", "-pk"):
            if event.transition == "undo" and "undone" in event.payload:
                undone.add(event.payload["undone"])
            elif event.pk not in undone:
                return event
        return None

    def newest(self, transitions):
        """{transition: its last event, whatever it was about}; those that never happened are left out."""
        last = (
            self.filter(transition__in=transitions).order_by().values("transition").annotate(last=Max("pk"))
        )
        found = self.filter(pk__in=last.values("last")).select_related("actor")
        return {event.transition: event for event in found}


class Event(models.Model):
    """Who did what to what, from which state to which, why, when. Written once, never changed."""

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    reference = models.CharField(_("référence"), max_length=40)
    transition = models.CharField(_("action"), max_length=40)
    from_state = models.CharField(_("de"), max_length=20, blank=True)
    to_state = models.CharField(_("à"), max_length=20, blank=True)
    reason = models.TextField(_("motif"), blank=True)
    payload = models.JSONField(_("détail"), default=dict, blank=True)
    at = models.DateTimeField(_("date"), default=timezone.now)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("événement")
        verbose_name_plural = _("événements")
        indexes = [
            models.Index(fields=["reference", "-at"]),
            models.Index(fields=["-at"]),
            models.Index(fields=["transition"], name="event_transition"),
            models.Index(fields=["actor", "-at"]),
        ]

    def __str__(self):
        return f"{self.reference} {self.transition}"


class AccessLog(models.Model):
    """A look at another person's file: who, whose, which page, when."""

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="consultations")
    page = models.CharField(_("page"), max_length=60)
    at = models.DateTimeField(_("date"), default=timezone.now)

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        indexes = [models.Index(fields=["person", "-at"])]

    def __str__(self):
        return f"{self.page} {self.at:%Y-%m-%d}"
