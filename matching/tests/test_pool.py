import datetime

import pytest
from django.utils import timezone

from applications import extensions
from applications.models import Formation, Profile, ProfileSkill, Skill, SoftSkill
from applications.options import Kind
from applications.tests.factories import ApplicationFactory, ProfileFactory
from matching.core import settings as core_settings
from matching.models import MatchingSettings
from matching.services import explaining, pool, ranking, settings, waiting
from matching.tests.factories import ExclusionFactory, ProposalFactory
from mentoring.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_a_mentors_facts():
    mentor = ProfileFactory(
        mentor=True,
        situation="learner",
        capacity=3,
        city="  saint-denis ",
        job_family="autre",
        skills={"python": 3, "docker": 1},
    )
    mentor.soft_skills.set(SoftSkill.objects.filter(code="leadership"))
    mentor.supervised_cohorts.create(formation=mentor.formation, campus=mentor.campus, year=2027)
    ProposalFactory(mentor=mentor, accepted=True)
    ProposalFactory(mentor=mentor, asked_mentor=True)
    ProposalFactory(mentor=mentor, interest=True)
    [facts] = pool.mentors(Profile.objects.filter(pk=mentor.pk)).facts
    assert (facts.ref, facts.person) == (mentor.public_id, mentor.person.public_id)
    assert facts.seats_left == 1
    assert facts.domains == {"technical", "career"}
    assert facts.skills == {"python": 3, "docker": 1}
    assert facts.soft_skills == {"leadership"}
    assert facts.supervised == (("dwwm", "montreuil", 2027),)
    assert (facts.is_learner, facts.city, facts.job_family) == (True, "Saint-Denis", "")
    assert (facts.formation, facts.formation_family) == ("dwwm", "dev")
    assert (facts.is_available, facts.is_approved) == (True, True)


def test_a_mentees_facts():
    mentee = ProfileFactory(domains=["network", "career"], avoid="Mon ancien chef", workload="busy")
    ProfileSkill.objects.filter(profile=mentee, skill=Skill.objects.get(code="tests")).update(
        is_priority=True
    )
    [facts] = pool.mentees(Profile.objects.filter(pk=mentee.pk)).facts
    assert facts.domains == ("network", "career")
    assert facts.skills == {"python": (1, False), "tests": (0, True)}
    assert (facts.has_avoid, facts.has_pair, facts.workload) == (True, False, "busy")
    ProposalFactory(mentee=mentee, accepted=True)
    assert pool.mentees(Profile.objects.filter(pk=mentee.pk)).facts[0].has_pair


def test_another_training_is_nobodys_training():
    mentee = ProfileFactory(formation=Formation.objects.get(code="autre"))
    assert pool.mentees(Profile.objects.filter(pk=mentee.pk)).facts[0].formation == ""


def test_who_takes_part():
    available = ProfileFactory()
    paused = ProfileFactory(state="paused", paused_until=timezone.localdate())
    ProfileFactory(closed=True)
    ProfileFactory(state="archived")
    assert pool.mentees().profiles == [available, paused]
    assert [facts.is_available for facts in pool.mentees().facts] == [True, False]


def test_exclusions_in_force():
    one, two = ExclusionFactory(), ExclusionFactory(until=timezone.localdate())
    assert pool.exclusions() == {(one.mentee.public_id, one.mentor.public_id)}
    assert pool.exclusions(mentor=two.mentor) == set()


@pytest.mark.parametrize("number", [1, 30])
def test_the_pool_is_read_in_a_constant_number_of_queries(number, django_assert_num_queries):
    ProfileFactory.create_batch(number, mentor=True)
    ProfileFactory.create_batch(number)
    with django_assert_num_queries(6):
        assert len(pool.mentors().facts) == number
    with django_assert_num_queries(5):
        assert len(pool.mentees().facts) == number


def test_two_sides_of_one_person_are_one_person(awa):
    mentor = ProfileFactory(mentor=True)
    other_side = ProfileFactory(person=mentor.person)
    explained = explaining.pair(mentor, other_side)
    assert explained.blocks() == ["Bloqué\u202f: même personne"]
    assert ranking.Board().candidates_for(other_side).top == []


def test_the_lines_add_up_to_the_score(mentor, mentee):
    explained = explaining.pair(mentor, mentee)
    lines = explained.explanation.lines
    assert sum(line.micro for line in lines) == explained.explanation.q
    assert sum(line.shown for line in lines) == explained.points
    assert [row["label"] for row in explained.rows()][:2] == [
        "Domaines d’accompagnement",
        "Compétences techniques",
    ]
    kept = explained.snapshot()
    assert kept["score"] == explained.explanation.q
    assert sum(row["points"] for row in kept["reasons"]) == explained.points


