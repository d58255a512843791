"""What is written about an alert to the team, and by the team to the pair. Called in a transaction."""

from django.urls import reverse
from django.utils.translation import gettext as _

from followup.models import Mentorship
from followup.services.alerts import words
from followup.services.letters import in_words_of, role_of
from mentoring.mail import outbox
from mentoring.models import User
from mentoring.templatetags.dates import date_longue


def staff_alert(alert):
    """« À contacter », to whoever follows it, else to the whole coordination: first names, the rule, since
    when; no word of anybody."""
    owner = alert.owner
    is_followed = owner and owner.is_coordinator and owner.is_active
    for person in [owner] if is_followed else User.objects.coordinators():
        with in_words_of(person):
            first, second = (member.first_name for member in alert.mentorship.people)
            outbox.queue(
                "staff_alert",
                to=person,
                about=alert,
                context={
                    "pair": _("{first} et {second}").format(first=first, second=second),
                    "sentence": words.sentence(alert),
                    "since": date_longue(alert.since),
                },
                buttons=[(_("Ouvrir l’alerte"), f"{reverse('alerts')}#alerte-{alert.pk}")],
            )


def team_message(mentorship, event, *, by, profile, text):
    """« Un mot de l'équipe », in the words of the coordinator, who reads the answer."""
    is_over = mentorship.state not in Mentorship.LIVE
    with in_words_of(profile.person):
        outbox.queue(
            "team_message",
            to=profile.person,
            about=mentorship,
            discriminator=str(event.pk),
            context={"text": text},
            buttons=[
                (_("Aller à mon espace"), reverse("space"))
                if is_over
                else (_("Ouvrir la page du binôme"), reverse("pair", args=[mentorship.reference]))
            ],
            role=role_of(profile),
            reply_to=by.email,
            signed_by=by,
        )
