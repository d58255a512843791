import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models import Campus, Domain, Formation, Profile
from matching.core.settings import points

from .proposal import Proposal
from .settings import MatchingSettings

SLOW = datetime.timedelta(seconds=10)


class Run(models.Model):
    """A global proposal: asked for by a coordinator, computed by a worker, kept so that it can be replayed.

    `version` holds the weights, rules and means; floor and gamma are the run's own. `removed` lists the pairs
    ([mentor, mentee] public ids) this calculation does without. Totals and scores are in millionths.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("En file")
        RUNNING = "running", _("Calcul en cours")
        DONE = "done", _("Terminé")
        FAILED = "failed", _("Interrompu")

    class Phase(models.TextChoices):
        READING = "reading", _("Lecture des profils")
        SCORES = "scores", _("Adéquation de chaque paire")
        PAIRS = "pairs", _("Meilleure répartition")
        PROOF = "proof", _("Vérification")
        SAVING = "saving", _("Enregistrement")

    SUCCESSORS = {
        State.QUEUED: {State.RUNNING, State.FAILED},
        State.RUNNING: {State.DONE, State.FAILED, State.QUEUED},
        State.DONE: set(),
        State.FAILED: set(),
    }

    reference = models.CharField(_("référence"), max_length=12, unique=True, editable=False)
    state = models.CharField(_("état"), max_length=8, choices=State, default=State.QUEUED)
    phase = models.CharField(_("étape"), max_length=8, choices=Phase, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("demandée le"), default=timezone.now)
    beat_at = models.DateTimeField(_("dernier signe de vie"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("essais"), default=0)
    read_at = models.DateTimeField(_("profils lus le"), null=True, blank=True)
    finished_at = models.DateTimeField(_("terminée le"), null=True, blank=True)
    error = models.CharField(_("erreur"), max_length=200, blank=True)
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.ForeignKey(MatchingSettings, models.PROTECT, related_name="+")

    floor = models.PositiveSmallIntegerField(_("seuil"))
    gamma = models.FloatField(_("équité"))
    is_waiting_counted = models.BooleanField(_("priorité aux personnes qui attendent"), default=True)
    is_interest_counted = models.BooleanField(_("intérêts des mentors"), default=True)
    campus = models.ForeignKey(Campus, models.SET_NULL, null=True, blank=True, related_name="+")
    formation = models.ForeignKey(Formation, models.SET_NULL, null=True, blank=True, related_name="+")
    domain = models.ForeignKey(Domain, models.SET_NULL, null=True, blank=True, related_name="+")
    removed = models.JSONField(_("paires retirées"), default=list, blank=True)

    input_hash = models.CharField(_("empreinte des données"), max_length=64, blank=True)
    engine = models.CharField(_("moteur"), max_length=60, blank=True)
    pair_count = models.PositiveIntegerField(_("binômes"), default=0)
    left_out_count = models.PositiveIntegerField(_("sans solution"), default=0)
    mean = models.PositiveIntegerField(_("adéquation moyenne"), null=True, blank=True)
    total = models.BigIntegerField(_("total"), default=0)
    gap = models.BigIntegerField(_("écart à l’optimum"), default=0)
    level = models.BigIntegerField(_("poids d’une personne placée"), default=0)
    figures = models.JSONField(_("chiffres"), default=dict, blank=True)

    class Meta:
        verbose_name = _("proposition d’ensemble")
        verbose_name_plural = _("propositions d’ensemble")
        get_latest_by = ["created_at", "pk"]
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["created_by"],
                condition=Q(state__in=["queued", "running"]),
                name="run_one_under_way_each",
                violation_error_message=_("Votre calcul précédent n’est pas terminé."),
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(read_at__isnull=False, finished_at__isnull=False),
                name="run_done_has_dates",
                violation_error_message=_("Un calcul terminé porte ses dates."),
            ),
            models.CheckConstraint(
                condition=Q(gamma__gte=1, gamma__lte=4),
                name="run_gamma",
                violation_error_message=_("L’équité va de 1 à 4."),
            ),
            models.CheckConstraint(
                condition=Q(floor__lte=100),
                name="run_floor_in_points",
                violation_error_message=_("Le seuil est de 100 points au plus."),
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def is_under_way(self):
        return self.state in (self.State.QUEUED, self.State.RUNNING)

    @property
    def is_slow(self):
        """It lasts: the page need not ask every second any more."""
        return timezone.now() - self.created_at > SLOW

    @property
    def mean_points(self):
        return None if self.mean is None else points(self.mean)

    @property
    def phases(self):
        """[{"label", "is_done", "is_current"}] of the work, in order."""
        order = list(self.Phase)
        place = order.index(self.phase) if self.phase else -1
        return [
            {"label": phase.label, "is_done": number < place, "is_current": number == place}
            for number, phase in enumerate(order)
        ]


class RunPair(models.Model):
    """One line of a global proposal. Choices count from 1 among the people each could be paired with."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="pairs")
    mentor = models.ForeignKey(Profile, models.CASCADE, related_name="+")
    mentee = models.ForeignKey(Profile, models.CASCADE, related_name="+")
    score = models.PositiveIntegerField(_("adéquation"), help_text="millionths")
    choice_of_mentee = models.PositiveIntegerField(_("choix de la personne"), null=True)
    choice_of_mentor = models.PositiveIntegerField(_("choix du mentor"), null=True)
    warnings = models.JSONField(_("points d’attention"), default=list, blank=True)
    is_pinned = models.BooleanField(_("épinglée avant le calcul"), default=False)
    is_interest = models.BooleanField(_("intérêt du mentor"), default=False)
    is_kept = models.BooleanField(_("déjà proposée par le calcul précédent"), default=False)
    days = models.PositiveIntegerField(_("jours d’attente"), default=0)
    removed_at = models.DateTimeField(_("retirée le"), null=True, blank=True)
    proposal = models.ForeignKey(Proposal, models.SET_NULL, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(_("proposée le"), null=True, blank=True)

    class Meta:
        verbose_name = _("binôme d’une proposition d’ensemble")
        verbose_name_plural = _("binômes d’une proposition d’ensemble")
        ordering = ["-score", "pk"]
        indexes = [models.Index(fields=["run", "-score", "id"])]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "mentee"],
                name="run_pair_one_per_mentee",
                violation_error_message=_("Cette personne est déjà dans un binôme de ce calcul."),
            ),
        ]

    def __str__(self):
        return f"{self.mentor} × {self.mentee}"


