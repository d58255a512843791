"""What workshops and help requests write to people. Each is called in the transaction of the change."""

from django.urls import reverse
from django.utils.translation import gettext as _

from followup import ics
from followup.services import letters
from mentoring.mail import outbox
from mentoring.models import HelpRequest, Programme
from mentoring.templatetags.dates import date_courte, date_longue, heure


def about_workshop(kind, registration, discriminator, *, with_file=True, at=None):
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


def workshop_reminder(registration, leaves_at):
    about_workshop("workshop_reminder", registration, "1", with_file=False, at=leaves_at)


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


def with_words(request, event, kind, context):
    """Queue a message whose `context()` is asked in the language and the time zone of its reader."""
    is_discord = request.kind == HelpRequest.Kind.DISCORD
    with letters.in_words_of(request.person):
        button = (
            (_("Suivre ma demande"), reverse("discord_help"))
            if is_discord
            else (_("Aller à mon espace"), reverse("space"))
        )
        outbox.queue(
            kind,
            to=request.person,
            about=request,
            discriminator=str(event.pk),
            context=context(),
            buttons=[button],
            reply_to=Programme.current().contact_email,
        )
