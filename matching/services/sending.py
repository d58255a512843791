"""From a global proposal to questions asked: what may still be sent, the sending, and taking it back."""

import datetime
from collections import Counter
from dataclasses import dataclass, field

from django.conf import settings as django_settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.models import Profile
from matching.core.settings import points
from matching.models import Exclusion, Proposal
from mentoring.models import Event, NotAllowed
from mentoring.moves import lock

from . import proposals, seats

State = Proposal.State
MOST_AT_ONCE = 50


@dataclass
class Sent:
    """What a sending did: the lines asked, and (line, sentence) of those that could not be."""

    asked: list = field(default_factory=list)
    refused: list = field(default_factory=list)


def obstacles(pairs):
    """{line's key: why it cannot be proposed today}, for lines of runs: 4 queries whatever their number.

    The facts `seats.obstacle` looks at, read for many pairs at once; the sending checks again under its
    locks, the rules with them.
    """
    mentors = {pair.mentor_id for pair in pairs}
    mentees = {pair.mentee_id for pair in pairs}
    people = Profile.objects.select_related("application").in_bulk(mentors | mentees)
    about = list(
        Proposal.objects.filter(mentee__in=mentees).values_list("mentor", "mentee", "state", "ended_at")
    )
    taken = Counter(
        Proposal.objects.taking_a_seat().filter(mentor__in=mentors).values_list("mentor", flat=True)
    )
    excluded = set(
        Exclusion.objects.in_force(timezone.localdate())
        .filter(mentor__in=mentors, mentee__in=mentees)
        .values_list("mentor", "mentee")
    )

    def why(pair):
        others = [
            (mentor, state, ended) for mentor, mentee, state, ended in about if mentee == pair.mentee_id
        ]
        if not seats.is_open(people[pair.mentor_id]):
            return _("Ce mentor n’est plus disponible.")
        if not seats.is_open(people[pair.mentee_id]):
            return _("Cette personne n’est plus disponible.")
        if any(state == State.ACCEPTED and ended is None for _mentor, state, ended in others):
            return _("Cette personne a déjà un binôme.")
        if any(state in Proposal.AWAITING for _mentor, state, _ended in others):
            return _("Cette personne vient de recevoir une autre proposition.")
        if any(state == State.DRAFT and mentor != pair.mentor_id for mentor, state, _ended in others):
            return _("Un autre binôme est épinglé pour cette personne.")
        if taken[pair.mentor_id] >= people[pair.mentor_id].capacity:
            return _("Le mentor n’a plus de place.")
        if (pair.mentor_id, pair.mentee_id) in excluded:
            return _("Paire exclue depuis ce calcul.")
        return ""

    found = {pair.pk: why(pair) for pair in pairs if not pair.sent_at}
    return {key: sentence for key, sentence in found.items() if sentence}


def is_ticked(pair, version):
    """Whether a line starts ticked: a good fit, and nothing to look at first."""
    return points(pair.score) >= version.good_from and not pair.warnings


def send(pairs, *, by):
    """Ask the first person of each line, every line in a transaction of its own: a line that has become
    impossible leaves the others alone. Returns what was Sent."""
    done = Sent()
    for pair in pairs[:MOST_AT_ONCE]:
        try:
            send_one(pair, by=by)
        except NotAllowed as refusal:
            done.refused.append((pair, str(refusal)))
        else:
            done.asked.append(pair)
    return done


@transaction.atomic
def send_one(pair, *, by):
    """Raises NotAllowed, in a sentence, when the two may not be asked any more."""
    current = lock(pair)
    if current.sent_at:
        raise NotAllowed(_("Ce binôme a déjà été proposé."))
    if current.removed_at:
        raise NotAllowed(_("Ce binôme a été retiré de la liste."))
    # Pinned since the calculation counts too: taken back, it stays pinned.
    current.is_pinned |= Proposal.objects.filter(
        mentor=current.mentor_id, mentee=current.mentee_id, state=State.DRAFT
    ).exists()
    proposal = proposals.propose(current.mentor, current.mentee, by=by)
    current.proposal, current.sent_at = proposal, timezone.now()
    current.save(update_fields=["is_pinned", "proposal", "sent_at"])


def undoable(run, *, by):
    """The lines this person sent less than ten minutes ago whose question is still in the outbox."""
    since = timezone.now() - datetime.timedelta(minutes=django_settings.MAIL_UNDO_MINUTES)
    sent = list(
        run.pairs.filter(sent_at__gt=since, proposal__state__in=Proposal.AWAITING)
        .select_related("proposal", "mentor__person", "mentee__person")
        .order_by("pk")
    )
    mine = set(
        Event.objects.filter(
            reference__in=[pair.proposal.reference for pair in sent],
            transition__in=["send", "approve_interest"],
            actor=by,
            at__gt=since,
        ).values_list("reference", flat=True)
    )
    return [pair for pair in sent if pair.proposal.reference in mine]


def take_back(run, *, by):
    """« Annuler l’envoi »: every line just sent that nobody answered is unsent. Returns (how many, sentences
    about those that could not be)."""
    number, refused = 0, []
    for pair in undoable(run, by=by):
        try:
            take_one_back(pair, by=by)
        except NotAllowed as refusal:
            refused.append((pair, str(refusal)))
        else:
            number += 1
    return number, refused


@transaction.atomic
def take_one_back(pair, *, by):
    current = lock(pair)
    if current.sent_at is None:
        raise NotAllowed(_("Cet envoi est déjà annulé."))
    proposal = proposals.undo(current.proposal, by=by)
    if proposal.state == State.DRAFT and not current.is_pinned:
        proposals.discard(proposal, by=by)


def told(done):
    """« 12 propositions partent dans dix minutes. »"""
    return ngettext(
        "{n} proposition part dans dix minutes. D’ici là, vous pouvez tout reprendre.",
        "{n} propositions partent dans dix minutes. D’ici là, vous pouvez tout reprendre.",
        len(done.asked),
    ).format(n=len(done.asked))


def changed_since(run):
    """How many profiles changed since a run read them: what the page warns of."""
    return (
        Event.objects.filter(reference__startswith="profile:", at__gt=run.read_at)
        .values("reference")
        .distinct()
        .count()
    )
