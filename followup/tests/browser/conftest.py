"""A real Chromium on real instances. The demo's is shared by a run: tests act on people of their own."""

import re
import shutil
import urllib.parse

import pytest
from playwright.sync_api import expect, sync_playwright

from . import site as sites
from .coordinating import QUEUE

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE, DESK = {"width": 360, "height": 800}, {"width": 1280, "height": 800}
DOMAIN = "demo.binome.example"


@pytest.fixture(scope="session")
def chromium():
    expect.set_options(timeout=sites.PATIENCE * 1000)
    with sync_playwright() as playwright:
        # Where it is installed, the one that draws no windows does the same with a third less work.
        program = shutil.which("chromium-headless-shell") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def prepared(once, migrated):
    """The folder of the demo's database, made once for all the workers of a run."""
    return once("prepared", lambda folder: sites.prepare(folder, migrated))


@pytest.fixture(scope="session")
def start(prepared, tmp_path_factory, django_db_blocker):
    """Starts an instance of the demo, as `sites.start` does."""

    def start(**options):
        return sites.start(tmp_path_factory.mktemp("site"), prepared, django_db_blocker, **options)

    return start


@pytest.fixture(scope="session")
def demo(start):
    """The demo, served with worker and clock; every e-mail leaves at once."""
    site = start()
    yield site
    site.stop()


@pytest.fixture(scope="module")
def instances(start):
    """Starts instances for one module: their clocks would work for nobody after it."""
    started = []

    def instance(**options):
        started.append(start(**options))
        return started[-1]

    yield instance
    for site in started:
        site.stop()


@pytest.fixture(scope="module")
def patient(instances):
    """The same for one module, where a decision waits ten minutes and can be undone."""
    return instances(undo_minutes=10)


class Person:
    """Someone at a browser. Fails on a console error, a request to another host or an answer of 500."""

    def __init__(self, browser, site, *, viewport, scripts=True, scheme="light", touch=False):
        self.site = site
        self.context = browser.new_context(
            base_url=site.base,
            viewport=viewport,
            java_script_enabled=scripts,
            has_touch=touch,
            color_scheme=scheme,
            reduced_motion="reduce",
            locale="fr-FR",
            timezone_id="Europe/Paris",
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(sites.PATIENCE * 1000)
        self.faults = []
        host = urllib.parse.urlsplit(site.base).netloc
        self.page.on("console", lambda m: m.type == "error" and self.faults.append(f"console: {m.text}"))
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on(
            "request",
            lambda r: (
                urllib.parse.urlsplit(r.url).netloc not in (host, "")
                and self.faults.append(f"leaves the host: {r.url}")
            ),
        )
        self.page.on("response", lambda r: r.status >= 500 and self.faults.append(f"{r.status} at {r.url}"))

    def enter(self, address, path=""):
        """Be signed in already, as one of the demo's accounts (« awa ») or at an address; open `path`."""
        address = address if "@" in address else f"{address}@{DOMAIN}"
        self.context.add_cookies([self.site.cookie_of(address)])
        if path:
            self.page.goto(path)
        return self

    def sign_in_by_code(self, address, path="/connexion/"):
        """Through the two screens, from `path` or from where the page is, with the code of the e-mail."""
        kinds = ("login_code", "account_notice")
        already = len([m for m in self.site.mails_to(address) if m["X-Binome-Kind"] in kinds])
        if path:
            self.page.goto(path)
        self.page.get_by_label(re.compile("adresse e-mail", re.IGNORECASE)).fill(address)
        self.page.get_by_role("button", name="Recevoir un code").click()
        message = self.site.wait_for_mail(address, *kinds, number=already + 1)
        self.page.get_by_label(re.compile("code", re.IGNORECASE)).first.fill(sites.code_of(message))
        self.page.get_by_role("button", name="Valider").click()
        self.page.wait_for_url(lambda url: "/connexion/" not in url)

    def sign_in(self, name):
        """As one of the demo's accounts, by password."""
        self.page.goto("/connexion/mot-de-passe/")
        self.page.get_by_label(re.compile("adresse e-mail", re.IGNORECASE)).fill(f"{name}@{DOMAIN}")
        self.page.get_by_label(re.compile("mot de passe", re.IGNORECASE)).first.fill(sites.PASSWORD)
        self.page.get_by_role("button", name="Se connecter").last.click()
        self.page.wait_for_url(re.compile(r"/(espace|pilotage)/"))
        return self


@pytest.fixture
def someone(chromium, request):
    """Makes people: `someone()` at a desk, `someone(viewport=PHONE)`…; their faults fail the test."""
    people = []

    def make(*, viewport=None, site=None, **ways):
        site = site or request.getfixturevalue("demo")
        person = Person(chromium, site, viewport=viewport or DESK, **ways)
        people.append(person)
        return person

    yield make
    faults = [fault for person in people for fault in person.faults]
    for person in people:
        person.context.close()
    assert faults == []


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """A module's tests share its instances: they stay together."""
    for item in items:
        if "tests/browser/" in str(item.fspath):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


@pytest.fixture
def at_work(someone, patient):
    """Opens the queue, by default as Awa."""

    def open_queue(address="awa", path=QUEUE, **ways):
        return someone(site=patient, **ways).enter(address, path).page

    return open_queue
