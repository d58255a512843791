"""The lists a programme edits: campuses, trainings, skills. What is in use is archived, never deleted."""

from django.db import models
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


class Formation(models.Model):
    """A professional title; `family` groups close ones (dev, data, infra, design, inclusion)."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    label = models.CharField(_("intitulé"), max_length=120)
    family = models.SlugField(_("famille"), max_length=20, blank=True)
    position = models.PositiveSmallIntegerField(_("ordre"), default=0)
    is_active = models.BooleanField(_("proposée"), default=True)

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        verbose_name = _("formation")
        verbose_name_plural = _("formations")

    def __str__(self):
        return self.label


class Domain(models.Model):
    """One of the guide's six domains."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    label = models.CharField(_("nom"), max_length=80)
    hint = models.CharField(_("précision"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(_("ordre"), default=0)
    is_active = models.BooleanField(_("proposé"), default=True)

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        verbose_name = _("domaine d’accompagnement")
        verbose_name_plural = _("domaines d’accompagnement")

    def __str__(self):
        return self.label


class Skill(models.Model):
    code = models.SlugField(_("code"), max_length=40, unique=True)
    label = models.CharField(_("nom"), max_length=80)
    category = models.CharField(_("catégorie"), max_length=40)
    synonyms = models.JSONField(_("synonymes"), default=list, blank=True)
    position = models.PositiveSmallIntegerField(_("ordre"), default=0)
    is_active = models.BooleanField(_("proposée"), default=True)

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        verbose_name = _("compétence technique")
        verbose_name_plural = _("compétences techniques")

    def __str__(self):
        return self.label


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
