"""What a coordinator does again and again: find a file in the queue, read it, validate it."""

from applications.models import Application

QUEUE = "/pilotage/candidatures/"


def open_file(page, name):
    """The file of this person, by the search of the queue."""
    page.goto(QUEUE)
    page.get_by_role("searchbox").fill(name)
    page.get_by_role("button", name="Chercher").click()
    page.get_by_role("region", name="À lire").locator("[data-row]").get_by_role("link", name=name).click()
    page.get_by_role("heading", name=name).wait_for()


def read(page):
    """The name on the file in the middle of the page."""
    return page.locator("#fiche").inner_text()


def validate(page):
    """« Valider », by way of the text shown without a name where it has to be read."""
    panel = page.get_by_role("complementary")
    direct = panel.get_by_role("button", name="Valider", exact=True)
    if not direct.count():
        panel.get_by_role("link", name="Valider", exact=True).click()
        page.get_by_label("J’ai relu le texte présenté sans nom").check()
    with page.expect_navigation():
        direct.click()


def state_of(name):
    """Of the application of the person of this last name."""
    return Application.objects.get(person__last_name=name.rpartition(" ")[2]).state
