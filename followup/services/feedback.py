"""What each person says of a session: was it held, how useful was it, words for both or for the team."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from followup.models import Goal, MentoringSession, SessionFeedback
from followup.services import alerts, goals
from mentoring import help as help_desk
from mentoring.audit import record
from mentoring.models import Event, HelpRequest, NotAllowed
from mentoring.moves import lock, move

State = MentoringSession.State
TookPlace = SessionFeedback.TookPlace
OPEN_FOR = datetime.timedelta(days=14)
EDITABLE_FOR = datetime.timedelta(hours=24)
SETTLING = ("log", "confirm_held", "confirm_missed")
# What only a session that was held has to tell.
REST = {"utility": None, "shared_text": "", "team_text": "", "is_contact_wanted": False, "fit": ""}


def may_give(mentoring_session, now=None):
    """Is the session over, or noted as held, since less than a fortnight, and not cancelled?"""
    now = now or timezone.now()
    is_over = mentoring_session.ends_at <= now or mentoring_session.state == State.HELD
    is_open = is_over and now <= mentoring_session.ends_at + OPEN_FOR
    return is_open and mentoring_session.state != State.CANCELLED


def may_edit(feedback, now=None):
    return (now or timezone.now()) - feedback.created_at < EDITABLE_FOR


def asks_about_fit(mentoring_session, person):
    """« Souhaitez-vous continuer ensemble ? »: after the first session held, and the second if undecided."""
    pair = mentoring_session.mentorship
    earlier = pair.mentoring_sessions.held().filter(starts_at__lt=mentoring_session.starts_at)
    answers = list(
        SessionFeedback.objects.filter(mentoring_session__in=earlier, author=person)
        .exclude(fit="")
        .order_by("mentoring_session__starts_at")
        .values_list("fit", flat=True)
    )
    return earlier.count() < 2 and answers in ([], [SessionFeedback.Fit.UNDECIDED])


def give(mentoring_session, *, by, took_place, goal_states=None, minutes=None, channel=None, **said):
    """Write or complete one person's feedback; the first to say whether the session was held settles it.

    `said` are fields of SessionFeedback; `goal_states` maps goal ids of the pair to their new states.
    Raises NotAllowed outside the fortnight, or a day after the feedback was given in full.
    """
    with transaction.atomic():
        # The pair before its sessions, as everywhere: goals ask for it.
        lock(mentoring_session.mentorship)
        current = lock(mentoring_session)
        if not may_give(current):
            raise NotAllowed(_("Cette action n’est plus possible : ce retour est clos."))
        feedback = SessionFeedback.objects.filter(mentoring_session=current, author=by).first()
        if feedback and not may_edit(feedback):
            raise NotAllowed(_("Cette action n’est plus possible : votre retour date de plus d’un jour."))
        feedback = feedback or SessionFeedback(mentoring_session=current, author=by)
        if took_place != TookPlace.YES:
            said = REST | {"absent": said.get("absent", "")}
        for name, value in {"took_place": took_place, "updated_at": timezone.now(), **said}.items():
            setattr(feedback, name, value)
        feedback.save()
        record(mentoring_session, "feedback", by=by, to_state=current.state)
        settle(mentoring_session, took_place, by)
        if took_place == TookPlace.YES:
            correct(mentoring_session, minutes, channel)
            move_goals(mentoring_session.mentorship, goal_states or {}, by)
            tell_the_team(feedback)
        alerts.refresh(mentoring_session.mentorship)
        return feedback


def give_first(mentoring_session, **said):
    """`give`, for whoever holds no more than the link of an e-mail: it writes once and rewrites nothing."""
    with transaction.atomic():
        lock(mentoring_session.mentorship)
        if mentoring_session.feedback.filter(author=said["by"]).exists():
            raise NotAllowed(_("Cette action n’est plus possible : votre retour est déjà enregistré."))
        return give(mentoring_session, **said)


def settle(mentoring_session, took_place, by):
    """Held or missed by the first word, and by the common word once both have one. Two different words are
    kept for the coordination to read, until they agree again."""
    current = lock(mentoring_session)
    voices = {
        author: word == TookPlace.YES
        for author, word in mentoring_session.feedback.values_list("author", "took_place")
    }
    if current.state not in (State.PLANNED, State.TO_CONFIRM):
        settled = Event.objects.about(mentoring_session.reference).filter(transition__in=SETTLING).first()
        voices.setdefault(settled and settled.actor_id, current.state == State.HELD)
    is_contradicted = len(set(voices.values())) > 1
    said_held = took_place == TookPlace.YES
    if not is_contradicted and current.state != (state := State.HELD if said_held else State.MISSED):
        move(mentoring_session, "confirm_held" if said_held else "confirm_missed", state, by=by)
    if is_contradicted != current.is_contradicted:
        mentoring_session.is_contradicted = is_contradicted
        mentoring_session.save(update_fields=["is_contradicted"])


def correct(mentoring_session, minutes, channel):
    """What was planned and what was done differ: the second is what counts."""
    changed = []
    if minutes and minutes != mentoring_session.minutes:
        mentoring_session.ends_at = mentoring_session.starts_at + datetime.timedelta(minutes=minutes)
        changed.append("ends_at")
    if channel and channel != mentoring_session.channel:
        mentoring_session.channel = channel
        changed.append("channel")
    if changed:
        mentoring_session.changed_at = timezone.now()
        mentoring_session.save(update_fields=[*changed, "changed_at"])


def move_goals(mentorship, states, by):
    for goal in mentorship.goals.filter(pk__in=states):
        if goal.state != states[goal.pk] and states[goal.pk] in Goal.State.values:
            goals.change(goal, by=by, title=goal.title, success=goal.success, state=states[goal.pk])


def tell_the_team(feedback):
    """A wish to change, or to be called, reaches the coordination's help page; the other sees nothing."""
    wishes = []
    if feedback.fit == SessionFeedback.Fit.NO:
        wishes.append(_("Préfère changer de binôme."))
    if feedback.is_contact_wanted:
        wishes.append(_("Souhaite que l’équipe prenne contact."))
    if wishes:
        message = "\n".join([*wishes, *([feedback.team_text] if feedback.team_text else [])])
        help_desk.ask(
            HelpRequest.Kind.PAIR,
            person=feedback.author,
            message=message,
            about=feedback.mentoring_session.mentorship.reference,
        )
