"""What a pair's life writes to its two people. Each function is called in the transaction of the change."""

from django.core import signing
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from applications.options import Channel, Kind
from followup import ics
from followup.models import SessionFeedback
from followup.services import slots
from mentoring.mail import outbox
from mentoring.models import Programme
from mentoring.templatetags.dates import date_courte, date_longue, heure

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


def in_words_of(person):
    """Language and time zone of a reader, for what is formatted before the frame renders."""
    return translation.override(person.language), timezone.override(person.timezone)


def queue(kind, profile, about, *, discriminator="", context=None, buttons=(), preheader="", attachments=()):
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
    )


def pair_started(mentorship, profile):
    other = mentorship.other_of(profile.person)
    language, zone = in_words_of(profile.person)
    with language, zone:
        queue(
            "pair_started",
            profile,
            mentorship,
            context={
                "other": other.person.first_name,
                "channel": mentorship.get_channel_display(),
                "dates": [
                    date_longue(start) + ", " + heure(start)
                    for start in slots.next_dates(mentorship, profile)
                ],
                "is_discord_new": mentorship.channel == Channel.DISCORD and profile.discord_ease != "use",
            },
            buttons=[(_("Ouvrir la page du binôme"), reverse("pair", args=[mentorship.reference]))],
            preheader=_("Quatre premiers pas pour bien commencer."),
        )


def about_session(kind, mentoring_session, *, discriminator="", only=None, with_file=True, **extra):
    """The same message to both members, each in their own words and time zone, with the calendar file."""
    mentorship = mentoring_session.mentorship
    for profile in (mentorship.mentor, mentorship.mentee):
        if only is not None and profile.pk != only.pk:
            continue
        language, zone = in_words_of(profile.person)
        with language, zone:
            start = mentoring_session.starts_at
            queue(
                kind,
                profile,
                mentoring_session,
                discriminator=discriminator or str(mentoring_session.sequence),
                context={
                    "short_date": date_courte(start),
                    "date": date_longue(start),
                    "time": heure(start),
                    "other": mentorship.other_of(profile.person).person.first_name,
                    "mentoring_session": mentoring_session,
                    "channel": mentoring_session.get_channel_display(),
                    "agenda": " ".join(mentoring_session.agenda.split()),
                    "word": " ".join(mentoring_session.cancel_word.split()),
                    **{name: value(profile) if callable(value) else value for name, value in extra.items()},
                },
                buttons=[session_button(mentoring_session)],
                attachments=[ics.attachment(mentoring_session, profile.person)] if with_file else [],
            )


def session_button(mentoring_session):
    return _("Voir la séance"), session_path(mentoring_session)


def session_path(mentoring_session):
    return reverse("session", args=[mentoring_session.mentorship.reference, mentoring_session.public_id])


def session_planned(mentoring_session):
    about_session("session_planned", mentoring_session)


def session_moved(mentoring_session, before):
    about_session(
        "session_moved",
        mentoring_session,
        before=lambda profile: date_longue(before) + ", " + heure(before),
    )


def session_cancelled(mentoring_session, by, *, is_over=False):
    by_name = by.first_name if by else ""
    about_session("session_cancelled", mentoring_session, by_name=by_name, is_over=is_over)


def session_reminder(mentoring_session):
    goals = list(mentoring_session.mentorship.goals.filter(state__in=["to_start", "ongoing"]))
    about_session("session_reminder", mentoring_session, goals=goals, with_file=False)


def session_feedback(mentoring_session, profile, number):
    """« 40 secondes »: five words as buttons; the link opens a page, it answers nothing by itself."""
    with translation.override(profile.person.language), timezone.override(profile.person.timezone):
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
    with translation.override(profile.person.language), timezone.override(profile.person.timezone):
        dates = [date_longue(start) + ", " + heure(start) for start in slots.next_dates(mentorship, profile)]
        queue(
            kind,
            profile,
            mentorship,
            discriminator=discriminator,
            context={"dates": dates, "other": mentorship.other_of(profile.person).person.first_name},
            buttons=[(_("Planifier une séance"), reverse("session_plan", args=[mentorship.reference]))],
        )


def check_in_due(check_in, number):
    """« Un point sur votre binôme », the first time or the last."""
    profile = check_in.mentorship.profile_of(check_in.person)
    language, zone = in_words_of(check_in.person)
    with language, zone:
        queue(
            "checkin_due",
            profile,
            check_in,
            discriminator=str(number),
            context={"other": check_in.mentorship.other_of(check_in.person).person.first_name},
            buttons=[(_("Faire le point"), check_in_path(check_in))],
        )


def check_in_path(check_in):
    return reverse("check_in", args=[check_in.mentorship.reference, check_in.number])
