"""Why a request waits or is refused: the lists the queue offers."""

from django.utils.translation import gettext_lazy as _

from applications.models import Application
from applications.options import HoldReason, Kind, RejectReason
from applications.services import wordings
from mentoring.reasons import List, register

HINT = _("Choisi par l’équipe. La personne peut le lire.")


def to_both(write):
    """What `write(application, code)` says to a mentor, then to a mentee, by code."""
    return lambda code: tuple(write(Application(kind=kind), code) for kind in (Kind.MENTOR, Kind.MENTEE))


HOLD = register(
    List(
        "attente",
        _("Mettre une demande en attente"),
        HINT,
        10,
        HoldReason,
        pinned=(HoldReason.NO_ANSWER, HoldReason.OTHER),
        meanings={
            HoldReason.NO_MENTOR: _("Proposé pour les demandes de mentorat seulement."),
            HoldReason.NO_MENTEE: _("Proposé pour les candidatures de mentor seulement."),
            HoldReason.NO_ANSWER: _(
                "Pour une question restée sans réponse : la demande revient en lecture dès que la personne "
                "répond. L’application le choisit aussi, une fois la date passée."
            ),
            HoldReason.OTHER: _("La personne ne lit pas ce libellé, seulement que sa demande attend."),
        },
        messages=to_both(wordings.hold_message),
    )
)
REJECT = register(
    List(
        "refus",
        _("Refuser une demande"),
        HINT,
        20,
        RejectReason,
        pinned=(RejectReason.OTHER,),
        meanings={
            RejectReason.DUPLICATE: _("L’e-mail n’invite pas à refaire une demande."),
            RejectReason.AVAILABILITY: _("L’e-mail invite à revoir ses disponibilités."),
            RejectReason.NOT_MEMBER: _("Proposé pour les demandes de mentorat seulement."),
            RejectReason.COMMERCIAL: _("Proposé pour les candidatures de mentor seulement."),
            RejectReason.OTHER: _(
                "La personne ne lit pas ce libellé. Son message part aussi quand le motif n’est pas montré."
            ),
        },
        messages=to_both(wordings.reject_message),
    )
)


def of_application(application, labels):
    """Why a request waits or was refused, "" where neither; `labels` are `mentoring.reasons.labels()`."""
    if application.hold_reason:
        return labels.get((HOLD.slug, application.hold_reason), "")
    return labels.get((REJECT.slug, application.reject_reason), "")
