"""What workshops and help requests write to people. Each is called in the transaction of the change."""

import contextlib

from django.urls import reverse
from django.utils.translation import gettext as _

from followup import ics
from followup.services import letters
from mentoring.mail import outbox
from mentoring.models import HelpRequest, Programme
from mentoring.templatetags.dates import date_courte, date_longue, heure


def about_workshop(kind, registration, discriminator, *, with_file=True, at=None, **extra):
    workshop, person = registration.workshop, registration.person
    with letters.in_words_of(person):
        outbox.queue(
            kind,
            to=person,
            about=registration,
            discriminator=discriminator,
            context={
                "short_date": date_courte(workshop.starts_at),
                "date": date_longue(workshop.starts_at),
                "time": heure(workshop.starts_at),
                "minutes": workshop.minutes,
                "day": letters.day_seen_from(at, workshop.starts_at) if at else "",
                "workshop": workshop,
                "has_file": with_file,
                **extra,
            },
            buttons=[button_of(kind, workshop)],
            attachments=[ics.workshop_attachment(workshop)] if with_file else [],
            reply_to=Programme.current().contact_email,
            at=at,
        )


def button_of(kind, workshop):
    if kind == "workshop_cancelled":
        return _("Voir les autres ateliers"), reverse("discord_workshops")
    return _("Voir l’atelier"), reverse("discord_workshop", args=[workshop.reference])


def workshop_registered(registration, event):
    about_workshop("workshop_registered", registration, str(event.pk))


def workshop_promoted(registration, event):
    about_workshop("workshop_promoted", registration, str(event.pk))


def workshop_cancelled(registration):
    about_workshop("workshop_cancelled", registration, "1", with_file=registration.state == "registered")


def workshop_changed(registration, before):
    """`before` is when it was to begin; None when only the call has another address."""
    workshop, is_seated = registration.workshop, registration.state == "registered"
    with letters.in_words_of(registration.person):
        said = _("{date} à {time}").format(date=date_longue(before), time=heure(before)) if before else ""
    about_workshop("workshop_changed", registration, str(workshop.sequence), with_file=is_seated, before=said)


def workshop_opened(workshop, person):
    """To somebody who said that a workshop interests them: once for each workshop."""
    with letters.in_words_of(person):
        outbox.queue(
            "workshop_opened",
            to=person,
            about=workshop,
            discriminator="1",
            context={
                "short_date": date_courte(workshop.starts_at),
                "date": date_longue(workshop.starts_at),
                "time": heure(workshop.starts_at),
                "minutes": workshop.minutes,
            },
            buttons=[(_("Prendre une place"), reverse("discord_workshop", args=[workshop.reference]))],
            reply_to=Programme.current().contact_email,
        )


def workshop_reminder(registration, leaves_at):
    kept = reminder_version(registration)
    about_workshop("workshop_reminder", registration, kept, with_file=False, at=leaves_at)


def reminder_version(registration):
    """One reminder for each date that was set."""
    return str(registration.workshop.sequence + 1)


def help_received(request, event):
    with_words(request, event, "help_received", lambda: {"request": request})


def help_planned(request, event):
    with_words(
        request,
        event,
        "help_planned",
        lambda: {
            "is_discord": request.kind == HelpRequest.Kind.DISCORD,
            "short_date": date_courte(request.meets_at),
            "date": date_longue(request.meets_at),
            "time": heure(request.meets_at),
            "helper": event.actor.get_short_name(),
            "reach": request.get_reach_display().lower(),
        },
    )


def team_message(request, event, *, by, to, text):
    """« Un mot de l'équipe » about a request, to whoever asked: a person, or an address."""
    is_discord = request.kind == HelpRequest.Kind.DISCORD
    with letters.in_words_of(request.person) if request.person else contextlib.nullcontext():
        outbox.queue(
            "team_message",
            to=to,
            about=request,
            discriminator=str(event.pk),
            context={"text": text},
            buttons=[button_of_request(is_discord)] if request.person else [],
            reply_to=by.email,
            signed_by=by,
        )


def button_of_request(is_discord):
    if is_discord:
        return _("Suivre ma demande"), reverse("discord_help")
    return _("Aller à mon espace"), reverse("space")


def with_words(request, event, kind, context):
    """Queue a message whose `context()` is asked in the language and the time zone of its reader."""
    is_discord = request.kind == HelpRequest.Kind.DISCORD
    with letters.in_words_of(request.person):
        outbox.queue(
            kind,
            to=request.person,
            about=request,
            discriminator=str(event.pk),
            context=context(),
            buttons=[button_of_request(is_discord)],
            reply_to=Programme.current().contact_email,
        )
