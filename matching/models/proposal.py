from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models import Profile


class ProposalQuerySet(models.QuerySet):
    def open(self):
        """Not concluded yet: interests, drafts and whatever waits for an answer."""
        return self.filter(state__in=Proposal.OPEN)

    def awaiting(self):
        return self.filter(state__in=Proposal.AWAITING)

    def pairs(self):
        """Accepted by both and not ended: the pairs at work. Each takes a seat."""
        return self.filter(state=Proposal.State.ACCEPTED, ended_at=None)

    def taking_a_seat(self):
        """What counts against a mentor's capacity: pairs at work and proposals that wait for an answer."""
        return self.filter(Q(state=Proposal.State.ACCEPTED, ended_at=None) | Q(state__in=Proposal.AWAITING))

    def of(self, person):
        return self.filter(Q(mentor__person=person) | Q(mentee__person=person))


class Proposal(models.Model):
    """Two people who could be a pair: from a mentor's interest or a coordinator's choice, to two yeses."""

    class State(models.TextChoices):
        INTEREST = "interest", _("Intérêt")
        DRAFT = "draft", _("Préparée")
        AWAITING_MENTOR = "awaiting_mentor", _("Attend le mentor")
        AWAITING_MENTEE = "awaiting_mentee", _("Attend la réponse")
        ACCEPTED = "accepted", _("Acceptée")
        DECLINED = "declined", _("Non aboutie")
        EXPIRED = "expired", _("Expirée")
        CANCELLED = "cancelled", _("Annulée")

    AWAITING = (State.AWAITING_MENTOR, State.AWAITING_MENTEE)
    OPEN = (State.INTEREST, State.DRAFT, *AWAITING)
    SUCCESSORS = {
        State.INTEREST: {State.AWAITING_MENTEE, State.DECLINED, State.CANCELLED},
        State.DRAFT: {State.AWAITING_MENTOR, State.AWAITING_MENTEE, State.CANCELLED},
        State.AWAITING_MENTOR: {
            State.AWAITING_MENTEE,
            State.DECLINED,
            State.EXPIRED,
            State.CANCELLED,
            State.DRAFT,
        },
        State.AWAITING_MENTEE: {
            State.ACCEPTED,
            State.DECLINED,
            State.EXPIRED,
            State.CANCELLED,
            State.DRAFT,
            State.INTEREST,
        },
        State.ACCEPTED: set(),
        State.DECLINED: {State.INTEREST},
        State.EXPIRED: set(),
        State.CANCELLED: set(),
    }

    reference = models.CharField(_("référence"), max_length=12, unique=True, editable=False)
    mentor = models.ForeignKey(Profile, models.CASCADE, related_name="proposals_as_mentor")
    mentee = models.ForeignKey(Profile, models.CASCADE, related_name="proposals_as_mentee")
    state = models.CharField(_("état"), max_length=16, choices=State)
    is_interest = models.BooleanField(_("le mentor a manifesté son intérêt"), default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("créée le"), default=timezone.now)
    state_changed_at = models.DateTimeField(_("dernier changement"), default=timezone.now)
    answer_by = models.DateTimeField(_("répondre avant"), null=True, blank=True)
    mentor_accepted_at = models.DateTimeField(_("accord du mentor"), null=True, blank=True)
    mentee_accepted_at = models.DateTimeField(_("accord de la personne"), null=True, blank=True)
    ended_at = models.DateTimeField(
        _("binôme terminé le"), null=True, blank=True, help_text="the pair's end, which frees the seat"
    )
    score = models.PositiveIntegerField(_("adéquation"), null=True, blank=True, help_text="millionths")
    reasons = models.JSONField(_("raisons au moment de proposer"), default=list, blank=True)
    team_note = models.CharField(_("un mot pour l’équipe"), max_length=300, blank=True)
    first_words = models.CharField(_("premiers mots à la personne"), max_length=400, blank=True)
    team_line = models.CharField(_("proposé parce que"), max_length=300, blank=True)
    close_reason = models.CharField(_("motif"), max_length=30, blank=True)
    close_text = models.TextField(_("précision pour l’équipe"), blank=True)
    reminders_by_hand = models.PositiveSmallIntegerField(_("relances"), default=0)
    extensions = models.PositiveSmallIntegerField(_("prolongations"), default=0)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposition")
        verbose_name_plural = _("propositions")
        indexes = [
            models.Index(fields=["state", "answer_by", "state_changed_at"]),
            models.Index(fields=["mentor", "state", "ended_at"]),
            models.Index(fields=["mentee", "state"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["mentor", "mentee"],
                condition=Q(state__in=["interest", "draft", "awaiting_mentor", "awaiting_mentee"]),
                name="proposal_one_open_per_pair",
                violation_error_message=_("Une proposition est déjà ouverte pour ces deux personnes."),
            ),
            models.UniqueConstraint(
                fields=["mentee"],
                condition=Q(state__in=["awaiting_mentor", "awaiting_mentee"]),
                name="proposal_one_asked_per_mentee",
                violation_error_message=_("Cette personne a déjà une proposition en cours."),
            ),
            models.UniqueConstraint(
                fields=["mentee"],
                condition=Q(state="accepted", ended_at=None),
                name="proposal_one_pair_per_mentee",
                violation_error_message=_("Cette personne a déjà un binôme."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["awaiting_mentor", "awaiting_mentee"]) | Q(answer_by__isnull=False),
                name="proposal_asked_has_deadline",
                violation_error_message=_("Une proposition envoyée porte sa date de réponse."),
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted")
                | Q(mentor_accepted_at__isnull=False, mentee_accepted_at__isnull=False),
                name="proposal_accepted_by_both",
                violation_error_message=_("Un binôme demande l’accord des deux personnes."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(state="accepted"),
                name="proposal_only_a_pair_ends",
                violation_error_message=_("Seul un binôme peut se terminer."),
            ),
            models.CheckConstraint(
                condition=~Q(mentor=models.F("mentee")),
                name="proposal_two_profiles",
                violation_error_message=_("Un binôme compte deux personnes."),
            ),
        ]

    def __str__(self):
        return self.reference


class ExclusionQuerySet(models.QuerySet):
    def in_force(self, today):
        return self.filter(Q(until=None) | Q(until__gt=today), lifted_at=None)


class Exclusion(models.Model):
    """Two people who must not be proposed to each other, why, and until when."""

    class Reason(models.TextChoices):
        BY_HAND = "by_hand", _("Exclue par la coordination")
        NOT_FOR_ME = "not_for_me", _("« Pas pour moi »")
        DECLINED = "declined", _("Proposition déclinée")
        NOT_AGAIN = "not_again", _("À ne pas remettre en binôme")

    class Detail(models.TextChoices):
        """Why a mentor says « Pas pour moi »."""

        TOPICS = "topics", _("Pas mes sujets")
        LEVEL = "level", _("Niveau trop loin du mien")
        TIMES = "times", _("Horaires")
        KNOWN = "known", _("Je connais peut-être cette personne")
        OTHER = "other", _("Autre")

    mentor = models.ForeignKey(Profile, models.CASCADE, related_name="exclusions_as_mentor")
    mentee = models.ForeignKey(Profile, models.CASCADE, related_name="exclusions_as_mentee")
    reason = models.CharField(_("motif"), max_length=12, choices=Reason)
    detail = models.CharField(_("précision"), max_length=12, choices=Detail, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    until = models.DateField(_("jusqu’au"), null=True, blank=True, help_text="none: for good")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("créée le"), default=timezone.now)
    lifted_at = models.DateTimeField(_("levée le"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ExclusionQuerySet.as_manager()

    class Meta:
        verbose_name = _("paire exclue")
        verbose_name_plural = _("paires exclues")
        indexes = [models.Index(fields=["mentor", "mentee"])]
        constraints = [
            models.UniqueConstraint(
                fields=["mentor", "mentee", "reason"],
                condition=Q(lifted_at=None),
                name="exclusion_once",
                violation_error_message=_("Cette paire est déjà exclue."),
            ),
            models.CheckConstraint(
                condition=~Q(mentor=models.F("mentee")),
                name="exclusion_two_profiles",
                violation_error_message=_("Une paire compte deux personnes."),
            ),
        ]

    def __str__(self):
        return f"{self.mentor} × {self.mentee}"

    @property
    def reference(self):
        return f"exclusion:{self.pk}"
