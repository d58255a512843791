"""How a pair talks: what both said they use, and who would meet Discord for the first time."""

from django.utils.translation import gettext as _

from applications.options import Channel, DiscordEase

VIDEO = (Channel.MEET, Channel.ZOOM)


def means(channel):
    """« sur Discord », « par téléphone »: how one meets there, in a sentence."""
    return {
        Channel.PHONE: _("par téléphone"),
        Channel.EMAIL: _("par e-mail"),
        Channel.IN_PERSON: _("en personne"),
    }.get(channel) or _("sur {channel}").format(channel=Channel(channel).label)


def common(mentorship):
    """The labels of the channels both ticked, in the order of the list."""
    both = set(mentorship.mentor.channels) & set(mentorship.mentee.channels)
    return [label for code, label in Channel.choices if code in both]


def suits(profile, channel):
    """Did this person say they use it? Most did; the others are asked, not stopped."""
    return channel in profile.channels


def needs_link(mentoring_session):
    """Does the session go by the pair's usual video channel, whose link nobody has noted yet?"""
    is_usual = mentoring_session.channel == mentoring_session.mentorship.channel
    return is_usual and mentoring_session.channel in VIDEO and not mentoring_session.where


def newcomers(mentorship):
    """Who of the two is new to Discord, when the pair talks there or could; nobody else is bothered."""
    sides = (mentorship.mentor, mentorship.mentee)
    is_there = mentorship.channel == Channel.DISCORD or all(suits(side, Channel.DISCORD) for side in sides)
    return [side for side in sides if side.discord_ease != DiscordEase.USE] if is_there else []
