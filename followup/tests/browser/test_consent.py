"""Scenarios 7, 8 and 9: who is asked, in what order, in each of the three modes, alone or by lot."""

import re

import pytest

from matching.models import Proposal
from mentoring.models import Programme

from .casting import campus
from .conftest import DOMAIN
from .site import link_of, text_of
from .writing import press, title_of

INAYA = f"inaya@{DOMAIN}"
PROPOSALS = "/pilotage/mise-en-relation/propositions/"
ENSEMBLE = "/pilotage/mise-en-relation/ensemble/"


def interested(address):
    """[(full name, first name, address)] of the mentors interested in this person."""
    rows = Proposal.objects.filter(state="interest", mentee__person__email=address).order_by("pk")
    people = [row.mentor.person for row in rows]
    return [(str(person), person.first_name, person.email) for person in people]


def choose_mode(mode):
    Programme.objects.update(mode=mode)


def accept(person, name):
    """Say yes to a proposal on its page, and see the pair's page of the two."""
    press(person.page, "Oui, je suis d’accord")
    person.page.get_by_role("heading", name=name, exact=True).wait_for()


def test_inaya_says_yes_and_the_other_mentor_is_told_neutrally(someone, demo):
    (name, first, address), (_other_name, _first, other) = demo.ask(interested, INAYA)
    awa = someone().enter("awa", PROPOSALS).page
    row = awa.get_by_role("listitem").filter(has_text=f"{name} et Inaya Bouzid")
    row.get_by_role("link", name=re.compile("Proposer à la personne")).click()
    assert "son accord est acquis" in awa.inner_text("main")
    press(awa, "Proposer à la personne")
    awa.get_by_text("C’est noté").wait_for()

    inaya = someone().enter(INAYA, link_of(demo.wait_for_mail(INAYA, "proposal_to_mentee"), "/propositions/"))
    assert title_of(inaya.page) == "Votre mentor, peut-être"
    both = f"{first} et Inaya"
    accept(inaya, both)
    mentor = someone().enter(address, link_of(demo.wait_for_mail(address, "pair_started"), "/binomes/"))
    for person in (inaya, mentor):
        assert title_of(person.page) == both
        kit = person.page.get_by_role("region", name="Kit de démarrage").inner_text()
        for step in ("Se dire bonjour", "Choisir le canal", "Fixer la première séance", "objectifs"):
            assert step in kit
    inaya.page.get_by_role("button", name="C’est fait").click()
    mentor.page.reload()
    assert "Se dire bonjour fait" in " ".join(mentor.page.inner_text("main").split())

    told = demo.wait_for_mail(other, "proposal_not_concluded")
    assert told["Subject"].strip() == "Cette mise en relation n’aura pas lieu"
    assert "Merci d’avoir dit oui" in text_of(told)
    assert not re.search(rf"Inaya|Bouzid|{first}|refus|préféré", text_of(told))


@pytest.fixture(scope="module")
def elsewhere(instances):
    """An instance whose mode may change."""
    return instances()


def test_mentor_choice_asks_the_person_at_once(someone, elsewhere):
    elsewhere.ask(choose_mode, Programme.Mode.MENTOR_CHOICE)
    nadia = someone(site=elsewhere).enter("nadia", "/espace/suggestions/")
    page = nadia.page
    page.get_by_role("link", name=re.compile("Je souhaite l’accompagner")).first.click()
    assert "La personne reçoit votre proposition." in page.inner_text("main")
    page.get_by_label("Quelques mots pour vous présenter").fill("J’ai débuté comme vous, à trente ans.")
    press(page, "Envoyer mon intérêt")
    page.wait_for_url("**/interets/")
    assert "Proposé, en attente de réponse" in page.inner_text("main")
    email, first = elsewhere.ask(asked_by, f"nadia@{DOMAIN}")
    offer = elsewhere.wait_for_mail(email, "proposal_to_mentee")
    assert "J’ai débuté comme vous, à trente ans." in text_of(offer)
    mentee = someone(site=elsewhere).enter(email, link_of(offer, "/propositions/"))
    accept(mentee, f"Nadia et {first}")


def asked_by(address):
    """(address, first name) of the person this mentor's latest question is about."""
    person = Proposal.objects.filter(mentor__person__email=address).latest("pk").mentee.person
    return person.email, person.first_name


