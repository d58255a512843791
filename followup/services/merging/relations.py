"""What merging two accounts of one person does to every relation to a person, line by line.

A test holds this list against the register of privacy: whoever adds a relation says here what becomes of it.
`kept` is the account that stays, `absorbed` the one that is emptied.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from django.apps import apps
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followup.models import DataExport, DiscordStep


class Outcome(Enum):
    MOVES = "moves"  # the row is given to the account that stays
    UNITED = "united"  # the same, but for the rows that account has of its own: the double goes
    FOLLOWS = "follows"  # it hangs on an application, a profile or a pair, and goes where that goes
    DROPPED = "dropped"  # it opened the account that is emptied, or spoke of it alone
    APART = "apart"  # `merge` has a function of its own for it
    REFUSED = "refused"  # the obstacles see to it that there is none


@dataclass(frozen=True)
class Relation:
    """`words` say it on the page, with how many there are; relations with the same words are one line.

    `double(kept)` are the rows of the absorbed account that UNITED leaves out. A log grows by itself: it is
    counted, and a page is not stale because of it.
    """

    outcome: Outcome
    words: str = ""
    double: Callable | None = None
    is_log: bool = False


def any_of(model_name):
    """Of what a person has one at most: the account that stays keeps its own."""

    def double(kept):
        model = apps.get_model(model_name)
        name = next(one.name for one in model._meta.concrete_fields if one.one_to_one)
        return Q() if model.objects.filter(**{name: kept}).exists() else Q(pk__in=[])

    return double


def same_step(kept):
    return Q(step__in=DiscordStep.objects.filter(person=kept).values("step"))


def asked_too(kept):
    asked = DataExport.objects.of(kept).to_prepare()
    return Q(state=DataExport.State.ASKED) if asked.exists() else Q(pk__in=[])


MOVES, FOLLOWS = Relation(Outcome.MOVES), Relation(Outcome.FOLLOWS)
APPLICATIONS, PROFILES = _("Candidatures et brouillons"), _("Profils")
PROPOSALS, PAIRS = _("Propositions et intérêts"), _("Binômes")
SESSIONS, WORDS = _("Séances"), _("Retours, points d’étape et bilans")
PROOFS, HELP = _("Attestations et témoignages publiés"), _("Demandes d’aide")
DISCORD, TEAM = _("Guide et ateliers Discord"), _("Travail fait pour le programme")
KEYS = _("Seconds facteurs")


def one_of(model_name, words):
    return Relation(Outcome.UNITED, words, any_of(model_name))


def moves(words, *, is_log=False):
    return Relation(Outcome.MOVES, words, is_log=is_log)


def follows(words):
    return Relation(Outcome.FOLLOWS, words)


# By model and by the lookup that leads from a row to the person, as in the register.
RELATIONS = {
    # The account
    ("mentoring.User", "pk"): Relation(Outcome.APART),
    ("mentoring.User", "merged_into"): moves(_("Comptes déjà réunis à celui-ci")),
    ("account.EmailAddress", "user"): Relation(Outcome.APART),
    ("mfa.Authenticator", "user"): Relation(Outcome.DROPPED, KEYS),
    ("socialaccount.SocialAccount", "user"): moves(_("Comptes reliés")),
    ("usersessions.UserSession", "user"): Relation(Outcome.DROPPED),
    ("mail.Preference", "user"): one_of("mail.Preference", _("Réglages des rappels")),
    ("mail.Email", "recipient"): Relation(Outcome.APART, _("E-mails"), is_log=True),
    ("mentoring.Event", "actor"): moves(_("Gestes gardés dans l’historique"), is_log=True),
    ("mentoring.AccessLog", "person"): moves(_("Consultations de son dossier"), is_log=True),
    ("followup.DataExport", "person"): Relation(Outcome.UNITED, _("Copies de ses données"), asked_too),
    ("followup.AccountDeletion", "person"): Relation(Outcome.REFUSED),
    ("followup.InactivityNotice", "person"): Relation(Outcome.DROPPED, _("Avertissements d’inactivité")),
    # The application and the profile
    ("applications.Application", "person"): Relation(Outcome.APART, APPLICATIONS),
    ("applications.DraftStep", "application__person"): FOLLOWS,
    ("applications.InternalNote", "application__person"): follows(_("Notes de l’équipe")),
    ("applications.Profile", "person"): Relation(Outcome.APART, PROFILES),
    ("applications.ProfileDomain", "profile__person"): FOLLOWS,
    ("applications.ProfileSkill", "profile__person"): FOLLOWS,
    ("applications.Profile_soft_skills", "profile__person"): FOLLOWS,
    ("applications.SupervisedCohort", "profile__person"): FOLLOWS,
    # Matching
    ("matching.Features", "profile__person"): FOLLOWS,
    ("matching.Proposal", "mentor__person"): follows(PROPOSALS),
    ("matching.Proposal", "mentee__person"): follows(PROPOSALS),
    ("matching.Exclusion", "mentor__person"): follows(_("Paires exclues")),
    ("matching.Exclusion", "mentee__person"): follows(_("Paires exclues")),
    ("matching.RunPair", "mentor__person"): FOLLOWS,
    ("matching.RunPair", "mentee__person"): FOLLOWS,
    ("matching.LeftOut", "mentee__person"): FOLLOWS,
    # The pairs
    ("followup.Mentorship", "mentor__person"): follows(PAIRS),
    ("followup.Mentorship", "mentee__person"): follows(PAIRS),
    ("followup.Goal", "mentorship__mentor__person"): FOLLOWS,
    ("followup.Goal", "mentorship__mentee__person"): FOLLOWS,
    ("followup.MentoringSession", "mentorship__mentor__person"): follows(SESSIONS),
    ("followup.MentoringSession", "mentorship__mentee__person"): follows(SESSIONS),
    ("followup.SessionFeedback", "author"): moves(WORDS),
    ("followup.SessionFeedback", "mentoring_session__mentorship__mentor__person"): FOLLOWS,
    ("followup.SessionFeedback", "mentoring_session__mentorship__mentee__person"): FOLLOWS,
    ("followup.PairNote", "mentorship__mentor__person"): follows(_("Notes de l’équipe")),
    ("followup.PairNote", "mentorship__mentee__person"): follows(_("Notes de l’équipe")),
    ("followup.CheckIn", "person"): moves(WORDS),
    ("followup.ClosingReview", "author"): moves(WORDS),
    ("followup.Alert", "person"): moves(_("Alertes")),
    ("followup.Alert", "mentorship__mentor__person"): FOLLOWS,
    ("followup.Alert", "mentorship__mentee__person"): FOLLOWS,
    ("followup.Certificate", "person"): moves(PROOFS),
    ("mentoring.Quote", "author"): moves(PROOFS),
    ("followup.CalendarFeed", "person"): one_of("followup.CalendarFeed", _("Adresse d’agenda")),
    # Help
    ("followup.DiscordStep", "person"): Relation(Outcome.UNITED, DISCORD, same_step),
    ("followup.WorkshopRegistration", "person"): Relation(Outcome.APART, DISCORD),
    ("followup.WorkshopInterest", "person"): one_of("followup.WorkshopInterest", DISCORD),
    ("mentoring.HelpRequest", "person"): moves(HELP),
    # What the person did for the programme, before they were no longer of the team
    ("admin.LogEntry", "user"): moves(TEAM),
    ("applications.Application", "assigned_to"): moves(TEAM),
    ("applications.Application", "decided_by"): moves(TEAM),
    ("applications.InternalNote", "author"): moves(TEAM),
    ("followup.Alert", "owner"): moves(TEAM),
    ("followup.Alert", "resolved_by"): moves(TEAM),
    ("followup.ClosingReview", "read_by"): moves(TEAM),
    ("followup.Goal", "updated_by"): MOVES,
    ("followup.MentoringSession", "planned_by"): MOVES,
    ("followup.Mentorship", "coordinator"): moves(TEAM),
    ("followup.Mentorship", "extension_asked_by"): MOVES,
    ("followup.Mentorship", "reopening_asked_by"): MOVES,
    ("followup.NewsCampaign", "by"): moves(TEAM),
    ("followup.PairNote", "author"): moves(TEAM),
    ("followup.Workshop", "host"): moves(TEAM),
    ("matching.Exclusion", "created_by"): MOVES,
    ("matching.Exclusion", "lifted_by"): MOVES,
    ("mail.EmailText", "author"): moves(TEAM),
    ("matching.MatchingSettings", "author"): moves(TEAM),
    ("matching.Proposal", "created_by"): MOVES,
    ("matching.Run", "created_by"): moves(TEAM),
    ("mentoring.AccessLog", "reader"): Relation(Outcome.MOVES, is_log=True),
    ("mentoring.CharterText", "author"): moves(TEAM),
    ("mentoring.HelpRequest", "owner"): moves(TEAM),
}


def rows(key, person):
    label, lookup = key
    return apps.get_model(label)._base_manager.filter(**{lookup: person.pk})


def doubles(key, kept, absorbed):
    """The rows of the absorbed account that the other has of its own."""
    return rows(key, absorbed).filter(RELATIONS[key].double(kept))


def counts(person):
    """{"app.Model.lookup": how many} of everything there is: what an event remembers."""
    found = {".".join(key): rows(key, person).count() for key in RELATIONS if key[1] != "pk"}
    return {name: number for name, number in found.items() if number}


def told(kept, absorbed, *outcomes):
    """Counter {words: how many} of the rows of the absorbed account, the doubles left out; the logs last."""
    found = Counter()
    for key, relation in sorted(RELATIONS.items(), key=lambda row: row[1].is_log):
        if relation.words and relation.outcome in outcomes:
            is_united = relation.outcome is Outcome.UNITED
            found[relation.words] += rows(key, absorbed).count()
            found[relation.words] -= doubles(key, kept, absorbed).count() if is_united else 0
    return found


def steady(lines):
    """[(words, how many)] without the logs."""
    logs = {str(relation.words) for relation in RELATIONS.values() if relation.is_log}
    return [line for line in lines if line[0] not in logs]


def left_out(kept, absorbed):
    """Counter {words: how many} of the doubles, which go."""
    found = Counter()
    for key, relation in RELATIONS.items():
        if relation.outcome is Outcome.UNITED:
            found[relation.words] += doubles(key, kept, absorbed).count()
    return found
