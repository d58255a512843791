"""The bytes beside profiles: written with them, never believed when they are old."""

import datetime

import pytest
from django.utils import timezone

from applications.models import Formation, Profile
from applications.services import profiles as writing
from applications.tests.factories import ProfileFactory
from matching.models import Features
from matching.services import features, pool, ranking
from matching.tests.factories import ExclusionFactory, ProposalFactory
from matching.tests.reading import assert_packed_as_facts

pytestmark = pytest.mark.django_db


def people():
    return Profile.objects.open_to_matching()


def read(profiles):
    return features.pools(features.catalogue(), features.mentors(profiles))[0]


def test_people_of_all_kinds_score_as_their_facts_do():
    mentor = ProfileFactory(
        mentor=True, situation="learner", cohort_year=2027, city=" Lille", department="59", travel="region"
    )
    mentor.supervised_cohorts.create(formation=mentor.formation, campus=mentor.campus, year=2027)
    ProposalFactory(mentor=ProfileFactory(mentor=True, capacity=1, languages=["es", "other"]), accepted=True)
    ProfileFactory(mentor=True, state="paused", paused_until=timezone.localdate(), skills={"docker": 1})
    ProfileFactory(mentor=True, person__timezone="Indian/Reunion", formation=None, job_family="autre")
    for fields in (
        {"term": "", "style": "", "slots": 0, "sectors": ["industrie"]},
        {"formation": Formation.objects.get(code="autre"), "avoid": "Quelqu’un", "experience": "over10"},
        {"channels": ["email"], "preferred_channel": "email", "domains": ["network", "career", "workplace"]},
        {"meet_in_person": "yes", "city": "LILLE", "department": "59", "region": "Hauts-de-France"},
    ):
        ProfileFactory(**fields)
    ExclusionFactory(mentor=mentor)
    features.write_missing()
    assert_packed_as_facts()


def test_writing_answers_writes_the_bytes(mentor):
    writing.update(mentor, "offre", {"skills": [{"skill": "docker", "level": 3}]}, by=mentor.person)
    kept = Features.objects.get()
    assert kept.updated_at == Profile.objects.get(pk=mentor.pk).updated_at
    [pool_of_one] = [read(people())]
    column = pool_of_one.vocabulary.columns["skills"]["docker"]
    assert pool_of_one.sets["skills_low"][0].nonzero()[0].tolist() == [column]


@pytest.mark.parametrize("change", ["missing", "layout", "older"])
def test_old_bytes_are_not_believed(mentor, change):
    features.write_missing()
    Profile.objects.filter(pk=mentor.pk).update(term="short")
    if change == "missing":
        Features.objects.all().delete()
    elif change == "layout":
        Features.objects.update(layout=features.LAYOUT + 1)
    else:
        Profile.objects.filter(pk=mentor.pk).update(updated_at=timezone.now() + datetime.timedelta(seconds=1))
    found = read(people())
    assert found.labels["term"][0] == found.vocabulary.codes["term"]["short"]
    assert features.write_missing() == 1
    assert features.write_missing() == 0
    assert read(people()).labels["term"].tolist() == found.labels["term"].tolist()


def test_seats_pauses_and_families_are_todays(mentor):
    features.write_missing()
    ProposalFactory(mentor=mentor, accepted=True)
    ProposalFactory(mentor=mentor)
    Formation.objects.filter(code="dwwm").update(family="data")
    Profile.objects.filter(pk=mentor.pk).update(state="paused", paused_until=timezone.localdate())
    found = read(pool.in_programme())
    assert found.numbers["seats"].tolist() == [0]
    assert found.numbers["is_full"].tolist() == [True]
    assert found.numbers["is_open"].tolist() == [False]
    families = found.vocabulary.codes["formation_family"]
    assert found.labels["formation_family"].tolist() == [families["data"]]


@pytest.mark.parametrize("number", [1, 30])
def test_thousands_are_read_in_a_constant_number_of_queries(number, django_assert_num_queries):
    ProfileFactory.create_batch(number, mentor=True)
    ProfileFactory.create_batch(number)
    features.write_missing()
    with django_assert_num_queries(4):
        crowds = features.mentees(pool.without_a_mentor(people())), features.mentors(people())
        pools = features.pools(features.catalogue(), *crowds)
    assert [len(side) for side in pools] == [number, number]


def test_the_means_are_measured_on_some_of_many(mentor, mentee, monkeypatch):
    ProfileFactory.create_batch(4, mentor=True)
    ProfileFactory.create_batch(4)
    _version, now = ranking.settings.current()
    whole = features.measured_means(now)
    monkeypatch.setattr(features, "SAMPLE", 2)
    assert features.measured_means(now) == whole  # they answer alike


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("lea", "Léa Roux"),
        ("ROUX léa", "Léa Roux"),
        ("eloise", "Élo\u0308ise Nuñez"),
        ("nunez", "Élo\u0308ise Nuñez"),
        ("d'arc", "Jeanne d'Arc (77)"),
        ("(77)", "Jeanne d'Arc (77)"),
    ],
)
def test_a_name_is_found_whatever_its_accents(mentor, query, name):
    first, _space, last = name.partition(" ")
    person = ProfileFactory(person__first_name=first, person__last_name=last)
    ProfileFactory(person__first_name="Paul", person__last_name="Dupont")
    assert [one.profile for one in ranking.Board().found(mentor, query, 5)] == [person]


@pytest.mark.parametrize(
    "query", ["", " ", "\x00", ".", "[", "\\", ".*", "zzz", "(?i)", "a{9999999}", "é" * 80]
)
def test_a_hostile_name_finds_nobody(mentor, query):
    ProfileFactory(person__first_name="Paul", person__last_name="Dupont")
    assert ranking.Board().found(mentor, query, 5) == []
