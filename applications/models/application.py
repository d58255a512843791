from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.options import HoldReason, Kind, RejectReason


class ApplicationQuerySet(models.QuerySet):
    def of(self, person):
        return self.filter(person=person)

    def live(self):
        """Neither refused nor withdrawn: at most one per person and kind."""
        return self.exclude(state__in=Application.FINAL)

    def sent(self):
        return self.exclude(state=Application.State.DRAFT)


class Application(models.Model):
    """A request to take part and its decision. The answers matching reads are in `Profile`."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Brouillon")
        SUBMITTED = "submitted", _("À lire")
        INFO_REQUESTED = "info_requested", _("Précision demandée")
        ON_HOLD = "on_hold", _("En attente")
        APPROVED = "approved", _("Validée")
        REJECTED = "rejected", _("Refusée")
        WITHDRAWN = "withdrawn", _("Retirée")

    FINAL = (State.REJECTED, State.WITHDRAWN)
    SUCCESSORS = {
        State.DRAFT: {State.SUBMITTED},
        State.SUBMITTED: {
            State.INFO_REQUESTED,
            State.ON_HOLD,
            State.APPROVED,
            State.REJECTED,
            State.WITHDRAWN,
        },
        State.INFO_REQUESTED: {State.SUBMITTED, State.ON_HOLD, State.REJECTED, State.WITHDRAWN},
        # A file on hold may be kept so until another day.
        State.ON_HOLD: {
            State.SUBMITTED,
            State.INFO_REQUESTED,
            State.ON_HOLD,
            State.APPROVED,
            State.REJECTED,
            State.WITHDRAWN,
        },
        State.APPROVED: {State.WITHDRAWN},
        State.REJECTED: {State.SUBMITTED},
        State.WITHDRAWN: set(),
    }
    PREFIXES = {Kind.MENTOR: "MTR", Kind.MENTEE: "DEM"}

    reference = models.CharField(_("référence"), max_length=12, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="applications")
    kind = models.CharField(_("côté"), max_length=10, choices=Kind)
    state = models.CharField(_("état"), max_length=20, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(
        default=1, help_text="rises with every decision; forms carry it to notice a colleague's"
    )
    started_at = models.DateTimeField(_("commencée le"), default=timezone.now)
    saved_at = models.DateTimeField(_("enregistrée le"), default=timezone.now)
    submitted_at = models.DateTimeField(_("envoyée le"), null=True, blank=True)
    state_changed_at = models.DateTimeField(_("dernier changement"), default=timezone.now)
    due_on = models.DateField(_("réponse promise avant le"), null=True, blank=True)
    answers = models.JSONField(_("réponses telles qu’envoyées"), default=dict, blank=True)
    charter_version = models.CharField(_("version de la charte"), max_length=10, blank=True)
    charter_signed_at = models.DateTimeField(_("charte signée le"), null=True, blank=True)

    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="assigned_applications"
    )
    info_question = models.TextField(_("question posée"), blank=True)
    info_steps = models.JSONField(_("étapes à compléter"), default=list, blank=True)
    info_due_on = models.DateField(_("réponse attendue avant le"), null=True, blank=True)
    info_answer = models.TextField(_("réponse reçue"), blank=True)
    is_answer_received = models.BooleanField(_("précision reçue"), default=False)
    hold_reason = models.CharField(_("motif d’attente"), max_length=20, choices=HoldReason, blank=True)
    revisit_on = models.DateField(_("à relire le"), null=True, blank=True)
    reject_reason = models.CharField(_("motif de refus"), max_length=20, choices=RejectReason, blank=True)
    is_reason_shown = models.BooleanField(_("montrer le motif"), default=True)
    reapply_from = models.DateField(_("nouvelle demande possible dès le"), null=True, blank=True)
    decision_message = models.TextField(_("message joint à la décision"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_review_requested = models.BooleanField(_("relecture demandée"), default=False)
    review_requested_at = models.DateTimeField(_("relecture demandée le"), null=True, blank=True)
    excerpt = models.TextField(
        _("texte présenté sans nom"), blank=True, help_text="what mentors read before both agree"
    )
    excerpt_reviewed_at = models.DateTimeField(_("texte relu le"), null=True, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("candidature")
        verbose_name_plural = _("candidatures")
        indexes = [
            models.Index(fields=["state", "submitted_at"]),
            models.Index(fields=["state", "kind", "submitted_at"]),
            models.Index(fields=["-state_changed_at"]),
            models.Index(fields=["-submitted_at", "-id"], name="application_newest_first"),
            # The list to read, in its own order.
            models.Index(
                fields=["state", "is_answer_received", "-is_review_requested", "submitted_at", "id"],
                name="application_to_read",
            ),
            # What waits for the team, and since when.
            models.Index(
                fields=["state", "is_answer_received", "revisit_on", "state_changed_at"],
                condition=Q(state__in=["submitted", "on_hold"]),
                name="application_waits",
            ),
            # What was decided these days.
            models.Index(fields=["state", "state_changed_at"]),
            # Which ones are approved, asked beside every list of profiles.
            models.Index(fields=["state", "id"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=~Q(state__in=["rejected", "withdrawn"]),
                name="application_one_live_per_kind",
                violation_error_message=_("Une demande est déjà en cours."),
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(submitted_at__isnull=False, due_on__isnull=False),
                name="application_sent_has_dates",
                violation_error_message=_("Une demande envoyée porte sa date d’envoi et sa date de réponse."),
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | (Q(charter_signed_at__isnull=False) & ~Q(charter_version="")),
                name="application_sent_has_charter",
                violation_error_message=_("Une demande envoyée porte la charte signée."),
            ),
            models.CheckConstraint(
                condition=~Q(state="on_hold") | ~Q(hold_reason=""),
                name="application_hold_has_reason",
                violation_error_message=_("Indiquez le motif de la mise en attente."),
            ),
            models.CheckConstraint(
                condition=~Q(state="rejected") | ~Q(reject_reason=""),
                name="application_rejection_has_reason",
                violation_error_message=_("Indiquez le motif du refus."),
            ),
            models.CheckConstraint(
                condition=~Q(state="info_requested") | (Q(info_due_on__isnull=False) & ~Q(info_question="")),
                name="application_question_has_date",
                violation_error_message=_("Une question porte la date de réponse attendue."),
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def is_mentor(self):
        return self.kind == Kind.MENTOR

    @property
    def is_unanswered(self):
        """Whether a question to the person waits, or was left without an answer."""
        is_given_up = self.state == self.State.ON_HOLD and self.hold_reason == HoldReason.NO_ANSWER
        return is_given_up or self.state == self.State.INFO_REQUESTED


class DraftStep(models.Model):
    """The raw answers of one step as the person typed them, valid or not, until the application is sent.

    `data` is the step's form data, name to list of strings. `is_complete` says whether it passed the form.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="draft_steps")
    step = models.SlugField(_("étape"), max_length=20)
    data = models.JSONField(default=dict)
    is_complete = models.BooleanField(_("terminée"), default=False)
    saved_at = models.DateTimeField(_("enregistrée le"), default=timezone.now)

    class Meta:
        verbose_name = _("étape de brouillon")
        verbose_name_plural = _("étapes de brouillon")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "step"],
                name="draft_step_once",
                violation_error_message=_("Cette étape existe déjà."),
            ),
        ]

    def __str__(self):
        return f"{self.application} {self.step}"


class InternalNote(models.Model):
    """A coordinator's note on a file. The person may ask to read it."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    text = models.TextField(_("note"), max_length=2000)
    created_at = models.DateTimeField(_("écrite le"), default=timezone.now)

    class Meta:
        verbose_name = _("note interne")
        verbose_name_plural = _("notes internes")
        ordering = ["created_at", "pk"]

    def __str__(self):
        return f"{self.created_at:%Y-%m-%d %H:%M}"
