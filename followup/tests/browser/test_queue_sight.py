"""What is read in the queue is on the screen: its row, its name, its buttons; what is not takes no key."""

import pytest
from playwright.sync_api import expect

from .casting import to_read
from .coordinating import QUEUE, state_of


def test_keys_decide_nothing_that_is_out_of_sight(at_work, patient):
    """On a narrow page the list stands alone; the file, once it is open, is decided from there."""
    reference = patient.ask(to_read, "Gwenola", "Plouescat")
    page = at_work(path=f"{QUEUE}?q=Plouescat", viewport={"width": 720, "height": 900})
    expect(page.locator("#fiche")).to_be_hidden()
    address = page.url
    for key in "vairsmj":
        page.keyboard.press(key)
    page.keyboard.press("x")
    expect(page.get_by_text("1 sélectionnée")).to_be_visible()
    assert page.url == address
    assert patient.ask(state_of, "Gwenola Plouescat") == "submitted"
    page.goto(f"{QUEUE}{reference}/")
    expect(page.locator("[data-key=v]")).to_be_hidden()
    page.keyboard.press("x")
    page.keyboard.press("v")
    expect(page.get_by_role("status").filter(has_text="Gwenola validée").first).to_be_visible()
    assert patient.ask(state_of, "Gwenola Plouescat") == "approved"


def is_in_sight(page, row):
    """Wholly in the window, and not under the bar at its foot."""
    foot = page.locator(".bn-file__bas")
    floor = foot.bounding_box()["y"] if foot.is_visible() else page.viewport_size["height"]
    box, frame = row.bounding_box(), page.locator(".bn-file__liste").bounding_box()
    return max(0, frame["y"]) <= box["y"] and box["y"] + box["height"] <= min(
        floor, frame["y"] + frame["height"]
    )


@pytest.mark.parametrize("width", [1280, 1024])
def test_the_row_being_read_is_always_in_sight(at_work, patient, width):
    last = f"Landerneau{width}"
    for number in range(14):
        patient.ask(to_read, f"Mael{chr(65 + number)}", last)
    page = at_work(path=f"{QUEUE}?q={last}", viewport={"width": width, "height": 800})
    keys, heading = page.keyboard, page.locator("#fiche")
    keys.press("v")
    expect(heading).to_have_text(f"MaelB {last}")
    for place in range(2, 14):
        keys.press("j")
        expect(heading).to_have_text(f"Mael{chr(65 + place)} {last}")
        expect(heading).to_be_in_viewport()
        assert is_in_sight(page, page.locator("[data-row]").nth(place)), place
    page.mouse.wheel(0, 600)
    for place in range(12, 0, -1):
        keys.press("k")
        expect(heading).to_have_text(f"Mael{chr(65 + place)} {last}")
        assert is_in_sight(page, page.locator("[data-row]").nth(place)), place


def test_the_row_of_a_file_opened_by_its_address_is_in_sight(at_work, patient):
    for number in range(14):
        patient.ask(to_read, f"Padrig{chr(65 + number)}", "Plogoff")
    page = at_work(path=f"{QUEUE}?q=Plogoff")
    page.goto(page.locator(".bn-file__ligne").nth(11).get_attribute("href"))
    row = page.locator("[data-row]:has([aria-current])")
    expect(row).to_contain_text("PadrigL Plogoff")
    expect(page.locator("#fiche")).to_be_in_viewport()
    page.mouse.wheel(0, 40)
    page.wait_for_function("scrollY >= 40")
    page.mouse.wheel(0, -40)
    page.wait_for_timeout(200)
    assert is_in_sight(page, row)


@pytest.mark.parametrize("width", [768, 1024, 1280])
def test_the_buttons_hold_their_words(at_work, patient, width):
    page = at_work(viewport={"width": width, "height": 800})
    buttons = page.locator(".bn-file__boutons > .btn, .bn-file__boutons > form > .btn")
    assert buttons.count() == 4
    sizes = buttons.evaluate_all(
        "all => all.map((one) => [one.scrollWidth - one.clientWidth, one.offsetHeight])"
    )
    assert all(too_wide <= 0 and height < 50 for too_wide, height in sizes), sizes


def test_a_filter_leaves_the_row_in_sight_and_the_words_typed(at_work, patient):
    for number in range(12):
        patient.ask(to_read, f"Loig{chr(65 + number)}", "Rostrenen")
    page = at_work(path=f"{QUEUE}?q=Rostrenen")
    page.get_by_label("Ajouter une note").fill("À rappeler")
    page.locator(".bn-file__filtres > summary").click()
    with page.expect_response(lambda answer: "cote=mentor" in answer.url):
        page.get_by_label("Côté").select_option("mentor")
    expect(page.get_by_label("Ajouter une note")).to_have_value("À rappeler")
    page.locator("h1").click()
    for place in range(1, 12):
        page.keyboard.press("j")
        expect(page.locator("#fiche")).to_have_text(f"Loig{chr(65 + place)} Rostrenen")
        assert is_in_sight(page, page.locator("[data-row]").nth(place)), place
