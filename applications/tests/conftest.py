import pytest

from applications import extensions
from mentoring.tests.factories import CoordinatorFactory


@pytest.fixture
def pairs(monkeypatch):
    """Say how many pairs a profile is in, as the top floor would."""
    monkeypatch.setattr(extensions, "_slots", {})

    def set_count(count):
        monkeypatch.setitem(extensions._slots, "pair_count", lambda profile: count)

    return set_count


@pytest.fixture
def departures(monkeypatch):
    seen = []
    monkeypatch.setattr(
        extensions, "_departures", [lambda profile, by, reason: seen.append((profile, by, reason))]
    )
    return seen


@pytest.fixture
def awa(db):
    return CoordinatorFactory()


@pytest.fixture
def julien(db):
    return CoordinatorFactory(first_name="Julien")
