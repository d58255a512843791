import datetime

import pytest
import time_machine
from django.utils import timezone

from applications import extensions
from applications.models import Application, Domain
from applications.services import decisions, queue
from applications.tests.deciding import approve, ask, day, hold, reject
from applications.tests.drafting import drafted, sent
from applications.tests.factories import ApplicationFactory, ProfileFactory
from mentoring.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
COUNTING = 1
LISTING = 1
DECORATED = 2
RAREST = 3
DUPLICATES_ONLY = 3


def file(**fields):
    """A file to read with its closed profile; `application__…` fields are those of the application."""
    own = {name[13:]: fields.pop(name) for name in list(fields) if name.startswith("application__")}
    profile = ProfileFactory(closed=True, **fields)
    Application.objects.filter(pk=profile.application.pk).update(**own)
    return Application.objects.get(pk=profile.application.pk)


def days_ago(count):
    return timezone.now() - datetime.timedelta(days=count)


def names(by, *args, **kwargs):
    return [row.reference for row in queue.listing(by, *args, **kwargs)]


@pytest.fixture
def one_of_each(awa):
    found = {
        "a-lire": sent("mentee"),
        "precisions": sent("mentor"),
        "attente": sent("mentee"),
        "question": sent("mentor"),
        "decidees": sent("mentee"),
    }
    Application.objects.filter(pk=found["precisions"].pk).update(is_answer_received=True)
    hold(found["attente"], awa)
    ask(found["question"], awa)
    approve(found["decidees"], awa)
    drafted("mentee")
    old = sent("mentor")
    reject(old, awa)
    Application.objects.filter(pk=old.pk).update(state_changed_at=days_ago(8))
    return found


def test_every_view_holds_its_own(awa, one_of_each):
    for view, application in one_of_each.items():
        assert names(awa, view) == [application.reference]


def test_an_unknown_view_is_the_first(awa, one_of_each):
    assert names(awa, "n’importe quoi") == [one_of_each["a-lire"].reference]


def test_counts_of_all_views_take_one_query(awa, one_of_each, django_assert_num_queries):
    decisions.assign(one_of_each["a-lire"], by=awa)
    with django_assert_num_queries(COUNTING):
        counts = queue.counts(awa)
    assert counts == dict.fromkeys(queue.VIEWS, 1) | {"mine": 1}


def test_nothing_to_read_is_counted_too(awa):
    assert queue.counts(awa) == dict.fromkeys(queue.VIEWS, 0) | {"mine": 0}


def test_filters(awa, julien):
    mentee = file(domains=["career"])
    mentor = file(mentor=True, domains=["technical"], application__assigned_to=awa)
    followed = file(domains=["network"], application__assigned_to=julien)
    everyone = [mentee.reference, mentor.reference, followed.reference]
    for filters, expected in [
        ({}, everyone),
        ({"side": "mentor"}, [mentor.reference]),
        ({"side": "mentee"}, [mentee.reference, followed.reference]),
        ({"domain": "career"}, [mentee.reference]),
        ({"followed": "me"}, [mentor.reference]),
        ({"followed": "none"}, [mentee.reference]),
        ({"followed": "all"}, everyone),
        ({"campus": "montreuil", "training": "dwwm"}, everyone),
        ({"campus": "lyon"}, []),
        ({"training": "inconnue"}, []),
        ({"side": "n’importe quoi", "flags": ["rien"]}, everyone),
    ]:
        assert names(awa, filters=filters) == expected, filters


@pytest.mark.parametrize(
    ("fields", "is_flagged"),
    [
        ({}, False),
        ({"workload": "busy"}, False),
        ({"workload": "overloaded"}, True),
        ({"training_end": 27}, True),
        ({"training_end": 28}, False),
        ({"training_end": 0}, True),
        ({"training_end": -1}, False),
        ({"training_start": 0}, True),
        ({"training_start": -20}, True),
        ({"training_start": -21}, False),
        ({"training_start": 1}, False),
        ({"workload": "overloaded", "mentor": True}, False),
    ],
)
def test_overload_is_flagged_alike_in_the_list_and_by_the_filter(awa, fields, is_flagged):
    fields = {name: day(value) if name.startswith("training") else value for name, value in fields.items()}
    application = file(**fields)
    [row] = queue.decorate(queue.listing(awa))
    assert ("overload" in row.flags) == is_flagged
    assert names(awa, filters={"flags": ["overload"]}) == ([application.reference] if is_flagged else [])


