"""Each criterion's numbers, each rule, each blank, on people one can picture."""

import dataclasses

import pytest

from matching.core import sentences
from matching.core.explain import explain
from matching.core.facts import MenteeFacts, MentorFacts
from matching.core.settings import SEVERITIES, Settings
from matching.core.week import common

EVENINGS = sum(1 << (4 * day + 3) for day in range(5))
YANIS = MenteeFacts(
    ref="yanis",
    person="1",
    slots=EVENINGS,
    frequency="biweekly",
    minutes=60,
    languages=frozenset({"fr"}),
    types=frozenset({"technical"}),
    domains=("technical", "career", "network"),
    skills={"docker": (0, True), "python": (1, False)},
    soft_skills=frozenset({"oral", "stress"}),
    style="structured",
    experience="none",
    job_family="dev",
    formation="dwwm",
    formation_family="dev",
    campus="lyon",
    cohort_year=2026,
    term="long",
    channels=frozenset({"discord", "meet"}),
    preferred_channel="meet",
    discord_ease="use",
)
NADIA = MentorFacts(
    ref="nadia",
    person="2",
    slots=EVENINGS,
    frequency="biweekly",
    minutes=60,
    languages=frozenset({"fr"}),
    types=frozenset({"technical"}),
    domains=frozenset({"technical", "career", "network"}),
    skills={"docker": 3, "python": 3},
    soft_skills=frozenset({"oral", "stress"}),
    style="structured",
    experience="3-5",
    job_family="dev",
    formation="dwwm",
    formation_family="dev",
    campus="lille",
    cohort_year=2020,
    term="long",
    channels=frozenset({"discord", "meet"}),
    preferred_channel="meet",
    discord_ease="use",
)


def line(criterion, *, mentee=None, mentor=None):
    """The line of one criterion after changing some answers of either."""
    explanation = explain(
        dataclasses.replace(YANIS, **(mentee or {})), dataclasses.replace(NADIA, **(mentor or {})), Settings()
    )
    return next(found for found in explanation.lines if found.criterion == criterion)


def test_a_perfect_pair_has_a_hundred_points_and_no_remark():
    explanation = explain(YANIS, NADIA, Settings())
    assert (explanation.q, explanation.points, explanation.band) == (1_000_000, 100, "very_good")
    assert (explanation.blocking, explanation.warnings) == ((), ())
    assert (explanation.answered, explanation.applicable) == (8, 8)


@pytest.mark.parametrize(
    ("criterion", "mentee", "mentor", "similarity"),
    [
        ("domains", {}, {"domains": frozenset({"technical"})}, 1 / 2.4),
        ("domains", {}, {"domains": frozenset({"career", "network"})}, 1.4 / 2.4),
        ("skills", {}, {"skills": {"docker": 1, "python": 3}}, 2 / 3),
        ("skills", {"skills": {"docker": (2, False)}}, {"skills": {"docker": 2}}, 0.5),
        ("skills", {"skills": {"docker": (2, False)}}, {"skills": {"docker": 3}}, 1),
        ("skills", {}, {"skills": {"sql": 3}}, 0),
        ("availability", {}, {"slots": 1 << 3}, 0.6 / 3 + 0.4),
        ("availability", {}, {"frequency": "monthly"}, 0.6 + 0.125 + 0.15),
        ("availability", {}, {"frequency": "flexible"}, 0.6 + 0.2 + 0.15),
        ("availability", {}, {"minutes": 30}, 0.6 + 0.25 + 0.075),
        ("soft_skills", {}, {"soft_skills": frozenset({"oral"})}, 0.3 + 0.4),
        ("soft_skills", {}, {"style": "flexible"}, 0.6),
        ("experience", {}, {"job_family": "data"}, 0.4),
        (
            "experience",
            {"sectors": frozenset({"x"})},
            {"job_family": "data", "sectors": frozenset({"x"})},
            0.82,
        ),
        ("experience", {"experience": "3-5"}, {}, 0.6),
        ("formation", {}, {"formation": "cda"}, 0.6),
        ("formation", {}, {"formation": "uxui", "formation_family": "design"}, 0.4),
        ("formation", {}, {"formation": "", "formation_family": ""}, 0.3),
        ("formation", {}, {"is_learner": True, "cohort_year": 2026}, 0),
        ("term", {}, {"term": "flexible"}, 0.8),
        ("term", {}, {"term": "short"}, 0),
        ("channels", {}, {"preferred_channel": "discord"}, 0.8),
        (
            "channels",
            {"channels": frozenset({"discord"}), "preferred_channel": "discord"},
            {"channels": frozenset({"discord", "phone"}), "discord_ease": "none"},
            0.5,
        ),
        ("channels", {"channels": frozenset({"email"})}, {"channels": frozenset({"email"})}, 0.3),
    ],
)
def test_similarities(criterion, mentee, mentor, similarity):
    assert line(criterion, mentee=mentee, mentor=mentor).similarity == pytest.approx(similarity, abs=1e-8)


