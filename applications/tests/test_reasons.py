"""Why a request waits or is refused, in the team's words: what differs from the original, and only that."""

import pytest

from applications.models import ReasonWording
from applications.options import HoldReason, Kind, RejectReason
from applications.services import letters, reasons, wordings
from applications.services.reasons import LISTS
from applications.tests.factories import ApplicationFactory
from mentoring import changes
from mentoring.models import Event, NotAllowed

pytestmark = pytest.mark.django_db
HOLD, REJECT = LISTS["attente"], LISTS["refus"]


def reword(one, code, by, **values):
    current = reasons.reason(one, code)
    seen = changes.mark(current, reasons.SAVE)
    return reasons.change(current, current.values | values, by=by, seen=seen)


@pytest.mark.parametrize("one", LISTS.values(), ids=LISTS)
def test_until_someone_changes_them_they_are_the_original(one):
    found = reasons.reasons(one)
    assert [reason.code for reason in found] == one.choices.values
    assert reasons.offered(one.slug) == [(code, str(label)) for code, label in one.choices.choices]
    assert not any(reason.is_changed for reason in found)
    assert all(reason.is_active for reason in found)


def test_only_what_differs_is_kept(awa):
    event = reword(HOLD, "workload", awa, label="Trop de cours")
    row = ReasonWording.objects.get()
    assert (row.label, row.message, row.is_active) == ("Trop de cours", "", True)
    assert event.payload["before"] == {"label": "Formation en période chargée"}
    assert event.payload["after"] == {"label": "Trop de cours"}


def test_back_to_the_original_nothing_is_kept(awa):
    reword(HOLD, "workload", awa, label="Trop de cours")
    reword(HOLD, "workload", awa, label="Formation en période chargée")
    assert not ReasonWording.objects.exists()
    assert Event.objects.count() == 2


def test_the_original_comes_back_in_one_click(awa):
    reword(REJECT, "charter", awa, message="Non merci.", is_active=False)
    current = reasons.reason(REJECT, "charter")
    assert current.is_changed
    reasons.restore(current, by=awa, seen=changes.mark(current, reasons.SAVE))
    found = reasons.reason(REJECT, "charter")
    assert (found.is_changed, found.is_active) == (False, False)
    assert found.message == wordings.reject_message(ApplicationFactory(), "charter")


def test_a_letter_uses_the_teams_words(awa):
    reword(HOLD, "workload", awa, message="Revenez après les examens.")
    application = ApplicationFactory()
    assert "Revenez après les examens." in letters.preview("hold", application, reason="workload")["text"]
    other = letters.preview("hold", application, reason="workload", message="Un mot.")["text"]
    assert "examens" not in other


@pytest.mark.parametrize(("kind", "said"), [("mentor", "Aux mentors."), ("mentee", "À vous.")])
def test_each_side_has_its_own_where_the_original_does(awa, kind, said):
    reword(REJECT, "availability", awa, message="Aux mentors.", mentee_message="À vous.")
    application = ApplicationFactory(kind=kind)
    assert reasons.message("refus", application, "availability") == said
    assert reasons.messages("refus", application)["availability"] == said


def test_one_message_for_both_sides_elsewhere(awa):
    reword(REJECT, "charter", awa, message="Pour tous.")
    for kind in Kind:
        assert reasons.message("refus", ApplicationFactory(kind=kind), "charter") == "Pour tous."


def test_the_clock_uses_them_too(awa):
    reword(HOLD, "no_answer", awa, message="Sans nouvelles de vous.")
    application = ApplicationFactory()
    letter = letters.on_hold(application, HoldReason.NO_ANSWER)
    assert letter.context["message"] == "Sans nouvelles de vous."


def test_one_that_is_not_offered_keeps_its_name(awa):
    reword(REJECT, "commercial", awa, label="Publicité", is_active=False)
    assert "commercial" not in dict(reasons.offered("refus"))
    assert reasons.labels()["commercial"] == reasons.label("refus", "commercial") == "Publicité"


@pytest.mark.parametrize(
    ("one", "code"),
    [(HOLD, "other"), (HOLD, "no_answer"), (REJECT, "other")],
    ids=["hold-other", "hold-no_answer", "reject-other"],
)
def test_some_are_always_offered(awa, one, code):
    with pytest.raises(NotAllowed, match="reste proposé"):
        reword(one, code, awa, is_active=False)
    assert not ReasonWording.objects.exists()


def test_a_colleague_was_there(awa, julien):
    current = reasons.reason(HOLD, "workload")
    reword(HOLD, "workload", julien, label="Trop de cours")
    with pytest.raises(NotAllowed, match="Julien"):
        reasons.change(current, current.values | {"label": "Examens"}, by=awa, seen=0)


def test_the_same_code_in_two_lists_is_two_reasons(awa):
    reword(HOLD, "other", awa, label="Divers")
    assert reasons.label("attente", "other") == "Divers"
    assert reasons.label("refus", "other") == str(RejectReason.OTHER.label)
