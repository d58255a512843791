from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Programme(models.Model):
    """The programme's own settings: one row, made by the first migration."""

    class Mode(models.TextChoices):
        MENTOR_CHOICE = "mentor_choice", _("Choix par les mentors")
        COORDINATOR = "coordinator", _("Choix par la coordination")
        MIXED = "mixed", _("Mixte")

    reference = "programme"  # what events about it refer to

    name = models.CharField(_("nom"), max_length=40, default="Binôme")
    mode = models.CharField(_("mise en relation"), max_length=20, choices=Mode, default=Mode.MIXED)
    contact_email = models.EmailField(_("adresse de contact"), default="equipe@binome.example")
    signature = models.CharField(_("signature des e-mails"), max_length=80, default="L’équipe Binôme")
    sla_days = models.PositiveSmallIntegerField(_("délai de réponse, jours ouvrés"), default=5)
    wait_sentence = models.CharField(
        _("délai habituel"), max_length=120, default="en général, deux à quatre semaines"
    )
    proof_threshold = models.PositiveSmallIntegerField(_("chiffres publics à partir de"), default=10)
    is_mentor_side_open = models.BooleanField(_("candidatures de mentor ouvertes"), default=True)
    is_mentee_side_open = models.BooleanField(_("demandes de mentorat ouvertes"), default=True)
    closed_message = models.CharField(
        _("message de fermeture"),
        max_length=200,
        default="Les demandes rouvriront bientôt. Votre brouillon est gardé.",
    )
    discord_invite_url = models.URLField(_("invitation Discord"), blank=True)
    emergency_text = models.CharField(
        _("en cas d’urgence"), max_length=120, default="En cas de danger immédiat : 17 ou 112."
    )
    minimum_age = models.PositiveSmallIntegerField(_("âge minimum"), default=18)
    charter_version = models.CharField(_("version de la charte"), max_length=10, default="1")
    charter_published_on = models.DateField(_("charte publiée le"), default=timezone.localdate)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programme")
        constraints = [
            models.CheckConstraint(
                condition=Q(pk=1),
                name="programme_is_one_row",
                violation_error_message=_("Il n’y a qu’un programme."),
            ),
            models.CheckConstraint(
                condition=Q(minimum_age__gte=15),
                name="programme_minimum_age",
                violation_error_message=_("L’âge minimum est de 15 ans."),
            ),
        ]

    def __str__(self):
        return self.name

    @classmethod
    def current(cls):
        return cls.objects.get(pk=1)

    @classmethod
    def held(cls):
        """As `current`, its row locked until the caller's transaction ends: its mode stays what it is."""
        return cls.objects.select_for_update(no_key=True).get(pk=1)


class PublicFigures(models.Model):
    """What the home page may show of the programme; a task of the top floor writes it every hour."""

    pairs_formed = models.PositiveIntegerField(_("binômes formés"))
    sessions_held = models.PositiveIntegerField(_("séances tenues"))
    useful_in_ten = models.PositiveSmallIntegerField(_("séances utiles sur dix"), null=True)
    median_days_to_pair = models.PositiveSmallIntegerField(_("jours pour trouver un binôme"), null=True)
    ready_mentors = models.PositiveIntegerField(_("mentors prêts"))
    computed_at = models.DateTimeField(_("calculés le"), default=timezone.now)

    class Meta:
        verbose_name = _("chiffres publics")
        verbose_name_plural = _("chiffres publics")
        get_latest_by = "computed_at"

    def __str__(self):
        return f"{self.computed_at:%Y-%m-%d %H:%M}"
