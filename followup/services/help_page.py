"""Everything on the page of one help request: who asked, what became of it, what else they asked."""

from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.models import Profile
from followup.models import Mentorship, Workshop
from followup.services import discord_guide, help_requests
from mentoring import zones
from mentoring.mail.models import Email
from mentoring.models import Event, HelpRequest, User
from mentoring.templatetags.dates import date_courte, date_longue

Kind = HelpRequest.Kind
SENTENCES = {
    "ask": gettext_lazy("Demande reçue"),
    "complete": gettext_lazy("Demande complétée"),
    "take": gettext_lazy("Suivi attribué"),
    "plan": gettext_lazy("Prise en charge"),
    "close": gettext_lazy("Demande résolue"),
    "cancel": gettext_lazy("Demande classée sans suite"),
    "reopen": gettext_lazy("Demande rouverte"),
    "team_message": gettext_lazy("E-mail de l’équipe"),
}
SIGNS = {
    "ask": "inbox",
    "complete": "pencil",
    "take": "person",
    "plan": "calendar-event",
    "close": "check",
    "cancel": "x",
    "reopen": "arrow-left",
    "team_message": "envelope",
}
# How many of the next workshops are offered.
OFFERED = 3
DRAFTS = {
    Kind.DISCORD: gettext_lazy(
        "Vous avez demandé de l’aide pour Discord le {date}. Je peux vous accompagner, pas à pas, jusqu’à "
        "votre premier message.\n\nQuel moment vous conviendrait cette semaine ou la suivante ?"
    ),
    Kind.PAIR: gettext_lazy(
        "Merci pour votre message du {date} à propos de votre binôme.\n\n"
        "Quand puis-je vous appeler pour en parler ? Cela reste entre vous et l’équipe."
    ),
    Kind.REPORT: gettext_lazy(
        "Merci de nous avoir écrit le {date}. Ce que vous signalez est pris au sérieux, et reste dans "
        "l’équipe.\n\nQuand puis-je vous appeler pour en parler ?"
    ),
    Kind.CONTACT: gettext_lazy("Merci pour votre message du {date}.\n\n"),
}


@dataclass
class Entry:
    event: Event
    emails: list = field(default_factory=list)

    @property
    def sentence(self):
        return str(SENTENCES.get(self.event.transition, self.event.transition))

    @property
    def sign(self):
        return SIGNS.get(self.event.transition, "info-circle")


def of(request, now=None):
    """The context of its page, in a constant number of queries."""
    now, person = now or timezone.now(), request.person
    entries = history(request)
    return {
        "asked": request,
        "entries": entries,
        "is_told_first": not any(entry.event.transition == "ask" for entry in entries),
        "can_be_written_to": bool(help_requests.address(request)),
        "workshops": coming(person, now) if request.kind == Kind.DISCORD and request.is_open else [],
    } | (about(person, request) if person else {})


def about(person, request):
    """Who they are in the programme, how far with Discord, what else they asked."""
    profiles = Profile.objects.filter(person=person).select_related("campus", "application").order_by("pk")
    others = HelpRequest.objects.filter(person=person).exclude(pk=request.pk)
    is_discord = request.kind == Kind.DISCORD
    return {
        "profiles": list(profiles),
        "pairs": list(Mentorship.objects.of(person).live().with_people()),
        "others": list(others.order_by("-created_at", "-pk")[:5]),
        "steps": discord_guide.progress(person)["said"] if is_discord else "",
        "zone": zones.name_of(person.timezone) if is_elsewhere(person) else "",
    }


def is_elsewhere(person):
    return person.timezone != User._meta.get_field("timezone").default


def history(request):
    """[Entry] of the request, the latest first; a message holds the e-mail it became."""
    emails = {}
    written = Email.objects.about(request.reference).filter(kind="team_message")
    for email in written.only("public_id", "key", "state"):
        emails.setdefault(email.key.rpartition(":")[2], []).append(email)
    events = Event.objects.about(request.reference)
    return [Entry(event, emails.get(str(event.pk), [])) for event in events]


def coming(person, now):
    """The next workshops, for whoever has no seat yet: {"workshop", "left"}."""
    if person is None or not person.is_active:
        return []
    taken = person.workshop_registrations.exclude(state="cancelled").values("workshop")
    rows = Workshop.objects.upcoming(now).filter(starts_at__gt=now).exclude(pk__in=taken).with_seats()
    return [{"workshop": row, "left": max(row.capacity - row.taken, 0)} for row in rows[:OFFERED]]


def draft(request, now=None):
    """The words a message starts from, by what was asked."""
    words = str(DRAFTS[request.kind]).format(date=date_courte(request.created_at))
    is_discord = request.kind == Kind.DISCORD
    return words + (invitation(request.person, now or timezone.now()) if is_discord else "")


def invitation(person, now):
    """One sentence about the next workshop with a seat, "" without one."""
    free = [row["workshop"] for row in coming(person, now) if row["left"]]
    if not free:
        return ""
    sentence = _("Un atelier en petit groupe a aussi lieu {date} : souhaitez-vous une place ?")
    return "\n\n" + sentence.format(date=date_longue(free[0].starts_at))
