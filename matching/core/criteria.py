"""The eight similarities of a block of pairs, and the location bonus.

Each criterion takes pairs (`pairs.Grid` or `pairs.Listed`) and returns their similarity, in [0, 1] and of
their shape; it means something where `answered` says so. Similarities are rounded to nine decimals, so that a
table, a list and a single pair agree whatever order the products were summed in.
"""

import numpy as np

from .week import SLOTS, meetings

DECIMALS = 9
RHYTHM = np.array(
    [  # weekly, biweekly, monthly, flexible
        [1.0, 0.5, 0.0, 0.8],
        [0.5, 1.0, 0.5, 0.8],
        [0.0, 0.5, 1.0, 0.8],
        [0.8, 0.8, 0.8, 1.0],
    ]
)
ENOUGH_SLOTS = 3
SAME_TOWN, SAME_REGION = 20, 40  # the bonus is 1/20 or 1/40 of what is missing


def domains(pairs):
    """Weighted share of the wanted domains the mentor offers: needs covered, not likeness (Deng, Gulseren &
    Turner 2022)."""
    wanted, offered = pairs.mentees.sets["domains"], (pairs.mentors.sets["domains"] > 0).astype(float)
    return np.round(pairs.product(wanted, offered), DECIMALS)


def skills(pairs):
    """Weighted coverage of the wanted skills: knowing more never costs the mentor."""
    wanted, offered = pairs.mentees.sets, pairs.mentors.sets
    covered = sum(pairs.product(wanted[name], offered[name]) for name in ("skills_low", "skills_high"))
    return np.round(np.clip(covered, 0, 1), DECIMALS)


def availability(pairs):
    """Common slots (three are enough), rhythm, length of a session: logistics break pairs."""
    slots = np.minimum(1, common_slots(pairs) / ENOUGH_SLOTS)
    return np.round(0.6 * slots + 0.25 * rhythm(pairs) + 0.15 * length(pairs), DECIMALS)


def rhythm(pairs):
    ours, theirs = pairs.mentees.numbers["frequency"], pairs.mentors.numbers["frequency"]
    return RHYTHM[pairs.ours(ours), pairs.theirs(theirs)]


def length(pairs):
    """The shorter session over the longer."""
    ours, theirs = sides(pairs, "numbers", "minutes")
    return np.minimum(ours, theirs) / np.maximum(ours, theirs)


def soft_skills(pairs):
    """Deep-level similarity carries relationships (Eby et al. 2013, 173 samples)."""
    wanted, offered = pairs.mentees.sets["soft_skills"], pairs.mentors.sets["soft_skills"]
    share = pairs.product(wanted, offered) / pairs.ours(np.maximum(1, wanted.sum(1)))
    return np.round(0.6 * share + 0.4 * style(pairs), DECIMALS)


def style(pairs):
    """1 when the same or when one of them adapts (or said nothing), 0 when opposite."""
    ours, theirs = sides(pairs, "labels", "style")
    adapts = {-1, pairs.mentees.vocabulary.codes["style"].get("adaptable", -1)}
    easy = np.isin(ours, list(adapts)) | np.isin(theirs, list(adapts))
    return (easy | (ours == theirs)).astype(float)


def experience(pairs):
    """Has seen the road: the job aimed at or a sector of interest, and years ahead (four are enough)."""
    shares = pairs.product(pairs.mentees.sets["sectors"], pairs.mentors.sets["sectors"]) > 0
    met = np.where(same(pairs, "job_family"), 1.0, np.where(shares, 0.7, 0.0))
    return np.round(0.6 * met + 0.4 * years_ahead(pairs), DECIMALS)


def years_ahead(pairs):
    """0 when the mentor has no more years of experience, 1 from four more on."""
    ours, theirs = sides(pairs, "numbers", "years")
    return np.clip((theirs - ours) / 4, 0, 1)


def formation(pairs):
    """Same training 1, same family .6, another of Simplon's .4, elsewhere .3; a learner must be ahead."""
    elsewhere = np.where(pairs.theirs(pairs.mentors.labels["formation"]) >= 0, 0.4, 0.3)
    value = np.where(same(pairs, "formation_family"), 0.6, elsewhere)
    value = np.where(same(pairs, "formation"), 1.0, value)
    is_behind = pairs.theirs(pairs.mentors.numbers["is_learner"]) & ~is_ahead(pairs)
    return np.where(is_behind, 0.0, value)


def is_ahead(pairs):
    """Does the mentor's training end in an earlier year? Unknown years decide nothing."""
    ours, theirs = sides(pairs, "numbers", "cohort_year")
    return (theirs < ours) | (ours == 0) | (theirs == 0)


def term(pairs):
    flexible = pairs.mentees.vocabulary.codes["term"].get("flexible", -2)
    ours, theirs = sides(pairs, "labels", "term")
    eased = (ours == flexible) | (theirs == flexible)
    return np.where(ours == theirs, 1.0, np.where(eased, 0.8, 0.0))


