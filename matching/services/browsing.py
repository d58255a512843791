"""What a mentor's own pages show: a list without names, one person's sheet, the interests already said."""

import datetime

from django.core.cache import cache
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.models import Profile
from matching.models import Exclusion, Proposal
from matching.options import Closed
from mentoring.mail.models import Email
from mentoring.models import NotAllowed, Programme

from . import cards, explaining, interests, letters, seats, suggestions, tokens

State = Proposal.State
COUNTS, COUNTS_KEPT = "matching.suggestion_counts", datetime.timedelta(hours=3).total_seconds()
SHOWN_AFTER_THE_END = datetime.timedelta(days=90)


class Situation(models.TextChoices):
    """Whether a mentor has a list to read today, and what stands in the way otherwise."""

    OPEN = "open"
    COORDINATOR = "coordinator"
    PAUSED = "paused"
    OPTED_OUT = "opted_out"
    FULL = "full"


def situation_of(mentor):
    if Programme.current().mode == Programme.Mode.COORDINATOR:
        return Situation.COORDINATOR
    if mentor.state == Profile.State.PAUSED:
        return Situation.PAUSED
    if mentor.is_opted_out:
        return Situation.OPTED_OUT
    return Situation.OPEN if seats.places_left(mentor) else Situation.FULL


def listing(mentor, filters=None):
    """Context of the list."""
    situation = situation_of(mentor)
    found = suggestions.suggestions_for(mentor, filters) if situation == Situation.OPEN else []
    if not filters:
        remember(mentor, len(found))
    return {
        "situation": situation,
        "mentor": mentor,
        "places": seats.places_left(mentor),
        "is_reserved": situation == Situation.FULL and seats.places_left(mentor, pairs_only=True) > 0,
        "cards": [
            cards.brief_of_mentee(one.mentee, one.explained) | {"token": tokens.token_for(mentor, one.mentee)}
            for one in found
        ],
        **limits(mentor),
    }


def limits(mentor):
    """{"interest_count", "refusal"}: open interests, and what replaces the button at the most."""
    number = seats.open_interests(mentor).count()
    is_most = number >= seats.most_interests(mentor)
    return {"interest_count": number, "refusal": interests.too_many(number) if is_most else ""}


def sheet(mentor, mentee):
    """Context of one person's sheet. Raises NotAllowed, in the mentor's words, once it is closed to them.

    Where the team composes, an interest said before stays readable while the team looks at it.
    """
    open_here = Proposal.objects.open().filter(mentor=mentor, mentee=mentee).first()
    is_interest = bool(open_here and open_here.is_interest)
    if not is_interest and Programme.current().mode == Programme.Mode.COORDINATOR:
        raise NotAllowed(_("Dans ce programme, l’équipe compose les binômes."))
    explained = interests.still_suggested(mentor, mentee, open_here)
    return {
        "card": cards.of_mentee(mentee, explained),
        "token": tokens.token_for(mentor, mentee),
        "question": open_here if open_here and open_here.state in Proposal.AWAITING else None,
        "interest": open_here if is_interest else None,
        **limits(mentor),
    }


def interests_of(mentor):
    """The interests a mentor still reads about: under way, of today's pairs, or ended less than 90 days ago.
    What they took back themselves is not told again."""
    is_live = Q(state__in=Proposal.OPEN) | Q(state=State.ACCEPTED, ended_at=None)
    is_recent = Q(state_changed_at__gte=timezone.now() - SHOWN_AFTER_THE_END)
    return (
        Proposal.objects.filter(is_live | is_recent, mentor=mentor, is_interest=True)
        .exclude(close_reason=Closed.WITHDRAWN)
        .select_related("mentee")
        .order_by("-created_at", "-pk")
    )


def interest_rows(mentor, proposals):
    """Rows of « Mes intérêts »: the goal, where it stands, what may still be done."""
    unread = set(
        Email.objects.filter(
            reference__in=[one.reference for one in proposals],
            kind="proposal_to_mentee",
            state=Email.State.SCHEDULED,
        ).values_list("reference", flat=True)
    )
    return [
        {
            "proposal": one,
            "goal": explaining.goal_line(one.mentee) or _("Une personne à accompagner"),
            "state": one.state if one.state in STANDINGS else "",
            "standing": STANDINGS.get(one.state, lambda: _("Non retenu"))(),
            "token": tokens.token_for(mentor, one.mentee) if one.state in EXAMINED else "",
            "path": letters.path_of(one) if one.state in (State.AWAITING_MENTEE, State.ACCEPTED) else "",
            "can_withdraw": one.state in EXAMINED or one.reference in unread,
        }
        for one in proposals
    ]


EXAMINED = (State.INTEREST, State.DRAFT)
STANDINGS = {
    State.INTEREST: lambda: _("L’équipe examine"),
    State.DRAFT: lambda: _("L’équipe examine"),
    State.AWAITING_MENTEE: lambda: _("Proposé, en attente de réponse"),
    State.ACCEPTED: lambda: _("Accepté"),
}


def dismissal(mentor, mentee):
    """The « Pas pour moi » in force about this person, or None."""
    return (
        Exclusion.objects.in_force(timezone.localdate())
        .filter(mentor=mentor, mentee=mentee, reason=Exclusion.Reason.NOT_FOR_ME)
        .first()
    )


def remember(mentor, number):
    """Keep the count the menu shows. Counting costs a whole list, so the menu only reads what is known."""
    known = cache.get(COUNTS) or {}
    if known.get(mentor.person_id, 0) != number:
        cache.set(COUNTS, known | {mentor.person_id: number}, COUNTS_KEPT)


def remember_all():
    """Count every mentor's suggestions; the clock calls it every hour. Returns how many mentors have some."""
    is_closed = Programme.current().mode == Programme.Mode.COORDINATOR
    counted = {} if is_closed else suggestions.counts()
    cache.set(COUNTS, counted, COUNTS_KEPT)
    return len(counted)


def forget_all():
    """No count is known until the clock comes by: the mode changed, and with it who reads a list."""
    cache.delete(COUNTS)


def known_count(person):
    """How many suggestions wait for this person, as far as the menu knows."""
    return (cache.get(COUNTS) or {}).get(person.pk) or None
