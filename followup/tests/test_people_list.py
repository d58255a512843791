"""Everybody in one table: where each side stands, who is found, in what order."""

import datetime

import pytest
from django.utils import timezone

from applications.models import Campus, Formation, Profile
from applications.options import Kind
from applications.tests.factories import ApplicationFactory, ProfileFactory
from followup.services import people_list
from followup.services.privacy import erasure
from followup.tests.factories import MentorshipFactory
from mentoring.models import User
from mentoring.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def listed(**chosen):
    return list(people_list.listing(chosen))


def profile(state="submitted", side="closed", **fields):
    """A mentee's profile beside an application in that state."""
    needs = {"on_hold": {"hold_reason": "profile"}, "rejected": {"reject_reason": "profile"}}
    application = ApplicationFactory(state=state, **needs.get(state, {}))
    if side == "paused":
        fields["paused_until"] = timezone.localdate() + datetime.timedelta(days=9)
    return ProfileFactory(person=application.person, application=application, state=side, **fields)


@pytest.fixture
def crowd(pair):
    """{standing: somebody there}"""
    return {
        people_list.PAIRED: pair.mentee.person,
        people_list.FREE: ProfileFactory().person,
        people_list.PAUSED: profile("approved", "paused").person,
        people_list.IN_STUDY: profile("on_hold").person,
        people_list.REFUSED: profile("rejected").person,
        people_list.GONE: profile("approved", "archived").person,
    }


def test_each_side_stands_in_one_place_told_and_filtered_alike(crowd):
    for standing, person in crowd.items():
        found = listed(role="mentore", etat=standing)
        assert found == [person], standing
        assert [side.standing for side in people_list.rows(found)[0].sides] == [standing]
    assert listed(role="mentore", etat="inconnu") == sorted(crowd.values(), key=people_order)


def people_order(person):
    return person.last_name, person.first_name, person.pk


@pytest.mark.parametrize(
    "state", ["submitted", "info_requested", "on_hold", "approved", "rejected", "withdrawn"]
)
@pytest.mark.parametrize("side", Profile.State.values)
def test_a_profile_is_in_exactly_one_place(state, side):
    """Whatever a row may hold, the list and the filter say the same of it."""
    question = {"info_question": "Quand ?", "info_due_on": timezone.localdate()}
    found = profile("submitted", side)
    for name, value in (
        {"state": state, "hold_reason": "profile", "reject_reason": "profile"} | question
    ).items():
        setattr(found.application, name, value)
    found.application.save()
    places = [
        standing
        for standing, condition in people_list.conditions().items()
        if Profile.objects.filter(condition).exists()
    ]
    assert places == [people_list.standing_of(found, 0)]


def test_a_pair_that_is_over_leaves_its_people_free(pair, in_state):
    in_state("completed")
    assert [row.sides[0].standing for row in people_list.rows(listed())] == [people_list.FREE] * 2


def test_filters_are_about_one_side(pair, awa):
    """Nadia mentors in Lyon and asks for a mentor elsewhere: she is no mentor of elsewhere."""
    nadia = pair.mentor.person
    campus = Campus.objects.create(code="ailleurs", label="Ailleurs")
    formation = Formation.objects.create(code="anglais", label="Anglais")
    ProfileFactory(person=nadia, campus=campus, formation=formation)
    root, visitor = UserFactory(is_superuser=True), UserFactory(is_active=False)
    assert listed(role="mentore", campus="ailleurs") == listed(formation="anglais") == [nadia]
    assert listed(role="mentor", campus="ailleurs") == []
    assert listed(role="mentor", etat="en-binome") == [nadia]
    assert listed(role="mentor", etat="sans-binome") == []
    assert set(listed(role="coordination")) == {awa, root}
    assert listed(etat="ferme") == listed(etat="sans-candidature") == [visitor]
    (row,) = people_list.rows(listed(campus="ailleurs"))
    assert [side.profile.kind for side in row.sides] == [Kind.MENTEE, Kind.MENTOR]
    assert row.roles == ["Mentoré", "Mentor"]
    assert row.campuses == ["Ailleurs", "Montreuil"]


def test_a_word_is_in_a_name_an_address_or_is_a_reference(pair):
    nadia, yanis = pair.people
    other = ProfileFactory().person
    assert listed(q="nad benali") == listed(q=nadia.email) == [nadia]
    assert listed(q=pair.mentee.application.reference.lower()) == [yanis]
    assert listed(q=pair.reference) == listed(q=pair.proposal.reference) == [nadia, yanis]
    assert other not in listed(q="traoré")
    assert listed(q="nadia traoré") == listed(q="BIN-0000") == []


def test_each_order_and_the_other_way_round(pair):
    """Ties stand as they came, and what says nothing comes last both ways."""
    nadia, yanis = pair.people
    visitor = UserFactory(first_name="Zoé", last_name="Zola", date_joined=timezone.now())
    old = timezone.now() - datetime.timedelta(days=9)
    User.objects.filter(pk=nadia.pk).update(last_login=old, date_joined=old)
    User.objects.filter(pk=yanis.pk).update(last_login=timezone.now(), date_joined=old)
    pair.mentee.campus = Campus.objects.create(code="ailleurs", label="Ailleurs")
    pair.mentee.formation = Formation.objects.create(code="anglais", label="Anglais")
    pair.mentee.save()
    orders = {
        "nom": ([nadia, yanis, visitor], [visitor, yanis, nadia]),
        "role": ([yanis, nadia, visitor], [nadia, yanis, visitor]),
        "etat": ([nadia, yanis, visitor], [yanis, nadia, visitor]),
        "campus": ([yanis, nadia, visitor], [nadia, yanis, visitor]),
        "formation": ([yanis, nadia, visitor], [nadia, yanis, visitor]),
        "inscription": ([nadia, yanis, visitor], [visitor, yanis, nadia]),
        "connexion": ([nadia, yanis, visitor], [yanis, nadia, visitor]),
    }
    for column, (there, back) in orders.items():
        assert (listed(tri=column), listed(tri=f"-{column}")) == (there, back), column
    assert {word.removeprefix("-") for word in people_list.SORTS} == set(orders)


def test_what_needs_care_comes_first(crowd):
    found = listed(role="mentore", tri="etat")
    assert found == [crowd[standing] for standing in people_list.STANDINGS]


def test_an_erased_account_is_nobody(pair, awa):
    erasure.erase(pair.mentee.person, by=awa)
    assert listed() == sorted([pair.mentor.person, awa], key=people_order)


def test_two_queries_beside_the_people_themselves(pair, django_assert_num_queries):
    MentorshipFactory.create_batch(3)
    people = listed()
    with django_assert_num_queries(2):
        rows = people_list.rows(people)
    assert len(rows) == 8
    assert {side.pairs for row in rows for side in row.sides} == {1}


def test_a_batch_of_the_export_is_in_the_order_of_the_list(pair, monkeypatch):
    monkeypatch.setattr(people_list, "BATCH", 1)
    first, second = people_list.lines(people_list.listing({"tri": "-nom"}))
    assert first[:3] == ["Yanis", "Traoré", pair.mentee.person.email]
    assert first[4:9] == ["Mentoré", "", "En binôme", "Montreuil", "Développeur web et web mobile"]
    assert second[4:7] == ["Mentor", "En binôme", ""]
