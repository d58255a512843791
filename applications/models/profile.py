from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications import options
from mentoring.references import new_public_id

from .application import Application
from .catalogue import Campus, Domain, Formation, Skill, SoftSkill

ALL_SLOTS = (1 << 28) - 1


class ProfileQuerySet(models.QuerySet):
    def of(self, person, kind):
        return self.filter(person=person, kind=kind)

    def open_to_matching(self):
        """Approved people who are neither paused nor gone."""
        return self.filter(state=Profile.State.AVAILABLE, application__state=Application.State.APPROVED)


class Profile(models.Model):
    """The answers matching reads, typed: one per person and side.

    `slots` is a week of 28 bits, bit = 4 × day + band (days Monday to Sunday, bands morning, midday,
    afternoon, evening), in the person's own time zone. List fields hold codes of `options`.
    """

    class State(models.TextChoices):
        CLOSED = "closed", _("Pas encore validé")
        AVAILABLE = "available", _("Disponible")
        PAUSED = "paused", _("En pause")
        ARCHIVED = "archived", _("Archivé")

    SUCCESSORS = {
        State.CLOSED: {State.AVAILABLE, State.PAUSED, State.ARCHIVED},
        State.AVAILABLE: {State.PAUSED, State.ARCHIVED, State.CLOSED},
        State.PAUSED: {State.AVAILABLE, State.ARCHIVED, State.CLOSED},
        State.ARCHIVED: {State.CLOSED},
    }

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="profiles")
    kind = models.CharField(_("côté"), max_length=10, choices=options.Kind)
    application = models.OneToOneField(Application, models.CASCADE, related_name="profile")
    state = models.CharField(_("état"), max_length=10, choices=State, default=State.CLOSED)
    opened_at = models.DateTimeField(_("ouvert à la mise en relation le"), null=True, blank=True)
    paused_until = models.DateField(_("en pause jusqu’au"), null=True, blank=True)
    pause_reason = models.CharField(_("raison de la pause"), max_length=200, blank=True)
    is_opted_out = models.BooleanField(_("hors des propositions calculées"), default=False)
    updated_at = models.DateTimeField(_("modifié le"), default=timezone.now)

    situation = models.CharField(_("situation"), max_length=20, help_text="MentorKind or MenteeKind")
    languages = models.JSONField(_("langues"), default=list)
    formation = models.ForeignKey(Formation, models.PROTECT, null=True, blank=True, related_name="+")
    campus = models.ForeignKey(Campus, models.PROTECT, null=True, blank=True, related_name="+")
    cohort_year = models.PositiveSmallIntegerField(_("année de fin"), null=True, blank=True)
    cohort_label = models.CharField(_("promotion"), max_length=60, blank=True)
    training_start = models.DateField(_("début de formation"), null=True, blank=True)
    training_end = models.DateField(_("fin de formation"), null=True, blank=True)
    diploma = models.CharField(_("formation ou diplôme"), max_length=120, blank=True)
    job_family = models.CharField(_("famille de métier"), max_length=30, blank=True)
    job_title = models.CharField(_("métier"), max_length=100, blank=True)
    employer = models.CharField(_("organisation"), max_length=100, blank=True)
    profile_url = models.URLField(_("page professionnelle"), max_length=200, blank=True)
    experience = models.CharField(_("expérience"), max_length=10, choices=options.Experience, blank=True)
    sectors = models.JSONField(_("secteurs"), default=list, blank=True)
    workload = models.CharField(_("emploi du temps"), max_length=12, choices=options.Workload, blank=True)

    mentoring_types = models.JSONField(_("types de mentorat"), default=list)
    soft_skills = models.ManyToManyField(SoftSkill, blank=True, related_name="+")
    style = models.CharField(_("façon d’accompagner"), max_length=12, choices=options.Style, blank=True)
    term = models.CharField(_("durée"), max_length=10, choices=options.Term, blank=True)
    slots = models.PositiveIntegerField(_("créneaux"), default=0)
    frequency = models.CharField(_("fréquence"), max_length=10, choices=options.Frequency, blank=True)
    session_minutes = models.PositiveSmallIntegerField(_("durée de séance"), default=60)
    capacity = models.PositiveSmallIntegerField(_("places"), default=1)
    available_from = models.DateField(_("à partir du"), null=True, blank=True)
    channels = models.JSONField(_("moyens d’échange"), default=list)
    preferred_channel = models.CharField(
        _("moyen préféré"), max_length=10, choices=options.Channel, blank=True
    )
    discord_ease = models.CharField(_("Discord"), max_length=5, choices=options.DiscordEase, blank=True)
    discord_help = models.JSONField(_("aide Discord"), default=list, blank=True)
    discord_name = models.CharField(_("nom Discord"), max_length=37, blank=True)
    meet_in_person = models.CharField(_("rencontre"), max_length=6, choices=options.MeetInPerson, blank=True)
    postcode = models.CharField(_("code postal"), max_length=12, blank=True)
    city = models.CharField(_("ville"), max_length=80, blank=True)
    department = models.CharField(_("département"), max_length=3, blank=True)
    region = models.CharField(_("région"), max_length=60, blank=True)
    travel = models.CharField(_("déplacement"), max_length=12, choices=options.Travel, blank=True)

    presentation = models.TextField(_("présentation"), blank=True)
    topics = models.TextField(_("sujets"), blank=True)
    prior_mentoring = models.CharField(
        _("expérience d’accompagnement"), max_length=10, choices=options.PriorMentoring, blank=True
    )
    goals_text = models.TextField(_("objectifs"), blank=True)
    challenges = models.TextField(_("besoins"), blank=True)
    avoid = models.CharField(_("à éviter"), max_length=200, blank=True)
    excerpt = models.TextField(_("texte présenté sans nom"), blank=True)
    excerpt_reviewed_at = models.DateTimeField(_("texte relu le"), null=True, blank=True)
    is_text_to_review = models.BooleanField(_("texte à relire"), default=False)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("profil")
        verbose_name_plural = _("profils")
        indexes = [
            # All that a list of thousands asks, so that it is answered from the index: rows are wide.
            models.Index(
                fields=[
                    *["kind", "state", "id", "application", "person", "updated_at", "is_opted_out"],
                    *["capacity", "opened_at", "training_end"],
                ],
                name="profile_who_takes_part",
            ),
            models.Index(
                fields=["updated_at"], condition=Q(is_text_to_review=True), name="profile_text_to_review"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                name="profile_one_per_side",
                violation_error_message=_("Ce profil existe déjà."),
            ),
            models.CheckConstraint(
                condition=Q(slots__lte=ALL_SLOTS),
                name="profile_slots_are_a_week",
                violation_error_message=_("Une semaine compte 28 créneaux."),
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=1, capacity__lte=3),
                name="profile_capacity",
                violation_error_message=_("Choisissez 1, 2 ou 3 personnes."),
            ),
            models.CheckConstraint(
                condition=Q(kind="mentor") | Q(capacity=1),
                name="profile_mentee_has_one_place",
                violation_error_message=_("Une demande de mentorat compte une place."),
            ),
            models.CheckConstraint(
                condition=~Q(state="paused") | Q(paused_until__isnull=False),
                name="profile_pause_has_an_end",
                violation_error_message=_("Indiquez la fin de la pause."),
            ),
            models.CheckConstraint(
                condition=Q(state="closed") | Q(opened_at__isnull=False) | Q(state="archived"),
                name="profile_open_has_a_date",
                violation_error_message=_("Un profil ouvert porte sa date d’ouverture."),
            ),
        ]

    def __str__(self):
        return f"{self.person} ({self.get_kind_display()})"

    @property
    def reference(self):
        """What events about this profile are filed under."""
        return f"profile:{self.public_id}"


