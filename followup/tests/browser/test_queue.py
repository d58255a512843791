"""Scenario 4: Awa reads the queue with its buttons, takes a decision back, and the e-mails leave later."""

import datetime
import re

import pytest
from django.db.models import F
from playwright.sync_api import expect

from applications.services import queue
from mentoring.mail.models import Email
from mentoring.models import User

from .coordinating import QUEUE, read, state_of, validate
from .writing import press, title_of

QUESTION = "Quels soirs de la semaine pouvez-vous garder libres ?"


def order_of_reading():
    """The people to read, in the order of the queue: the one who has waited longest first."""
    rows = queue.listing(User.objects.get(first_name="Awa", is_coordinator=True))
    assert rows[0].submitted_at == min(row.submitted_at for row in rows)
    return [str(row.person) for row in rows]


def let_pass(minutes):
    waiting = Email.objects.filter(state=Email.State.SCHEDULED)
    waiting.update(next_attempt_at=F("next_attempt_at") - datetime.timedelta(minutes=minutes))


def address_of(name):
    return User.objects.get(last_name=name.rpartition(" ")[2]).email


def journal(page, name):
    """{subject: state} of the e-mails to someone, as the journal shows them: the first line of its cell."""
    page.goto("/pilotage/courriels/")
    place = page.get_by_role("columnheader").all_inner_texts().index("État")
    rows = page.get_by_role("row").filter(has_text=name).all()
    states = [row.get_by_role("cell").nth(place).inner_text().lower().splitlines()[0] for row in rows]
    return dict(zip([row.get_by_role("link").first.inner_text() for row in rows], states, strict=True))


@pytest.fixture
def awa(someone, patient):
    return someone(site=patient).enter("awa", QUEUE)


def test_awa_reads_the_queue(awa, patient):
    page, site = awa.page, patient
    first, second, asked, refused, passed, last = site.ask(order_of_reading)[:6]
    assert read(page) == first
    validate(page)
    assert re.search(r"validée\.\s+E-mail dans 10 min\.", page.get_by_role("status").first.inner_text())
    assert read(page) == second
    expect(page.locator("#fiche")).to_be_focused()
    validate(page)

    assert read(page) == asked
    page.get_by_role("link", name="Demander une précision").click()
    page.get_by_label("Votre question").fill(QUESTION)
    press(page, "Envoyer la question")
    expect(page.locator("#fiche")).to_have_text(refused)

    page.get_by_role("link", name="Refuser", exact=True).click()
    press(page, "Relire avant de refuser")
    expect(page).to_have_title(re.compile("^Erreur"))
    page.get_by_role("group", name="Motif").get_by_role("radio").first.check()
    press(page, "Relire avant de refuser")
    page.get_by_text("Voici l’e-mail que la personne recevra.").wait_for()
    assert "Réponse à votre demande" in page.inner_text("main")
    assert site.ask(state_of, refused) == "submitted"
    press(page, "Refuser")
    expect(page.locator("#fiche")).to_have_text(passed)
    assert site.ask(state_of, refused) == "rejected"

    press(page, "Passer")
    expect(page.locator("#fiche")).to_have_text(last)
    press(page, "Me l’attribuer")
    page.get_by_text("Suivie par Awa Diallo").first.wait_for()
    assert site.ask(state_of, passed) == site.ask(state_of, last) == "submitted"

    press(page, "Annuler la dernière décision")
    page.get_by_text("La décision est annulée. Aucun e-mail n’est parti.").first.wait_for()
    assert read(page) == refused
    assert site.ask(state_of, refused) == "submitted"

    waiting = {name: journal(page, name) for name in (first, asked, refused)}
    assert set(waiting[first].values()) >= {"programmé"}
    assert waiting[asked]["Une question sur votre demande"] == "programmé"
    assert waiting[refused]["Réponse à votre demande"] == "annulé"
    kinds = ("application_approved", "application_info_requested", "application_rejected")
    assert not [message for message in site.mails() if message["X-Binome-Kind"] in kinds]

    site.ask(let_pass, 11)
    for name, kind in ((first, kinds[0]), (second, kinds[0]), (asked, kinds[1])):
        site.wait_for_mail(site.ask(address_of, name), kind)
    assert site.mails_to(site.ask(address_of, refused), kinds[2]) == []
    assert journal(page, asked)["Une question sur votre demande"] == "envoyé"
    page.goto(QUEUE)
    assert page.get_by_role("button", name="Annuler la dernière décision").count() == 1
    assert title_of(page) == "Candidatures à valider"
