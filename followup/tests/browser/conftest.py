"""A real Chromium on a real instance. One instance for the whole run; each test opens its own context."""

import re
import shutil
import urllib.parse

import pytest
from playwright.sync_api import sync_playwright

from . import site as sites

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


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """The demo, served with worker and clock."""
    site = sites.start(tmp_path_factory.mktemp("demo"))
    yield site
    site.stop()


class Person:
    """Someone at a browser. Fails on a console error, a request to another host or an answer of 500."""

    def __init__(self, browser, site, *, viewport, scripts=True, scheme="light"):
        self.site = site
        self.context = browser.new_context(
            base_url=site.base,
            viewport=viewport,
            java_script_enabled=scripts,
            color_scheme=scheme,
            locale="fr-FR",
            timezone_id="Europe/Paris",
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(15_000)
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

    def sign_in_by_code(self, address, path="/connexion/"):
        """Through the two screens, from `path` or from where the page is, with the code of the e-mail."""
        already = len(self.site.mails_to(address))
        if path:
            self.page.goto(path)
        self.page.get_by_label(re.compile("adresse e-mail", re.IGNORECASE)).fill(address)
        self.page.get_by_role("button", name="Recevoir un code").click()
        kinds = ("login_code", "account_notice")
        message = self._next_mail(address, already, kinds)
        self.page.get_by_label(re.compile("code", re.IGNORECASE)).first.fill(sites.code_of(message))
        self.page.get_by_role("button", name="Valider").click()

    def _next_mail(self, address, already, kinds):
        deadline = sites.time.monotonic() + sites.PATIENCE
        while sites.time.monotonic() < deadline:
            new = [m for m in self.site.mails_to(address)[already:] if m["X-Binome-Kind"] in kinds]
            if new:
                return new[-1]
            sites.time.sleep(0.25)
        raise AssertionError(f"no code for {address}")

    def sign_in(self, name):
        """As one of the demo's accounts, by password."""
        self.page.goto("/connexion/mot-de-passe/")
        self.page.get_by_label(re.compile("adresse e-mail", re.IGNORECASE)).fill(
            f"{name}@demo.binome.example"
        )
        self.page.get_by_label(re.compile("mot de passe", re.IGNORECASE)).first.fill(sites.PASSWORD)
        self.page.get_by_role("button", name="Se connecter").last.click()
        self.page.wait_for_url(re.compile(r"/(espace|pilotage)/"))
        return self


@pytest.fixture
def someone(chromium, demo):
    """Makes people: `someone()` at a desk, `someone(viewport=PHONE)`…; their faults fail the test."""
    people = []

    def make(*, viewport=None, scripts=True, scheme="light", site=None):
        person = Person(chromium, site or demo, viewport=viewport or DESK, scripts=scripts, scheme=scheme)
        people.append(person)
        return person

    yield make
    faults = [fault for person in people for fault in person.faults]
    for person in people:
        person.context.close()
    assert faults == []


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser/" in str(item.fspath):
            item.add_marker(pytest.mark.browser)
