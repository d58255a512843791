"""Who may be asked: places, availability, exclusions, rules. Checked under locks taken in one order.

Seats are taken under a lock on the mentor's row, then the mentee's, then the proposal's. Whoever holds a
proposal's row and wants no profile's (a departure, an expiry) cannot close a circle.
"""

import contextlib

from django.db import IntegrityError, models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.models import Application, Profile
from matching.models import Exclusion, MatchingSettings, Proposal
from mentoring.models import NotAllowed
from mentoring.moves import lock, no_longer
from mentoring.references import new_reference

from . import explaining


class Obstacle(models.TextChoices):
    """Why two people cannot be asked today; the code lets a page choose words that reveal less."""

    MENTOR_GONE = "mentor_gone"
    MENTEE_GONE = "mentee_gone"
    FULL = "full"
    PAIRED = "paired"
    ASKED = "asked"
    PREPARED = "prepared"
    EXCLUDED = "excluded"
    RULE = "rule"
    OPTED_OUT = "opted_out"


class Blocked(NotAllowed):
    """A refusal that says which obstacle stands in the way."""

    def __init__(self, obstacle, sentence):
        super().__init__(sentence)
        self.obstacle = obstacle


def new_row(mentor, mentee, *, by, state, **fields):
    """A proposal that nobody has been told of yet, in `state` (interest or draft)."""
    return Proposal.objects.create(
        reference=new_reference(
            "PRO", lambda reference: Proposal.objects.filter(reference=reference).exists()
        ),
        mentor=mentor,
        mentee=mentee,
        state=state,
        created_by=by,
        **fields,
    )


def hold_profiles(mentor_id, mentee_id):
    """Both profiles as the database has them now, their rows locked: the mentor's first, always.

    The locks leave foreign keys to these rows alone (`no_key`), so writing an event or an exclusion about a
    held profile waits for nobody. Raises NotAllowed when one of them, waited for, is gone or was given to
    another account of its owner: the row that was read is no longer the row there is.
    """
    profiles = Profile.objects.select_related("person", "application").select_for_update(
        of=("self",), no_key=True
    )
    try:
        return profiles.get(pk=mentor_id), profiles.get(pk=mentee_id)
    except Profile.DoesNotExist as error:
        raise NotAllowed(_("Quelqu’un a été plus rapide : rechargez la page.")) from error


def hold(proposal, *states):
    """Lock a proposal's two profiles and its row; return (mentor, mentee).

    Raises NotAllowed when the proposal is gone or in none of `states`: the map of moves alone would let an
    answer jump over a question nobody asked yet.
    """
    mentor, mentee = hold_profiles(proposal.mentor_id, proposal.mentee_id)
    try:
        current = lock(proposal)
    except Proposal.DoesNotExist as error:
        raise NotAllowed(_("Cette proposition n’existe plus.")) from error
    if current.state not in states:
        raise no_longer(current)
    proposal.refresh_from_db()
    proposal.mentor, proposal.mentee = mentor, mentee
    return mentor, mentee


