"""Everything on a pair's page, for one of its members, in a constant number of queries."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.options import Frequency, Term
from followup.models import Goal, MentoringSession, Mentorship, SessionFeedback
from followup.services import certificates, channels, feedback, slots, testimonials, turns

KIT_DAYS = 30
EXAMPLES = (
    gettext_lazy("Présenter un projet de A à Z en entretien"),
    gettext_lazy("Écrire des tests pour un projet existant"),
    gettext_lazy("Choisir entre deux métiers"),
)
State = MentoringSession.State


def of(mentorship, person, now):
    profile, other = mentorship.profile_of(person), mentorship.other_of(person)
    rows = list(mentorship.mentoring_sessions.all())
    upcoming = sorted(
        (r for r in rows if r.state == State.PLANNED and r.ends_at > now), key=lambda r: r.starts_at
    )
    goals = list(mentorship.goals.all())
    given = set(
        SessionFeedback.objects.filter(mentoring_session__in=rows, author=person).values_list(
            "mentoring_session", flat=True
        )
    )
    shared = {}
    for row in (
        SessionFeedback.objects.filter(mentoring_session__in=rows)
        .exclude(shared_text="")
        .select_related("author")
    ):
        shared.setdefault(row.mentoring_session_id, []).append(row)
    is_live = mentorship.state in Mentorship.LIVE
    is_going = is_live and mentorship.state != Mentorship.State.CLOSING
    journal = [
        {
            "session": row,
            "is_given": row.pk in given,
            "may_give": feedback.may_give(row, now) and row.state != State.PLANNED,
            "shared": shared.get(row.pk, []),
        }
        for row in rows
        if row not in upcoming[:1]
    ]
    return {
        "pair": mentorship,
        "agreed": agreed(mentorship),
        "me": profile,
        "other": other,
        "is_live": is_live,
        "is_going": is_going,
        "next_session": upcoming[0] if upcoming else None,
        "dates": common_dates(mentorship, profile, now) if is_going and not upcoming else [],
        "goals": [goal for goal in goals if goal.state in Goal.OPEN],
        "past_goals": [goal for goal in goals if goal.state not in Goal.OPEN],
        "may_add_goal": is_live and sum(goal.state in Goal.OPEN for goal in goals) < Goal.MOST_OPEN,
        "examples": EXAMPLES if not goals else (),
        "journal": journal,
        "feedback_due": next((row for row in journal if row["may_give"] and not row["is_given"]), None),
        "kit": kit(mentorship, rows, goals, now),
        "messages_ready": first_messages(profile, other),
        **turns.of(mentorship, person, now),
        "may_certify": certificates.is_offered(
            mentorship, person, sum(row.state == State.HELD for row in rows)
        ),
        "own_quote": "" if is_going else testimonials.standing(mentorship, person),
        "newcomers": channels.newcomers(mentorship),
    }


def common_dates(mentorship, profile, now):
    """The next dates both are free, once a pause is over."""
    if mentorship.state == Mentorship.State.PAUSED:
        midnight = datetime.datetime.combine(mentorship.paused_until, datetime.time())
        now = max(now, timezone.make_aware(midnight))
    return slots.next_dates(mentorship, profile, now=now)


def agreed(mentorship):
    """« long terme · toutes les deux semaines »."""
    term = {Term.SHORT: _("court terme"), Term.LONG: _("long terme")}.get(mentorship.term)
    frequency = str(dict(Frequency.choices).get(mentorship.frequency, "")).partition(" (")[0]
    return " · ".join(filter(None, [term, frequency]))


def kit(mentorship, rows, goals, now):
    """The four first steps and which are done; None once done, dismissed or a month old."""
    age = now.date() - mentorship.started_on
    if (
        mentorship.state != Mentorship.State.ACTIVE
        or mentorship.kit_dismissed_at
        or age > datetime.timedelta(days=KIT_DAYS)
    ):
        return None
    steps = {
        "hello": mentorship.greeted_at is not None,
        "channel": mentorship.channel_agreed_at is not None,
        "session": any(row.state in (State.PLANNED, State.TO_CONFIRM, State.HELD) for row in rows),
        "goals": bool(goals),
    }
    return None if all(steps.values()) else steps


def first_messages(profile, other):
    """Three ways to say hello, ready to copy."""
    values = {"me": profile.person.first_name, "other": other.person.first_name}
    return [
        text.format(**values)
        for text in (
            _("Bonjour {other}, c’est {me}, votre binôme. Quand êtes-vous libre pour une première séance ?"),
            _("Bonjour {other}, ici {me}. Je vous propose 45 minutes pour faire connaissance cette semaine."),
            _("Bonjour {other}, c’est {me}. Préférez-vous écrire ou parler pour notre premier échange ?"),
        )
    ]