def channels(pairs):
    """Both prefer the same 1, a common live one .8, Discord to be learnt .5, e-mail only .3."""
    prefer = same(pairs, "preferred_channel") & ~pairs.ours(email_preferred(pairs.mentees))
    live = common_live(pairs)
    value = np.where(common_email(pairs), 0.3, 0.0)
    value = np.where(discord_to_learn(pairs), 0.5, value)
    value = np.where(live, 0.8, value)
    return np.where(prefer & live, 1.0, value)


def email_preferred(pool):
    return pool.labels["preferred_channel"] == pool.vocabulary.codes["preferred_channel"].get("email", -2)


def common_live(pairs):
    """A live channel both can use today: Discord counts when neither has to learn it."""
    columns = pairs.mentees.vocabulary.columns["channels"]
    ours, theirs = pairs.mentees.sets["channels"].copy(), pairs.mentors.sets["channels"].copy()
    for code in ("email", "discord"):
        if code in columns:
            ours[:, columns[code]] = theirs[:, columns[code]] = 0
    ready = both(pairs, uses_discord(pairs.mentees), uses_discord(pairs.mentors))
    return (pairs.product(ours, theirs) > 0) | ready


def talks(pairs):
    """Whether the two have any way to talk, were it e-mail or a Discord one of them has to learn."""
    return common_live(pairs) | common_email(pairs) | discord_to_learn(pairs)


def uses_discord(pool):
    return pool.numbers["has_discord"] & pool.numbers["uses_discord"]


def discord_to_learn(pairs):
    """Both have ticked Discord though one has to learn it, or one who has not accepts help with it."""
    has, learns = (
        [side.numbers[name] for side in (pairs.mentees, pairs.mentors)]
        for name in ("has_discord", "learns_discord")
    )
    return both(pairs, *has) | both(pairs, has[0], learns[1]) | both(pairs, learns[0], has[1])


def common_email(pairs):
    return both(pairs, pairs.mentees.numbers["has_email"], pairs.mentors.numbers["has_email"])


def common_slots(pairs):
    """How many of the mentee's bands the mentor can meet in, time zones converted: floats."""
    counts = np.zeros(pairs.shape)
    for zone, label in pairs.mentees.vocabulary.codes["timezone"].items():
        is_here = pairs.mentees.labels["timezone"] == label
        if is_here.any():
            ours = pairs.mentees.sets["slots"] * is_here[:, None]
            counts += pairs.product(ours, free_bands(pairs.mentors, zone))
    return counts


def free_bands(pool, zone):
    """(n, 28) ones for the bands of someone in `zone` during which each person is free an hour or more."""
    table = np.zeros((len(pool), SLOTS))
    for other, label in pool.vocabulary.codes["timezone"].items():
        rows = pool.labels["timezone"] == label
        if rows.any():
            table[rows] = pool.sets["slots"][rows] @ meetings(zone, other).T > 0
    return table


def location(pairs):
    """0 for no bonus, else 20 (same town or within the mentor's travel) or 40 (same region): what the missing
    points are divided by. A bonus, never a malus: far, blank and unwanted are the same."""
    willing = both(pairs, pairs.mentees.numbers["meets"], pairs.mentors.numbers["meets"])
    department, region = same(pairs, "department"), same(pairs, "region")
    near = same(pairs, "city") & department
    near |= department & pairs.theirs(pairs.mentors.numbers["travels_department"])
    near |= region & pairs.theirs(pairs.mentors.numbers["travels_region"])
    return np.where(willing & near, SAME_TOWN, np.where(willing & region, SAME_REGION, 0))


def answered(name, pairs):
    """Whether both people answered what the criterion reads."""
    return both(pairs, ANSWERED[name](pairs.mentees), ANSWERED_BY_MENTORS[name](pairs.mentors))


def sides(pairs, kind, name):
    """One column of both sides, laid beside the pairs."""
    return pairs.ours(getattr(pairs.mentees, kind)[name]), pairs.theirs(getattr(pairs.mentors, kind)[name])


def same(pairs, name):
    ours, theirs = sides(pairs, "labels", name)
    return (ours == theirs) & (ours >= 0)


def both(pairs, ours, theirs):
    return pairs.ours(ours) & pairs.theirs(theirs)


ALL = {
    "domains": domains,
    "skills": skills,
    "availability": availability,
    "soft_skills": soft_skills,
    "experience": experience,
    "formation": formation,
    "term": term,
    "channels": channels,
}
# (n,) whether each person of a pool answered what a criterion reads.
ANSWERED = {
    "domains": lambda pool: pool.sets["domains"].any(1),
    "skills": lambda pool: pool.sets["skills_low"].any(1) | pool.sets["skills_high"].any(1),
    "availability": lambda pool: pool.sets["slots"].any(1),
    "soft_skills": lambda pool: pool.sets["soft_skills"].any(1),
    "experience": lambda pool: (pool.labels["job_family"] >= 0) | pool.sets["sectors"].any(1),
    "formation": lambda pool: pool.labels["formation"] >= 0,
    "term": lambda pool: pool.labels["term"] >= 0,
    "channels": lambda pool: pool.sets["channels"].any(1),
}
# A mentor who followed none of our trainings has answered: that is what "elsewhere" means.
ANSWERED_BY_MENTORS = ANSWERED | {"formation": lambda pool: np.ones(len(pool), bool)}
