"""The steps both sides answer alike, in the values the questionnaire keeps."""

import datetime

from applications.options import Channel, DiscordEase, Kind, Language, MeetInPerson
from followup.demo import words

from . import names, tastes
from .chance import Shares, each, unless_blank
from .mentee_answers import mentee_steps
from .mentor_answers import mentor_steps

HELP = {
    DiscordEase.SOME: Shares({("guide",): 45, ("workshop",): 25, ("guide", "workshop"): 10, (): 20}),
    DiscordEase.NONE: Shares({("person",): 35, ("guide",): 30, ("nothing",): 15, (): 20}),
}
EASES = {
    True: Shares({DiscordEase.USE.value: 78, DiscordEase.SOME.value: 18, DiscordEase.NONE.value: 4}),
    False: Shares({DiscordEase.SOME.value: 40, DiscordEase.NONE.value: 60}),
}


def answers_of(setting, person, draw):
    """{step: {question: value}} in the order of the steps, as `person` gave them on `person.sent_on`.

    Most optional questions are left blank by 10 to 25 people in a hundred. Nobody asks for the news.
    """
    sides = mentor_steps if person.kind == Kind.MENTOR else mentee_steps
    return {
        "vous": vous(person, draw),
        **sides(person, draw),
        "disponibilites": disponibilites(person, draw),
        "echanges": echanges(person, draw),
        "engagement": {
            "charter_version": setting.programme.charter_version,
            "charter_ok": True,
            "commit_availability": True,
            "commit_empathy": True,
            "commit_seriousness": True,
            "adult_ok": True,
            "data_ok": True,
            "newsletter_ok": False,
            "heard_from": unless_blank(draw, 0.18, tastes.HEARD.one(draw)),
        },
    }


def vous(person, draw):
    chosen = {Language.FRENCH.value, *each(draw, tastes.LANGUAGES)}
    is_other = Language.OTHER.value in chosen
    return {
        "first_name": person.first_name,
        "last_name": person.last_name,
        "phone": names.phone(person.serial),
        "languages": [code for code in Language.values if code in chosen],
        "languages_other": tastes.OTHER_LANGUAGES.one(draw) if is_other else "",
        "timezone": "Indian/Reunion" if person.campus == "reunion" else "Europe/Paris",
    }


def disponibilites(person, draw):
    """Four in five start at once, the others within two months."""
    days = draw.randrange(5, 60) if draw.random() < 0.2 else 0
    start = person.sent_on + datetime.timedelta(days=days)
    number = draw.randrange(2, 8)
    return {
        "slots": sum(1 << bit for bit in tastes.SLOTS.some(draw, number)),
        "frequency": tastes.FREQUENCIES.one(draw),
        "session_length": tastes.MINUTES.one(draw),
        **({"capacity": tastes.CAPACITIES.one(draw)} if person.kind == Kind.MENTOR else {}),
        "available_from": start.isoformat() if days else None,
    }


def echanges(person, draw):
    channels = each(draw, tastes.CHANNELS) or [Channel.MEET.value]
    uses_discord = Channel.DISCORD.value in channels
    ease = EASES[uses_discord].one(draw)
    wanted = HELP[ease].one(draw) if ease in HELP else ()
    meets = tastes.MEETING.one(draw)
    place = ("", "")
    if meets != MeetInPerson.NO:
        place = unless_blank(draw, 0.2, draw.choice(words.PLACES[person.campus]), blank=("", ""))
    name = names.discord_name(person.first_name, person.last_name) if ease == DiscordEase.USE else ""
    return {
        "channels": channels,
        "preferred_channel": draw.choice(channels[:2]),
        "discord_ease": ease,
        "discord_help": list(wanted),
        "discord_name": unless_blank(draw, 0.25, name),
        "meet_in_person": meets,
        "postcode": place[1],
        "city": place[0],
        "country": "",
        "travel": tastes.TRAVEL.one(draw) if place[0] else "",
    }
