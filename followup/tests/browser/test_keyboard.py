"""The main journeys by keyboard alone."""

import re
from itertools import chain

import pytest

from applications.models import Application
from applications.options import Kind
from applications.questionnaire.steps import STEPS

from .casting import question_to_mentee, session_over, to_read
from .coordinating import QUEUE
from .keyboard import fill, focused, follow, skip_to_content, tabs, write
from .site import code_of
from .test_applying import PITCH, SEND, START
from .test_feedback_given import said
from .writing import step_values, title_of

ONE_SKILL = {"offre": {"skills": [{"skill": "docker", "level": 3}]}}


@pytest.fixture
def person(someone):
    return someone()


def test_applying(person, demo):
    page, address = person.page, "sans.souris@exemple.org"
    page.goto(PITCH[Kind.MENTOR])
    skip_to_content(page)
    follow(page, START[Kind.MENTOR])
    follow(page, "Commencer")
    write(page, "Votre adresse e-mail", address)
    follow(page, "Recevoir un code")
    code = code_of(demo.wait_for_mail(address, "login_code", "account_notice"))
    next(here for here in chain([focused(page)], tabs(page)) if here["name"] == "code")
    page.keyboard.type(code)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    skip_to_content(page)
    follow(page, "Commencer")
    for step in STEPS[Kind.MENTOR]:
        page.wait_for_url(re.compile(f"/{step.slug}/"))
        values = step_values(Kind.MENTOR, step.slug, **ONE_SKILL.get(step.slug, {}))
        fill(page, values, "Enregistrer et continuer")
        assert not page.title().startswith("Erreur"), page.get_by_role("alert").inner_text()
    follow(page, SEND[Kind.MENTOR])
    page.wait_for_url(re.compile(r"/recue/"))
    demo.wait_for_mail(address, "application_received")


def test_a_mistake_is_found_and_mended(person):
    """The summary of errors has the focus, and its link leads into the question."""
    page = person.enter("cheikh", "/contact/").page
    fill(page, {}, "Envoyer mon message")
    assert page.title().startswith("Erreur")
    assert "problème" in page.evaluate("document.activeElement.innerText")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    asked = page.evaluate("document.activeElement.name || document.querySelector(':target').name")
    assert asked in ("subject", "message", "email")


def test_validating(person, demo):
    reference = demo.ask(to_read, "Clotilde", "Aubervillard")
    page = person.enter("awa", QUEUE).page
    next(here for here in tabs(page) if here["kind"] == "search")
    page.keyboard.type("Aubervillard")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    skip_to_content(page)
    next(here for here in tabs(page) if "Clotilde Aubervillard" in here["words"] and here["kind"] == "a")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    follow(page, "Valider V")
    assert demo.ask(state_of, reference) == "approved"


def test_a_number_opens_its_line(person):
    page = person.enter("awa", "/pilotage/").page
    address = page.locator("[data-key='2']").get_attribute("href")
    with page.expect_navigation():
        page.keyboard.press("2")
    assert page.url.endswith(address)


def state_of(reference):
    return Application.objects.get(reference=reference).state


def test_accepting(person, demo):
    people = demo.ask(question_to_mentee)
    page = person.enter(people.mentee, people.path).page
    skip_to_content(page)
    follow(page, "Oui, je suis d’accord")
    assert title_of(page) == f"{people.mentor_name} et {people.mentee_name}"


def test_giving_feedback(person, demo):
    people = demo.ask(session_over)
    page = person.enter(people.mentee, people.path + "retour/").page
    values = {"took_place": ["yes"], "utility": ["4"], "shared_text": ["Un test à la fois."], "fit": ["yes"]}
    fill(page, values, "Envoyer mon retour")
    page.get_by_text("Merci pour votre retour.").wait_for()
    assert demo.ask(said, people.path) == ("held", [(4, "Un test à la fois.", "yes")])
