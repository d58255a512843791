"""Everything we hold about a person, line by line. A relation to a person that is not written here fails a
test: whoever adds one says what the person's file tells of it, and what erasure leaves of it.

A file holds nothing of another person: of what others wrote, only the words that were for its owner. What
somebody confided to the team alone about the other stays with the team.
"""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from applications.models import (
    Application,
    DraftStep,
    InternalNote,
    Profile,
    ProfileDomain,
    ProfileSkill,
    SupervisedCohort,
)
from followup.models import (
    AccountDeletion,
    Alert,
    CalendarFeed,
    Certificate,
    CheckIn,
    ClosingReview,
    DataExport,
    DiscordStep,
    Goal,
    InactivityNotice,
    MentoringSession,
    Mentorship,
    PairNote,
    SessionFeedback,
    WorkshopInterest,
    WorkshopRegistration,
)
from matching.models import Exclusion, Features, LeftOut, Proposal, RunPair
from mentoring.mail.models import Email, Preference
from mentoring.models import AccessLog, Event, HelpRequest, Quote, User

from .holding import Fate, Holding

OPENS_IT = "whoever has it opens the account"
ACCOUNT_HIDDEN = {"password": OPENS_IT, "plain_name": "their name again, without its accents"}
OF_BOTH = ("mentor__person", "mentee__person")
OF_THE_PAIR = ("mentorship__mentor__person", "mentorship__mentee__person")
CLOSED = {
    "close_reason": "may be what the other said",
    "close_text": "told to the team alone, perhaps by the other",
    "reasons": "compares the answers of both",
    "score": "is about two people; explained to whoever asks",
    "team_line": "the team's word about both",
}
PROPOSAL_BLANKS = {"team_note": "", "first_words": "", "team_line": "", "close_text": "", "reasons": []}
MENTORSHIP_HIDDEN = {"end_reason": "may be what the other told the team"}
# What was asked about a pair: what the team noted of it may be about the other.
ABOUT_A_PAIR = Q(kind__in=[HelpRequest.Kind.REPORT, HelpRequest.Kind.PAIR])
HELP_BLANKS = {
    "person": None,
    "email": "",
    "message": "",
    "device": "",
    "troubles": [],
    "reach": "",
    "reach_when": "",
    "note": "",
}
# What stays of a profile others stand on: its side, its school and its rhythm, which figures count.
PROFILE_COUNTED = (
    *("public_id", "person", "kind", "application", "state", "opened_at", "updated_at"),
    *("formation", "campus", "mentoring_types", "term", "frequency"),
)
# And of its application: who sent what and when, and what was decided.
APPLICATION_COUNTED = (
    *("reference", "person", "kind", "state", "version", "charter_version", "charter_signed_at"),
    *("started_at", "saved_at", "submitted_at", "state_changed_at", "due_on", "decided_by"),
    *("hold_reason", "reject_reason"),
)


def reached(person):
    """Proposals the mentee was told of: the mentor agreed first, or asked nobody."""
    return Q(mentor_accepted_at__isnull=False)