def test_reasons_speak_to_their_reader():
    mentor = ProfileFactory(mentor=True, slots=1 << 15, person=UserFactory(timezone="Indian/Reunion"))
    mentee = ProfileFactory(slots=1 << 14)
    explained = explaining.pair(mentor, mentee)
    [line] = [line for line in explained.explanation.lines if line.criterion == "availability"]
    assert "jeudi après-midi en commun" in explained.sentence(line, "mentee").lower()
    assert "jeudi soir en commun" in explained.sentence(line, "mentor").lower()
    assert any("Vous aidez sur" in words for words in explained.reasons("mentor"))
    assert any("Peut vous aider" in words for words in explained.reasons("mentee"))


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("Trouver un stage. Et la suite.", "Trouver un stage"),
        ("Sans point final", "Sans point final"),
        ("Comprendre Node.js vite ! Merci.", "Comprendre Node.js vite !"),
        ("", ""),
        ("mot " * 60, "mot " * 39 + "mot…"),
    ],
)
def test_the_goal_is_the_first_sentence(text, goal):
    assert explaining.goal_line(Profile(excerpt=text)) == goal


def test_empty_settings_mean_the_cores_own():
    row, current = settings.current()
    assert row == MatchingSettings.objects.get()
    assert current == core_settings.Settings()


def test_a_version_keeps_what_is_not_given_and_measures_the_pool(awa, mentor, mentee):
    before = MatchingSettings.objects.get()
    row = settings.save_version(by=awa, reason="Plus de poids aux créneaux", weights={"availability": 30})
    assert MatchingSettings.objects.count() == 2
    assert (row.author, row.floor, row.gamma) == (awa, before.floor, before.gamma)
    _row, current = settings.current()
    assert (current.weights["availability"], current.weights["domains"]) == (30, 25)
    assert current.means["domains"] == 1.0
    assert MatchingSettings.objects.get(pk=before.pk).weights == {}


def test_a_version_the_core_refuses_is_not_saved(awa):
    with pytest.raises(ValueError):
        settings.save_version(by=awa, reason="", weights={"age": 30})
    assert MatchingSettings.objects.count() == 1


def test_a_rule_switched_off_blocks_no_more(awa, mentor):
    mentee = ProfileFactory(slots=1 << 20)
    assert explaining.pair(mentor, mentee).blocks() == ["Bloqué\u202f: aucun créneau commun"]
    settings.save_version(by=awa, reason="Essai", severities={"no_slot": "warn"})
    explained = explaining.pair(mentor, mentee)
    assert explained.is_allowed
    assert explained.warnings() == ["Aucun créneau commun"]


def test_the_outlook_of_an_applicant(mentor):
    ProfileFactory(mentor=True, languages=["es"])
    profile = ProfileFactory(closed=True)
    found = extensions.outlook(profile.application)
    assert found["count"] == 1
    assert found["best"] >= 80
    assert profile.public_id in found["url"]
    assert extensions.outlook(ApplicationFactory(draft=True)) is None


def test_the_outlook_when_nobody_is_there():
    assert extensions.outlook(ProfileFactory(closed=True).application) | {"url": ""} == {
        "count": 0,
        "best": None,
        "url": "",
    }


def test_pair_counts():
    pair = ProposalFactory(accepted=True)
    ProposalFactory(mentor=pair.mentor)
    assert extensions.pair_count(pair.mentor) == extensions.pair_count(pair.mentee) == 1
    pair.ended_at = timezone.now()
    pair.save()
    assert extensions.pair_count(pair.mentor) == 0


def test_a_departure_reaches_the_proposals(mentor):
    proposal = ProposalFactory(mentor=mentor)
    extensions.depart(mentor, by=mentor.person, reason="left")
    proposal.refresh_from_db()
    assert (proposal.state, proposal.close_reason) == ("cancelled", "departed")


def test_beyond_a_size_the_board_does_not_look_at_every_pair(mentor, mentee, monkeypatch):
    monkeypatch.setattr(ranking, "MOST_PAIRS", 0)
    for kind in Kind:
        board = waiting.Waiting(ranking.Board(), kind)
        assert board.figures() == {"waiting": 1, "places": 2, "mean": None}
        [row] = board.rows(board.keys())
        assert (row.best, row.count) == (None, None)


def test_everyones_chances_are_what_shortlists_say():
    mentors = ProfileFactory.create_batch(3, mentor=True)
    ExclusionFactory(mentor=mentors[0], mentee=ProfileFactory())
    ProfileFactory.create_batch(3, training_end=timezone.localdate() + datetime.timedelta(days=9))
    board = ranking.Board()
    sides = [waiting.Waiting(board, kind) for kind in (Kind.MENTEE, Kind.MENTOR)]
    rows = [row for side in sides for row in side.rows(side.keys())]
    assert [row.count for row in rows] == [2, 3, 3, 3, 3, 4, 4]
    assert sides[0].figures() == sides[1].figures()
    for row in rows:
        shortlist = board.candidates_for(row.profile)
        assert row.best == max(one.explained.points for one in shortlist.top)
        assert row.count == len(shortlist.top) + shortlist.others_count - shortlist_blocked(shortlist)


def shortlist_blocked(shortlist):
    return sum(one.is_blocked for one in shortlist.top)