def test_coordinator_proposes_then_each_says_yes(someone, elsewhere):
    elsewhere.ask(choose_mode, Programme.Mode.COORDINATOR)
    awa = someone(site=elsewhere).enter("awa", "/pilotage/mise-en-relation/").page
    mentors = awa.get_by_role("listitem").filter(has_not_text="a manifesté son intérêt")
    mentors.get_by_role("link", name=re.compile("^Proposer")).first.click()
    awa.get_by_label("Ajouter un mot").fill("Vos horaires s’accordent.")
    press(awa, "Proposer ce binôme")
    awa.get_by_text("C’est noté").wait_for()
    mentor_email, mentor, email, mentee = elsewhere.ask(latest_question)
    assert elsewhere.mails_to(email, "proposal_to_mentee") == []
    offer = elsewhere.wait_for_mail(mentor_email, "proposal_to_mentor")
    assert "Vos horaires s’accordent." in text_of(offer)
    assert mentee not in text_of(offer)

    page = someone(site=elsewhere).enter(mentor_email, "/espace/suggestions/").page
    assert "l’équipe compose les binômes" in page.inner_text("main")
    page.goto(link_of(offer, "/propositions/"))
    press(page, "Oui, je suis d’accord")
    page.get_by_text("Nous demandons maintenant l’accord de la personne.").first.wait_for()
    second = elsewhere.wait_for_mail(email, "proposal_to_mentee")
    accept(someone(site=elsewhere).enter(email, link_of(second, "/propositions/")), f"{mentor} et {mentee}")


def latest_question():
    proposal = Proposal.objects.filter(state="awaiting_mentor").latest("pk")
    people = proposal.mentor.person, proposal.mentee.person
    return [word for person in people for word in (person.email, person.first_name)]


def test_twelve_pairs_of_a_calculation_are_asked_and_one_mentor_says_no(someone, elsewhere):
    """Scenario 8: the worker computes; one pair is pinned, one removed, one left aside; Pierre declines."""
    elsewhere.ask(choose_mode, Programme.Mode.COORDINATOR)
    mentors = elsewhere.ask(campus, "Locronan", 13)
    pierre = next(address for address, name in mentors.items() if name == "Pierre")
    awa = someone(site=elsewhere).enter("awa", ENSEMBLE).page
    awa.get_by_label("Campus").select_option("Locronan")
    press(awa, "Calculer")
    awa.get_by_text("13 binômes proposés").wait_for()
    his = awa.get_by_role("row").filter(has_text="Pierre Kerdoncuff")
    with awa.expect_navigation():
        his.get_by_role("button", name="Épingler").click()
    others = awa.get_by_role("row").filter(has=awa.get_by_role("checkbox")).filter(has_not_text="Pierre")
    removed = others.first.inner_text()
    with awa.expect_navigation():
        others.first.get_by_role("button", name=re.compile("^Retirer")).click()
    assert "1 binôme retiré." in awa.inner_text("main")
    press(awa, "Recalculer")
    awa.get_by_text("À la suite de").wait_for(state="attached")
    awa.get_by_text("13 binômes proposés").wait_for()
    assert "Épinglé" in his.inner_text()
    assert removed not in awa.inner_text("main")
    others.first.get_by_role("checkbox").uncheck()
    press(awa, "Proposer les 12 binômes cochés")
    assert "Pierre est interrogé en premier" in awa.inner_text("main")
    assert "1 autre binôme reste dans la répartition" in awa.inner_text("main")
    press(awa, "Proposer 12 binômes")
    awa.get_by_text("12 propositions partent").wait_for()
    assert awa.get_by_role("row").filter(has_text="Attend le mentor").count() == 12

    offer = elsewhere.wait_for_mail(pierre, "proposal_to_mentor")
    page = someone(site=elsewhere).enter(pierre, link_of(offer, "/propositions/")).page
    page.get_by_role("link", name="Non, pas cette fois").click()
    page.get_by_label("Je n’ai plus le temps").check()
    press(page, "Envoyer ma réponse")
    mentee = elsewhere.ask(mentee_of, pierre)
    awa.reload()
    assert "Non aboutie" in his.inner_text()
    waiting = someone(site=elsewhere).enter(mentee, "/espace/").page
    assert not re.search("Pierre|Kerdoncuff|décliné|proposition", waiting.inner_text("main"))
    assert elsewhere.mails_to(mentee) == []


def mentee_of(address):
    """The address of the person this mentor has been asked about."""
    return Proposal.objects.get(mentor__person__email=address).mentee.person.email