@pytest.mark.parametrize(
    ("wanted", "is_flagged"),
    [
        ([], False),
        (["guide"], False),
        (["workshop"], True),
        (["guide", "person"], True),
        (["nothing"], False),
    ],
)
def test_help_with_discord_is_flagged_alike(awa, wanted, is_flagged):
    application = file(discord_help=wanted)
    [row] = queue.decorate(queue.listing(awa))
    assert ("discord" in row.flags) == is_flagged
    assert names(awa, filters={"flags": ["discord"]}) == ([application.reference] if is_flagged else [])


@pytest.mark.parametrize(
    ("other", "is_flagged"),
    [
        ({"first_name": "Leila", "last_name": "HADDAD"}, True),
        ({"first_name": "leïla", "last_name": "haddad"}, True),
        ({"first_name": "Samir", "last_name": "Haddad"}, False),
        ({"first_name": "Autre", "last_name": "Nom", "phone": "+33612345678"}, True),
        ({"first_name": "Autre", "last_name": "Nom", "phone": ""}, False),
    ],
)
def test_a_person_known_already_is_flagged(awa, other, is_flagged):
    person = UserFactory(first_name="Leïla", last_name="Haddad", phone="+33612345678")
    application = file(person=person)
    ApplicationFactory(person=UserFactory(**other), approved=True)
    [row] = queue.decorate(queue.listing(awa))
    assert ("duplicate" in row.flags) == is_flagged
    assert names(awa, filters={"flags": ["duplicate"]}) == ([application.reference] if is_flagged else [])


def test_a_draft_and_an_account_without_a_request_are_no_duplicates(awa):
    file(person=UserFactory(first_name="Leïla", last_name="Haddad"))
    UserFactory(first_name="Leïla", last_name="Haddad")
    ApplicationFactory(person=UserFactory(first_name="Leïla", last_name="Haddad"), draft=True)
    [row] = queue.decorate(queue.listing(awa))
    assert row.flags == []


def test_people_without_a_name_are_not_one_another(awa):
    for _number in range(2):
        file(person=UserFactory(first_name="", last_name="", phone=""))
    assert [row.flags for row in queue.decorate(queue.listing(awa))] == [[], []]


def test_the_oldest_first_but_a_review_asked_for_before(awa):
    new = file()
    old = file(application__submitted_at=days_ago(8))
    reviewed = file(application__is_review_requested=True)
    assert names(awa) == [reviewed.reference, old.reference, new.reference]
    assert names(awa, sort="anciennete") == [old.reference, new.reference, reviewed.reference]


def test_on_hold_what_is_due_comes_first(awa):
    def held(revisit_on):
        fields = {"state": "on_hold", "hold_reason": "other", "revisit_on": revisit_on}
        return file(**{f"application__{name}": value for name, value in fields.items()}).reference

    never, later, due = held(None), held(day(30)), held(day(-1))
    assert names(awa, "attente") == [due, later, never]


def test_the_end_of_training_soonest(awa):
    none, late, soon = file(), file(training_end=day(200)), file(training_end=day(40))
    assert names(awa, sort="fin") == [soon.reference, late.reference, none.reference]


def test_rare_domains_first(awa, monkeypatch):
    """Two ask for a career's advice and nobody offers it; technical help has two places for one request."""
    monkeypatch.setattr(extensions, "_slots", {})
    ProfileFactory(mentor=True, domains=["technical"])
    ProfileFactory(domains=["technical"])
    ProfileFactory.create_batch(2, domains=["career", "technical"])
    common, rare = file(domains=["technical"]), file(domains=["career"])
    offering = file(mentor=True, domains=["technical", "career"], application__submitted_at=days_ago(1))
    assert names(awa, sort="rarete") == [offering.reference, rare.reference, common.reference]


def test_who_has_a_pair_neither_offers_nor_asks(awa, monkeypatch):
    mentor = ProfileFactory(mentor=True, domains=["technical"])
    mentee = ProfileFactory(domains=["technical"])
    monkeypatch.setattr(extensions, "_slots", {"pair_counts": lambda: {mentor.pk: 1, mentee.pk: 1}})
    [balance] = queue.domains.balances().values()
    assert (balance.places, balance.requests) == (1, 0)
    assert Domain.objects.get(code="technical").pk in queue.domains.balances()


