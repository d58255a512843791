"""What a pair's life writes to its two people. Each function is called in the transaction of the change."""

import contextlib

from django.core import signing
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from applications.options import Channel, Kind
from followup import ics
from followup.models import Goal, SessionFeedback
from followup.services import channels, slots
from mentoring.mail import outbox
from mentoring.models import Programme
from mentoring.templatetags.dates import date_courte, date_heure, date_longue, heure, heure_pour

FEEDBACK_SALT = "followup.feedback"
FEEDBACK_DAYS = 14


def role_of(profile):
    return "mentor" if profile.kind == Kind.MENTOR else "mentee"


def feedback_token(mentoring_session, person):
    """A token for one person's first words on one session, as it was planned; it dies after a fortnight."""
    return signing.dumps(
        [mentoring_session.public_id, mentoring_session.sequence, person.public_id], salt=FEEDBACK_SALT
    )


def read_feedback_token(token):
    """(session public id, sequence, person public id). Raises BadSignature for a forged or a dead
    token, ValueError or TypeError for one that holds something else."""
    public_id, sequence, person_id = signing.loads(
        token, salt=FEEDBACK_SALT, max_age=FEEDBACK_DAYS * 24 * 3600
    )
    return str(public_id), int(sequence), str(person_id)


def name_of(person):
    """How a letter calls the other of the two; an account that was closed or erased has no name any more."""
    return person.first_name if person.is_active and person.first_name else _("l’autre personne")


@contextlib.contextmanager
def in_words_of(person):
    """In the language and the time zone of a reader: for what is formatted before the frame renders."""
    with translation.override(person.language), timezone.override(person.timezone):
        yield


def queue(
    kind,
    profile,
    about,
    *,
    discriminator="",
    context=None,
    buttons=(),
    preheader="",
    attachments=(),
    at=None,
):
    return outbox.queue(
        kind,
        to=profile.person,
        about=about,
        discriminator=discriminator,
        context=context,
        buttons=buttons,
        role=role_of(profile),
        preheader=preheader,
        attachments=attachments,
        reply_to=Programme.current().contact_email,
        at=at,
    )


def pair_started(mentorship, profile):
    other = mentorship.other_of(profile.person).person
    with in_words_of(profile.person):
        queue(
            "pair_started",
            profile,
            mentorship,
            context={
                "other": name_of(other),
                "means": channels.means(mentorship.channel),
                "dates": [when(start, other) for start in slots.next_dates(mentorship, profile)],
                "is_discord_new": mentorship.channel == Channel.DISCORD and profile.discord_ease != "use",
            },
            buttons=[(_("Ouvrir la page du binôme"), reverse("pair", args=[mentorship.reference]))],
            preheader=_("Quatre premiers pas pour bien commencer."),
        )


def when(start, other):
    """« jeudi 12 mars à 18 h (21 h pour Nadia) », in the reader's zone."""
    there = heure_pour(start, other) if other.first_name else ""
    return f"{date_heure(start)} ({there})" if there else date_heure(start)


def about_session(
    kind, mentoring_session, *, also=(), discriminator="", only=None, with_file=True, at=None, **extra
):
    """The same message to both members, each in their own words and time zone, with the calendar file.

    `also` are sessions of the same message: each has a file of its own, as Outlook opens one that holds
    several as another calendar. It is then about the pair: the move of one session does not take it back.
    """
    mentorship = mentoring_session.mentorship
    rows = [mentoring_session, *also]
    for profile in (mentorship.mentor, mentorship.mentee):
        if only is not None and profile.pk != only.pk:
            continue
        with in_words_of(profile.person):
            start, other = mentoring_session.starts_at, mentorship.other_of(profile.person).person
            files = [
                ics.attachment(row, profile.person, number=number if also else "")
                for number, row in enumerate(rows if with_file else (), start=1)
            ]
            version = mentoring_session.public_id if also else str(mentoring_session.sequence)
            queue(
                kind,
                profile,
                mentorship if also else mentoring_session,
                discriminator=discriminator or version,
                context={
                    "short_date": date_courte(start),
                    "date": date_longue(start),
                    "time": heure(start),
                    "when": when(start, other),
                    "dates": [when(row.starts_at, other) for row in rows],
                    "other": name_of(other),
                    "mentoring_session": mentoring_session,
                    "is_own_date": profile.person_id == mentoring_session.planned_by_id,
                    "channel": mentoring_session.get_channel_display(),
                    "means": channels.means(mentoring_session.channel),
                    "agenda": " ".join(mentoring_session.agenda.split()),
                    "word": " ".join(mentoring_session.cancel_word.split()),
                    **{name: value(profile) if callable(value) else value for name, value in extra.items()},
                },
                buttons=session_buttons(kind, rows, profile, is_over=extra.get("is_over")),
                attachments=files,
                at=at,
            )


