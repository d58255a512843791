"""Why a suggestion, an interest or a proposal comes to nothing: the lists people choose from.

The same code is in several; whose answer it was says which one is meant.
"""

from django.utils.translation import gettext_lazy as _

from matching.models import Exclusion, Proposal
from matching.options import Cancel, Closed, InterestDecline, MenteeDecline, MentorDecline
from mentoring.reasons import List, register

BY_MENTOR = _("Choisi par le mentor, lu par l’équipe seulement.")
BY_MENTEE = _("Choisi par la personne mentorée, lu par l’équipe seulement.")
BEYOND = _("Pour ce que la liste ne dit pas.")

SUGGESTION = register(
    List(
        "suggestion",
        _("Écarter une suggestion (mentor)"),
        BY_MENTOR,
        30,
        Exclusion.Detail,
        pinned=(Exclusion.Detail.OTHER,),
        meanings={Exclusion.Detail.OTHER: _("Le mentor peut ajouter quelques mots pour l’équipe.")},
    )
)
MENTOR_NO = register(
    List(
        "refus-mentor",
        _("Refuser une proposition (mentor)"),
        BY_MENTOR,
        40,
        MentorDecline,
        pinned=(MentorDecline.OTHER,),
        meanings={MentorDecline.OTHER: BEYOND},
    )
)
MENTEE_NO = register(
    List(
        "refus-personne",
        _("Refuser une proposition (personne mentorée)"),
        BY_MENTEE,
        50,
        MenteeDecline,
        pinned=(MenteeDecline.OTHER,),
        meanings={MenteeDecline.OTHER: BEYOND},
    )
)
INTEREST_NO = register(
    List(
        "interet",
        _("Décliner un intérêt (équipe)"),
        _("Choisi par l’équipe. Le mentor lit un remerciement, jamais le motif."),
        60,
        InterestDecline,
        pinned=(InterestDecline.OTHER,),
        meanings={InterestDecline.OTHER: BEYOND},
    )
)
TAKEN_BACK = register(
    List(
        "annulation",
        _("Annuler une proposition (équipe)"),
        _("Choisi par l’équipe. Les personnes déjà interrogées apprennent l’annulation, jamais le motif."),
        70,
        Cancel,
        pinned=(Cancel.OTHER,),
        meanings={Cancel.OTHER: BEYOND},
    )
)


def list_of(proposal):
    """The list that somebody chose its reason from: the team's when it was taken back, else that of whoever
    was asked."""
    if proposal.state == Proposal.State.CANCELLED:
        return TAKEN_BACK
    if proposal.mentor_accepted_at:
        return MENTEE_NO
    return INTEREST_NO if proposal.is_interest else MENTOR_NO


def of_proposal(proposal, labels):
    """Why a proposal ended, in words, "" while it has not; `labels` are `mentoring.reasons.labels()`."""
    code = proposal.close_reason
    if code in Closed.values:
        return str(Closed(code).label)
    return labels.get((list_of(proposal).slug, code), code)
