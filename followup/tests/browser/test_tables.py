"""The coordination's tables: narrowed as one chooses, taken away as often as one likes."""

import re

import pytest
from playwright.sync_api import expect

from .casting import long_names
from .looking import OVERFLOW, WIDTHS

PEOPLE, QUEUE = "/pilotage/personnes/", "/pilotage/candidatures/"


@pytest.fixture
def awa(someone):
    return someone().enter("awa").page


def unfold(page):
    page.get_by_text("Filtrer et trier").click()


def test_a_table_is_exported_as_often_as_one_likes(awa):
    awa.goto(PEOPLE)
    button = awa.get_by_role("button", name="Exporter en CSV")
    for _time in range(2):
        with awa.expect_download() as taken:
            button.click()
        assert taken.value.suggested_filename.startswith("personnes-")
        expect(button).not_to_have_attribute("aria-disabled", "true")


def test_a_filter_applies_as_it_is_chosen(awa):
    awa.goto(PEOPLE)
    unfold(awa)
    everybody = awa.locator(".bn-registre__tete [role=status]").inner_text()
    role = awa.get_by_label("Rôle")
    role.select_option("Coordination")
    chip = awa.get_by_role("link", name="Retirer le filtre Rôle : Coordination")
    chip.wait_for()
    expect(awa).to_have_url(re.compile(r"/personnes/\?role=coordination$"))
    expect(role).to_be_focused()
    fewer = awa.locator(".bn-registre__tete [role=status]").inner_text()
    assert fewer != everybody
    expect(awa.locator("body > [role=status]")).to_have_text(fewer)
    awa.get_by_label("Ordre").select_option("Par nom, de Z à A")
    expect(awa).to_have_url(re.compile(r"\?role=coordination&tri=-nom$"))
    awa.go_back()
    expect(awa).to_have_url(re.compile(r"\?role=coordination$"))
    chip.click()
    expect(awa).to_have_url(re.compile(r"/personnes/$"))
    expect(awa.locator(".bn-registre__tete [role=status]")).to_have_text(everybody)
    # Whose page it was is kept nowhere, but its address.
    kept = awa.evaluate("Object.entries({...localStorage, ...sessionStorage}).flat()")
    assert [words for words in kept if "@" in words or "<" in words] == []


def test_the_list_of_the_queue_is_narrowed_so_too(awa):
    awa.goto(f"{QUEUE}?vue=a-lire")
    unfold(awa)
    awa.get_by_label("Côté").select_option("Mentor")
    awa.get_by_role("link", name="Retirer le filtre Côté : Mentor").wait_for()
    expect(awa.get_by_label("Côté")).to_be_focused()
    awa.get_by_label("Risque de surcharge").check()
    chip = awa.get_by_role("link", name="Retirer le filtre À regarder : Risque de surcharge")
    chip.wait_for()
    expect(awa).to_have_url(re.compile(r"\?vue=a-lire&cote=mentor&drapeau=overload$"))
    awa.get_by_role("link", name="Tout effacer").click()
    expect(awa).to_have_url(re.compile(r"\?vue=a-lire$"))
    row = awa.get_by_role("region", name="À lire").locator("[data-row] a").nth(1)
    name = row.locator(".bn-personne__nom").inner_text()
    row.click()
    expect(awa.locator("#fiche")).to_have_text(name)


def test_without_scripts_filters_are_applied_by_a_button(someone):
    page = someone(scripts=False).enter("awa", PEOPLE).page
    unfold(page)
    page.get_by_label("Rôle").select_option("Coordination")
    page.get_by_role("button", name="Appliquer").click()
    page.get_by_role("link", name="Retirer le filtre Rôle : Coordination").click()
    expect(page).to_have_url(re.compile(r"/personnes/$"))
    assert page.get_by_role("link", name="Retirer le filtre").count() == 0


def test_the_longest_names_stay_on_the_page(awa, demo):
    over = {}
    for path in demo.ask(long_names):
        assert awa.goto(path).status == 200
        assert "Kerdoncufferdoncuff".upper() in awa.locator("main").inner_text().upper().replace(
            "\u00ad", ""
        ), path
        for width in WIDTHS:
            awa.set_viewport_size(width)
            if pixels := awa.evaluate(OVERFLOW):
                over[path, width["width"]] = pixels
    assert over == {}