def session_buttons(kind, rows, profile, *, is_over):
    """Where to see it, or to plan another in its place; whoever did not choose the date may say that it does
    not suit."""
    pair = rows[0].mentorship.reference
    if len(rows) > 1:
        return [(_("Voir les séances"), reverse("pair", args=[pair]))]
    if kind == "session_cancelled" and not is_over:
        return [(_("Planifier une séance"), reverse("session_plan", args=[pair]))]
    address = [pair, rows[0].public_id]
    buttons = [(_("Voir la séance"), reverse("session", args=address))]
    if kind in ("session_planned", "session_moved") and profile.person_id != rows[0].planned_by_id:
        buttons.append((_("Ça ne me convient pas"), reverse("session_move", args=address)))
    return buttons


def sessions_planned(rows):
    """One message, however many sessions were planned at once."""
    about_session("session_planned", rows[0], also=rows[1:])


def session_moved(mentoring_session, before):
    mentorship = mentoring_session.mentorship
    about_session(
        "session_moved",
        mentoring_session,
        before=lambda profile: when(before, mentorship.other_of(profile.person).person),
    )


def session_cancelled(mentoring_session, by, *, is_over=False):
    about_session(
        "session_cancelled",
        mentoring_session,
        by_name=by.first_name if by else "",
        is_own=lambda profile: by is not None and profile.person_id == by.pk,
        is_over=is_over,
    )


def session_reminder(mentoring_session, profile, leaves_at):
    about_session(
        "session_reminder",
        mentoring_session,
        only=profile,
        with_file=False,
        at=leaves_at,
        day=lambda profile: day_seen_from(leaves_at, mentoring_session.starts_at),
        goals=list(mentoring_session.mentorship.goals.filter(state__in=Goal.OPEN)),
    )


def day_seen_from(moment, start):
    """« Demain », or the day's name when the eve was a Sunday or a holiday. Call it in the reader's zone."""
    day = timezone.localdate(start)
    ahead = (day - timezone.localdate(moment)).days
    near = {0: _("Aujourd’hui"), 1: _("Demain")}
    return near.get(ahead) or date_format(day, "l").capitalize()


def session_feedback(mentoring_session, profile, number):
    """« 40 secondes »: five words as buttons; the link opens a page, it answers nothing by itself."""
    with in_words_of(profile.person):
        path = reverse("feedback_by_link", args=[feedback_token(mentoring_session, profile.person)])
        buttons = [
            (label[:1].upper() + label[1:], f"{path}?utilite={value}")
            for value, label in SessionFeedback.Utility.choices
        ]
        queue(
            "session_feedback",
            profile,
            mentoring_session,
            discriminator=str(number),
            context={"date": date_longue(mentoring_session.starts_at)},
            buttons=[*buttons, (_("Elle n’a pas eu lieu"), f"{path}?lieu=no")],
        )


def first_session_nudge(mentorship, profile):
    nudge("first_session_nudge", mentorship, profile, "1")


def next_session_nudge(mentorship, profile, last_held):
    """`last_held` is the public id of the session the gap began with: one letter for each gap."""
    nudge("next_session_nudge", mentorship, profile, last_held)


def nudge(kind, mentorship, profile, discriminator):
    """The next common dates, and where to plan one of them."""
    with in_words_of(profile.person):
        other = mentorship.other_of(profile.person).person
        dates = [when(start, other) for start in slots.next_dates(mentorship, profile)]
        queue(
            kind,
            profile,
            mentorship,
            discriminator=discriminator,
            context={"dates": dates, "other": name_of(other)},
            buttons=[(_("Planifier une séance"), reverse("session_plan", args=[mentorship.reference]))],
        )


def check_in_due(check_in, number):
    """« Un point sur votre binôme », the first time or the last."""
    profile = check_in.mentorship.profile_of(check_in.person)
    with in_words_of(check_in.person):
        queue(
            "checkin_due",
            profile,
            check_in,
            discriminator=str(number),
            context={"other": name_of(check_in.mentorship.other_of(check_in.person).person)},
            buttons=[(_("Faire le point"), check_in_path(check_in))],
        )


def check_in_path(check_in):
    return reverse("check_in", args=[check_in.mentorship.reference, check_in.number])
