"""The main journeys with JavaScript off. Applying, on both sides, is in `test_applying`."""

import pytest

from applications.options import Kind

from .casting import question_to_mentee, session_over, to_read
from .conftest import PHONE
from .coordinating import open_file, validate
from .test_feedback_given import said
from .test_keyboard import state_of
from .writing import press, title_of


@pytest.fixture
def person(someone):
    return someone(scripts=False)


@pytest.mark.parametrize("kind", [Kind.MENTOR, Kind.MENTEE])
def test_validating(person, demo, kind):
    reference = demo.ask(to_read, "Gwendal", f"Trévarez{kind}", kind)
    page = person.enter("awa").page
    open_file(page, f"Gwendal Trévarez{kind}")
    validate(page)
    assert demo.ask(state_of, reference) == "approved"


def test_accepting(someone, demo):
    people = demo.ask(question_to_mentee)
    page = someone(scripts=False, viewport=PHONE).enter(people.mentee, people.path).page
    press(page, "Oui, je suis d’accord")
    page.get_by_role("heading", name=f"{people.mentor_name} et {people.mentee_name}").wait_for()
    assert "C’est oui des deux côtés" in page.content()


def test_giving_feedback(someone, demo):
    people = demo.ask(session_over)
    page = someone(scripts=False, viewport=PHONE).enter(people.mentor, people.path + "retour/").page
    page.get_by_label("Oui", exact=True).check()
    press(page, "Envoyer mon retour")
    assert page.title().startswith("Erreur")
    page.get_by_label("décisive").check()
    press(page, "Envoyer mon retour")
    page.get_by_text("Merci pour votre retour.").wait_for()
    assert title_of(page) == f"{people.mentor_name} et {people.mentee_name}"
    assert demo.ask(said, people.path) == ("held", [(5, "", "")])