def hold_all(proposals, state):
    """As `hold`, for many at once: those of `proposals` still in `state`, with their profiles, all locked;
    one whose profile was given to another account meanwhile is left for the next time.

    Every mentor's row, then every mentee's, each side in the order of keys: nobody waits in a circle.
    """
    profiles = {}
    for side in ("mentor_id", "mentee_id"):
        rows = Profile.objects.select_related("person", "application").filter(
            pk__in={getattr(one, side) for one in proposals}
        )
        profiles |= {row.pk: row for row in rows.select_for_update(of=("self",), no_key=True).order_by("pk")}
    held = list(
        Proposal.objects.filter(pk__in=[one.pk for one in proposals], state=state)
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    held = [one for one in held if {one.mentor_id, one.mentee_id} <= profiles.keys()]
    for one in held:
        one.mentor, one.mentee = profiles[one.mentor_id], profiles[one.mentee_id]
    return held


def places_left(mentor, *, ignoring=None, pairs_only=False):
    """How many more people this mentor may be asked about today (never below 0).

    `pairs_only` leaves out the places that unanswered questions reserve: between two of them, the first yes
    counts.
    """
    everyone = Proposal.objects.filter(mentor=mentor)
    taken = everyone.pairs() if pairs_only else everyone.taking_a_seat()
    if ignoring:
        taken = taken.exclude(pk=ignoring.pk)
    return max(0, mentor.capacity - taken.count())


def open_interests(mentor):
    """The mentor's interests that are not concluded."""
    return Proposal.objects.open().filter(mentor=mentor, is_interest=True)


def most_interests(mentor):
    """How many interests this mentor may have open at once: one more than the free places, at most what the
    settings say."""
    return min(MatchingSettings.current().max_interests, places_left(mentor) + 1)


def check(mentor, mentee, *, ignoring=None, pairs_only=False):
    """Raise Blocked unless these two may be asked; return their Explained pair. Call it with both rows held.

    `ignoring` is the proposal whose own seat and question do not count against it; `pairs_only` as in
    `places_left`. A rule the coordination set to block holds here too.
    """
    if found := obstacle(mentor, mentee, ignoring=ignoring, pairs_only=pairs_only):
        raise Blocked(*found)
    explained = explaining.pair(mentor, mentee, places=1)
    if not explained.is_allowed:
        raise Blocked(Obstacle.RULE, explained.blocks()[0])
    return explained


def obstacle(mentor, mentee, *, ignoring=None, pairs_only=False):
    """The first fact in the way, rules apart, as (Obstacle, sentence), or None."""
    if not is_open(mentor):
        return Obstacle.MENTOR_GONE, _("Ce mentor n’est plus disponible.")
    if not is_open(mentee):
        return Obstacle.MENTEE_GONE, _("Cette personne n’est plus disponible.")
    others = Proposal.objects.filter(mentee=mentee)
    if ignoring:
        others = others.exclude(pk=ignoring.pk)
    if others.pairs().exists():
        return Obstacle.PAIRED, _("Cette personne a déjà un binôme.")
    if others.awaiting().exists():
        return Obstacle.ASKED, _("Cette personne vient de recevoir une autre proposition.")
    if others.filter(state=Proposal.State.DRAFT).exclude(mentor=mentor).exists():
        return Obstacle.PREPARED, _(
            "Un autre binôme est déjà épinglé pour cette personne : retirez d’abord cette épingle."
        )
    if not places_left(mentor, ignoring=ignoring, pairs_only=pairs_only):
        return Obstacle.FULL, full(mentor)
    if Exclusion.objects.in_force(timezone.localdate()).filter(mentor=mentor, mentee=mentee).exists():
        return Obstacle.EXCLUDED, _("Bloqué : paire exclue.")
    return None


def full(mentor):
    """« Plus de place : les 2 places de ce mentor sont prises. »"""
    return ngettext(
        "Plus de place : la seule place de ce mentor est prise.",
        "Plus de place : les {n} places de ce mentor sont prises.",
        mentor.capacity,
    ).format(n=mentor.capacity)


def is_open(profile):
    """Approved, and neither paused nor gone: what `Profile.objects.open_to_matching()` says of one row."""
    return (
        profile.state == Profile.State.AVAILABLE and profile.application.state == Application.State.APPROVED
    )


@contextlib.contextmanager
def refusing_conflicts():
    """Turn a constraint that another request met first into a sentence.

    Put it around the transaction, not inside: the transaction is already broken when it is raised.
    """
    try:
        yield
    except IntegrityError as error:
        for constraint in (*Proposal._meta.constraints, *Exclusion._meta.constraints):
            if constraint.name in str(error):
                raise NotAllowed(str(constraint.violation_error_message)) from error
        raise NotAllowed(_("Quelqu’un a été plus rapide : rechargez la page.")) from error
