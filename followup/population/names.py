"""Who people are: names, addresses, telephone numbers. All fictional."""

import functools

from followup.demo import rows
from followup.demo.people import plain

DOMAIN = "population.binome.example"
# Beside the demo's family names: a beginning and an end give one of some 2,500 more, and one person in four
# bears two. As in a country, few people share their whole name.
BEGINNINGS = (
    "Bel Mont Val Cham Roch Cast Fort Gran Lam Mar Ber Gal Del Per Sav Bois Cour Dam Fav Gir Her Jol Lan Mor "
    "Nav Pel Quer Rav Sab Tal Vern Bar Cler Dor Ern Four Gar Haut Jar Lav Mal Nor Orl Poul Ren Ser Tour Vill "
    "Bram Carl Dub Fer Gil Hub Lor Mir Pom Rib Sor Til"
)
ENDINGS = (
    "ard aud eau elle ens er et ette eur ier in ot oux ac an and ant ault ay el enne ent ere eron erie esse "
    "ey iac ignac illon illac ine ois on onnet ou oy uel ueron"
)
# The beginnings of the numbers Arcep, the regulator, keeps for works of fiction: ten thousand of each.
FICTION = ("+3319900", "+3326191", "+3335301", "+3346571", "+3353649")
# Numbers come in an order that mixes mentors and mentees; TURN is prime, so none comes twice in a turn.
TURN, STEP = 131_071, 48_271


@functools.cache
def known():
    """(first names, family names) of the demo's people, (beginnings, endings) of others."""
    everyone = [*rows.mentors(), *rows.mentees()]
    return (
        sorted({row.first_name for row in everyone}),
        sorted({row.last_name for row in everyone}),
        BEGINNINGS.split(),
        ENDINGS.split(),
    )


def first_name(draw):
    return draw.choice(known()[0])


def last_name(draw):
    name = one_last_name(draw)
    return f"{name}-{one_last_name(draw)}" if draw.random() < 0.25 else name


def one_last_name(draw):
    _first, whole, beginnings, endings = known()
    if draw.random() < 0.1:
        return draw.choice(whole)
    return draw.choice(beginnings) + draw.choice(endings)


def address(first, last, serial):
    return f"{plain(first)}.{plain(last)}.{serial}@{DOMAIN}"


def phone(serial):
    """Four people in ten give a number, as no more are kept; two share one only beyond TURN serials."""
    turn = serial * STEP % TURN
    return f"{FICTION[turn // 10_000]}{turn % 10_000:04}" if turn < 10_000 * len(FICTION) else ""


def page(first, last):
    return f"https://pages.{DOMAIN}/{plain(first)}-{plain(last)}"


def discord_name(first, last):
    return f"{plain(first)}.{plain(last)}"[:32].rstrip(".-")