@pytest.mark.parametrize(
    ("criterion", "mentee", "mentor"),
    [
        ("domains", {"domains": ("technical",)}, {"domains": frozenset({"career"})}),
        ("skills", {}, {"skills": {"docker": 3}}),
        ("availability", {}, {"slots": 1 << 3}),
        ("term", {}, {"term": "short"}),
        ("channels", {}, {"preferred_channel": "discord"}),
    ],
)
def test_an_answer_moves_its_own_line_only(criterion, mentee, mentor):
    changed = explain(dataclasses.replace(YANIS, **mentee), dataclasses.replace(NADIA, **mentor), Settings())
    moved = {
        after.criterion
        for before, after in zip(explain(YANIS, NADIA, Settings()).lines, changed.lines, strict=True)
        if before.micro != after.micro
    }
    assert moved == {criterion}


def test_a_blank_takes_most_of_the_pool_s_mean():
    blank = line("soft_skills", mentee={"soft_skills": frozenset()})
    assert blank.state == "blank"
    assert blank.similarity == pytest.approx(0.8 * 0.6 + 0.2 * 1)


@pytest.mark.parametrize(
    ("mentee_place", "mentor_place", "travel", "divisor"),
    [
        ("Lyon 69 ARA", "Lyon 69 ARA", "", 20),
        ("Bron 69 ARA", "Lyon 69 ARA", "department", 20),
        ("Grenoble 38 ARA", "Lyon 69 ARA", "region", 20),
        ("Grenoble 38 ARA", "Lyon 69 ARA", "", 40),
        ("Lille 59 HDF", "Lyon 69 ARA", "region", 0),
    ],
)
def test_the_place_is_a_share_of_what_is_missing(mentee_place, mentor_place, travel, divisor):
    names = ("city", "department", "region")
    mentee = dict(zip(names, mentee_place.split(), strict=True)) | {"meet_in_person": "later"}
    mentor = dict(zip(names, mentor_place.split(), strict=True)) | {"meet_in_person": "yes", "travel": travel}
    found = line("location", mentee=mentee, mentor=mentor | {"term": "short"})
    assert found.micro == (70_000 // divisor if divisor else 0)


@pytest.mark.parametrize(
    ("rule", "mentee", "mentor"),
    [
        ("same_person", {}, {"person": "1"}),
        ("full", {}, {"seats_left": 0}),
        ("full", {"has_pair": True}, {}),
        ("paused", {}, {"is_available": False}),
        ("not_approved", {"is_approved": False}, {}),
        ("supervises", {}, {"supervised": (("dwwm", "lyon", 2026),)}),
        ("same_cohort", {}, {"is_learner": True, "campus": "lyon", "cohort_year": 2026}),
        ("no_language", {}, {"languages": frozenset({"en"})}),
        ("no_channel", {}, {"channels": frozenset({"phone"})}),
        ("no_type", {}, {"types": frozenset({"orientation"})}),
        ("no_slot", {}, {"slots": 1}),
        ("opposite_terms", {}, {"term": "short"}),
        ("one_slot", {}, {"slots": 1 << 3}),
        ("overloaded", {"workload": "overloaded"}, {}),
        ("avoid", {"has_avoid": True}, {}),
        (
            "few_answers",
            {"soft_skills": frozenset(), "job_family": "", "formation": "", "term": ""},
            {},
        ),
    ],
)
def test_each_rule_strikes_alone(rule, mentee, mentor):
    explanation = explain(
        dataclasses.replace(YANIS, **mentee), dataclasses.replace(NADIA, **mentor), Settings()
    )
    struck = explanation.blocking if SEVERITIES[rule] == "block" else explanation.warnings
    assert struck == (rule,)
    silent = Settings(severities=SEVERITIES | {rule: "off"})
    assert not explain(
        dataclasses.replace(YANIS, **mentee), dataclasses.replace(NADIA, **mentor), silent
    ).blocking


def test_an_excluded_pair_is_blocked():
    excluded = frozenset({("yanis", "nadia")})
    assert explain(YANIS, NADIA, Settings(), excluded).blocking == ("excluded",)


def test_slots_meet_across_time_zones():
    evening_in_paris, index = 1 << 3, 3
    # 18–21 h in Paris is 21–24 h in Réunion: no band there; 14–18 h is 17–21 h, which meets the evening.
    assert common(evening_in_paris, "Europe/Paris", evening_in_paris, "Indian/Reunion") == []
    assert common(1 << 2, "Europe/Paris", 1 << index, "Indian/Reunion") == [2]
    assert common(1 << index, "Indian/Reunion", 1 << 2, "Europe/Paris") == [3]


def test_settings_refuse_what_makes_no_sense():
    with pytest.raises(ValueError, match="unknown"):
        Settings(weights={"gender": 5})
    with pytest.raises(ValueError, match="weights"):
        Settings(weights={"domains": 0})
    with pytest.raises(ValueError, match="severity"):
        Settings(severities={"full": "perhaps"})


def test_what_is_missing_agrees_in_number():
    def said(*codes, reader=sentences.TEAM):
        params = {"missing": [("skill", code) for code in codes]}
        return sentences.reason("skills.none", reader, params, label=lambda _kind, code: code, translate=str)

    assert said("Docker") == "Docker manque"
    assert said("Docker", "Python") == "Docker et Python manquent"
    assert said("Docker", "Python", reader=sentences.MENTEE) == "Ne maîtrise pas\u202f: Docker et Python"