class LeftOut(models.Model):
    """Someone a global proposal found no mentor for, and why (`matching.core.reading.LeftOut`)."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="left_out")
    mentee = models.ForeignKey(Profile, models.CASCADE, related_name="+")
    code = models.CharField(_("raison"), max_length=12)
    rule = models.CharField(_("règle"), max_length=20, blank=True)
    count = models.PositiveIntegerField(_("mentors écartés par cette règle"), default=0)
    best = models.PositiveIntegerField(_("meilleure adéquation"), null=True, help_text="millionths")
    slot = models.PositiveSmallIntegerField(_("créneau qui aiderait"), null=True)
    opened = models.PositiveIntegerField(_("mentors qu’il ouvrirait"), default=0)

    class Meta:
        verbose_name = _("personne sans solution")
        verbose_name_plural = _("personnes sans solution")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "mentee"],
                name="left_out_once",
                violation_error_message=_("Cette personne est déjà dans la liste."),
            ),
        ]

    def __str__(self):
        return f"{self.mentee} {self.code}"


class RunPrices(models.Model):
    """The duals of a run, apart because only calculations read them: for each side, int64 pairs (profile's
    key, price in millionths), little-endian.

    `listing` are the prices of mentees by which mentors' lists are composed: theirs, raised for those who
    would stand on too many. `guests` are pairs (mentor's key, mentee's key) in the same form: people whom
    such lists would leave out, and whose list makes room for them.
    """

    run = models.OneToOneField(Run, models.CASCADE, related_name="prices")
    mentees = models.BinaryField()
    mentors = models.BinaryField()
    listing = models.BinaryField(default=b"")
    guests = models.BinaryField(default=b"")

    class Meta:
        verbose_name = _("prix d’un calcul")
        verbose_name_plural = _("prix d’un calcul")

    def __str__(self):
        return str(self.run)
