"""What the team is written to: each working morning what there is to do, on Mondays the week that ended."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.options import Kind
from followup.services import letters, todo, week
from mentoring.mail import outbox
from mentoring.models import User
from mentoring.rounds import each


def write_daily(now=None):
    """To each coordinator, once a working day that has something to do. Returns to how many."""
    now = now or timezone.now()
    if not todo.is_working(timezone.localdate(now)):
        return 0
    lines, happened = todo.lines(now), todo.since(todo.morning_before(now))
    points = todo.points(lines + happened)
    if not points:
        return 0
    return tell("staff_daily", timezone.localdate(now).isoformat(), daily, lines, happened, points)


def write_weekly(now=None):
    """To each coordinator, about the week before this one: once a week. Returns to how many."""
    end = week.monday_of(now)
    return tell("staff_weekly", f"{end:%G-W%V}", weekly, week.figures(end), week.funnels(end), week.tension())


def tell(kind, discriminator, write, *found):
    """Queue to each coordinator what `write(*found)` answers in their words: the context, the button, the
    preheader. Returns to how many."""

    @transaction.atomic
    def tell_one(person):
        with letters.in_words_of(person):
            context, button, preheader = write(*found)
            outbox.queue(
                kind,
                to=person,
                about="team",
                discriminator=discriminator,
                context=context,
                buttons=[button],
                preheader=preheader,
            )

    return each(User.objects.coordinators(), tell_one)


def daily(lines, happened, points):
    first = (lines + happened)[0]
    context = {
        "points": ngettext("{n} point", "{n} points", points).format(n=points),
        "lines": [", ".join(filter(None, [line.sentence, line.age])) for line in lines],
        "happened": [line.sentence for line in happened],
    }
    return context, (_("Commencer par le plus urgent"), first.url), first.sentence


def weekly(figures, funnels, tension):
    context = {
        "figures": [told(figure) for figure in figures],
        "funnels": [steps(funnel) for funnel in funnels if funnel.begun],
        "missing": tension and tension.missing,
        "tight": tension and tension.label,
        "requests": tension and tension.requests,
        "places": tension and tension.places,
    }
    return context, (_("Ouvrir la mise en relation"), reverse("board")), _("Six chiffres, et ceux d’avant.")


def told(figure):
    """« Candidatures reçues : 12 (9 la semaine d’avant) »"""
    unit = "\u202f%" if figure.of is not None else ""
    value, before = (
        _("aucun retour") if number is None else f"{number}{unit}" for number in (figure.value, figure.before)
    )
    if figure.of:
        value += " " + ngettext("sur {n} retour", "sur {n} retours", figure.of).format(n=figure.of)
    words = _("{name} : {value} ({before} la semaine d’avant)")
    return words.format(name=NAMES[figure.code](), value=value, before=before)


NAMES = {
    "received": lambda: _("Candidatures reçues"),
    "decided": lambda: _("Candidatures validées ou refusées"),
    "formed": lambda: _("Binômes formés"),
    "held": lambda: _("Séances tenues"),
    "useful": lambda: _("Séances jugées utiles"),
    "ended": lambda: _("Binômes terminés"),
}


def steps(funnel):
    """« Mentors. Commencées : 24, envoyées : 20, validées : 15… »"""
    side = _("Mentors") if funnel.kind == Kind.MENTOR else _("Mentorés")
    words = _(
        "{side}. Commencées : {begun}, envoyées : {sent}, validées : {approved}, en binôme : {paired}, "
        "avec une première séance : {met}"
    )
    return words.format(side=side, **vars(funnel))
