"""Why a pair ends: the list its two people and the team choose from."""

from django.utils.translation import gettext_lazy as _

from followup.models import Mentorship
from mentoring import reasons

Reason = Mentorship.EndReason

END = reasons.register(
    reasons.List(
        "fin",
        _("Terminer un binôme"),
        _("Choisi par l’un des deux ou par l’équipe. L’équipe seule lit ce libellé."),
        80,
        Reason,
        pinned=(Reason.GOALS, Reason.TERM, Reason.FIT, Reason.OTHER, Reason.LEFT),
        written=(Reason.LEFT,),
        meanings={
            Reason.GOALS: _(
                "Le binôme est allé à son terme. L’autre personne lit que les objectifs sont atteints."
            ),
            Reason.TERM: _(
                "Le binôme est allé à son terme. L’autre personne lit que la durée prévue est passée."
            ),
            Reason.FIT: _(
                "Les deux personnes ne sont plus proposées l’une à l’autre. L’autre lit un message neutre."
            ),
            Reason.OTHER: _("Pour ce que la liste ne dit pas. L’autre lit un message neutre."),
            Reason.LEFT: _("L’application l’écrit quand une personne quitte le programme."),
        },
        spoken={Reason.FIT: _("Les deux personnes ne se sont pas trouvées")},
    )
)


def for_the_team():
    """[(code, label)] of what is offered to whoever ends the pair of two others: 1 query."""
    return [
        (one.code, one.label if one.is_changed else str(END.spoken.get(one.code, one.label)))
        for one in reasons.reasons(END)
        if one.is_offered
    ]


def of_pair(mentorship, labels):
    """Why a pair ends, "" while it does not; `labels` are `mentoring.reasons.labels()`."""
    return labels.get((END.slug, mentorship.end_reason), "")
