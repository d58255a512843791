"""The lists a programme edits: campuses, trainings, skills. What is in use is archived, never deleted."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CatalogueQuerySet(models.QuerySet):
    def offered(self):
        """What a form proposes, in the order of the page."""
        return self.filter(is_active=True).order_by("position", "label")


class Campus(models.Model):
    code = models.SlugField(_("code"), max_length=40, unique=True)
    label = models.CharField(_("nom"), max_length=80)
    region = models.CharField(_("région"), max_length=60, blank=True)
    timezone = models.CharField(_("fuseau horaire"), max_length=40, default="Europe/Paris")
    position = models.PositiveSmallIntegerField(_("ordre"), default=0)
    is_active = models.BooleanField(_("proposé"), default=True)

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        verbose_name = _("campus")
        verbose_name_plural = _("campus")

    def __str__(self):
        return self.label

    @property
    def reference(self):
        """What events about it are filed under."""
        return f"campus:{self.pk}"


class Formation(models.Model):
    """A professional title; `family` groups close ones, `short_label` names it where room is scarce."""

    class Family(models.TextChoices):
        DEVELOPMENT = "dev", _("développement")
        DATA = "data", _("données et IA")
        INFRA = "infra", _("infrastructure")
        DESIGN = "design", _("design")
        INCLUSION = "inclusion", _("inclusion numérique")

    code = models.SlugField(_("code"), max_length=40, unique=True)
    label = models.CharField(_("intitulé"), max_length=120)
    short_label = models.CharField(_("nom court"), max_length=20, blank=True)
    family = models.SlugField(_("famille"), max_length=20, blank=True, choices=Family)
    position = models.PositiveSmallIntegerField(_("ordre"), default=0)
    is_active = models.BooleanField(_("proposée"), default=True)

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        verbose_name = _("formation")
        verbose_name_plural = _("formations")

    def __str__(self):
        return self.label

    @property
    def reference(self):
        """What events about it are filed under."""
        return f"formation:{self.pk}"

    @property
    def short(self):
        return self.short_label or self.label


class Domain(models.Model):
    """One of the guide's six domains."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    label = models.CharField(_("nom"), max_length=80)
    hint = models.CharField(_("précision"), max_length=120, blank=True)
    question = models.CharField(_("question d’exemple"), max_length=160, blank=True)
    position = models.PositiveSmallIntegerField(_("ordre"), default=0)
    is_active = models.BooleanField(_("proposé"), default=True)

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        verbose_name = _("domaine d’accompagnement")
        verbose_name_plural = _("domaines d’accompagnement")

    def __str__(self):
        return self.label

    @property
    def reference(self):
        """What events about it are filed under."""
        return f"domain:{self.pk}"


class Skill(models.Model):
    """A skill `merged_into` another is that one, wherever an answer names it."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    label = models.CharField(_("nom"), max_length=80)
    category = models.CharField(_("catégorie"), max_length=40)
    synonyms = models.JSONField(_("synonymes"), default=list, blank=True)
    position = models.PositiveSmallIntegerField(_("ordre"), default=0)
    is_active = models.BooleanField(_("proposée"), default=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("fusionnée dans")
    )

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        verbose_name = _("compétence technique")
        verbose_name_plural = _("compétences techniques")
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(is_active=False),
                name="skill_merged_is_not_offered",
                violation_error_message=_("Une compétence fusionnée n’est plus proposée."),
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def reference(self):
        """What events about it are filed under."""
        return f"skill:{self.pk}"


class SoftSkill(models.Model):
    code = models.SlugField(_("code"), max_length=60, unique=True)
    label = models.CharField(_("nom"), max_length=80)
    position = models.PositiveSmallIntegerField(_("ordre"), default=0)
    is_active = models.BooleanField(_("proposé"), default=True)

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        verbose_name = _("savoir-être")
        verbose_name_plural = _("savoir-être")

    def __str__(self):
        return self.label

    @property
    def reference(self):
        """What events about it are filed under."""
        return f"soft_skill:{self.pk}"


class IgnoredWord(models.Model):
    """A skill people named themselves, which the team chose not to list. `word` is as `plain` writes it."""

    word = models.CharField(_("mot"), max_length=100, unique=True)

    class Meta:
        verbose_name = _("mot écarté")
        verbose_name_plural = _("mots écartés")

    def __str__(self):
        return self.word

    @property
    def reference(self):
        return f"word:{self.pk}"
