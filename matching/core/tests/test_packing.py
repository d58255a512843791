"""A pool made of packed bytes is the pool made of facts."""

from dataclasses import replace

import numpy as np
import pytest

from matching.core import packing, ranking, rules, scoring
from matching.core.facts import MenteeFacts, MentorFacts
from matching.core.pairs import Grid
from matching.core.settings import Settings
from matching.core.tests.people import DOMAINS, SKILLS, crowd, encoded

FAMILIES = {"autre": "", "cda": "dev", "devops": "infra", "dwwm": "dev"}
LISTS = {
    "languages": ("fr", "en", "es"),
    "types": ("technical", "orientation"),
    "sectors": ("sante", "banque", "public"),
    "channels": ("phone", "discord", "meet", "email"),
    "style": ("structured", "flexible", "adaptable"),
    "job_family": ("infra", "dev", "data"),
    "term": ("short", "long", "flexible"),
    "preferred_channel": ("discord", "meet", "email", "phone"),
}


def keys(codes, first):
    return {code: key for key, code in enumerate(codes, first)}


CATALOGUE = packing.Catalogue(
    {
        "domains": keys(DOMAINS, 900_000),
        "skills": keys(reversed(SKILLS), 3),
        "soft_skills": keys(["stress", "oral", "equipe", "ecrit", "unused"], 7),
        "formation": keys(reversed(FAMILIES), 1),
        "campus": keys(["lyon", "lille"], 5),
    },
    FAMILIES,
    LISTS,
)


def known(seed, *sizes):
    """A crowd whose trainings have one family each, as in a catalogue."""
    return [
        [replace(one, formation_family=FAMILIES.get(one.formation, "")) for one in side]
        for side in crowd(seed, *sizes)
    ]


def unpacked(mentees, mentors):
    sides = (mentees, mentors)
    vocabulary = CATALOGUE.vocabulary({one.timezone for side in sides for one in side})
    return [
        packing.unpack(
            packing.pack(side, CATALOGUE),
            packing.Today(
                [one.timezone for one in side],
                np.array([one.is_available for one in side], bool),
                np.zeros(len(side), int),
            ),
            CATALOGUE,
            vocabulary,
            is_mentee=side is mentees,
        )
        for side in sides
    ]


def assert_same(mentees, mentors, excluded=frozenset()):
    one, other = Grid(*encoded(mentees, mentors)), Grid(*unpacked(mentees, mentors))
    blocks = [scoring.evaluate(pairs, Settings()) for pairs in (one, other)]
    assert (blocks[0].q == blocks[1].q).all()
    masks = [rules.masks(pairs, block, excluded) for pairs, block in zip((one, other), blocks, strict=True)]
    for rule in masks[0]:
        assert (masks[0][rule] == masks[1][rule]).all(), rule


@pytest.mark.parametrize("seed", range(6))
def test_packed_people_score_as_their_facts_do(seed):
    mentees, mentors = known(seed, 30, 25)
    assert_same(mentees, mentors, {(mentees[3].ref, mentors[4].ref)})


def test_blank_people_are_packed_too():
    assert_same([MenteeFacts("a", "a")], [MentorFacts("b", ""), MentorFacts("c", "a")])


def test_nobody_is_packed_too():
    mentees, mentors = unpacked([], [])
    assert (len(mentees), len(mentors)) == (0, 0)
    assert mentees.supervised.shape == (0, 4)


def test_a_code_that_left_the_catalogue_is_left_blank():
    gone = MenteeFacts("a", "a", style="gone", languages=frozenset({"fr", "gone"}), domains=("gone",))
    [mentees, _mentors] = unpacked([gone], [])
    assert mentees.labels["style"].tolist() == [-1]
    assert mentees.sets["languages"].sum() == 1
    assert not mentees.sets["domains"].any()


def test_seats_and_pairs_are_todays():
    mentee, mentor = MenteeFacts("a", "a"), MentorFacts("b", "b", seats_left=2)
    vocabulary = CATALOGUE.vocabulary({"Europe/Paris"})
    for taken, left in ((0, 2), (2, 0), (3, 0)):
        today = packing.Today(["Europe/Paris"], np.array([True]), np.array([taken]))
        [blob] = packing.pack([mentor], CATALOGUE)
        pool = packing.unpack([blob], today, CATALOGUE, vocabulary, is_mentee=False)
        assert pool.numbers["seats"].tolist() == [left]
        assert pool.numbers["is_full"].tolist() == [not left]
        [blob] = packing.pack([mentee], CATALOGUE)
        pool = packing.unpack([blob], today, CATALOGUE, vocabulary, is_mentee=True)
        assert pool.numbers["is_full"].tolist() == [taken > 0]


@pytest.mark.parametrize("seed", range(4))
def test_the_best_of_a_standing_are_the_first_of_all(seed):
    mentees, mentors = known(seed, 1, 40)
    ours, theirs = encoded(mentees, mentors)
    found = ranking.standing(ours, theirs, Settings(), is_mentee=True)
    whole = found.best(found.is_allowed)
    for most in (1, 3, 100):
        assert found.best(found.is_allowed, most).tolist() == whole[:most].tolist()
    ranked = [one.facts for one in ranking.rank(mentees[0], mentors, Settings(), is_mentee=True)]
    assert ranked[: len(whole)] == [mentors[row] for row in whole]


@pytest.mark.parametrize("seed", range(4))
def test_chances_are_those_of_every_pair(seed):
    pools = encoded(*crowd(seed, 40, 30))
    pairs = Grid(*pools)
    block = scoring.evaluate(pairs, Settings())
    q = np.where(rules.allowed(rules.masks(pairs, block), Settings()), block.q, -1)
    for axis, found in enumerate(ranking.chances(*pools, Settings())):
        assert found.best.tolist() == q.max(1 - axis).tolist()
        assert found.reached.tolist() == ranking.is_reached(q, Settings()).sum(1 - axis).tolist()
    assert np.abs(ranking.table(*pools, Settings()) * 1e6 - q)[q >= 0].max() < 4
