"""Why a proposal ends: the closed lists people choose from, and what the programme itself writes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MentorDecline(models.TextChoices):
    NO_TIME = "no_time", _("Je n’ai plus le temps")
    TOPICS = "topics", _("Pas mes sujets")
    KNOWN = "known", _("Je connais cette personne")
    OTHER = "other", _("Autre")


class MenteeDecline(models.TextChoices):
    LOOKING_ELSEWHERE = "looking_elsewhere", _("Je cherche autre chose")
    TIMES = "times", _("Horaires")
    KNOWN = "known", _("Je connais cette personne")
    UNDISCLOSED = "undisclosed", _("Je préfère ne pas dire")
    OTHER = "other", _("Autre")


class InterestDecline(models.TextChoices):
    """Why the coordination does not propose an interested mentor."""

    ANOTHER_MENTOR = "another_mentor", _("Une autre personne répond mieux à ses besoins")
    NEEDS = "needs", _("Ses besoins ont changé")
    TIMES = "times", _("Les disponibilités se croisent trop peu")
    OTHER = "other", _("Autre")


class Cancel(models.TextChoices):
    """Why a coordinator takes a proposal back."""

    MISTAKE = "mistake", _("Proposée par erreur")
    CHANGED = "changed", _("La situation a changé")
    ANOTHER_PAIR = "another_pair", _("Un autre binôme est envisagé")
    OTHER = "other", _("Autre")


class Closed(models.TextChoices):
    """What the programme writes when nobody chose."""

    WITHDRAWN = "withdrawn", _("Intérêt retiré par le mentor")
    EXCLUDED = "excluded", _("Paire exclue")
    DEPARTED = "departed", _("Une des deux personnes a quitté le programme")
    MENTEE_PAIRED = "mentee_paired", _("La personne a formé un autre binôme")
    MENTOR_FULL = "mentor_full", _("Le mentor n’a plus de place")
    MENTOR_SILENT = "mentor_silent", _("Sans réponse du mentor")
    MENTEE_SILENT = "mentee_silent", _("Sans réponse de la personne")
