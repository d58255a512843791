"""Scenarios 1 to 3: applying on a phone, a mistake, a changed answer; and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from applications.options import Kind

from .conftest import PHONE
from .site import link_of
from .writing import answer_steps, fill, press, step_values, title_of

PITCH = {Kind.MENTOR: "/devenir-mentor/", Kind.MENTEE: "/trouver-un-mentor/"}
START = {Kind.MENTOR: "Commencer ma candidature de mentor", Kind.MENTEE: "Commencer ma demande"}
SEND = {Kind.MENTOR: "Envoyer ma candidature", Kind.MENTEE: "Envoyer ma demande"}


def begin(person, kind, address):
    """From the pitch page to the first step, through a code received by e-mail."""
    page = person.page
    page.goto(PITCH[kind])
    page.get_by_role("link", name=START[kind]).first.click()
    page.get_by_role("link", name="Commencer", exact=True).click()
    person.sign_in_by_code(address, path=None)
    assert "0 étape sur 7 terminée" in page.inner_text("main")
    page.get_by_role("link", name="Commencer", exact=True).click()
    page.wait_for_url(re.compile(r"/candidature/\w+/vous/"))


def test_pierre_applies_on_his_phone_and_finishes_at_a_desk(someone, demo):
    address = "gwenaelle.leroux@exemple.org"
    phone = someone(viewport=PHONE)
    begin(phone, Kind.MENTOR, address)
    answer_steps(phone.page, Kind.MENTOR, until="offre", vous={"first_name": "Gwenaëlle"})
    press(phone.page, "Reprendre plus tard")
    assert title_of(phone.page) == "C’est enregistré"
    press(phone.page, "Recevoir le lien par e-mail")
    link = link_of(demo.wait_for_mail(address, "draft_saved"), "/candidature/")

    desk = someone()
    desk.page.goto(link)
    desk.page.get_by_role("link", name="Commencer", exact=True).click()
    desk.sign_in_by_code(address, path=None)
    desk.page.get_by_role("link", name="Continuer").click()
    answer_steps(
        desk.page,
        Kind.MENTOR,
        first="offre",
        echanges={
            "channels": ["phone", "meet"],
            "preferred_channel": "phone",
            "discord_ease": "none",
            "discord_help": ["workshop"],
        },
    )
    assert "Gwenaëlle" in desk.page.content()
    press(desk.page, SEND[Kind.MENTOR])
    desk.page.wait_for_url(re.compile(r"/recue/"))
    reference = re.search(r"MTR-\w+", desk.page.url)[0]
    received = demo.wait_for_mail(address, "application_received")
    assert reference in received.get_body(("plain",)).get_content()
    desk.page.goto(f"/candidature/{reference}/")
    assert title_of(desk.page) == "Où en est ma candidature"
    assert demo.mails_to(address, "draft_reminder") == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "without"])
def test_a_step_without_a_slot_says_so_and_loses_nothing(someone, scripts):
    person = someone(scripts=scripts)
    page = person.page
    begin(person, Kind.MENTEE, f"emile.{'a' if scripts else 'b'}@exemple.org")
    answer_steps(page, Kind.MENTEE, until="disponibilites")
    values = step_values(Kind.MENTEE, "disponibilites")
    fill(page, {name: value for name, value in values.items() if name != "slots"})
    press(page, "Enregistrer et continuer")
    assert page.title().startswith("Erreur")
    summary = page.get_by_role("alert")
    if scripts:
        expect(summary).to_be_focused()
    target = summary.get_by_role("link").first.get_attribute("href")
    assert page.locator(target).get_attribute("name") == "slots"
    assert page.locator('[name="frequency"]:checked').get_attribute("value") == values["frequency"][0]
    assert page.locator('[name="session_length"]:checked').get_attribute("value") == "60"
    fill(page, {"slots": values["slots"]})
    press(page, "Enregistrer et continuer")
    page.wait_for_url(re.compile("/echanges/"))


def test_an_answer_is_changed_from_the_summary(someone, demo):
    address = "ines.martel@exemple.org"
    person = someone()
    page = person.page
    begin(person, Kind.MENTEE, address)
    answer_steps(page, Kind.MENTEE)
    assert "Non renseigné" in page.content()
    page.locator('a[href$="/vous/?retour=verifier"]').first.click()
    page.get_by_label("Prénom", exact=True).fill("Inès-Marie")
    press(page, "Enregistrer et revenir au résumé")
    page.wait_for_url(re.compile(r"/verifier/"))
    assert "Inès-Marie" in page.content()
    press(page, SEND[Kind.MENTEE])
    page.wait_for_url(re.compile(r"/recue/"))
    demo.wait_for_mail(address, "application_received")
    page.go_back()
    page.goto("/candidature/mentore/verifier/")
    expect(page.get_by_role("button", name=SEND[Kind.MENTEE])).to_have_count(0)


@pytest.mark.parametrize("kind", [Kind.MENTOR, Kind.MENTEE])
def test_applying_without_scripts(someone, demo, kind):
    address = f"sans.script.{kind}@exemple.org"
    person = someone(scripts=False, viewport=PHONE)
    begin(person, kind, address)
    answer_steps(person.page, kind)
    press(person.page, SEND[kind])
    person.page.wait_for_url(re.compile(r"/recue/"))
    demo.wait_for_mail(address, "application_received")
