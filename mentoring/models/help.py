from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class HelpRequestQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state__in=[HelpRequest.State.NEW, HelpRequest.State.PLANNED])

    def by_urgency(self):
        """Those nobody took in hand first, then those that are planned; each in the order they came."""
        is_new = models.Case(models.When(state=HelpRequest.State.NEW, then=0), default=1)
        return self.order_by(is_new, "created_at", "pk")


class HelpRequest(models.Model):
    """Someone asks the team for something: help with Discord or the pair, a report, a letter.

    It stands on the ground because every floor asks: the contact page, an approval, a feedback.
    """

    class Kind(models.TextChoices):
        DISCORD = "discord", _("Discord")
        PAIR = "pair", _("Binôme")
        REPORT = "report", _("Signalement")
        CONTACT = "contact", _("Contact")

    class Subject(models.TextChoices):
        PROGRAMME = "programme", _("Le programme")
        PRESS = "press", _("Presse ou partenariat")
        DATA = "data", _("Mes données personnelles")
        PROBLEM = "problem", _("Signaler un problème")

    class Device(models.TextChoices):
        COMPUTER = "computer", _("Un ordinateur")
        PHONE = "phone", _("Un téléphone")
        TABLET = "tablet", _("Une tablette")
        UNKNOWN = "unknown", _("Je ne sais pas")

    class Trouble(models.TextChoices):
        ACCOUNT = "account", _("Créer le compte")
        SERVER = "server", _("Rejoindre le serveur")
        MESSAGES = "messages", _("Trouver les messages")
        CALL = "call", _("L’audio ou la vidéo")
        OTHER = "other", _("Autre chose")

    class Reach(models.TextChoices):
        PHONE = "phone", _("Par téléphone")
        EMAIL = "email", _("Par e-mail")
        VIDEO = "video", _("En visio")

    class State(models.TextChoices):
        NEW = "new", _("Nouvelle")
        PLANNED = "planned", _("Planifiée")
        DONE = "done", _("Résolue")
        CANCELLED = "cancelled", _("Annulée")

    SUCCESSORS = {
        State.NEW: {State.PLANNED, State.DONE, State.CANCELLED},
        State.PLANNED: {State.PLANNED, State.DONE, State.CANCELLED},
        State.DONE: {State.NEW},
        State.CANCELLED: {State.NEW},
    }

    reference = models.CharField(_("référence"), max_length=12, unique=True, editable=False)
    kind = models.CharField(_("nature"), max_length=10, choices=Kind)
    subject = models.CharField(_("sujet"), max_length=12, choices=Subject, blank=True)
    state = models.CharField(_("état"), max_length=10, choices=State, default=State.NEW)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="help_requests"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="followed_requests"
    )
    about = models.CharField(_("à propos de"), max_length=12, blank=True, help_text="a pair's reference")
    email = models.EmailField(_("adresse e-mail"), max_length=254)
    message = models.TextField(_("message"), blank=True)
    device = models.CharField(_("appareil"), max_length=8, choices=Device, blank=True)
    troubles = models.JSONField(_("où cela coince"), default=list, blank=True, help_text="codes of Trouble")
    reach = models.CharField(_("comment joindre"), max_length=5, choices=Reach, blank=True)
    reach_when = models.CharField(_("à quel moment"), max_length=120, blank=True)
    note = models.TextField(_("suivi"), blank=True)
    meets_at = models.DateTimeField(_("rendez-vous"), null=True, blank=True)
    created_at = models.DateTimeField(_("reçue le"), default=timezone.now)
    closed_at = models.DateTimeField(_("close le"), null=True, blank=True)

    objects = HelpRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("demande d’aide")
        verbose_name_plural = _("demandes d’aide")
        indexes = [models.Index(fields=["state", "-created_at"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(meets_at__isnull=True) | ~models.Q(state="new"),
                name="help_request_meeting_is_planned",
                violation_error_message=_("Une nouvelle demande n’a pas encore de rendez-vous."),
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def is_open(self):
        return self.state in (self.State.NEW, self.State.PLANNED)

    @property
    def trouble_labels(self):
        """Where it is stuck, in words, in the order of the form."""
        return [label for code, label in self.Trouble.choices if code in self.troubles]
