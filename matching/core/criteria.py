"""The eight similarities of a block of pairs, and the location bonus.

Each criterion takes two encoded pools and returns (similarity in [0, 1], is it answered), both (n_mentees,
n_mentors). Values of a pair that is not answered are ignored. Similarities are rounded to nine decimals, so
that a block and a single pair agree whatever order the products were summed in.
"""

import numpy as np

from .week import meetings

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


def domains(mentees, mentors):
    """Weighted share of the wanted domains the mentor offers: needs covered, not likeness (Deng, Gulseren &
    Turner 2022)."""
    wanted, offered = mentees.sets["domains"], mentors.sets["domains"] > 0
    return np.round(wanted @ offered.T, DECIMALS), both(wanted.any(1), offered.any(1))


def skills(mentees, mentors):
    """Weighted coverage of the wanted skills: knowing more never costs the mentor."""
    covered = mentees.sets["skills_low"] @ mentors.sets["skills_low"].T
    covered = covered + mentees.sets["skills_high"] @ mentors.sets["skills_high"].T
    has_offer = mentors.sets["skills_low"].any(1)
    return np.round(np.clip(covered, 0, 1), DECIMALS), both(wants_skills(mentees), has_offer)


def availability(mentees, mentors):
    """Common slots (three are enough), rhythm, length of a session: logistics break pairs."""
    slots = np.minimum(1, common_slots(mentees, mentors) / ENOUGH_SLOTS)
    rhythm = RHYTHM[np.ix_(mentees.numbers["frequency"], mentors.numbers["frequency"])]
    length = outer(np.minimum, mentees, mentors, "minutes") / outer(np.maximum, mentees, mentors, "minutes")
    answered = both(mentees.sets["slots"].any(1), mentors.sets["slots"].any(1))
    return np.round(0.6 * slots + 0.25 * rhythm + 0.15 * length, DECIMALS), answered


def soft_skills(mentees, mentors):
    """Deep-level similarity carries relationships (Eby et al. 2013, 173 samples)."""
    wanted, offered = mentees.sets["soft_skills"], mentors.sets["soft_skills"]
    share = (wanted @ offered.T) / np.maximum(1, wanted.sum(1))[:, None]
    answered = both(wanted.any(1), offered.any(1))
    return np.round(0.6 * share + 0.4 * style(mentees, mentors), DECIMALS), answered


def style(mentees, mentors):
    """1 when the same or when one of them adapts (or said nothing), 0 when opposite."""
    ours, theirs = mentees.labels["style"][:, None], mentors.labels["style"][None, :]
    adapts = {-1, mentees.vocabulary.codes["style"].get("adaptable", -1)}
    easy = np.isin(ours, list(adapts)) | np.isin(theirs, list(adapts))
    return (easy | (ours == theirs)).astype(float)


def experience(mentees, mentors):
    """Has seen the road: the job aimed at or a sector of interest, and years ahead (four are enough)."""
    family = same(mentees, mentors, "job_family")
    sector = mentees.sets["sectors"] @ mentors.sets["sectors"].T > 0
    met = np.where(family, 1.0, np.where(sector, 0.7, 0.0))
    ahead = np.clip((mentors.numbers["years"][None, :] - mentees.numbers["years"][:, None]) / 4, 0, 1)
    wants = (mentees.labels["job_family"] >= 0) | mentees.sets["sectors"].any(1)
    tells = (mentors.labels["job_family"] >= 0) | mentors.sets["sectors"].any(1)
    return np.round(0.6 * met + 0.4 * ahead, DECIMALS), both(wants, tells)


def formation(mentees, mentors):
    """Same training 1, same family .6, another of Simplon's .4, elsewhere .3; a learner must be ahead."""
    value = np.where(
        same(mentees, mentors, "formation"),
        1.0,
        np.where(
            same(mentees, mentors, "formation_family"),
            0.6,
            np.where(mentors.labels["formation"][None, :] >= 0, 0.4, 0.3),
        ),
    )
    is_behind = mentors.numbers["is_learner"][None, :] & ~is_ahead(mentees, mentors)
    answered = both(mentees.labels["formation"] >= 0, np.ones(len(mentors), bool))
    return np.where(is_behind, 0.0, value), answered


def is_ahead(mentees, mentors):
    """Does the mentor's training end in an earlier year? Unknown years decide nothing."""
    ours, theirs = mentees.numbers["cohort_year"][:, None], mentors.numbers["cohort_year"][None, :]
    return (theirs < ours) | (ours == 0) | (theirs == 0)