class ProfileDomain(models.Model):
    """A domain offered (rank 1 for all) or wanted (ranks 1 to 3 in order)."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="domains")
    domain = models.ForeignKey(Domain, models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField(_("rang"), default=1)

    class Meta:
        verbose_name = _("domaine du profil")
        verbose_name_plural = _("domaines du profil")
        ordering = ["rank", "pk"]
        indexes = [
            # What is offered, and wanted first: whole tables of it are summed.
            models.Index(fields=["profile", "domain"], condition=Q(rank=1), name="profile_domain_first"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "domain"],
                name="profile_domain_once",
                violation_error_message=_("Vous avez choisi deux fois le même."),
            ),
            models.CheckConstraint(
                condition=Q(rank__gte=1, rank__lte=3),
                name="profile_domain_rank",
                violation_error_message=_("Trois objectifs au maximum."),
            ),
        ]

    def __str__(self):
        return f"{self.rank}. {self.domain}"


class ProfileSkill(models.Model):
    """A skill with its level: 1 to 3 for what a mentor offers, 0 to 2 for where a mentee stands."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(_("niveau"))
    is_priority = models.BooleanField(_("priorité"), default=False)

    class Meta:
        verbose_name = _("compétence du profil")
        verbose_name_plural = _("compétences du profil")
        ordering = ["-is_priority", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "skill"],
                name="profile_skill_once",
                violation_error_message=_("Cette compétence est déjà dans la liste."),
            ),
            models.CheckConstraint(
                condition=Q(level__gte=0, level__lte=3),
                name="profile_skill_level",
                violation_error_message=_("Le niveau va de 0 à 3."),
            ),
        ]

    def __str__(self):
        return f"{self.skill} {self.level}"


class SupervisedCohort(models.Model):
    """Learners a mentor supervises at the moment: never paired with them."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="supervised_cohorts")
    formation = models.ForeignKey(Formation, models.PROTECT, related_name="+")
    campus = models.ForeignKey(Campus, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("année de fin"))

    class Meta:
        verbose_name = _("promotion encadrée")
        verbose_name_plural = _("promotions encadrées")
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "formation", "campus", "year"],
                name="supervised_cohort_once",
                violation_error_message=_("Cette promotion est déjà dans la liste."),
            ),
        ]

    def __str__(self):
        return f"{self.formation} {self.campus} {self.year}"
