"""« Points d'étape »: each of the two is asked how the pair goes, at set dates, for the team alone."""

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.options import Term
from followup.models import CheckIn, Mentorship
from followup.services import alerts, letters
from mentoring import help as help_desk
from mentoring.models import HelpRequest
from mentoring.moves import move
from mentoring.rounds import each

State = CheckIn.State
FIRST_DAYS, THEN_EVERY = (14, 45), 60
OPEN_FOR = datetime.timedelta(days=14)


def day_of(mentorship, number):
    """The day of the `number`-th check-in: 14 and 45 days after the start, then every 60 days."""
    first = FIRST_DAYS[min(number, len(FIRST_DAYS)) - 1]
    later = max(0, number - len(FIRST_DAYS)) * THEN_EVERY
    return mentorship.started_on + datetime.timedelta(days=first + later)


def next_number(mentorship, today):
    """The check-in that comes next, today's included; None past its end or for a short pair after two."""
    number = 1
    while day_of(mentorship, number) < today:
        number += 1
    is_one_too_many = mentorship.term == Term.SHORT and number > len(FIRST_DAYS)
    return None if is_one_too_many or day_of(mentorship, number) >= mentorship.planned_end_on else number


def schedule(now=None):
    """Write the next check-in of both people of every pair at work. Returns how many; the clock calls it."""
    today = timezone.localdate(now)
    pairs = Mentorship.objects.filter(state__in=[Mentorship.State.ACTIVE, Mentorship.State.PAUSED])
    known = set(CheckIn.objects.filter(mentorship__in=pairs).values_list("mentorship", "number"))
    missing = [
        CheckIn(mentorship=pair, person=person, number=number, due_on=day_of(pair, number))
        for pair in pairs.with_people().order_by("pk")
        if (number := next_number(pair, today)) and (pair.pk, number) not in known
        for person in pair.people
    ]
    # Two workers may come at the same moment: the constraint keeps one of each.
    CheckIn.objects.bulk_create(missing, ignore_conflicts=True)
    return len(missing)


def ask_due(now=None):
    """Ask those whose day has come, where the pair is at work. Returns how many; the clock calls it."""
    now = now or timezone.now()
    due = CheckIn.objects.filter(state=State.SCHEDULED, due_on__lte=timezone.localdate(now))

    @transaction.atomic
    def ask(check_in):
        move(check_in, "ask", State.ASKED, by=None, asked_at=now)
        letters.check_in_due(check_in, 1)

    return each(due.filter(mentorship__state=Mentorship.State.ACTIVE).with_people().order_by("pk"), ask)


def expire_due(now=None):
    """Close what waited for a fortnight, and what belongs to a pair that ended. Returns how many."""
    now = now or timezone.now()
    going = [Mentorship.State.ACTIVE, Mentorship.State.PAUSED]
    is_over = ~Q(mentorship__state__in=going) | Q(asked_at__lte=now - OPEN_FOR)
    waiting = CheckIn.objects.filter(is_over, state__in=[State.SCHEDULED, State.ASKED])

    def expire(check_in):
        move(check_in, "expire", State.EXPIRED, by=None, closed_at=now)

    return each(waiting.order_by("pk"), expire)


def answer(check_in, *, by, going, rhythm, needs=(), team_text=""):
    """The three answers, once. A pair that goes badly, or a wish to change, reaches the coordination."""
    with transaction.atomic():
        said = {"going": going, "rhythm": rhythm, "needs": list(needs), "team_text": team_text}
        move(check_in, "answer", State.ANSWERED, by=by, closed_at=timezone.now(), **said)
        tell_the_team(check_in)
        alerts.refresh(check_in.mentorship)


def pass_over(check_in, *, by):
    """« Passer ce point »: nothing more is asked before the next one."""
    move(check_in, "skip", State.SKIPPED, by=by, closed_at=timezone.now())


def tell_the_team(check_in):
    wishes = []
    if check_in.going == CheckIn.Going.HARD:
        wishes.append(_("Point d’étape : le binôme se passe difficilement."))
    if CheckIn.Need.CHANGE in check_in.needs:
        wishes.append(_("Point d’étape : préfère changer de binôme."))
    if wishes:
        help_desk.ask(
            HelpRequest.Kind.PAIR,
            person=check_in.person,
            message="\n".join([*wishes, *filter(None, [check_in.team_text])]),
            about=check_in.mentorship.reference,
        )
