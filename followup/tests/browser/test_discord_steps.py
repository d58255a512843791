"""The guide's ticks keep themselves; one that is lost is said beside it, and tried again on the spot."""

from playwright.sync_api import expect

from mentoring.demo_accounts import DOMAIN

STEPS = "**/aide/discord/etapes/"


def test_a_tick_keeps_itself_and_a_lost_one_is_tried_again(someone):
    person = someone().enter(f"inaya@{DOMAIN}", "/aide/discord/")
    page = person.page
    page.get_by_label("Étape 1").check()
    expect(page.get_by_role("heading", name="1 étape sur 6")).to_be_visible()
    assert not page.get_by_role("button", name="Enregistrer mes étapes").is_visible()

    page.route(STEPS, lambda route: route.abort())
    page.get_by_label("Étape 4").check()
    again = page.get_by_role("listitem").filter(has_text="Étape 4").get_by_role("button", name="Réessayer")
    expect(again).to_be_visible()
    page.unroute(STEPS)
    again.click()
    expect(page.get_by_role("heading", name="2 étapes sur 6")).to_be_visible()
    expect(again).to_be_hidden()
    page.reload()
    assert page.get_by_role("checkbox", checked=True).count() == 2
    assert [fault for fault in person.faults if not fault.startswith("console:")] == []
    person.faults.clear()  # the browser tells of the request that was cut


def test_a_session_that_ended_keeps_nothing_and_says_so(someone):
    person = someone().enter(f"nadia@{DOMAIN}", "/aide/discord/")
    page = person.page
    person.context.clear_cookies(name="sessionid")
    page.get_by_label("Étape 2").check()
    expect(page.get_by_role("button", name="Réessayer")).to_be_visible()
