"""The reasons people choose from, in the team's words: what differs from the original, and only that."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from mentoring import changes, reasons
from mentoring.models import Event, NotAllowed, ReasonWording
from mentoring.names import Taken
from mentoring.reasons import LISTS
from mentoring.searching import fold
from mentoring.tests.factories import CoordinatorFactory
from mentoring.tests.reasoning import reword

pytestmark = pytest.mark.django_db
PINNED = [(one.slug, code) for one in LISTS.values() for code in one.pinned]


@pytest.fixture
def awa():
    return CoordinatorFactory()


@pytest.mark.parametrize("slug", LISTS)
def test_until_someone_changes_them_they_are_the_original(slug):
    one = LISTS[slug]
    found = reasons.reasons(one)
    assert [(reason.code, reason.label) for reason in found] == one.choices.choices
    assert reasons.offered(one) == [choice for choice in one.choices.choices if choice[0] not in one.written]
    assert not any(reason.is_changed for reason in found)
    assert all(reason.is_active for reason in found)


@pytest.mark.parametrize("slug", LISTS)
def test_a_list_fits_its_table_and_speaks_of_its_own_codes(slug):
    one, column = LISTS[slug], ReasonWording._meta.get_field
    assert len(slug) <= column("list").max_length
    for code, label in one.choices.choices:
        assert len(code) <= column("code").max_length
        assert len(label) <= column("label").max_length
    assert {*one.pinned, *one.written, *one.meanings} <= set(one.choices.values)
    assert set(one.pinned) <= set(one.meanings)


def test_a_list_without_anything_always_offered_is_refused(monkeypatch):
    monkeypatch.setattr(reasons, "LISTS", {})
    end = LISTS["fin"]
    with pytest.raises(ValueError, match="always offered"):
        reasons.register(reasons.List("essai", "", "", 1, end.choices, pinned=("left",), written=("left",)))
    reasons.register(end)
    with pytest.raises(ValueError, match="two lists"):
        reasons.register(reasons.List("fin", "", "", 1, end.choices, pinned=("other",)))


def test_only_what_differs_is_kept(awa):
    event = reword("attente", "workload", awa, label="Trop de cours")
    row = ReasonWording.objects.get()
    assert (row.label, row.message, row.is_active) == ("Trop de cours", "", True)
    assert event.payload["before"] == {"label": "Formation en période chargée"}
    assert event.payload["after"] == {"label": "Trop de cours"}


def test_back_to_the_original_nothing_is_kept(awa):
    reword("attente", "workload", awa, label="Trop de cours")
    reword("attente", "workload", awa, label="Formation en période chargée")
    assert not ReasonWording.objects.exists()
    assert Event.objects.count() == 2


@pytest.mark.parametrize("slug", ["refus", "annulation"])
def test_the_original_comes_back_in_one_click(awa, slug):
    one = LISTS[slug]
    code = one.choices.values[0]
    first = reasons.reason(one, code)
    reword(slug, code, awa, label="Autrement dit", is_active=False)
    current = reasons.reason(one, code)
    assert current.is_changed
    reasons.restore(current, by=awa, seen=changes.mark(current, reasons.SAVE))
    found = reasons.reason(one, code)
    assert (found.is_changed, found.is_active) == (False, False)
    assert (found.label, found.message) == (first.label, first.message)


def test_where_nobody_is_written_to_there_is_no_message(awa):
    reword("refus-mentor", "topics", awa, label="Pas dans mes cordes")
    found = reasons.reason(LISTS["refus-mentor"], "topics")
    assert (found.message, found.mentee_message) == (None, None)
    assert found.values == {"label": "Pas dans mes cordes", "is_active": True}


def test_one_that_is_not_offered_keeps_its_name(awa):
    reword("refus", "commercial", awa, label="Publicité", is_active=False)
    one = LISTS["refus"]
    assert "commercial" not in dict(reasons.offered(one))
    assert reasons.labels()["refus", "commercial"] == reasons.label(one, "commercial") == "Publicité"


@pytest.mark.parametrize(("slug", "code"), PINNED)
def test_some_are_always_offered(awa, slug, code):
    with pytest.raises(NotAllowed, match="reste proposé"):
        reword(slug, code, awa, is_active=False)
    assert not ReasonWording.objects.exists()


@pytest.mark.parametrize("slug", LISTS)
def test_a_list_is_never_empty(awa, slug):
    one = LISTS[slug]
    for code in set(one.choices.values) - set(one.pinned):
        reword(slug, code, awa, is_active=False)
    assert [code for code, _label in reasons.offered(one)] == [
        code for code in one.choices.values if code in one.pinned and code not in one.written
    ]


@pytest.mark.parametrize("label", ["Trop de cours", "  TROP  DE\u00a0cours ", "tröp de cours"])
def test_two_of_a_list_are_not_called_the_same(awa, label):
    reword("attente", "workload", awa, label="Trop de cours")
    with pytest.raises(Taken, match="Trop de cours.*existe déjà dans cette liste"):
        reword("attente", "other", awa, label=label)
    reword("refus", "other", awa, label=label)
    reword("attente", "workload", awa, label="TROP DE COURS")
    assert reasons.label(LISTS["attente"], "workload") == "TROP DE COURS"


def test_the_words_of_origin_of_another_are_kept_for_it(awa):
    first = reasons.label(LISTS["attente"], "workload")
    with pytest.raises(Taken, match=f"{first}.*existe déjà"):
        reword("attente", "other", awa, label=first.upper())
    reword("attente", "workload", awa, label="Trop de cours")
    with pytest.raises(Taken, match="libellé d’origine d’un autre motif"):
        reword("attente", "other", awa, label=first)
    reword("attente", "workload", awa, label=first)


def test_what_the_team_reads_for_others_is_kept_too(awa):
    spoken = str(LISTS["fin"].spoken["fit"])
    with pytest.raises(Taken, match="libellé d’origine"):
        reword("fin", "time", awa, label=spoken)
    reword("fin", "fit", awa, label=spoken)


def test_one_that_is_offered_no_more_keeps_its_name_to_itself(awa):
    reword("refus", "commercial", awa, label="Publicité", is_active=False)
    with pytest.raises(Taken, match="existe déjà"):
        reword("refus", "other", awa, label="publicité")


@pytest.mark.parametrize("slug", LISTS)
def test_the_original_names_of_a_list_are_all_different(slug):
    one = LISTS[slug]
    said = [str(label) for label in (*dict(one.choices.choices).values(), *one.spoken.values())]
    assert len({fold(label) for label in said}) == len(said)


def test_the_table_holds_one_label_of_a_list():
    ReasonWording.objects.create(list="attente", code="workload", label="Trop de cours")
    ReasonWording.objects.create(list="refus", code="other", label="trop de cours")
    for code in ("other", "starts_later"):
        ReasonWording.objects.create(list="attente", code=code, is_active=False)
    twin = ReasonWording(list="attente", code="no_answer", label="trop de Cours")
    with pytest.raises(ValidationError, match="Ce libellé existe déjà dans cette liste"):
        twin.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_those_alike_before_are_told_apart():
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX one_label_in_a_list")
    said = {"workload": "Trop de cours", "other": "TROP de cours", "no_answer": "Trop de cours (2)"}
    for code, label in said.items():
        ReasonWording.objects.create(list="attente", code=code, label=label)
    ReasonWording.objects.create(list="refus", code="other", label="x" * 80)
    ReasonWording.objects.create(list="refus", code="charter", label="X" * 80)
    import_module("mentoring.migrations.0014_labels_of_reasons").tell_apart(apps, None)
    found = list(ReasonWording.objects.order_by("pk").values_list("label", flat=True))
    assert found[:3] == ["Trop de cours", "TROP de cours (2)", "Trop de cours (2) (2)"]
    assert found[3:] == ["x" * 80, "X" * 76 + " (2)"]


def test_a_colleague_was_there(awa):
    current = reasons.reason(LISTS["attente"], "workload")
    reword("attente", "workload", CoordinatorFactory(first_name="Julien"), label="Trop de cours")
    with pytest.raises(NotAllowed, match="Julien"):
        reasons.change(current, current.values | {"label": "Examens"}, by=awa, seen=0)


def test_the_same_code_in_two_lists_is_two_reasons(awa):
    reword("refus-mentor", "known", awa, label="C’est une amie")
    told = reasons.labels()
    assert told["refus-mentor", "known"] == "C’est une amie"
    assert told["refus-personne", "known"] == "Je connais cette personne"
    assert told["suggestion", "known"] == "Je connais peut-être cette personne"


def test_all_labels_and_all_lists_in_one_query_each(awa, django_assert_num_queries):
    reword("fin", "fit", awa, label="Pas d’entente")
    with django_assert_num_queries(1):
        assert reasons.labels()["fin", "fit"] == "Pas d’entente"
    with django_assert_num_queries(1):
        assert list(reasons.every(reasons.lists())) == [one.slug for one in reasons.lists()]
