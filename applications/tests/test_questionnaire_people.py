"""Who someone is: names, telephone, path, dates."""

import pytest

from applications.options import Kind
from applications.tests.drafting import bound, one_error

pytestmark = pytest.mark.django_db
MENTOR, MENTEE = Kind.MENTOR, Kind.MENTEE


@pytest.mark.parametrize("bad", ["Nadia\u202egnp", "Na\u200bdia", "Na\x07dia", "Na\ndia"])
def test_a_name_hides_nothing(bad):
    sentence = "Retirez les caractères invisibles de cette réponse"
    assert one_error(bound(MENTOR, "vous", first_name=bad), "first_name") == sentence


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("06 12 34 56 78", "+33612345678"),
        ("+33 6 12 34 56 78", "+33612345678"),
        ("0692 12 34 56", "+262692123456"),
        ("+32 470 12 34 56", "+32470123456"),
        ("06 39 98 02 77", "+33639980277"),
        ("", ""),
    ],
)
def test_phone_numbers_are_kept_in_international_form(typed, kept):
    assert bound(MENTOR, "vous", phone=typed).answers()["phone"] == kept


@pytest.mark.parametrize("typed", ["06 12", "abc", "+33 1", "+999 12345678", "06123456789012345"])
def test_a_phone_number_that_is_not_complete(typed):
    assert one_error(bound(MENTOR, "vous", phone=typed), "phone") == "Ce numéro ne semble pas complet"


@pytest.mark.parametrize(
    "typed", ["pas une adresse", "http://exemple.org", "javascript:alert(1)", "ftp://a.fr"]
)
def test_a_page_is_https(typed):
    sentence = "Cette adresse ne semble pas correcte"
    assert one_error(bound(MENTOR, "parcours", profile_url=typed), "profile_url") == sentence


def test_the_scheme_of_a_page_may_be_left_out():
    form = bound(MENTOR, "parcours", profile_url="exemple.org/nadia")
    assert form.answers()["profile_url"] == "https://exemple.org/nadia"


def test_another_language_is_named():
    form = bound(MENTEE, "vous", languages=["fr", "other"])
    assert one_error(form, "languages_other") == "Indiquez cette langue"


@pytest.mark.parametrize("situation", ["pro", "tutor", "staff"])
def test_someone_from_elsewhere_is_not_asked_for_a_formation(situation):
    form = bound(MENTOR, "parcours", mentor_kind=situation, supervises="no", diploma="BTS")
    answers = form.answers()
    assert form.is_valid()
    assert (answers["formation"], answers["campus"], answers["cohort_year"]) == ("", "", None)
    assert answers["diploma"] == "BTS"


def test_a_hidden_answer_is_dropped():
    answers = bound(MENTOR, "parcours", diploma="BTS", supervises="yes").answers()
    assert (answers["diploma"], answers["supervises"]) == ("", None)


def test_a_learner_may_leave_the_job_blank():
    assert bound(MENTOR, "parcours", mentor_kind="learner", job_family=None, job_title="").is_valid()


def test_supervision_is_asked_of_tutors_and_staff():
    form = bound(MENTOR, "parcours", mentor_kind="tutor")
    assert one_error(form, "supervises") == "Répondez par oui ou par non"
    form = bound(MENTOR, "parcours", mentor_kind="staff", supervises="yes")
    assert one_error(form, "supervised") == "Indiquez la formation, le campus et l’année de fin"


def test_supervised_cohorts_are_kept_once():
    row = {"formation": "dwwm", "campus": "lille", "year": 2026}
    typed = {f"supervised-{n}-{part}": str(value) for n in (0, 3) for part, value in row.items()}
    form = bound(MENTOR, "parcours", mentor_kind="tutor", supervises="yes", **typed)
    assert form.answers()["supervised"] == [row]


def test_a_cohort_is_given_whole():
    form = bound(
        MENTOR, "parcours", mentor_kind="tutor", supervises="yes", **{"supervised-0-formation": "dwwm"}
    )
    assert one_error(form, "supervised") == "Indiquez la formation, le campus et l’année de fin"


@pytest.mark.parametrize("situation", ["training", "soon"])
def test_learners_give_their_dates(situation):
    form = bound(MENTEE, "parcours", {"training_start": "", "training_end": ""}, mentee_kind=situation)
    assert not form.is_valid()
    assert form.errors == {
        "training_start": ["Choisissez le mois et l’année de début"],
        "training_end": ["Choisissez le mois et l’année de fin"],
    }


def test_alumni_may_leave_the_dates_blank():
    form = bound(MENTEE, "parcours", {"training_start": "", "training_end": ""}, mentee_kind="alumni")
    assert form.is_valid()


@pytest.mark.parametrize("end", ["2026-09", "2026-08", "2025-12"])
def test_the_end_is_after_the_start(end):
    form = bound(MENTEE, "parcours", {"training_end": end})
    assert one_error(form, "training_end") == "La fin doit être après le début"
