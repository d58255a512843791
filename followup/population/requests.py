"""What people ask of the team: help with Discord, a word about the pair, a report, a letter; and what became
of it. Most are closed within days; what is recent waits, and now and then one was left waiting."""

import datetime

from followup.demo import help as discord
from followup.demo.texts import pairing
from followup.models import CheckIn, SessionFeedback
from mentoring.models import HelpRequest

from . import calendar, names
from .events import event
from .outbox import Reader

Kind, State, Subject = HelpRequest.Kind, HelpRequest.State, HelpRequest.Subject
KEPT_DAYS = 360
DISCORD, CONTACT, REPORT = 0.06, 0.03, 0.004
# Of the letters, those of people without an account.
STRANGERS = 0.5
MEAN_DAYS, FORGOTTEN, FORGOTTEN_DAYS = 5, 0.03, 40
PLANNED_AFTER = datetime.timedelta(days=1)
DONE, PLANNED, TAKEN = 0.94, 0.5, 0.3
HARD = "Point d’étape : le binôme se passe difficilement."
NOTES = {
    Kind.DISCORD: "Installé ensemble, un appel d’essai réussi.",
    Kind.PAIR: "Appel passé avec la personne : on fait le point dans deux semaines.",
    Kind.REPORT: "Appel passé le jour même, les deux personnes ont été entendues.",
    Kind.CONTACT: "Répondu par e-mail.",
}
LETTERS = (
    (Subject.PROGRAMME, "Bonjour, peut-on devenir mentor en travaillant à l’étranger ?"),
    (Subject.PROGRAMME, "Bonjour, ma formation se termine en juin : est-il trop tard pour un mentorat ?"),
    (Subject.PRESS, "Nous préparons un dossier sur l’accompagnement : qui pouvons-nous rencontrer ?"),
    (Subject.DATA, "Bonjour, quelles informations gardez-vous après la fin d’un binôme ?"),
    (Subject.PROBLEM, "Le bouton de la page ne répond pas sur mon téléphone."),
)


def of_person(setting, person, member):
    """[(HelpRequest, [Event], its Reader)] of an approved Person: help with Discord, a letter by the contact
    page."""
    draw, latest, found, to = person.draw, min(person.journey.ready, KEPT_DAYS), [], member.reader
    if latest > 1 and draw.random() < DISCORD:
        _whose, _state, message, device, troubles, reach, when = draw.choice(discord.REQUESTS)
        at = calendar.moment(setting.today, draw.randrange(1, latest), draw)
        asked = {"device": device, "troubles": troubles, "reach": reach, "reach_when": when}
        team = draw.choice(setting.team)
        found.append(request(setting, draw, Kind.DISCORD, at, to, team, message=message, **asked))
    if latest > 1 and draw.random() < CONTACT:
        subject, message = draw.choice(LETTERS)
        at = calendar.moment(setting.today, draw.randrange(1, latest), draw)
        if draw.random() < STRANGERS:
            to = Reader(None, "", f"contact.{person.serial}@{names.DOMAIN}", to.zone)
        team = draw.choice(setting.team)
        found.append(request(setting, draw, Kind.CONTACT, at, to, team, subject=subject, message=message))
    return found


def of_pair(setting, draw, told, row, said):
    """Yields (HelpRequest, [Event], its Reader): the wishes among what was `said`, feedback and check-ins,
    and for few a report. What was asked of a pair that is over was answered before its end."""
    readers = {member.person: member.reader for member in (told.mentor, told.mentee)}
    asked = [(Kind.PAIR, *wish) for one in said for wish in wishes(one)]
    if told.hope.answered > 20 and draw.random() < REPORT:
        at = calendar.moment(setting.today, draw.randrange(1, told.hope.answered), draw)
        if not told.stopped_at or at < told.stopped_at:
            asked.append((Kind.REPORT, told.mentee.person, at, pairing.REPORT))
    oldest = calendar.midnight(calendar.day(setting.today, KEPT_DAYS))
    for kind, person, at, words in asked:
        if at > oldest:
            what = {"message": words, "about": row.reference, "latest": told.stopped_at}
            yield request(setting, draw, kind, at, readers[person], told.mentee.team, **what)


def wishes(one):
    """(whose key, when, words) of what a feedback or a check-in asks of the team, if it does."""
    if isinstance(one, SessionFeedback):
        if one.fit == SessionFeedback.Fit.NO or one.is_contact_wanted:
            yield one.author_id, one.created_at, one.team_text
    elif one.going == CheckIn.Going.HARD or CheckIn.Need.CHANGE in one.needs:
        yield one.person_id, one.closed_at, f"{HARD}\n{one.team_text}".strip()


def request(setting, draw, kind, at, to, team, *, latest=None, **asked):
    """(HelpRequest, [Event], `to`): what `to`, a Reader, asked at that moment; `team` is who follows it once
    somebody does. It is closed before `latest`, where that is given."""
    row = HelpRequest(
        reference=setting.reference("AID", draw),
        kind=kind,
        person_id=to.pk,
        email=to.email,
        created_at=at,
        **asked,
    )
    events = [event(row, "ask", at, by=to.pk, to=State.NEW)] if kind == Kind.DISCORD else []
    days = FORGOTTEN_DAYS if draw.random() < FORGOTTEN else MEAN_DAYS
    closed_at = at + datetime.timedelta(days=draw.expovariate(1 / days))
    if latest:
        closed_at = min(closed_at, max(at, latest))
    events += follow(setting, draw, row, closed_at, team)
    return row, events, to


def follow(setting, draw, row, closed_at, team):
    """[Event] of what the team made of it, written into the row: closed, planned, in somebody's hands, or
    nothing yet."""
    at, today, before = row.created_at + PLANNED_AFTER, calendar.midnight(setting.today), State.NEW
    if closed_at < today:
        is_done = draw.random() < DONE
        row.state, transition = (State.DONE, "close") if is_done else (State.CANCELLED, "cancel")
        row.note, row.closed_at, at = NOTES[row.kind], closed_at, closed_at
    elif at < today and draw.random() < PLANNED:
        row.state, row.note, transition = State.PLANNED, "À appeler cette semaine.", "plan"
        if row.kind == Kind.DISCORD:
            row.meets_at = calendar.moment(setting.today, -draw.randrange(1, 7), draw)
    elif at < today and draw.random() < TAKEN:
        row.owner_id = team
        return [event(row, "take", at, by=team)]
    else:
        return []
    row.owner_id = team
    return [event(row, transition, at, by=team, before=before, to=row.state, reason=row.note)]
