"""The main journeys with JavaScript off. Applying, on both sides, is in `test_applying`."""

import pytest

from applications.options import Kind

from .casting import campus, question_to_mentee, session_over, to_read
from .conftest import PHONE
from .coordinating import open_file, validate
from .site import PATIENCE
from .test_consent import ENSEMBLE
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


def test_a_global_proposal(someone, demo):
    demo.ask(campus, "Pleyben", 2)
    page = someone(scripts=False, viewport=PHONE).enter("awa", ENSEMBLE).page
    page.get_by_label("Campus").select_option("Pleyben")
    press(page, "Calculer")
    page.get_by_text("Le calcul va commencer.").or_(page.get_by_text("Calcul en cours")).first.wait_for()
    for _look in range(2 * PATIENCE):
        if not page.get_by_role("link", name="Actualiser").count():
            break
        page.wait_for_timeout(300)
        with page.expect_navigation():
            page.get_by_role("link", name="Actualiser").click()
    page.get_by_text("2 binômes proposés").wait_for()
    press(page, "Proposer les 2 binômes cochés")
    press(page, "Proposer 2 binômes")
    page.get_by_text("2 propositions partent").wait_for()
    assert page.get_by_role("checkbox").count() == 0
