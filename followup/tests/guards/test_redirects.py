"""No address of the site leads away from it, whatever it is asked to lead to."""

import itertools
import re
from urllib.parse import quote, urlencode, urljoin, urlsplit

import pytest

from mentoring import after_sign_in
from mentoring.tests.factories import UserFactory

from .addresses import names
from .asking import patient
from .places import places
from .table import expected, is_read, roles

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("guards"), pytest.mark.thorough]
HOSTILE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "http:///evil.example",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "/\t/evil.example/",
    "\r\nLocation: https://evil.example/",
    "https://testserver@evil.example/",
]
PARAMETERS = ("next", "retour")
PROBE = "/charte/"
HOME = "http://testserver/"


def is_at_home(location):
    """As browsers read it: backslashes are slashes, many slashes are two, tabs and line ends are nothing."""
    read = location.strip().translate(str.maketrans("\\", "/", "\t\r\n"))
    found = urlsplit(urljoin(HOME, re.sub(r"^(https?:)?/{2,}", r"\1//", read)))
    return (found.scheme, found.netloc) == ("http", "testserver")


@pytest.mark.parametrize("location", HOSTILE)
def test_what_leads_away_is_recognised(location):
    assert not is_at_home(location)
    assert is_at_home(f"/connexion/?next={quote(location)}")


def redirecting(world):
    """(method, person, place) of each answer of the table that leads elsewhere, by the first role led."""
    for name, place in places(world, names()).items():
        for method in ("get", "post"):
            for symbol in "sr":
                led = [role for role in roles(name) if expected(name, method, role) == symbol]
                yield from ((method, place.person(role), place) for role in led[:1])


def asking_for(target):
    return dict.fromkeys(PARAMETERS, target)


def location(world, method, person, place, target):
    """Where one is led when asking for `target`, in the address and in the form."""
    wanted = asking_for(target)
    with patient(place.name):
        if method == "get":
            answer = world.ask(person, "get", place.url, wanted)
        else:
            answer = world.ask(person, "post", place.url, place.data | wanted, query_params=wanted)
    return answer.headers.get("Location", "")


def is_sign_in_of(probe, place):
    """Whether this is what the middleware answers a visitor, before any view: back to the address asked."""
    return probe == f"/connexion/?next={quote(f'{place.url}?{urlencode(asking_for(PROBE))}')}"


def test_no_redirect_leads_away(world):
    """Those that do follow a page of ours are given every hostile one, the others one, each in its turn; what
    leads back to a list follows nothing else (`test_ways_back.py`)."""
    followers, wrong, turns = set(), [], itertools.cycle(HOSTILE)
    for method, person, place in redirecting(world):
        probe = location(world, method, person, place, PROBE)
        if probe == PROBE:
            followers.add(place.name)
        follows = "charte" in probe and not is_sign_in_of(probe, place)
        for target in HOSTILE if follows else [next(turns)]:
            led = location(world, method, person, place, target)
            if not is_at_home(led):
                wrong.append(f"{person} {method} {place.url} {target!r} {led}")
    assert wrong == []
    signing = ("login", "request_login_code", "login_password", "logout", "set_password")
    assert followers == {f"account_{name}" for name in signing}


def test_nobody_is_led_back_to_what_only_a_button_reaches(world):
    """The table says what answers a GET, and the view itself must say the same."""
    said = {name: after_sign_in.can_be_read(place.url) for name, place in places(world, names()).items()}
    assert {name for name, answer in said.items() if answer != is_read(name)} == set()
    assert not after_sign_in.can_be_read("/nulle-part/")


@pytest.mark.parametrize("target", HOSTILE)
def test_signing_in_and_out_never_leads_away(client, target):
    person = UserFactory()
    person.set_password("avancez-a-deux-2026")
    person.save()
    words = {"login": person.email, "password": "avancez-a-deux-2026", "next": target}
    answer = client.post("/connexion/mot-de-passe/", words, query_params={"next": target})
    assert (answer.status_code, answer.url) == (302, "/espace/")
    for page in ("/connexion/", "/connexion/mot-de-passe/"):
        assert client.get(page, {"next": target}).url == "/espace/"
    answer = client.post("/deconnexion/", {"next": target}, query_params={"next": target})
    assert (answer.status_code, answer.url) == (302, "/")