@pytest.mark.parametrize(
    ("search", "is_found"),
    [
        ("Leïla", True),
        ("haddad leïla", True),
        ("leila.h@exemple", True),
        ("{reference}", True),
        ("Leïla Benali", False),
        ("   ", True),
        ("%", False),
        ("'; --", False),
    ],
)
def test_search(awa, search, is_found):
    person = UserFactory(first_name="Leïla", last_name="Haddad", email="leila.h@exemple.org")
    application = file(person=person)
    found = names(awa, search=search.format(reference=application.reference.lower()))
    assert found == ([application.reference] if is_found else [])


@pytest.mark.parametrize("rows", [1, 30])
def test_a_list_takes_as_many_queries_whatever_its_length(awa, rows, django_assert_num_queries):
    ApplicationFactory(person=UserFactory(first_name="Leïla", last_name="Haddad"), approved=True)
    for _number in range(rows):
        file(
            person=UserFactory(first_name="Leïla", last_name="Haddad"),
            application__assigned_to=awa,
        )
    with django_assert_num_queries(DECORATED):
        for row in queue.decorate(queue.listing(awa)):
            assert (row.person.initials, row.assigned_to.initials, row.flags) == ("LH", "AN", ["duplicate"])
    with django_assert_num_queries(RAREST):
        list(queue.listing(awa, sort="rarete"))
    with django_assert_num_queries(DUPLICATES_ONLY):
        assert len(queue.listing(awa, filters={"flags": ["duplicate"]})) == rows


def test_what_a_row_says(awa):
    file(formation=None, mentor=True)
    file()
    assert [row.meta for row in queue.decorate(queue.listing(awa))] == [
        "Mentor\u00a0· Développeuse back-end\u00a0· Montreuil",
        "Mentoré\u00a0· DWWM\u00a0· Montreuil",
    ]


@pytest.mark.parametrize(
    ("submitted", "age", "tone"),
    [
        ("2026-03-20", 0, "neutral"),
        ("2026-03-18", 2, "neutral"),
        ("2026-03-17", 3, "info"),
        ("2026-03-13", 7, "info"),
        ("2026-03-12", 8, "warning"),
    ],
)
def test_age_is_in_days_and_late_by_working_days(awa, submitted, age, tone):
    with time_machine.travel("2026-03-20 09:00:00+00:00", tick=False):
        file(application__submitted_at=datetime.datetime.fromisoformat(f"{submitted}T10:00:00+00:00"))
        [row] = queue.decorate(queue.listing(awa))
    assert (row.age, row.age_tone) == (age, tone)


def test_neighbours(awa):
    first, second, third = file(), file(), file()
    assert queue.neighbours(second, names(awa)) == {
        "previous": first.reference,
        "next": third.reference,
        "following": third.reference,
        "position": 2,
        "count": 3,
    }
    assert queue.neighbours(first, names(awa))["previous"] is None
    assert queue.neighbours(third, names(awa))["next"] is None


def test_who_follows_was_not_passed_over(awa):
    first, second, third = file(), file(), file()

    def around(one, *skipped):
        return queue.neighbours(one, names(awa), [other.reference for other in skipped])

    assert around(first, second)["next"] == second.reference
    assert around(first, second)["following"] == third.reference
    assert around(third, second)["following"] == first.reference
    assert around(third, first, second)["following"] == first.reference
    assert around(second, first, third)["following"] == third.reference
    assert queue.neighbours(first, [first.reference])["following"] is None


def test_a_file_that_left_the_view_keeps_its_place(awa):
    first, second, third = file(), file(), file()
    Application.objects.filter(pk=second.pk).update(state="approved")
    rows = queue.listing(awa)
    assert queue.references(rows, "a-lire") == [first.reference, third.reference]
    for sort in ("", "rarete", "fin"):
        found = queue.references(rows, "a-lire", sort, second)
        assert found == [first.reference, second.reference, third.reference]


def test_a_file_that_left_the_view_leads_to_the_first(awa):
    decided, other = file(), file()
    Application.objects.filter(pk=decided.pk).update(state="approved")
    assert queue.neighbours(decided, names(awa)) == {
        "previous": None,
        "next": other.reference,
        "following": other.reference,
        "position": None,
        "count": 1,
    }
