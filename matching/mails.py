"""The kinds of e-mail this floor sends. Each asks again, just before leaving, whether it is still true."""

from django.utils.translation import gettext_lazy as _

from applications.models import Profile
from matching.models import Proposal
from matching.services import browsing
from mentoring.mail.catalogue import D, Kind, R, register

State = Proposal.State


def is_in(*states):
    """A guard: the proposal the message tells of still is in one of these states."""
    return lambda email: Proposal.objects.filter(reference=email.reference, state__in=states).exists()


def is_still_asked(email):
    """The reminder's reader is the one whose answer is awaited."""
    proposal = (
        Proposal.objects.awaiting()
        .filter(reference=email.reference)
        .select_related("mentor", "mentee")
        .first()
    )
    if proposal is None:
        return False
    side = proposal.mentor if proposal.state == State.AWAITING_MENTOR else proposal.mentee
    return side.person_id == email.recipient_id


def has_a_list(email):
    """The mentor still has one to read: available, with a free place, in a programme where mentors choose."""
    _kind, public_id, _week = email.reference.split(":")
    mentor = Profile.objects.open_to_matching().filter(public_id=public_id).first()
    return mentor is not None and browsing.situation_of(mentor) == browsing.Situation.OPEN


register(
    Kind(
        "suggestions_digest",
        R,
        "{title}",
        is_still_relevant=has_a_list,
        rank=11,
        switch="is_follow_up_on",
        keeps_days=7,
    )
)
register(
    Kind(
        "interest_declined",
        D,
        _("À propos de votre intérêt"),
        is_still_relevant=is_in(State.DECLINED),
    )
)
register(
    Kind(
        "proposal_to_mentor",
        D,
        _("Une personne à accompagner vous est proposée"),
        is_still_relevant=is_in(State.AWAITING_MENTOR),
    )
)
register(
    Kind(
        "proposal_to_mentee",
        D,
        _("Nous avons trouvé un mentor pour vous"),
        is_still_relevant=is_in(State.AWAITING_MENTEE),
    )
)
register(
    Kind(
        "proposal_reminder",
        R,
        _("Plus que {remaining} pour répondre"),
        is_still_relevant=is_still_asked,
        rank=3,
        switch="is_follow_up_on",
    )
)
register(
    Kind(
        "proposal_expired",
        D,
        _("La proposition a expiré"),
        is_still_relevant=is_in(State.EXPIRED),
    )
)
register(
    Kind(
        "proposal_not_concluded",
        D,
        _("Cette mise en relation n’aura pas lieu"),
        is_still_relevant=is_in(State.DECLINED, State.EXPIRED, State.CANCELLED),
    )
)
register(
    Kind(
        "proposal_cancelled",
        D,
        _("Proposition annulée"),
        is_still_relevant=is_in(State.CANCELLED),
    )
)