HOLDINGS = (
    # The account
    Holding(User, ("pk",), Fate.APART, _("Votre compte"), hidden=ACCOUNT_HIDDEN),
    Holding(
        User,
        ("merged_into",),
        Fate.DELETED,
        _("Les comptes réunis au vôtre"),
        hidden=ACCOUNT_HIDDEN,
    ),
    Holding(EmailAddress, ("user",), Fate.DELETED, _("Vos adresses e-mail")),
    Holding(Authenticator, ("user",), Fate.DELETED, _("Vos seconds facteurs"), hidden={"data": OPENS_IT}),
    Holding(SocialAccount, ("user",), Fate.DELETED, _("Vos comptes reliés")),
    Holding(
        UserSession,
        ("user",),
        Fate.APART,
        _("Vos connexions"),
        hidden={"session_key": OPENS_IT, "data": "nothing but what the library keeps for itself"},
    ),
    Holding(Preference, ("user",), Fate.DELETED, _("Vos rappels")),
    Holding(
        Email,
        ("recipient",),
        Fate.APART,
        _("Les e-mails que nous vous avons écrits"),
        why="you have their text; it names other people",
        shown=("kind", "subject", "to_address", "state", "created_at", "sent_at"),
        only=lambda person: Q(is_secret=False),
    ),
    Holding(
        Email,
        ("recipient",),
        Fate.APART,
        _("Les codes et les liens envoyés"),
        shown=("kind", "to_address", "state", "created_at", "sent_at"),
        only=lambda person: Q(is_secret=True),
    ),
    Holding(
        Event,
        ("actor",),
        Fate.APART,
        _("Ce que vous avez fait"),
        shown=("at", "reference", "transition", "from_state", "to_state", "reason"),
    ),
    Holding(AccessLog, ("person",), Fate.DELETED, why="a chapter of its own says who read it, and as what"),
    Holding(DataExport, ("person",), Fate.DELETED, _("Vos exports"), hidden={"content": "this very file"}),
    Holding(AccountDeletion, ("person",), Fate.APART, _("La suppression de votre compte")),
    Holding(InactivityNotice, ("person",), Fate.DELETED, _("Nos avertissements d’inactivité")),
    # The application and the profile
    Holding(Application, ("person",), Fate.APART, _("Vos demandes")),
    Holding(DraftStep, ("application__person",), Fate.DELETED, _("Vos brouillons")),
    Holding(InternalNote, ("application__person",), Fate.DELETED, _("Ce que l’équipe a noté")),
    Holding(Profile, ("person",), Fate.APART, _("Vos profils")),
    Holding(ProfileDomain, ("profile__person",), Fate.KEPT, _("Vos domaines")),
    Holding(ProfileSkill, ("profile__person",), Fate.DELETED, _("Vos compétences")),
    Holding(Profile.soft_skills.through, ("profile__person",), Fate.DELETED, _("Vos savoir-être")),
    Holding(SupervisedCohort, ("profile__person",), Fate.DELETED, _("Les promotions que vous encadrez")),
    # Matching
    Holding(Features, ("profile__person",), Fate.DELETED, why="the profile again, as bytes"),
    Holding(
        Proposal,
        ("mentor__person",),
        Fate.BLANKED,
        _("Les propositions reçues, comme mentor"),
        hidden=CLOSED,
        only=lambda person: ~Q(state=Proposal.State.DRAFT),
        blanks=PROPOSAL_BLANKS,
    ),
    Holding(
        Proposal,
        ("mentee__person",),
        Fate.BLANKED,
        _("Les propositions reçues, comme personne accompagnée"),
        hidden=CLOSED
        | {"team_note": "the mentor's word to the team", "is_interest": "who thought of it first"},
        only=reached,
        blanks=PROPOSAL_BLANKS,
    ),
    Holding(
        Exclusion,
        ("created_by",),
        Fate.APART,
        _("Les suggestions que vous avez écartées"),
        only=lambda person: Q(mentor__person=F("created_by")),
    ),
    Holding(Exclusion, OF_BOTH, Fate.DELETED, why="the choice of somebody else, or the team's about both"),
    Holding(RunPair, OF_BOTH, Fate.KEPT, why="a step of a calculation about two people"),
    Holding(LeftOut, ("mentee__person",), Fate.KEPT, why="a step of a calculation"),
    # The pairs
    Holding(
        Mentorship,
        ("mentor__person",),
        Fate.BLANKED,
        _("Vos binômes, comme mentor"),
        hidden=MENTORSHIP_HIDDEN,
        blanks={"channel_link": ""},
    ),
    Holding(
        Mentorship,
        ("mentee__person",),
        Fate.BLANKED,
        _("Vos binômes, comme personne accompagnée"),
        hidden=MENTORSHIP_HIDDEN,
        blanks={"channel_link": ""},
    ),
    Holding(
        Goal, OF_THE_PAIR, Fate.BLANKED, _("Vos objectifs"), blanks={"title": _("Objectif"), "success": ""}
    ),
    Holding(
        MentoringSession,
        OF_THE_PAIR,
        Fate.BLANKED,
        _("Vos séances"),
        hidden={"is_contradicted": "says what the other answered"},
        blanks={"place": "", "agenda": "", "notes": "", "cancel_word": ""},
    ),
    Holding(
        SessionFeedback,
        ("author",),
        Fate.BLANKED,
        _("Vos retours de séance"),
        blanks={"shared_text": "", "team_text": ""},
    ),
    Holding(
        SessionFeedback,
        tuple(f"mentoring_session__{lookup}" for lookup in OF_THE_PAIR),
        Fate.KEPT,
        _("Ce que l’autre personne vous a écrit"),
        why="the rest was for the team alone, and the form said so",
        shown=("mentoring_session", "shared_text", "created_at"),
        only=lambda person: ~Q(author=person) & ~Q(shared_text=""),
    ),
    Holding(
        PairNote,
        OF_THE_PAIR,
        Fate.DELETED,
        why="the team's word about both; each may ask to read what is about them",
    ),
    Holding(CheckIn, ("person",), Fate.BLANKED, _("Vos points d’étape"), blanks={"team_text": ""}),
    Holding(
        ClosingReview,
        ("author",),
        Fate.BLANKED,
        _("Vos bilans"),
        blanks={"improvement": "", "quote": "", "is_quote_public": False},
    ),
    Holding(
        Alert,
        ("person", *OF_THE_PAIR),
        Fate.BLANKED,
        why="computed from facts that are here already, or from what the other told the team",
        # A handled alert says how: the database holds it to that.
        blanks={"note": Case(When(state="resolved", then=Value("…")), default=Value(""))},
    ),
    Holding(Certificate, ("person",), Fate.DELETED, _("Vos attestations")),
    Holding(Quote, ("author",), Fate.DELETED, _("Vos témoignages publiés")),
    Holding(CalendarFeed, ("person",), Fate.DELETED, _("Votre adresse d’agenda"), hidden={"token": OPENS_IT}),
    # Help
    Holding(DiscordStep, ("person",), Fate.DELETED, _("Le guide Discord")),
    Holding(WorkshopRegistration, ("person",), Fate.KEPT, _("Vos ateliers")),
    Holding(WorkshopInterest, ("person",), Fate.DELETED, _("Votre intérêt pour un atelier")),
    Holding(
        HelpRequest,
        ("person",),
        Fate.BLANKED,
        _("Vos demandes d’aide"),
        only=lambda person: ~ABOUT_A_PAIR,
        blanks=HELP_BLANKS,
    ),
    Holding(
        HelpRequest,
        ("person",),
        Fate.BLANKED,
        _("Vos demandes à propos d’un binôme, et vos signalements"),
        hidden={"note": "what the team found out about somebody else"},
        only=lambda person: ABOUT_A_PAIR,
        blanks=HELP_BLANKS,
    ),
)

# Whose work it was. The row is about something or somebody else; an erased account leaves no name in it.
WORK = {
    "admin.LogEntry": ("user",),
    "applications.Application": ("assigned_to", "decided_by"),
    "applications.InternalNote": ("author",),
    "followup.Alert": ("owner", "resolved_by"),
    "followup.ClosingReview": ("read_by",),
    "followup.Goal": ("updated_by",),
    "followup.MentoringSession": ("planned_by",),
    "followup.Mentorship": ("coordinator", "extension_asked_by", "reopening_asked_by"),
    "followup.NewsCampaign": ("by",),
    "followup.PairNote": ("author",),
    "followup.Workshop": ("host",),
    "matching.Exclusion": ("created_by", "lifted_by"),
    "mail.EmailText": ("author",),
    "matching.MatchingSettings": ("author",),
    "matching.Proposal": ("created_by",),
    "matching.Run": ("created_by",),
    "mentoring.AccessLog": ("reader",),
    "mentoring.CharterText": ("author",),
    "mentoring.HelpRequest": ("owner",),
}
