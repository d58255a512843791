"""Lists people tick: skills of a training, the popular ones first; others in the order of the page."""

from applications.options import Sector
from followup.demo.answers import in_order

from . import tastes

# One person in four also works on a skill of another training.
CURIOUS = 0.25


def of_formation(draw, formation, number):
    chosen = tastes.SKILLS_OF[formation].some(draw, number)
    if draw.random() < CURIOUS:
        other = tastes.SKILLS_OF[tastes.FORMATIONS.one(draw)].one(draw)
        if other not in chosen:
            chosen[-1] = other
    return chosen


def soft_skills(draw, number):
    return in_order(tastes.SOFT_SKILLS.some(draw, number))


def sectors(draw, number):
    chosen = tastes.SECTORS.some(draw, number)
    return [code for code in Sector.values if code in chosen]