def term(mentees, mentors):
    flexible = mentees.vocabulary.codes["term"].get("flexible", -2)
    ours, theirs = mentees.labels["term"][:, None], mentors.labels["term"][None, :]
    eased = (ours == flexible) | (theirs == flexible)
    value = np.where(ours == theirs, 1.0, np.where(eased, 0.8, 0.0))
    return value, both(mentees.labels["term"] >= 0, mentors.labels["term"] >= 0)


def channels(mentees, mentors):
    """Both prefer the same 1, a common live one .8, Discord to be learnt .5, e-mail only .3."""
    prefer = same(mentees, mentors, "preferred_channel") & ~email_preferred(mentees)[:, None]
    value = np.where(common_email(mentees, mentors), 0.3, 0.0)
    value = np.where(discord_to_learn(mentees, mentors), 0.5, value)
    value = np.where(common_live(mentees, mentors), 0.8, value)
    value = np.where(prefer & common_live(mentees, mentors), 1.0, value)
    return value, both(mentees.sets["channels"].any(1), mentors.sets["channels"].any(1))


def email_preferred(pool):
    return pool.labels["preferred_channel"] == pool.vocabulary.codes["preferred_channel"].get("email", -2)


def common_live(mentees, mentors):
    """A live channel both can use today: Discord counts when neither has to learn it."""
    columns = mentees.vocabulary.columns["channels"]
    ours, theirs = mentees.sets["channels"].copy(), mentors.sets["channels"].copy()
    for code in ("email", "discord"):
        if code in columns:
            ours[:, columns[code]] = theirs[:, columns[code]] = 0
    ready = [pool.numbers["has_discord"] & pool.numbers["uses_discord"] for pool in (mentees, mentors)]
    return (ours @ theirs.T > 0) | both(*ready)


def discord_to_learn(mentees, mentors):
    """Both have ticked Discord though one has to learn it, or one who has not accepts help with it."""
    has, learns = (
        [pool.numbers[name] for pool in (mentees, mentors)] for name in ("has_discord", "learns_discord")
    )
    return both(*has) | both(has[0], learns[1]) | both(learns[0], has[1])


def common_email(mentees, mentors):
    return both(mentees.numbers["has_email"], mentors.numbers["has_email"])


def common_slots(mentees, mentors):
    """How many of the mentee's bands the mentor can meet in, time zones converted: (n, m) floats."""
    counts = np.zeros((len(mentees), len(mentors)))
    our_zones = np.array([facts.timezone for facts in mentees.facts])
    their_zones = np.array([facts.timezone for facts in mentors.facts])
    for zone in set(our_zones):
        rows = np.flatnonzero(our_zones == zone)
        for other in set(their_zones):
            columns = np.flatnonzero(their_zones == other)
            free = (mentors.sets["slots"][columns] @ meetings(zone, other).T > 0).astype(float)
            counts[np.ix_(rows, columns)] = mentees.sets["slots"][rows] @ free.T
    return counts


def location(mentees, mentors):
    """0 for no bonus, else 20 (same town or within the mentor's travel) or 40 (same region): what the missing
    points are divided by. A bonus, never a malus: far, blank and unwanted are the same."""
    willing = both(mentees.numbers["meets"], mentors.numbers["meets"])
    near = same(mentees, mentors, "city") & same(mentees, mentors, "department")
    near |= same(mentees, mentors, "department") & mentors.numbers["travels_department"][None, :]
    region = same(mentees, mentors, "region")
    near |= region & mentors.numbers["travels_region"][None, :]
    return np.where(willing & near, SAME_TOWN, np.where(willing & region, SAME_REGION, 0))


def wants_skills(mentees):
    """(n,) whether the criterion of technical skills applies: it depends on the mentee alone."""
    return mentees.sets["skills_low"].any(1) | mentees.sets["skills_high"].any(1)


def same(mentees, mentors, name):
    ours, theirs = mentees.labels[name][:, None], mentors.labels[name][None, :]
    return (ours == theirs) & (ours >= 0)


def both(ours, theirs):
    return np.asarray(ours)[:, None] & np.asarray(theirs)[None, :]


def outer(combine, mentees, mentors, name):
    return combine(mentees.numbers[name][:, None], mentors.numbers[name][None, :])


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
