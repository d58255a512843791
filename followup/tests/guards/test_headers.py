"""Every answer carries the headers that keep a browser from doing what nobody asked."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import SuspiciousOperation
from django.test import Client
from django.urls import path

from mentoring.tests.factories import UserFactory

# One process asks every address once and for all (`make test` runs with `--dist loadgroup`).
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("guards"), pytest.mark.anywhere]
# Open to whoever has the address, and about one person.
BY_LINK = ("confirm", "feedback_by_link", "mail_preferences", "certificate_check")
NONE_OF = ("default-src", "object-src", "base-uri", "frame-ancestors")
SAME = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def faults(headers, *, is_private):
    """What is wrong with the headers of an answer; `is_private` when somebody is signed in."""
    policy = dict(part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";"))
    wrong = [name for name in NONE_OF if policy.get(name) != "'none'"]
    wrong += [name for name, words in policy.items() if "unsafe-" in words or "*" in words or "http" in words]
    wrong += [name for name, value in SAME.items() if headers.get(name) != value]
    if is_private and "no-store" not in headers.get("Cache-Control", ""):
        wrong.append("Cache-Control")
    return wrong


def is_private(row):
    return row.name in BY_LINK or (row.role != "visitor" and row.name != "account_logout")


def test_every_answer_has_them(answers):
    assert {row.status for row in answers.all} >= {200, 302, 403, 404, 405}
    wrong = {
        str(row): found
        for row in answers.all
        # Whoever has just signed out is a visitor.
        if (found := faults(row.headers, is_private=is_private(row)))
    }
    assert wrong == {}


def test_public_answers_may_be_kept(answers):
    """The check of `no-store` can fail."""
    kept = [row for row in answers.rows if (row.name, row.role, row.method) == ("sitemap", "visitor", "get")]
    assert faults(kept[0].headers, is_private=True) == ["Cache-Control"]


@login_not_required
def broken(request):
    raise RuntimeError


@login_not_required
def suspicious(request):
    raise SuspiciousOperation


urlpatterns = [path("casse/", broken), path("louche/", suspicious)]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("is_known", [False, True])
@pytest.mark.parametrize(("address", "status"), [("casse/", 500), ("louche/", 400)])
def test_refusals_and_failures_have_them_too(address, status, is_known):
    browser = Client(raise_request_exception=False)
    if is_known:
        browser.force_login(UserFactory())
    answer = browser.get(f"/{address}")
    assert answer.status_code == status
    assert faults(answer.headers, is_private=is_known) == []


def test_what_is_refused_before_anyone_is_known_has_them_too(client):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(UserFactory())
    for answer, status in (
        (strict.get("/espace/?q=%00"), 400),
        (strict.trace("/espace/"), 405),
        (strict.post("/compte/"), 403),
        (strict.get("/contact/", headers={"host": "evil.example"}), 400),
    ):
        assert answer.status_code == status
        assert faults(answer.headers, is_private=True) == []


def test_too_many_letters_have_them_too(client):
    letter = {"subject": "programme", "message": "Bonjour.", "email": "moi@exemple.org"}
    answers = [client.post("/contact/", letter) for _number in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert faults(answers[-1].headers, is_private=False) == []
